/* Throws photos away, and offers to have them back first. */

#include "ui/sf-photo-trash.h"

#include "ui/sf-toast.h"

#include <adwaita.h>
#include <glib/gi18n.h>

typedef struct {
  GPtrArray *paths;
  GWeakRef overlay;
  SfPhotoUndoFunc undo; /* (nullable) */
  gpointer user_data;
  GDestroyNotify free_data; /* (nullable) */
  gboolean is_undone;
} Offer;

static void
offer_free (gpointer data, GClosure *closure)
{
  Offer *self = data;

  g_ptr_array_unref (self->paths);
  g_weak_ref_clear (&self->overlay);
  if (self->free_data != NULL)
    self->free_data (self->user_data);
  g_free (self);
}

static void
on_trash_ready (GObject *file, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkWidget) overlay = user_data;
  g_autoptr (GError) error = NULL;

  if (g_file_trash_finish (G_FILE (file), result, &error) || overlay == NULL)
    return;

  g_debug ("Not thrown away: %s", error->message);
  sf_toast_show (overlay, _ ("The photo could not be moved to the trash"));
}

static void
on_button_clicked (AdwToast *toast, Offer *self)
{
  self->is_undone = TRUE;
  if (self->undo != NULL)
    self->undo (self->user_data);
}

static void
on_dismissed (AdwToast *toast, Offer *self)
{
  for (guint i = 0; !self->is_undone && i < self->paths->len; i++) {
    g_autoptr (GFile) file = g_file_new_for_path (g_ptr_array_index (self->paths, i));

    g_file_trash_async (file, G_PRIORITY_DEFAULT, NULL, on_trash_ready,
                        g_weak_ref_get (&self->overlay));
  }
}

/* Only the end of the toast throws anything away: whatever cuts that short keeps the photos. */
void
sf_photo_trash_offer (GtkWidget *widget,
                      GPtrArray *paths,
                      const char *text,
                      SfPhotoUndoFunc undo,
                      gpointer user_data,
                      GDestroyNotify free_data)
{
  GtkWidget *overlay = gtk_widget_get_ancestor (widget, ADW_TYPE_TOAST_OVERLAY);
  AdwToast *toast = sf_toast_new (text);
  Offer *offer = g_new0 (Offer, 1);

  offer->paths = g_ptr_array_ref (paths);
  offer->undo = undo;
  g_weak_ref_init (&offer->overlay, overlay);
  offer->user_data = user_data;
  offer->free_data = free_data;
  adw_toast_set_button_label (toast, _ ("_Undo"));
  g_signal_connect_data (toast, "dismissed", G_CALLBACK (on_dismissed), offer, offer_free, 0);
  g_signal_connect (toast, "button-clicked", G_CALLBACK (on_button_clicked), offer);
  adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (overlay), toast);
}
