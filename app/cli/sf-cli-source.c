/* What this side photographs with, before anybody is contacted: a camera, or picture files. */

#include "app/cli/sf-cli-source.h"

#include "app/capture/sf-camera-list.h"
#include "app/capture/sf-picture-device.h"
#include "app/capture/sf-test-device.h"
#include "app/capture/sf-video-device.h"
#include "app/session/sf-camera-source.h"
#include "app/session/sf-picture-source.h"
#include "app/sf-error.h"

#include <glib-unix.h>

/* Waits in the main loop for something of a camera, so that Ctrl+C still ends the program in the
 * usual way. */
typedef struct {
  gboolean is_interrupted;
  gboolean is_over;
} Wait;

static gboolean
on_interrupted (gpointer user_data)
{
  ((Wait *) user_data)->is_interrupted = TRUE;
  return G_SOURCE_CONTINUE;
}

static gboolean
on_patience_ended (gpointer user_data)
{
  ((Wait *) user_data)->is_over = TRUE;
  return G_SOURCE_CONTINUE;
}

/* Returns: %FALSE with %G_IO_ERROR_CANCELLED; %TRUE after @patience_ms, too */
static gboolean
wait_until (gboolean (*holds) (gpointer data), gpointer data, guint patience_ms, GError **error)
{
  Wait wait = {0};
  guint sources[] = {
    g_unix_signal_add (SIGINT, on_interrupted, &wait),
    g_unix_signal_add (SIGTERM, on_interrupted, &wait),
    g_timeout_add (patience_ms, on_patience_ended, &wait),
  };

  while (!holds (data) && !wait.is_over && !wait.is_interrupted)
    g_main_context_iteration (NULL, TRUE);
  for (gsize i = 0; i < G_N_ELEMENTS (sources); i++)
    g_source_remove (sources[i]);

  if (wait.is_interrupted)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Interrupted");
  return !wait.is_interrupted;
}

static gboolean
has_list_loaded (gpointer data)
{
  return sf_camera_list_get_state (data) != SF_CAMERA_LIST_STATE_LOADING;
}

typedef struct {
  SfCameraList *list;
  const char *id;
} Search;

static gboolean
is_found (gpointer data)
{
  const Search *search = data;

  return sf_camera_list_find (search->list, search->id) != NULL;
}

/* Cameras come one by one, so the one that is meant may come after the first. */
static SfCameraDevice *
find_device (const char *id, GError **error)
{
  g_autoptr (SfCameraList) list = sf_camera_list_new (SF_CAMERA_ACCESS_AUTO);
  Search search = {list, id};
  SfCameraDevice *device;

  sf_camera_list_start (list);
  if (!wait_until (has_list_loaded, list, G_MAXUINT, error))
    return NULL;
  if (id != NULL && sf_camera_list_get_state (list) == SF_CAMERA_LIST_STATE_READY &&
      !wait_until (is_found, &search, SF_CAMERA_LIST_PATIENCE_MS, error))
    return NULL;

  device = id != NULL ? sf_camera_list_find (list, id) : sf_camera_list_choose (list, NULL);
  if (device != NULL)
    return g_object_ref (device);

  if (sf_camera_list_get_error (list) != NULL)
    g_propagate_error (error, g_error_copy (sf_camera_list_get_error (list)));
  else
    g_set_error_literal (error, SF_ERROR, SF_ERROR_CAMERA_NONE, "There is no such camera");
  return NULL;
}

static SfCameraDevice *
open_device (const SfCliOptions *options, GError **error)
{
  const SfCliCamera *camera = &options->camera;
  /* Who shares stands left in most layouts. */
  SfSamplePerson person = options->joins ? SF_SAMPLE_PERSON_SECOND : SF_SAMPLE_PERSON_FIRST;

  switch (camera->kind) {
  case SF_CLI_CAMERA_TEST:
    return sf_test_device_new (camera->seed, person, SF_TEST_DEVICE_WIDTH, SF_TEST_DEVICE_HEIGHT,
                               SF_TEST_DEVICE_FPS);
  case SF_CLI_CAMERA_VIDEO:
    return sf_video_device_new (camera->name);
  case SF_CLI_CAMERA_DEVICE:
  case SF_CLI_CAMERA_PREFERRED:
    break;
  }

  return find_device (camera->name, error);
}

static gboolean
has_camera_started (gpointer data)
{
  return sf_camera_get_state (data) != SF_CAMERA_STATE_STARTING;
}

static gboolean
open_camera (SfCliSource *self, const SfCliOptions *options, GError **error)
{
  g_autoptr (SfCameraDevice) device = open_device (options, error);

  if (device == NULL)
    return FALSE;

  self->camera = sf_camera_new (device);
  self->stills = SF_STILL_SOURCE (sf_camera_source_new (self->camera));
  sf_camera_start (self->camera);
  if (!wait_until (has_camera_started, self->camera, G_MAXUINT, error))
    return FALSE;
  if (sf_camera_get_state (self->camera) == SF_CAMERA_STATE_RUNNING)
    return TRUE;

  g_propagate_error (error, g_error_copy (sf_camera_get_error (self->camera)));
  return FALSE;
}

/* The first picture is the one the other side sees meanwhile. */
static gboolean
open_images (SfCliSource *self, const SfCliOptions *options, GError **error)
{
  g_autoptr (GPtrArray) images = g_ptr_array_new_with_free_func ((GDestroyNotify) sf_image_unref);
  g_autoptr (SfCameraDevice) device = NULL;

  for (guint i = 0; options->images[i] != NULL; i++) {
    SfImage *image = sf_image_load_file (options->images[i], error);

    if (image == NULL) {
      g_prefix_error (error, "%s: ", options->images[i]);
      return FALSE;
    }
    g_ptr_array_add (images, image);
  }

  device = sf_picture_device_new (images->pdata[0], options->images[0], error);
  if (device == NULL)
    return FALSE;

  self->camera = sf_camera_new (device);
  self->stills =
    SF_STILL_SOURCE (sf_picture_source_new ((SfImage *const *) images->pdata, images->len));
  return TRUE;
}

gboolean
sf_cli_source_open (SfCliSource *self, const SfCliOptions *options, GError **error)
{
  *self = (SfCliSource){0};
  if (options->images != NULL)
    return open_images (self, options, error);

  return open_camera (self, options, error);
}

void
sf_cli_source_close (SfCliSource *self)
{
  if (self->camera != NULL)
    sf_camera_stop (self->camera);
  g_clear_object (&self->stills);
  g_clear_object (&self->camera);
}
