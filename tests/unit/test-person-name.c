/* Names of strangers are safe to show, and names of people stay what they are. */

#include "app/session/sf-person-name.h"

#include <string.h>

static void
test_table (void)
{
  static const struct {
    const char *typed;
    const char *shown;
  } rows[] = {
    {"Creator", "Creator"},
    {"", ""},
    {"   ", ""},
    {"  Creator \t\n One  ", "Creator One"},
    {"Noe\xcc\x88l", "No\xc3\xabl"}, /* composed */
    {"evil\xe2\x80\xae"
     "gpj",
     "evilgpj"}, /* right-to-left override */
    {"\xe2\x81\xa6"
     "a\xe2\x81\xa9\xe2\x80\x8f"
     "b",
     "ab"},                       /* isolates and marks */
    {"a\x1b[31mb\x07", "a[31mb"}, /* terminal escapes */
    {"a\xc2\x9b"
     "b",
     "ab"}, /* C1 control */
    {"a\xe2\x80\xa8"
     "b",
     "a b"}, /* line separator */
    {"\xef\xbb\xbf"
     "a\xe2\x80\x8b"
     "b",
     "ab"}, /* byte order mark, zero-width space */
    {"\xcc\x81"
     "Creator",
     "Creator"}, /* a mark that has no letter */
    {"\xe2\x80\x8d"
     "a",
     "a"}, /* a joiner that joins nothing */
    {"\xee\x80\x80"
     "a\xf3\xa0\x81\x81",
     "a"}, /* private use, tag */
    {"\xd8\xb9\xd9\x84\xdb\x8c\xe2\x80\x8c\xd8\xb1\xd8\xb6\xd8\xa7",
     "\xd8\xb9\xd9\x84\xdb\x8c\xe2\x80\x8c\xd8\xb1\xd8\xb6\xd8\xa7"}, /* Persian */
    {"\xff\xfe", "\xef\xbf\xbd\xef\xbf\xbd"},                         /* not UTF-8 */
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *name = sf_person_name_clean (rows[i].typed);

    g_assert_cmpstr (name, ==, rows[i].shown);
  }
}

/* @grapheme 24 and 25 times: 24 are left. */
static void
check_limit (const char *grapheme)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *all = NULL;
  g_autofree char *cut = NULL;
  g_autofree char *longest = NULL;

  for (int i = 0; i < SF_PERSON_NAME_MAX_GRAPHEMES; i++)
    g_string_append (text, grapheme);
  longest = g_strdup (text->str);
  all = sf_person_name_clean (text->str);
  g_assert_cmpstr (all, ==, longest);

  g_string_append (text, grapheme);
  cut = sf_person_name_clean (text->str);
  g_assert_cmpstr (cut, ==, longest);
}

static void
test_counts_graphemes (void)
{
  check_limit ("x");
  check_limit ("\xe6\x9d\x8e");      /* a CJK character */
  check_limit ("x\xcc\xa3\xcc\xb2"); /* a letter with two marks that do not compose with it */
  check_limit ("\xf0\x9f\x87\xa9\xf0\x9f\x87\xaa"); /* a flag: two indicators */
  check_limit ("\xf0\x9f\x91\x8d\xf0\x9f\x8f\xbd"); /* a thumb with a skin tone */
}

static void
test_limits_bytes (void)
{
  /* A family of four: one grapheme of 25 bytes, so that ten of them fit. */
  static const char family[] = "\xf0\x9f\x91\xa8\xe2\x80\x8d\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f"
                               "\x91\xa7\xe2\x80\x8d\xf0\x9f\x91\xa6";
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *name = NULL;

  for (int i = 0; i < 24; i++)
    g_string_append (text, family);
  name = sf_person_name_clean (text->str);

  g_assert_cmpuint (strlen (name), <=, SF_PERSON_NAME_MAX_BYTES);
  g_assert_cmpuint (strlen (name), >=, 10 * strlen (family));
  g_assert_true (g_utf8_validate (name, -1, NULL));
}

static void
test_limits_marks (void)
{
  g_autoptr (GString) text = g_string_new ("x");
  g_autofree char *name = NULL;

  for (int i = 0; i < 100; i++)
    g_string_append (text, "\xcc\xb2");
  name = sf_person_name_clean (text->str);

  g_assert_cmpint (g_utf8_strlen (name, -1), ==, 12);
}

static void
test_is_idempotent (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (7);

  for (int round = 0; round < 2000; round++) {
    g_autoptr (GString) text = g_string_new (NULL);
    g_autofree char *once = NULL;
    g_autofree char *twice = NULL;

    for (int i = 0; i < 40; i++) {
      gunichar c = (gunichar) g_rand_int_range (random, 1, i % 2 == 0 ? 0x3100 : 0x1ffff);

      if (g_unichar_validate (c))
        g_string_append_unichar (text, c);
    }
    once = sf_person_name_clean (text->str);
    twice = sf_person_name_clean (once);
    g_assert_cmpstr (once, ==, twice);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/person-name/table", test_table);
  g_test_add_func ("/app/person-name/counts-graphemes", test_counts_graphemes);
  g_test_add_func ("/app/person-name/limits-bytes", test_limits_bytes);
  g_test_add_func ("/app/person-name/limits-marks", test_limits_marks);
  g_test_add_func ("/app/person-name/is-idempotent", test_is_idempotent);
  return g_test_run ();
}
