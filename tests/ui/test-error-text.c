/* Whatever went wrong, a person is told so in words of their own, with one thing to do. */

#include "ui/sf-error-text.h"

#include "app/sf-error.h"
#include "net/sf-net-error.h"

#include <adwaita.h>
#include <string.h>

static void
check_code (GQuark domain, int code)
{
  g_autoptr (GError) error = g_error_new_literal (domain, code, "secret.example.org 192.0.2.1");
  SfErrorText text = sf_error_text_of (error);
  g_autofree char *details = sf_error_text_dup_details (error);

  g_test_message ("%s %d: %s", g_quark_to_string (domain), code, text.title);
  g_assert_cmpint (sf_trouble_of (error), !=, SF_TROUBLE_OTHER);
  g_assert_null (strstr (details, "example"));
  g_assert_null (strstr (details, "192"));
  g_assert_null (strstr (details, "quark"));
  g_assert_true (g_str_has_suffix (details, sf_trouble_get_word (sf_trouble_of (error))));
}

static void
test_covers_every_code (void)
{
  for (int code = 0; code <= SF_ERROR_CAMERA_UNREACHABLE; code++)
    check_code (SF_ERROR, code);
  for (int code = 0; code <= SF_NET_ERROR_TOO_LARGE; code++)
    check_code (SF_NET_ERROR, code);
  check_code (G_IO_ERROR, G_IO_ERROR_TIMED_OUT);
}

static void
test_every_kind_has_words (void)
{
  for (int trouble = 0; trouble < SF_N_TROUBLES; trouble++) {
    SfErrorText text = sf_error_text_get ((SfTrouble) trouble);

    g_assert_cmpstr (text.title, !=, "");
    g_assert_true (g_str_has_suffix (text.sentence, "."));
    g_assert_cmpstr (text.label, !=, "");
    g_assert_true (g_str_has_prefix (text.action, "win.") ||
                   g_str_has_prefix (text.action, "app."));
  }
}

/* One that is missing or said twice would be of no use in a report. */
static void
test_every_kind_has_a_word (void)
{
  g_autoptr (GHashTable) words = g_hash_table_new (g_str_hash, g_str_equal);

  for (int trouble = 0; trouble < SF_N_TROUBLES; trouble++) {
    const char *word = sf_trouble_get_word ((SfTrouble) trouble);

    g_assert_cmpuint (strspn (word, "abcdefghijklmnopqrstuvwxyz-"), ==, strlen (word));
    g_assert_true (g_hash_table_add (words, (gpointer) word));
  }
}

static void
test_unknown (void)
{
  g_autoptr (GError) error = g_error_new_literal (G_FILE_ERROR, G_FILE_ERROR_IO, "disk");

  g_assert_cmpint (sf_trouble_of (error), ==, SF_TROUBLE_OTHER);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/error-text/covers-every-code", test_covers_every_code);
  g_test_add_func ("/ui/error-text/every-kind-has-words", test_every_kind_has_words);
  g_test_add_func ("/ui/error-text/every-kind-has-a-word", test_every_kind_has_a_word);
  g_test_add_func ("/ui/error-text/unknown", test_unknown);
  return g_test_run ();
}
