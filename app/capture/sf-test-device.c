/* A camera that draws what it sees: a person who moves, and the time. */

#include "app/capture/sf-test-device.h"

#include "app/capture/sf-frame.h"
#include "app/capture/sf-gst-frame.h"
#include "app/capture/sf-made-device.h"
#include "app/capture/sf-paced-source.h"
#include "app/capture/sf-test-scene.h"

#define MAX_FPS 120
#define DRAWN_WIDTH 960 /* of a person alone: as upright as a room for two allows */
#define DRAWN_HEIGHT 720

typedef struct {
  SfTestScene *scene;
  SfPace pace;
} Test;

static void
test_free (gpointer data)
{
  Test *self = data;

  sf_test_scene_unref (self->scene);
  g_free (self);
}

static GstBuffer *
show (gint64 time_us, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SfFrame) frame = sf_test_scene_get_frame (user_data, time_us, &error);

  if (frame == NULL) {
    g_debug ("%s", error->message);
    return NULL;
  }

  return sf_gst_frame_get_buffer (frame);
}

static GstElement *
make_source (gpointer user_data, GError **error)
{
  Test *self = user_data;
  g_autoptr (SfFrame) frame = sf_test_scene_get_frame (self->scene, 0, error);
  g_autoptr (GstCaps) caps = NULL;
  GstVideoInfo info;

  if (frame == NULL)
    return NULL;

  sf_gst_frame_get_info (frame, self->pace.fps_n, self->pace.fps_d, &info);
  caps = gst_video_info_to_caps (&info);
  return sf_paced_source_new (caps, &self->pace, show, sf_test_scene_ref (self->scene),
                              (GDestroyNotify) sf_test_scene_unref);
}

static gint64
get_phase_us (guint32 seed, int fps)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);

  return (gint64) (g_rand_double (rand) * G_USEC_PER_SEC / fps);
}

static SfCameraDevice *
make_device (const char *id, const char *name, SfTestScene *scene, guint32 seed, int fps)
{
  Test *test = g_new (Test, 1);

  *test = (Test){scene, {fps, 1, get_phase_us (seed, fps)}};
  return sf_made_device_new (SF_CAMERA_KIND_TEST, id, name, make_source, test, test_free);
}

SfCameraDevice *
sf_test_device_new (guint32 seed, SfSamplePerson person, int width, int height, int fps)
{
  g_autofree char *id = seed == 0 ? g_strdup ("test") : g_strdup_printf ("test:%u", seed);

  g_return_val_if_fail (width >= 2 && width <= SF_FRAME_MAX_SIDE, NULL);
  g_return_val_if_fail (height >= 2 && height <= SF_FRAME_MAX_SIDE, NULL);
  g_return_val_if_fail (fps >= 1 && fps <= MAX_FPS, NULL);

  return make_device (id, "Test picture", sf_test_scene_new (person, width, height), seed, fps);
}

/* The two are out of step, as cameras are. */
SfCameraDevice *
sf_test_device_new_drawn (SfSamplePerson person)
{
  SfTestScene *scene = sf_test_scene_new (person, DRAWN_WIDTH, DRAWN_HEIGHT);

  sf_test_scene_hide_time (scene);
  return make_device ("drawn", "Drawn person", scene, person, SF_TEST_DEVICE_FPS);
}
