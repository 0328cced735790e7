/* The note on the live page: a word when the connection is slow, and none when it is fine. */

#include "ui/sf-path-note.h"

static const SfLiveQualitySample fine = {.bitrate_bps = 1000 * 1000};
static const SfLiveQualitySample slow = {.bitrate_bps = 300 * 1000};
static const SfLiveQualitySample very_slow = {.bitrate_bps = 100 * 1000};

static const char *
hear (SfPathNote *note, const SfLiveQualitySample *sample)
{
  for (guint i = 0; i < 5; i++)
    sf_path_note_hear (note, sample);

  return gtk_label_get_text (GTK_LABEL (gtk_widget_get_first_child (GTK_WIDGET (note))));
}

static void
test_words (void)
{
  g_autoptr (SfPathNote) note = g_object_ref_sink (g_object_new (SF_TYPE_PATH_NOTE, NULL));
  int minimum;

  g_assert_cmpstr (hear (note, &slow), ==, "Slow connection");
  g_assert_cmpstr (hear (note, &very_slow), ==,
                   "Very slow connection: the photo will take a moment");
  gtk_widget_measure (GTK_WIDGET (note), GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL,
                      NULL);
  g_assert_cmpint (minimum, <=, 340);
  g_assert_cmpstr (hear (note, &fine), ==, "Direct");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  gtk_init ();
  g_test_add_func ("/ui/path-note/words", test_words);
  return g_test_run ();
}
