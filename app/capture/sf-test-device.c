/* A camera that draws what it sees: a person who moves, and the time. */

#include "app/capture/sf-test-device.h"

#include "app/capture/sf-gst-frame.h"
#include "app/capture/sf-paced-source.h"
#include "app/capture/sf-test-scene.h"

#define MAX_FPS 120

struct _SfTestDevice {
  GObject parent_instance;

  char *id;
  SfTestScene *scene;
  SfPace pace;
};

static void sf_test_device_camera_device_init (SfCameraDeviceInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SfTestDevice,
                               sf_test_device,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SF_TYPE_CAMERA_DEVICE,
                                                      sf_test_device_camera_device_init))

static const char *
sf_test_device_get_id (SfCameraDevice *device)
{
  return SF_TEST_DEVICE (device)->id;
}

static const char *
sf_test_device_get_name (SfCameraDevice *device)
{
  return "Test picture";
}

static SfCameraKind
sf_test_device_get_kind (SfCameraDevice *device)
{
  return SF_CAMERA_KIND_TEST;
}

static gint64
sf_test_device_get_latency_us (SfCameraDevice *device)
{
  return 0;
}

static GstBuffer *
make_buffer (gint64 time_us, gpointer user_data)
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
sf_test_device_create_source (SfCameraDevice *device, GError **error)
{
  SfTestDevice *self = SF_TEST_DEVICE (device);
  g_autoptr (SfFrame) frame = sf_test_scene_get_frame (self->scene, 0, error);
  g_autoptr (GstCaps) caps = NULL;
  GstVideoInfo info;

  if (frame == NULL)
    return NULL;

  sf_gst_frame_get_info (frame, self->pace.fps_n, self->pace.fps_d, &info);
  caps = gst_video_info_to_caps (&info);
  return sf_paced_source_new (caps, &self->pace, make_buffer, sf_test_scene_ref (self->scene),
                              (GDestroyNotify) sf_test_scene_unref);
}

static void
sf_test_device_camera_device_init (SfCameraDeviceInterface *iface)
{
  iface->get_id = sf_test_device_get_id;
  iface->get_name = sf_test_device_get_name;
  iface->get_kind = sf_test_device_get_kind;
  iface->get_latency_us = sf_test_device_get_latency_us;
  iface->create_source = sf_test_device_create_source;
}

static void
sf_test_device_finalize (GObject *object)
{
  SfTestDevice *self = SF_TEST_DEVICE (object);

  g_free (self->id);
  sf_test_scene_unref (self->scene);

  G_OBJECT_CLASS (sf_test_device_parent_class)->finalize (object);
}

static void
sf_test_device_class_init (SfTestDeviceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sf_test_device_finalize;
}

static void
sf_test_device_init (SfTestDevice *self)
{
}

static gint64
get_phase_us (guint32 seed, int fps)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);

  return (gint64) (g_rand_double (rand) * G_USEC_PER_SEC / fps);
}

SfCameraDevice *
sf_test_device_new (guint32 seed, SfSamplePerson person, int width, int height, int fps)
{
  SfTestDevice *self;

  g_return_val_if_fail (width >= 2 && width <= SF_FRAME_MAX_SIDE, NULL);
  g_return_val_if_fail (height >= 2 && height <= SF_FRAME_MAX_SIDE, NULL);
  g_return_val_if_fail (fps >= 1 && fps <= MAX_FPS, NULL);

  self = g_object_new (SF_TYPE_TEST_DEVICE, NULL);
  self->id = seed == 0 ? g_strdup ("test") : g_strdup_printf ("test:%u", seed);
  self->scene = sf_test_scene_new (person, width, height);
  self->pace = (SfPace){fps, 1, get_phase_us (seed, fps)};
  return SF_CAMERA_DEVICE (self);
}
