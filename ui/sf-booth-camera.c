/* This side's own picture: which camera, how it is with it, or a photo in its place. */

#include "ui/sf-booth-private.h"

#include "app/session/sf-picture-source.h"

static void
set_status (SfBooth *self, SfCameraStatus status)
{
  if (self->camera_status == status)
    return;

  self->camera_status = status;
  sf_booth_notify (self, SF_BOOTH_PROP_CAMERA_STATUS);
  sf_booth_notify (self, SF_BOOTH_PROP_MIRRORED);
}

void
sf_booth_update_camera (SfBooth *self)
{
  set_status (self, self->photo != NULL ? SF_CAMERA_STATUS_PHOTO : SF_CAMERA_STATUS_NONE);
}

void
sf_booth_set_wants_camera (SfBooth *self, gboolean wants)
{
  g_return_if_fail (SF_IS_BOOTH (self));

  if (self->wants_camera == wants)
    return;

  self->wants_camera = wants;
  sf_booth_update_camera (self);
}

void
sf_booth_retry_camera (SfBooth *self)
{
  g_return_if_fail (SF_IS_BOOTH (self));

  sf_booth_update_camera (self);
}

GListModel *
sf_booth_get_cameras (SfBooth *self)
{
  g_return_val_if_fail (SF_IS_BOOTH (self), NULL);

  return G_LIST_MODEL (self->cameras);
}

void
sf_booth_use_camera (SfBooth *self, const char *id)
{
  g_return_if_fail (SF_IS_BOOTH (self));

  g_settings_set_string (self->settings, "last-camera-id", id);
  g_clear_pointer (&self->photo, sf_image_unref);
  sf_booth_update_camera (self);
}

static void
load_photo (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GError *error = NULL;
  SfImage *image = sf_image_load_file (task_data, &error);

  if (image != NULL)
    g_task_return_pointer (task, image, (GDestroyNotify) sf_image_unref);
  else
    g_task_return_error (task, error);
}

void
sf_booth_use_photo_async (SfBooth *self,
                          GFile *file,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  char *path;

  g_return_if_fail (SF_IS_BOOTH (self));
  g_return_if_fail (G_IS_FILE (file));

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, sf_booth_use_photo_async);
  path = g_file_get_path (file);
  if (path == NULL) {
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                             "the file is not on this computer");
    return;
  }

  g_task_set_task_data (task, path, g_free);
  g_task_run_in_thread (task, load_photo);
}

gboolean
sf_booth_use_photo_finish (SfBooth *self, GAsyncResult *result, GError **error)
{
  SfImage *image;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  image = g_task_propagate_pointer (G_TASK (result), error);
  if (image == NULL)
    return FALSE;

  g_clear_pointer (&self->photo, sf_image_unref);
  self->photo = image;
  sf_booth_update_camera (self);
  return TRUE;
}

SfStillSource *
sf_booth_make_source (SfBooth *self)
{
  return SF_STILL_SOURCE (sf_picture_source_new (&self->photo, 1));
}

SfCamera *
sf_booth_get_camera (SfBooth *self)
{
  g_return_val_if_fail (SF_IS_BOOTH (self), NULL);

  return self->camera;
}

SfCameraStatus
sf_booth_get_camera_status (SfBooth *self)
{
  g_return_val_if_fail (SF_IS_BOOTH (self), SF_CAMERA_STATUS_LOADING);

  return self->camera_status;
}

const GError *
sf_booth_get_camera_error (SfBooth *self)
{
  g_return_val_if_fail (SF_IS_BOOTH (self), NULL);

  return self->camera_error;
}

gboolean
sf_booth_get_mirrored (SfBooth *self)
{
  g_return_val_if_fail (SF_IS_BOOTH (self), FALSE);

  return self->photo == NULL && g_settings_get_boolean (self->settings, "mirror-preview");
}

gboolean
sf_booth_has_picture (SfBooth *self)
{
  g_return_val_if_fail (SF_IS_BOOTH (self), FALSE);

  return self->camera_status == SF_CAMERA_STATUS_READY ||
         self->camera_status == SF_CAMERA_STATUS_PHOTO;
}

void
sf_booth_init_camera (SfBooth *self)
{
  self->cameras = g_list_store_new (G_TYPE_OBJECT);
}

void
sf_booth_dispose_camera (SfBooth *self)
{
  g_clear_object (&self->camera);
  g_clear_object (&self->cameras);
  g_clear_pointer (&self->photo, sf_image_unref);
  g_clear_error (&self->camera_error);
}
