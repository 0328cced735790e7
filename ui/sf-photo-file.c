/* What one can do with a photo on the disk: copy, open, find, drag. */

#include "ui/sf-photo-file.h"

#include "ui/sf-compat.h"
#include "ui/sf-photo-load.h"
#include "ui/sf-toast.h"

#include <glib/gi18n.h>

#define COPY_MAX_SIDE 4096

/* What an answer is for, when it comes. */
typedef struct {
  GtkWidget *widget;
  char *path;
} Errand;

static Errand *
errand_new (GtkWidget *widget, const char *path)
{
  Errand *self = g_new (Errand, 1);

  *self = (Errand){g_object_ref (widget), g_strdup (path)};
  return self;
}

static void
errand_free (Errand *self)
{
  g_object_unref (self->widget);
  g_free (self->path);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Errand, errand_free)

GdkContentProvider *
sf_photo_file_new_content (const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_auto (GValue) value = G_VALUE_INIT;

  g_value_init (&value, GDK_TYPE_FILE_LIST);
  g_value_take_boxed (&value, gdk_file_list_new_from_array (&file, 1));
  return gdk_content_provider_new_for_value (&value);
}

static void
on_copy_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Errand) errand = user_data;
  g_autoptr (GdkTexture) texture = sf_photo_load_finish (result, NULL);
  g_autoptr (GdkContentProvider) content = NULL;
  GdkContentProvider *parts[2];

  if (texture == NULL) {
    sf_toast_show (errand->widget, _ ("The photo could not be read"));
    return;
  }

  parts[0] = gdk_content_provider_new_typed (GDK_TYPE_TEXTURE, texture);
  parts[1] = sf_photo_file_new_content (errand->path);
  content = gdk_content_provider_new_union (parts, G_N_ELEMENTS (parts));
  gdk_clipboard_set_content (gtk_widget_get_clipboard (errand->widget), content);
  sf_toast_show (errand->widget, _ ("Photo copied"));
}

void
sf_photo_file_copy (GtkWidget *widget, const char *path)
{
  sf_photo_load_async (path, COPY_MAX_SIDE, NULL, on_copy_loaded, errand_new (widget, path));
}

static void
on_open_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkWidget) widget = user_data;
  g_autoptr (GError) error = NULL;

  if (sf_compat_show_uri_finish (source, result, &error))
    return;

  g_debug ("Not opened: %s", error->message);
  sf_toast_show (widget, _ ("No program could open it"));
}

void
sf_photo_file_open (GtkWidget *widget, const char *path)
{
  g_autofree char *uri = g_filename_to_uri (path, NULL, NULL);

  sf_compat_show_uri_async (widget, uri, on_open_ready, g_object_ref (widget));
}

static void
show_folder (GtkWidget *widget, const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);

  sf_photo_file_open (widget, folder);
}

static void
on_show_items_ready (GObject *bus, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Errand) errand = user_data;
  g_autoptr (GVariant) reply =
    g_dbus_connection_call_finish (G_DBUS_CONNECTION (bus), result, NULL);

  if (reply == NULL)
    show_folder (errand->widget, errand->path);
}

/* By the file managers' own interface; where there is none of them, the folder alone. */
void
sf_photo_file_show_in_folder (GtkWidget *widget, const char *path)
{
  GApplication *application = g_application_get_default ();
  GDBusConnection *bus = application != NULL ? g_application_get_dbus_connection (application)
                                             : NULL;
  g_autofree char *uri = g_filename_to_uri (path, NULL, NULL);

  if (bus == NULL) {
    show_folder (widget, path);
    return;
  }

  g_dbus_connection_call (bus, "org.freedesktop.FileManager1", "/org/freedesktop/FileManager1",
                          "org.freedesktop.FileManager1", "ShowItems",
                          g_variant_new ("(^ass)", (const char *[]){uri, NULL}, ""), NULL,
                          G_DBUS_CALL_FLAGS_NONE, -1, NULL, on_show_items_ready,
                          errand_new (widget, path));
}
