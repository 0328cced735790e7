/* The share code: making, normalising, checking, completing, taking apart. */

#include "net/code/sf-code-text.h"
#include "net/code/sf-share-code.h"
#include "net/code/sf-word-list.h"
#include "net/sf-net-error.h"

#include <locale.h>
#include <string.h>

#define LONGEST_NAMEPLATE "1234567890123456789012345678901234567890"

/* A number, then words from the odd and the even list in turn. */
static void
test_generate_form (void)
{
  for (guint n_words = SF_SHARE_CODE_MIN_WORDS; n_words <= SF_SHARE_CODE_MAX_WORDS; n_words++) {
    g_autofree char *code = sf_share_code_generate ("742", n_words);
    g_auto (GStrv) parts = g_strsplit (code, "-", 0);
    g_autoptr (GError) error = NULL;

    g_assert_cmpuint (g_strv_length (parts), ==, 1 + n_words);
    g_assert_cmpstr (parts[0], ==, "742");
    for (guint i = 0; i < n_words; i++) {
      gboolean found = FALSE;

      for (int byte = 0; byte < 256; byte++)
        found |= strcmp (parts[i + 1], sf_word_list_get (sf_word_list_at_place (i), byte)) == 0;
      g_assert_true (found);
    }
    g_assert_true (sf_share_code_check (code, NULL, &error));
    g_assert_no_error (error);
  }
}

/* 400 draws of 8 words hold nearly all words; a generator that is stuck holds few. */
static void
test_generate_spread (void)
{
  g_autoptr (GHashTable) words = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (int i = 0; i < 400; i++) {
    g_autofree char *code = sf_share_code_generate ("1", SF_SHARE_CODE_MAX_WORDS);
    g_auto (GStrv) parts = g_strsplit (code, "-", 0);

    for (guint j = 1; parts[j] != NULL; j++)
      g_hash_table_add (words, g_strdup (parts[j]));
  }
  /* Each of 512 words is missed with a chance of (255/256)^1600 = 0.2 %. */
  g_assert_cmpuint (g_hash_table_size (words), >, 480);
}

static void
test_nameplates (void)
{
  static const char *const bad[] = {"",   " ",  "a",   "1a", "-1",       "+1",
                                    "1 ", " 1", "1.0", "1-", "\xd9\xa1", LONGEST_NAMEPLATE "1"};
  static const char *const good[] = {"0", "1", "007", "742", LONGEST_NAMEPLATE};

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (sf_share_code_is_nameplate (bad[i]));
  for (gsize i = 0; i < G_N_ELEMENTS (good); i++)
    g_assert_true (sf_share_code_is_nameplate (good[i]));
}

static const struct {
  const char *text;
  const char *normalized;
} normalizations[] = {
  {"", ""},
  {"   ", ""},
  {"742-adroitness-aardvark-adviser", "742-adroitness-aardvark-adviser"},
  {"  742-Adroitness-AARDVARK-adviser \n", "742-adroitness-aardvark-adviser"},
  {"742 adroitness aardvark adviser", "742-adroitness-aardvark-adviser"},
  {"742 \t adroitness\r\naardvark\xc2\xa0"
   "adviser",
   "742-adroitness-aardvark-adviser"},
  {"742 - adroitness -- aardvark---adviser", "742-adroitness-aardvark-adviser"},
  /* Hyphen, non-breaking hyphen, figure dash, en dash, em dash, bar, minus, soft hyphen. */
  {"1\xe2\x80\x90"
   "a\xe2\x80\x91"
   "b\xe2\x80\x92"
   "c",
   "1-a-b-c"},
  {"1\xe2\x80\x93"
   "a\xe2\x80\x94"
   "b\xe2\x80\x95"
   "c",
   "1-a-b-c"},
  {"1\xe2\x88\x92"
   "a\xc2\xad"
   "b",
   "1-a-b"},
  /* Small, full-width, wave and Japanese long-vowel dashes; hyphen bullet. */
  {"1\xef\xb9\xa3"
   "a\xef\xbc\x8d"
   "b\xe3\x80\x9c"
   "c\xe3\x83\xbc"
   "d\xe2\x81\x83"
   "e",
   "1-a-b-c-d-e"},
  /* Narrow and ideographic space; zero-width space, word joiner, byte order mark; direction. */
  {"1\xe2\x80\xaf"
   "a\xe3\x80\x80"
   "b",
   "1-a-b"},
  {"1\xe2\x80\x8b"
   "a\xe2\x81\xa0"
   "b\xef\xbb\xbf"
   "c",
   "1-a-b-c"},
  {"\xe2\x80\x8e"
   "1-\xe2\x80\x8b"
   "a-b\xe2\x80\xac",
   "1-a-b"},
  /* Quotes, brackets, marks of emphasis and of a sentence. */
  {"\"1-a-b\"", "1-a-b"},
  {"\xe2\x80\x9e"
   "1-a-b\xe2\x80\x9c.",
   "1-a-b"},
  {"\xc2\xab 1-a-b \xc2\xbb", "1-a-b"},
  {"(1-a-b)", "1-a-b"},
  {"[<`1-a-b`>]!", "1-a-b"},
  {"**_1-a-b_**", "1-a-b"},
  {"1-a-b...", "1-a-b"},
  {"1-a-b\xe3\x80\x82", "1-a-b"},
  {"\xf0\x9f\x93\xb7 1-a-b \xf0\x9f\x99\x82", "1-a-b"},
  {"-1-a-b-", "1-a-b"},
  /* Composed; full-width forms; digits of other scripts. */
  {"7-cafe\xcc\x81-Z\xc3\x9cRICH", "7-caf\xc3\xa9-z\xc3\xbcrich"},
  {"7-H\xcc\xb1", "7-\xe1\xba\x96"},
  {"\xef\xbc\x97\xef\xbc\x94\xef\xbc\x92\xef\xbc\x8d\xef\xbc\xba\xef\xbd\x95", "742-zu"},
  {"\xd9\xa7\xd9\xa4\xd9\xa2-zulu", "742-zulu"},
  {"\xe0\xa5\xad\xe0\xa5\xaa\xe0\xa5\xa8-zulu", "742-zulu"},
  /* Judges nothing. */
  {"hello, world", "hello,-world"},
  {"a'b", "a'b"},
  {"?!", ""},
  {"\xff\xfe", ""},
  {"1-a\xff-b", "1-a\xef\xbf\xbd-b"},
};

static void
test_normalize (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (normalizations); i++) {
    g_autofree char *normalized = sf_share_code_normalize (normalizations[i].text);
    g_autofree char *again = sf_share_code_normalize (normalized);

    g_assert_cmpstr (normalized, ==, normalizations[i].normalized);
    g_assert_cmpstr (again, ==, normalized);
  }
}

/* In a Turkish locale the small letter of I is another one. */
static void
test_normalize_in_turkish (void)
{
  g_autofree char *normalized = NULL;

  if (setlocale (LC_ALL, "tr_TR.UTF-8") == NULL) {
    g_test_skip ("no Turkish locale here");
    return;
  }
  normalized = sf_share_code_normalize ("1-MICROSCOPE-BILLIARD");
  setlocale (LC_ALL, "C");

  g_assert_cmpstr (normalized, ==, "1-microscope-billiard");
}

static void
test_normalize_too_long (void)
{
  g_autofree char *most = g_strnfill (SF_CODE_TEXT_MAX_SIZE, 'a');
  g_autofree char *more = g_strnfill (SF_CODE_TEXT_MAX_SIZE + 1, 'a');
  g_autofree char *from_most = sf_share_code_normalize (most);
  g_autofree char *from_more = sf_share_code_normalize (more);

  g_assert_cmpstr (from_most, ==, most);
  g_assert_cmpstr (from_more, ==, "");
}

static const struct {
  const char *code;
  const char *suggestion; /* NULL: a good code; "": bad, and nothing near */
} checks[] = {
  {"742-adroitness-aardvark-adviser", NULL},
  {"1-zulu-yucatan", NULL},
  {"1-zulu-zulu-zulu", NULL}, /* any list in any place */
  {"0-yucatan-yucatan", NULL},
  {LONGEST_NAMEPLATE "-zulu-zulu", NULL},
  {"1-zulu-zulu-zulu-zulu-zulu-zulu-zulu-zulu", NULL},
  /* The form. */
  {"", ""},
  {"742", ""},
  {"742-", ""},
  {"742-zulu", ""},
  {"742-zulu-", ""},
  {"742-zulu-zulu-", ""},
  {"742--zulu-zulu", ""},
  {"-742-zulu-zulu", ""},
  {"zulu-zulu-zulu", ""},
  {"742-742-zulu-zulu", ""},
  {"7a-zulu-zulu", ""},
  {" 742-zulu-zulu", ""},
  {"742-zulu zulu", ""},
  {"742-zulu-zu1u", ""},
  {"742-zulu-zulu.", ""},
  {LONGEST_NAMEPLATE "1-zulu-zulu", ""},
  {"1-zulu-zulu-zulu-zulu-zulu-zulu-zulu-zulu-zulu", ""},
  {"742-zulu-\xff", ""},
  /* The words. */
  {"742-adroitnes-aardvark-adviser", "742-adroitness-aardvark-adviser"},
  {"742-adroitness-ardvark-advisor", "742-adroitness-aardvark-adviser"},
  {"742-adroitnes-ardvark-advisor", "742-adroitness-aardvark-adviser"},
  {"742-hamulet-hamulet", "742-amulet-hamlet"},
  {"742-adroitness-qqqqqqqq-adviser", ""},
  {"742-adroitnes-qqqqqqqq-adviser", ""},
  {"742-ADROITNESS-aardvark-adviser", ""},
  {"7-caf\xc3\xa9-z\xc3\xbcrich", ""},
};

static void
test_check (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (checks); i++) {
    g_autofree char *suggestion = g_strdup ("left over");
    g_autoptr (GError) error = NULL;
    g_autoptr (GError) again = NULL;
    char *none = suggestion;
    gboolean ok = sf_share_code_check (checks[i].code, &none, &error);

    g_assert_cmpint (ok, ==, sf_share_code_check (checks[i].code, NULL, &again));
    if (checks[i].suggestion == NULL) {
      g_assert_no_error (error);
      g_assert_true (ok);
      g_assert_null (none);
    } else {
      g_assert_false (ok);
      g_assert_error (error, SF_NET_ERROR, SF_NET_ERROR_BAD_CODE);
      g_assert_cmpstr (none != NULL ? none : "", ==, checks[i].suggestion);
    }
    g_free (none);
  }
}

/* Error messages may be logged; words are secret. */
static void
test_check_tells_no_word (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (sf_share_code_check ("742-adroitness-ardvark-adviser", NULL, &error));
  g_assert_error (error, SF_NET_ERROR, SF_NET_ERROR_BAD_CODE);
  g_assert_nonnull (strstr (error->message, "word 2"));
  g_assert_null (strstr (error->message, "vark"));
  g_assert_null (strstr (error->message, "742"));
}

static void
test_nameplate_of (void)
{
  g_autofree char *nameplate = sf_share_code_dup_nameplate ("742-zulu-zulu");

  g_assert_cmpstr (nameplate, ==, "742");
}

static void
test_to_uri (void)
{
  g_autofree char *plain = sf_share_code_to_uri ("1-zulu-zulu", NULL);
  g_autofree char *with = sf_share_code_to_uri ("1-zulu-zulu", "wss://[::1]:4000/v1?a&b#c");

  g_assert_cmpstr (plain, ==, "sameframe:1-zulu-zulu");
  g_assert_cmpstr (with, ==, "sameframe:1-zulu-zulu?server=wss://%5B::1%5D:4000/v1%3Fa%26b%23c");
}

static void
test_complete (void)
{
  g_auto (GStrv) words = sf_share_code_complete ("Yu");
  g_auto (GStrv) none = sf_share_code_complete ("yu-");

  g_assert_cmpuint (g_strv_length (words), ==, 1);
  g_assert_cmpstr (words[0], ==, "yucatan");
  g_assert_cmpuint (g_strv_length (none), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/net/share-code/generates-form", test_generate_form);
  g_test_add_func ("/net/share-code/generates-all-words", test_generate_spread);
  g_test_add_func ("/net/share-code/nameplates", test_nameplates);
  g_test_add_func ("/net/share-code/normalizes", test_normalize);
  g_test_add_func ("/net/share-code/normalizes-in-turkish", test_normalize_in_turkish);
  g_test_add_func ("/net/share-code/normalizes-nothing-too-long", test_normalize_too_long);
  g_test_add_func ("/net/share-code/rejects-typo", test_check);
  g_test_add_func ("/net/share-code/tells-no-word", test_check_tells_no_word);
  g_test_add_func ("/net/share-code/nameplate", test_nameplate_of);
  g_test_add_func ("/net/share-code/to-uri", test_to_uri);
  g_test_add_func ("/net/share-code/completes", test_complete);
  return g_test_run ();
}
