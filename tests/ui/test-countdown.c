/* The countdown: numbers that follow from the instant, told once each; the words beside it. */

#include "ui/sf-compat.h"
#include "ui/sf-countdown.h"
#include "ui/sf-live-words.h"

#include "tests/support/sf-run-until.h"

#include <adwaita.h>

static void
test_numbers (void)
{
  static const struct {
    gint64 left_us;
    guint number;
  } rows[] = {
    {10 * G_USEC_PER_SEC, 10},
    {3 * G_USEC_PER_SEC, 3},
    {3 * G_USEC_PER_SEC - 1, 3},
    {2 * G_USEC_PER_SEC, 2},
    {1, 1},
    {0, 0},
    {-1, 0},
    {G_MININT64, 0},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_cmpuint (sf_countdown_number (rows[i].left_us), ==, rows[i].number);
}

static void
on_second (GArray *numbers, guint left)
{
  g_array_append_val (numbers, left);
}

/* From a little more than a second before the instant: 1 and the instant, each once. */
static void
test_counts (void)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *countdown = sf_countdown_new ();
  g_autoptr (GArray) numbers = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GSimpleActionGroup) page = g_simple_action_group_new ();
  g_autoptr (GSimpleAction) cancel = g_simple_action_new ("cancel", NULL);

  g_action_map_add_action (G_ACTION_MAP (page), G_ACTION (cancel));
  gtk_widget_insert_action_group (window, "page", G_ACTION_GROUP (page));
  gtk_window_set_child (GTK_WINDOW (window), countdown);
  gtk_window_present (GTK_WINDOW (window));
  g_assert_false (gtk_widget_get_visible (countdown));
  g_signal_connect_swapped (countdown, "second", G_CALLBACK (on_second), numbers);

  sf_countdown_start (SF_COUNTDOWN (countdown), g_get_monotonic_time () + 1100 * 1000,
                      "Somebody started", TRUE);
  g_assert_true (gtk_widget_get_visible (countdown));
  SF_RUN_UNTIL (numbers->len > 0 && g_array_index (numbers, guint, numbers->len - 1) == 0);
  g_assert_cmpuint (g_array_index (numbers, guint, 0), <=, 1);
  if (!sf_can_announce ())
    gtk_test_accessible_assert_property (
      GTK_ACCESSIBLE (gtk_window_get_focus (GTK_WINDOW (window))), GTK_ACCESSIBLE_PROPERTY_LABEL,
      "Cancel, 1");
  for (guint i = 1; i < numbers->len; i++)
    g_assert_cmpuint (g_array_index (numbers, guint, i), <, g_array_index (numbers, guint, i - 1));

  sf_countdown_stop (SF_COUNTDOWN (countdown));
  g_assert_false (gtk_widget_get_visible (countdown));
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_words (void)
{
  g_autofree char *stopped = sf_live_words_dup_stopped (3 * G_USEC_PER_SEC + 1);
  g_autofree char *one = sf_live_words_dup_stopped (0);
  g_autofree char *cancelled = sf_live_words_dup_dropped (TRUE, SF_CANCEL_PERSON, "Other");
  g_autofree char *own = sf_live_words_dup_dropped (FALSE, SF_CANCEL_PERSON, "Other");
  g_autofree char *late = sf_live_words_dup_dropped (TRUE, SF_CANCEL_LATE, "Other");
  g_autofree char *chose = sf_live_words_dup_layout ("Other", 1);

  g_assert_cmpstr (stopped, ==, "Their picture stopped 3 seconds ago");
  g_assert_cmpstr (one, ==, "Their picture stopped 1 second ago");
  g_assert_cmpstr (cancelled, ==, "Other cancelled");
  g_assert_null (own);
  g_assert_nonnull (late);
  g_assert_cmpstr (chose, ==, "Other chose Stacked");
  g_assert_cmpstr (sf_live_words_get_name (NULL), ==, "The other person");
  g_assert_cmpstr (sf_live_words_get_path (FALSE, SF_PATH_KIND_RELAY), ==, "Reconnecting…");
  g_assert_cmpstr (sf_live_words_get_path (TRUE, SF_PATH_KIND_RELAY), ==, "Relay");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

  g_test_add_func ("/ui/countdown/numbers", test_numbers);
  g_test_add_func ("/ui/countdown/counts", test_counts);
  g_test_add_func ("/ui/countdown/words", test_words);

  return g_test_run ();
}
