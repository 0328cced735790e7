/* Reads a photo in a worker thread, for showing it. */

#include "ui/sf-photo-load.h"

#include "ui/sf-texture.h"

#include "app/image/sf-image.h"
#include "app/sf-error.h"

typedef struct {
  char *path;
  int max_side;
} Load;

static void
load_free (Load *self)
{
  g_free (self->path);
  g_free (self);
}

static GdkTexture *
load (const Load *self, GError **error)
{
  g_autoptr (SfImage) image = sf_image_load_file (self->path, error);
  g_autoptr (SfImage) small =
    image != NULL ? sf_image_shrink (image, self->max_side, self->max_side, error) : NULL;
  GdkTexture *texture = small != NULL ? sf_texture_new_for_image (small) : NULL;

  if (texture == NULL && small != NULL)
    g_set_error_literal (error, SF_ERROR, SF_ERROR_PICTURE, "not enough memory for a texture");

  return texture;
}

static void
load_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GError *error = NULL;
  GdkTexture *texture = g_task_return_error_if_cancelled (task) ? NULL : load (task_data, &error);

  if (texture != NULL)
    g_task_return_pointer (task, texture, g_object_unref);
  else if (error != NULL)
    g_task_return_error (task, error);
}

void
sf_photo_load_async (const char *path,
                     int max_side,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Load *job = g_new (Load, 1);

  *job = (Load){g_strdup (path), max_side};
  g_task_set_source_tag (task, sf_photo_load_async);
  g_task_set_task_data (task, job, (GDestroyNotify) load_free);
  g_task_run_in_thread (task, load_in_thread);
}

GdkTexture *
sf_photo_load_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
