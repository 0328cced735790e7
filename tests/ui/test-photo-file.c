/* A photo that is handed to other programs. */

#include "ui/sf-gallery-tile.h"
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

/* As a file manager takes it. */
static void
test_drag_from_the_gallery (void)
{
  static const char path[] = "/pictures/Photo 1.webp";
  g_autoptr (SfGalleryItem) item = sf_gallery_item_new (path, 0);
  g_autoptr (GtkWidget) tile = g_object_ref_sink (sf_gallery_tile_new ());
  g_autoptr (GdkContentProvider) content = NULL;
  g_autoptr (GdkContentFormats) formats = NULL;
  g_autofree char *dragged = NULL;

  g_assert_null (sf_ui_drag (tile));

  sf_gallery_tile_set_item (SF_GALLERY_TILE (tile), item);
  content = sf_ui_drag (tile);
  dragged = sf_ui_dup_dragged (content);
  g_assert_cmpstr (dragged, ==, path);
  formats =
    gdk_content_formats_union_serialize_mime_types (gdk_content_provider_ref_formats (content));
  g_assert_true (gdk_content_formats_contain_mime_type (formats, "text/uri-list"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/ui/photo-file/nothing-opens-it", test_nothing_opens_it);
  g_test_add_func ("/ui/photo-file/drag-from-the-gallery", test_drag_from_the_gallery);
  return g_test_run ();
}
