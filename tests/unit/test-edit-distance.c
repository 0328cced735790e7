/* The edit distance: known values, and what holds for all. */

#include "net/code/sf-edit-distance.h"

static void
test_values (void)
{
  static const struct {
    const char *a;
    const char *b;
    gsize distance;
  } values[] = {
    {"", "", 0},
    {"", "abc", 3},
    {"abc", "abc", 0},
    {"abc", "abd", 1},
    {"abc", "ab", 1},
    {"abc", "abxc", 1},
    {"abc", "bac", 1},
    {"abcd", "badc", 2},
    {"kitten", "sitting", 3},
    {"ca", "abc", 3}, /* 2 if something might be put between two swapped letters */
    {"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb", 31},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (values); i++) {
    g_assert_cmpuint (sf_edit_distance (values[i].a, values[i].b), ==, values[i].distance);
    g_assert_cmpuint (sf_edit_distance (values[i].b, values[i].a), ==, values[i].distance);
  }
}

/* One slip is a distance of at most one, wherever it happens. */
static void
test_slips (void)
{
  static const char word[] = "hurricane";

  for (gsize i = 0; i < sizeof word - 1; i++) {
    g_autoptr (GString) inserted = g_string_new (word);
    g_autoptr (GString) erased = g_string_new (word);
    g_autoptr (GString) replaced = g_string_new (word);
    g_autoptr (GString) swapped = g_string_new (word);

    g_string_insert_c (inserted, (gssize) i, 'x');
    g_string_erase (erased, (gssize) i, 1);
    replaced->str[i] = 'x';
    if (i > 0) {
      swapped->str[i] = word[i - 1];
      swapped->str[i - 1] = word[i];
    }

    g_assert_cmpuint (sf_edit_distance (word, inserted->str), ==, 1);
    g_assert_cmpuint (sf_edit_distance (word, erased->str), ==, 1);
    g_assert_cmpuint (sf_edit_distance (word, replaced->str), ==, 1);
    g_assert_cmpuint (sf_edit_distance (word, swapped->str), <=, 1);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/net/edit-distance/values", test_values);
  g_test_add_func ("/net/edit-distance/slips", test_slips);
  return g_test_run ();
}
