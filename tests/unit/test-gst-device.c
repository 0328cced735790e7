/* A camera that GStreamer found: which count as one, and the source it gives. */

#include "app/capture/sf-gst-device.h"

#define CAPS                                                                                       \
  "video/x-raw, format=I420, width=320, height=240, framerate=25/1; "                              \
  "video/x-raw, format=I420, width=640, height=480, framerate=25/1"

#define FAKE_TYPE_DEVICE (fake_device_get_type ())
G_DECLARE_FINAL_TYPE (FakeDevice, fake_device, FAKE, DEVICE, GstDevice)

struct _FakeDevice {
  GstDevice parent_instance;
};

G_DEFINE_FINAL_TYPE (FakeDevice, fake_device, GST_TYPE_DEVICE)

static GstElement *
create_element (GstDevice *device, const char *name)
{
  return gst_element_factory_make ("videotestsrc", name);
}

static void
fake_device_class_init (FakeDeviceClass *klass)
{
  GST_DEVICE_CLASS (klass)->create_element = create_element;
}

static void
fake_device_init (FakeDevice *self)
{
}

static SfGstDevice *
make_camera (const char *name, const char *device_class, const char *caps, const char *properties)
{
  g_autoptr (GstCaps) offered = gst_caps_from_string (caps);
  g_autoptr (GstStructure) structure = gst_structure_from_string (properties, NULL);
  g_autoptr (GstDevice) device = gst_object_ref_sink (
    g_object_new (FAKE_TYPE_DEVICE, "display-name", name, "device-class", device_class, "caps",
                  offered, "properties", structure, NULL));

  return sf_gst_device_new (device, SF_CAMERA_KIND_V4L2, NULL);
}

static void
test_what_counts (void)
{
  static const struct {
    const char *name;
    const char *device_class;
    const char *caps;
    const char *properties;
    gboolean counts;
  } devices[] = {
    {"Camera", "Video/Source", CAPS, "p, device.path=a", TRUE},
    {"Camera", "Source/Video", CAPS, "p, device.path=a", TRUE},
    {"Camera", "Video/Source", CAPS, "p, media.role=Camera", TRUE},
    {"Screen", "Video/Source", CAPS, "p, media.role=Screen", FALSE},
    {"Monitor", "Video/Sink", CAPS, "p, device.path=a", FALSE},
    {"Microphone", "Audio/Source", "audio/x-raw", "p, device.path=a", FALSE},
    {"IR Camera", "Video/Source", CAPS, "p, device.path=a", FALSE},
    {"Camera", "Video/Source", "video/x-raw, format=GRAY8, width=640, height=480",
     "p, device.path=a", FALSE},
    {"Camera", "Video/Source", "video/x-h264", "p, device.path=a", FALSE},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (devices); i++) {
    g_autoptr (SfGstDevice) camera = make_camera (devices[i].name, devices[i].device_class,
                                                  devices[i].caps, devices[i].properties);

    g_assert_cmpint (camera != NULL, ==, devices[i].counts);
  }
}

static void
test_is_a_camera (void)
{
  g_autoptr (SfGstDevice) camera =
    make_camera ("Lens", "Video/Source", CAPS, "p, device.bus_path=usb");
  SfCameraDevice *device = SF_CAMERA_DEVICE (camera);

  g_assert_cmpstr (sf_camera_device_get_id (device), ==, "v4l2_input.usb");
  g_assert_cmpstr (sf_camera_device_get_name (device), ==, "Lens");
  g_assert_cmpint (sf_camera_device_get_kind (device), ==, SF_CAMERA_KIND_V4L2);
}

/* Half an interval for drivers that stamp the end of a frame. */
static void
test_latency (void)
{
  g_autoptr (SfGstDevice) webcam =
    make_camera ("Webcam", "Video/Source", CAPS, "p, v4l2.device.driver=uvcvideo");
  g_autoptr (SfGstDevice) grabber =
    make_camera ("Grabber", "Video/Source", CAPS, "p, v4l2.device.driver=em28xx");

  g_assert_cmpint (sf_camera_device_get_latency_us (SF_CAMERA_DEVICE (webcam)), ==, 0);
  g_assert_cmpint (sf_camera_device_get_latency_us (SF_CAMERA_DEVICE (grabber)), ==, 20000);
}

/* The element behind it would give anything; the camera's best mode is asked for. */
static void
test_source (void)
{
  g_autoptr (SfGstDevice) camera = make_camera ("Lens", "Video/Source", CAPS, "p, device.path=a");
  g_autoptr (GError) error = NULL;
  g_autoptr (GstElement) pipeline = gst_object_ref_sink (gst_pipeline_new (NULL));
  GstElement *source = sf_camera_device_create_source (SF_CAMERA_DEVICE (camera), &error);
  GstElement *sink = gst_element_factory_make ("fakesink", NULL);
  g_autoptr (GstPad) pad = gst_element_get_static_pad (sink, "sink");
  g_autoptr (GstCaps) caps = NULL;
  g_autoptr (GstCaps) expected =
    gst_caps_from_string ("video/x-raw, format=I420, width=640, height=480, framerate=25/1");

  g_assert_no_error (error);
  gst_bin_add_many (GST_BIN (pipeline), source, sink, NULL);
  g_assert_true (gst_element_link (source, sink));
  gst_element_set_state (pipeline, GST_STATE_PAUSED);
  g_assert_cmpint (gst_element_get_state (pipeline, NULL, NULL, 30 * GST_SECOND), ==,
                   GST_STATE_CHANGE_SUCCESS);
  caps = gst_pad_get_current_caps (pad);
  g_assert_true (gst_caps_is_subset (caps, expected));
  gst_element_set_state (pipeline, GST_STATE_NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  gst_init (NULL, NULL);

  g_test_add_func ("/app/gst-device/what-counts", test_what_counts);
  g_test_add_func ("/app/gst-device/is-a-camera", test_is_a_camera);
  g_test_add_func ("/app/gst-device/latency", test_latency);
  g_test_add_func ("/app/gst-device/source", test_source);

  return g_test_run ();
}
