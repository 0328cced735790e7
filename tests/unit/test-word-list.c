/* The word list: its shape, which everything relies on, and the ways to look a word up. */

#include "net/code/sf-word-list.h"

#include <string.h>

static void
test_shape (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (int i = 0; i < 512; i++) {
    const char *word = sf_word_list_get (i < 256 ? SF_WORD_LIST_EVEN : SF_WORD_LIST_ODD, i % 256);

    g_assert_cmpuint (strlen (word), ==, strspn (word, "abcdefghijklmnopqrstuvwxyz"));
    g_assert_cmpuint (strlen (word), >=, 4);
    g_assert_cmpuint (strlen (word), <=, SF_WORD_MAX_LETTERS);
    g_assert_true (g_hash_table_add (seen, (gpointer) word));
    g_assert_true (sf_word_list_contains (word));
  }
}

static void
test_get (void)
{
  g_assert_cmpstr (sf_word_list_get (SF_WORD_LIST_EVEN, 0), ==, "aardvark");
  g_assert_cmpstr (sf_word_list_get (SF_WORD_LIST_EVEN, 255), ==, "zulu");
  g_assert_cmpstr (sf_word_list_get (SF_WORD_LIST_ODD, 0), ==, "adroitness");
  g_assert_cmpstr (sf_word_list_get (SF_WORD_LIST_ODD, 255), ==, "yucatan");
  g_assert_cmpint (sf_word_list_at_place (0), ==, SF_WORD_LIST_ODD);
  g_assert_cmpint (sf_word_list_at_place (1), ==, SF_WORD_LIST_EVEN);
  g_assert_cmpint (sf_word_list_at_place (2), ==, SF_WORD_LIST_ODD);
}

static void
test_contains_not (void)
{
  static const char *const words[] = {"", "a", "aardvar", "aardvarks", "Aardvark", "zulu "};

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    g_assert_false (sf_word_list_contains (words[i]));
}

static void
test_nearest (void)
{
  static const struct {
    const char *word;
    SfWordList preferred;
    const char *nearest;
  } cases[] = {
    {"aardvark", SF_WORD_LIST_ODD, "aardvark"},
    {"aardvrka", SF_WORD_LIST_EVEN, "aardvark"},
    {"hurricaine", SF_WORD_LIST_ODD, "hurricane"},
    {"huricane", SF_WORD_LIST_ODD, "hurricane"},
    {"yucatna", SF_WORD_LIST_ODD, "yucatan"},
    {"zul", SF_WORD_LIST_EVEN, "zulu"},
    {"zu", SF_WORD_LIST_EVEN, NULL},
    {"", SF_WORD_LIST_EVEN, NULL},
    {"xxxxxxxx", SF_WORD_LIST_EVEN, NULL},
    {"photograph", SF_WORD_LIST_EVEN, "photograph"},
    {"adul", SF_WORD_LIST_EVEN, "adult"},
    {"revenu", SF_WORD_LIST_ODD, "revenue"},
    /* Both are two slips away; the place of the word decides. */
    {"hamulet", SF_WORD_LIST_EVEN, "hamlet"},
    {"hamulet", SF_WORD_LIST_ODD, "amulet"},
    {"aardvarkaardvarkaardvarkaardvark", SF_WORD_LIST_EVEN, NULL},
    {"\xc3\xa4rdvark", SF_WORD_LIST_EVEN, "aardvark"},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpstr (sf_word_list_find_nearest (cases[i].word, cases[i].preferred), ==,
                     cases[i].nearest);
}

/* The hint never leads from a listed word to another. */
static void
test_nearest_to_listed (void)
{
  for (int i = 0; i < 512; i++) {
    const char *word = sf_word_list_get (i < 256 ? SF_WORD_LIST_EVEN : SF_WORD_LIST_ODD, i % 256);

    g_assert_cmpstr (sf_word_list_find_nearest (word, SF_WORD_LIST_EVEN), ==, word);
    g_assert_cmpstr (sf_word_list_find_nearest (word, SF_WORD_LIST_ODD), ==, word);
  }
}

static void
assert_completes (const char *prefix, const char *expected)
{
  g_auto (GStrv) words = sf_word_list_complete (prefix);
  g_autofree char *joined = g_strjoinv (" ", words);

  g_assert_cmpstr (joined, ==, expected);
}

static void
test_complete (void)
{
  g_auto (GStrv) all = sf_word_list_complete ("");

  g_assert_cmpuint (g_strv_length (all), ==, 512);
  for (gsize i = 1; all[i] != NULL; i++)
    g_assert_cmpstr (all[i - 1], <, all[i]);

  assert_completes ("ad", "adrift adroitness adult adviser");
  assert_completes ("zulu", "zulu");
  assert_completes ("zulus", "");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/net/word-list/shape", test_shape);
  g_test_add_func ("/net/word-list/get", test_get);
  g_test_add_func ("/net/word-list/contains-not", test_contains_not);
  g_test_add_func ("/net/word-list/nearest", test_nearest);
  g_test_add_func ("/net/word-list/nearest-to-listed", test_nearest_to_listed);
  g_test_add_func ("/net/word-list/complete", test_complete);
  return g_test_run ();
}
