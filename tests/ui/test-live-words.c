/* A name that is written from the right turns nothing round but itself. */

#include "ui/sf-live-words.h"

#include <adwaita.h>

#define NAME "\u05d9\u05d5\u05e0\u05d4" /* in Hebrew letters */

static void
test_isolated (void)
{
  g_autofree char *plain = sf_live_words_isolate ("Joiner");
  g_autofree char *other = sf_live_words_isolate (NAME);

  g_assert_cmpstr (plain, ==, "Joiner");
  g_assert_cmpstr (other, ==, "\u200e\u2068" NAME "\u2069");
}

/* In a language that is written from there, plain letters are the odd ones. */
static void
test_isolated_from_the_right (void)
{
  g_autofree char *name = NULL;

  gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  name = sf_live_words_isolate ("Joiner");
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
  g_assert_cmpstr (name, ==, "\u200f\u2068Joiner\u2069");
}

static void
test_sentences (void)
{
  g_autofree char *layout = sf_live_words_dup_layout (NAME, 0);
  g_autofree char *camera = sf_live_words_dup_camera_off (NAME);
  g_autofree char *dropped = sf_live_words_dup_dropped (TRUE, SF_CANCEL_PERSON, NAME);

  g_assert_cmpstr (layout, ==, "\u200e\u2068" NAME "\u2069 chose Side by Side");
  g_assert_cmpstr (camera, ==, "\u200e\u2068" NAME "\u2069’s camera is off");
  g_assert_cmpstr (dropped, ==, "\u200e\u2068" NAME "\u2069 cancelled");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/ui/live-words/isolated", test_isolated);
  g_test_add_func ("/ui/live-words/isolated-from-the-right", test_isolated_from_the_right);
  g_test_add_func ("/ui/live-words/sentences", test_sentences);
  return g_test_run ();
}
