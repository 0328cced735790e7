/* A picture file that a person chooses: asked for, and read in the background. */

#include "ui/sf-picture-file.h"

#include "app/session/sf-request-picture.h"

#include <glib/gi18n.h>

typedef struct {
  SfPictureFileFunc func;
  gpointer user_data;
} Choice;

static void
on_chooser_response (GtkNativeDialog *dialog, int response, Choice *choice)
{
  if (response == GTK_RESPONSE_ACCEPT) {
    g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));

    choice->func (file, choice->user_data);
  }
  gtk_native_dialog_destroy (dialog);
}

static void
free_choice (gpointer choice, GClosure *closure)
{
  g_free (choice);
}

void
sf_picture_file_choose (GtkWidget *parent, SfPictureFileFunc func, gpointer user_data)
{
  GtkNativeDialog *dialog = GTK_NATIVE_DIALOG (gtk_file_chooser_native_new (
    _ ("Choose a Photo"), GTK_WINDOW (gtk_widget_get_root (parent)), GTK_FILE_CHOOSER_ACTION_OPEN,
    C_ ("button", "_Choose"), C_ ("button", "_Cancel")));
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();
  Choice *choice = g_new0 (Choice, 1);

  gtk_file_filter_set_name (filter, _ ("Photos"));
  gtk_file_filter_add_mime_type (filter, "image/jpeg");
  gtk_file_filter_add_mime_type (filter, "image/png");
  gtk_file_filter_add_mime_type (filter, "image/webp");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (dialog), filter);

  *choice = (Choice){func, user_data};
  g_signal_connect_data (dialog, "response", G_CALLBACK (on_chooser_response), choice, free_choice,
                         0);
  /* The dialog lives as long as the one who asks, at the most. */
  g_object_set_data_full (G_OBJECT (parent), "sf-picture-chooser", dialog, g_object_unref);
  gtk_native_dialog_set_modal (dialog, TRUE);
  gtk_native_dialog_show (dialog);
}

static void
start (
  GFile *file, gpointer tag, GTaskThreadFunc work, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);
  char *path = g_file_get_path (file);

  g_task_set_source_tag (task, tag);
  if (path == NULL) {
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                             "the file is not on this computer");
    return;
  }

  g_task_set_task_data (task, path, g_free);
  g_task_run_in_thread (task, work);
}

static void
load (GTask *task, gpointer source, gpointer path, GCancellable *cancellable)
{
  GError *error = NULL;
  SfImage *image = sf_image_load_file (path, &error);

  if (image != NULL)
    g_task_return_pointer (task, image, (GDestroyNotify) sf_image_unref);
  else
    g_task_return_error (task, error);
}

static void
load_request (GTask *task, gpointer source, gpointer path, GCancellable *cancellable)
{
  GError *error = NULL;
  g_autoptr (SfImage) image = sf_image_load_file (path, &error);
  GBytes *webp = image != NULL ? sf_request_picture_encode (image, &error) : NULL;

  if (webp != NULL)
    g_task_return_pointer (task, webp, (GDestroyNotify) g_bytes_unref);
  else
    g_task_return_error (task, error);
}

void
sf_picture_file_load_async (GFile *file, GAsyncReadyCallback callback, gpointer user_data)
{
  start (file, sf_picture_file_load_async, load, callback, user_data);
}

SfImage *
sf_picture_file_load_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
sf_picture_file_load_request_async (GFile *file, GAsyncReadyCallback callback, gpointer user_data)
{
  start (file, sf_picture_file_load_request_async, load_request, callback, user_data);
}

GBytes *
sf_picture_file_load_request_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
