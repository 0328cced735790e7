/* This side's own picture: which camera, how it is with it, or a photo in its place. */

#include "ui/sf-booth-private.h"

#include "ui/sf-picture-file.h"

#include "app/capture/sf-picture-device.h"
#include "app/capture/sf-test-device.h"
#include "app/session/sf-camera-source.h"
#include "app/session/sf-picture-source.h"
#include "app/sf-error.h"

#include <string.h>

/* As the setting, alone or with a seed behind a colon: drawn people, for a try without a camera. */
#define TEST_CAMERA_ID "test"

static const struct {
  SfError code;
  SfCameraStatus status;
} statuses[] = {
  {SF_ERROR_CAMERA_NONE, SF_CAMERA_STATUS_NONE},
  {SF_ERROR_CAMERA_BUSY, SF_CAMERA_STATUS_BUSY},
  {SF_ERROR_CAMERA_LOST, SF_CAMERA_STATUS_LOST},
  {SF_ERROR_CAMERA_DENIED, SF_CAMERA_STATUS_DENIED},
  {SF_ERROR_CAMERA_UNREACHABLE, SF_CAMERA_STATUS_UNREACHABLE},
};

static void
set_status (SfBooth *self, SfCameraStatus status, const GError *error)
{
  g_autoptr (GError) former = g_steal_pointer (&self->camera_error);

  self->camera_error = error != NULL ? g_error_copy (error) : NULL;
  if (self->camera_status == status)
    return;

  self->camera_status = status;
  sf_booth_notify (self, SF_BOOTH_PROP_CAMERA_STATUS);
  sf_booth_notify (self, SF_BOOTH_PROP_MIRRORED);
}

static void
set_failure (SfBooth *self, const GError *error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (statuses); i++)
    if (g_error_matches (error, SF_ERROR, (int) statuses[i].code)) {
      set_status (self, statuses[i].status, error);
      return;
    }

  set_status (self, SF_CAMERA_STATUS_CANNOT_START, error);
}

static void
tell_status (SfBooth *self)
{
  SfCameraState state = self->camera != NULL ? sf_camera_get_state (self->camera)
                                             : SF_CAMERA_STATE_STOPPED;

  if (self->photo != NULL)
    set_status (self, SF_CAMERA_STATUS_PHOTO, NULL);
  else if (self->camera == NULL && g_settings_get_boolean (self->settings, "first-run"))
    set_status (self, SF_CAMERA_STATUS_NEEDED, NULL);
  else if (self->is_stand_in || state == SF_CAMERA_STATE_RUNNING)
    set_status (self, SF_CAMERA_STATUS_READY, NULL);
  else if (state == SF_CAMERA_STATE_FAILED)
    set_failure (self, sf_camera_get_error (self->camera));
  else if (self->camera == NULL &&
           sf_camera_list_get_state (self->cameras) == SF_CAMERA_LIST_STATE_FAILED)
    set_failure (self, sf_camera_list_get_error (self->cameras));
  else
    set_status (self, SF_CAMERA_STATUS_LOADING, NULL);
}

/* The same may be there again before it is missed. */
static void
on_camera_state (SfBooth *self)
{
  if (sf_camera_get_state (self->camera) == SF_CAMERA_STATE_FAILED)
    sf_booth_update_camera (self);
  else
    tell_status (self);
}

/* The session goes on with what there is now. */
static void
hand_over (SfBooth *self)
{
  g_autoptr (SfStillSource) source = sf_booth_make_source (self);

  sf_session_change_source (self->session, source, self->camera);
}

/* @device: (nullable) */
static void
set_device (SfBooth *self, SfCameraDevice *device)
{
  g_autoptr (SfCamera) former = g_steal_pointer (&self->camera);

  self->is_stand_in = FALSE;
  if (former != NULL) {
    g_signal_handlers_disconnect_by_data (former, self);
    sf_camera_stop (former);
  }
  if (device != NULL) {
    self->camera = sf_camera_new (device);
    g_signal_connect_swapped (self->camera, "notify::state", G_CALLBACK (on_camera_state), self);
  }
  if (self->camera != NULL && self->session != NULL)
    hand_over (self);
  if (former != self->camera)
    sf_booth_notify (self, SF_BOOTH_PROP_CAMERA);
}

/* Two with consecutive seeds are two people. Returns: (nullable) (transfer full) */
static SfCameraDevice *
make_test_device (const char *id)
{
  const char *seed = id + strlen (TEST_CAMERA_ID);
  guint64 number = 0;

  if (!g_str_has_prefix (id, TEST_CAMERA_ID) ||
      (*seed != '\0' &&
       (*seed != ':' || !g_ascii_string_to_unsigned (seed + 1, 10, 0, G_MAXUINT32, &number, NULL))))
    return NULL;

  return sf_test_device_new ((guint32) number,
                             number % 2 == 0 ? SF_SAMPLE_PERSON_FIRST : SF_SAMPLE_PERSON_SECOND,
                             SF_TEST_DEVICE_WIDTH, SF_TEST_DEVICE_HEIGHT, SF_TEST_DEVICE_FPS);
}

/* Returns: (nullable) (transfer full) */
static SfCameraDevice *
dup_wanted_device (SfBooth *self)
{
  g_autofree char *id = g_settings_get_string (self->settings, "last-camera-id");
  SfCameraDevice *device = make_test_device (id);

  if (device != NULL)
    return device;

  device = sf_camera_list_choose (self->cameras, id);
  return device != NULL ? g_object_ref (device) : NULL;
}

/* The id stays when a camera is unplugged and plugged in again; the device is another one. During a
 * session no other camera takes the place of one that failed: the person says so.
 *
 * Returns: (nullable) (transfer full) */
static SfCameraDevice *
dup_next_device (SfBooth *self)
{
  SfCameraDevice *failed = self->camera != NULL ? sf_camera_get_device (self->camera) : NULL;
  const char *id = failed != NULL ? sf_camera_device_get_id (failed) : NULL;
  SfCameraDevice *same = id != NULL ? sf_camera_list_find (self->cameras, id) : NULL;
  g_autoptr (SfCameraDevice) wanted = NULL;

  if (same != NULL && same != failed)
    return g_object_ref (same);
  if (failed != NULL && self->session != NULL)
    return NULL;

  wanted = dup_wanted_device (self);
  if (wanted != NULL && g_strcmp0 (sf_camera_device_get_id (wanted), id) == 0)
    return NULL;

  return g_steal_pointer (&wanted);
}

/* A running camera is never changed for another that comes. */
static void
ensure_device (SfBooth *self)
{
  g_autoptr (SfCameraDevice) device = NULL;

  if (self->photo != NULL ||
      (self->camera != NULL && sf_camera_get_state (self->camera) != SF_CAMERA_STATE_FAILED))
    return;

  device = dup_next_device (self);
  if (device != NULL)
    set_device (self, device);
  else if (sf_camera_list_get_state (self->cameras) == SF_CAMERA_LIST_STATE_STOPPED)
    sf_camera_list_start (self->cameras);
}

/* Before both have said yes, and when it ends, it is for nobody but this person, who may not be
 * looking. */
static gboolean
is_in_use (SfBooth *self)
{
  SfSessionState state = sf_booth_get_session_state (self);
  gboolean is_shown = state >= SF_SESSION_STATE_CONNECTING && state < SF_SESSION_STATE_CLOSING;

  return self->session != NULL && (self->is_stand_in || is_shown);
}

void
sf_booth_update_camera (SfBooth *self)
{
  gboolean is_needed = g_settings_get_boolean (self->settings, "first-run");
  gboolean is_wanted = (self->wants_camera && !is_needed) || is_in_use (self);

  if (self->is_stand_in && self->session == NULL)
    set_device (self, NULL);

  if (is_wanted)
    ensure_device (self);
  if (self->camera != NULL && is_wanted &&
      sf_camera_get_state (self->camera) == SF_CAMERA_STATE_STOPPED)
    sf_camera_start (self->camera);
  else if (self->camera != NULL && !is_wanted)
    sf_camera_stop (self->camera);

  tell_status (self);
}

void
sf_booth_stand_in (SfBooth *self)
{
  g_autoptr (SfCameraDevice) device = sf_test_device_new_drawn (SF_SAMPLE_PERSON_FIRST);

  set_device (self, device);
  self->is_stand_in = TRUE;
  sf_camera_start (self->camera);
  tell_status (self);
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

  if (self->session != NULL && self->camera != NULL) {
    if (sf_camera_list_get_state (self->cameras) == SF_CAMERA_LIST_STATE_FAILED)
      sf_camera_list_stop (self->cameras); /* to be started anew */
    sf_camera_start (self->camera);
    return;
  }

  set_device (self, NULL);
  sf_camera_list_stop (self->cameras);
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
  g_return_if_fail (id != NULL);

  g_settings_set_string (self->settings, "last-camera-id", id);
  g_clear_pointer (&self->photo, sf_image_unref);
  set_device (self, NULL);
  sf_booth_update_camera (self);
}

static gboolean
take_photo (SfBooth *self, SfImage *image, GError **error)
{
  g_autoptr (SfCameraDevice) device = NULL;

  device = sf_picture_device_new (image, "photo", error);
  if (device == NULL)
    return FALSE;

  g_clear_pointer (&self->photo, sf_image_unref);
  self->photo = sf_image_ref (image);
  set_device (self, device);
  sf_booth_update_camera (self);
  return TRUE;
}

static void
on_load_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SfBooth *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr (SfImage) image = sf_picture_file_load_finish (result, &error);

  if (image != NULL && take_photo (self, image, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
sf_booth_use_photo_async (SfBooth *self,
                          GFile *file,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  GTask *task;

  g_return_if_fail (SF_IS_BOOTH (self));
  g_return_if_fail (G_IS_FILE (file));

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, sf_booth_use_photo_async);
  sf_picture_file_load_async (file, on_load_ready, task);
}

gboolean
sf_booth_use_photo_finish (SfBooth *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

SfStillSource *
sf_booth_make_source (SfBooth *self)
{
  if (self->photo != NULL)
    return SF_STILL_SOURCE (sf_picture_source_new (&self->photo, 1));

  return SF_STILL_SOURCE (sf_camera_source_new (self->camera));
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
  self->cameras = sf_camera_list_new (SF_CAMERA_ACCESS_AUTO);
  g_signal_connect_swapped (self->cameras, "notify::state", G_CALLBACK (sf_booth_update_camera),
                            self);
  g_signal_connect_swapped (self->cameras, "items-changed", G_CALLBACK (sf_booth_update_camera),
                            self);
}

void
sf_booth_dispose_camera (SfBooth *self)
{
  set_device (self, NULL);
  if (self->cameras != NULL)
    g_signal_handlers_disconnect_by_data (self->cameras, self);
  g_clear_object (&self->cameras);
  g_clear_pointer (&self->photo, sf_image_unref);
  g_clear_error (&self->camera_error);
}
