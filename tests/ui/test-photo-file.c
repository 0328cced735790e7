/* A photo that is handed to other programs. */

#include "ui/sf-photo-file.h"

#include "tests/support/sf-run-until.h"
#include "tests/ui/sf-ui-screen.h"

#include <adwaita.h>

static void
test_nothing_opens_it (void)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *overlay = adw_toast_overlay_new ();
  GtkWidget *photo = gtk_picture_new ();

  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (overlay), photo);
  gtk_window_set_child (GTK_WINDOW (window), overlay);
  gtk_window_present (GTK_WINDOW (window));
  sf_photo_file_open (photo, "/nonexistent/photo.png");
  SF_RUN_UNTIL (sf_ui_says (overlay, "No program could open it"));

  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/ui/photo-file/nothing-opens-it", test_nothing_opens_it);
  return g_test_run ();
}
