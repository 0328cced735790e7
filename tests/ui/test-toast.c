/* A toast in a narrow window. */

#include "ui/sf-toast.h"

#include "tests/support/sf-run-until.h"

#define NARROW 360 /* pixels */

static const char text[] = "Earlier & <b>last</b> photo discarded";

static void
test_says_all (void)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *overlay = adw_toast_overlay_new ();
  AdwToast *toast = sf_toast_new ("");
  GtkWidget *label = adw_toast_get_custom_title (toast);

  sf_toast_set_text (toast, text);
  adw_toast_set_button_label (toast, "Undo");
  gtk_window_set_child (GTK_WINDOW (window), overlay);
  gtk_window_set_default_size (GTK_WINDOW (window), NARROW, NARROW);
  gtk_window_present (GTK_WINDOW (window));
  adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (overlay), toast);
  SF_RUN_UNTIL (gtk_widget_get_width (label) > 0);

  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (label)), ==, text);
  g_assert_cmpint (gtk_widget_get_width (overlay), <=, NARROW);
  g_assert_cmpint (gtk_widget_get_width (label), <, NARROW);
  g_assert_cmpint (gtk_widget_get_height (label), <=,
                   gtk_widget_get_height (gtk_widget_get_parent (label)));
  g_assert_cmpint (pango_layout_get_line_count (gtk_label_get_layout (GTK_LABEL (label))), >, 1);
  g_assert_false (pango_layout_is_ellipsized (gtk_label_get_layout (GTK_LABEL (label))));

  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/ui/toast/says-all", test_says_all);
  return g_test_run ();
}
