/* Who a camera is: the properties of real ones, and of odd ones. */

#include "app/capture/sf-camera-identity.h"

#define NODE                                                                                       \
  "pipewire-proplist, device.api=v4l2, api.v4l2.path=(string)/dev/video0, "                        \
  "api.v4l2.cap.driver=(string)uvcvideo, media.class=(string)Video/Source, "                       \
  "media.role=(string)Camera, "                                                                    \
  "node.name=(string)v4l2_input.pci-0000_00_14.0-usb-0_8_1.0, object.serial=(string)58"
#define DEVICE                                                                                     \
  "v4l2deviceprovider, udev-probed=true, device.bus_path=(string)pci-0000:00:14.0-usb-0:8:1.0, "   \
  "device.serial=(string)046d_HD_Pro_Webcam_C920_1A2B3C4D, device.path=(string)/dev/video0, "      \
  "v4l2.device.driver=(string)uvcvideo"
#define LOOPBACK                                                                                   \
  "v4l2deviceprovider, device.path=(string)/dev/video9, v4l2.device.driver=(string)\"v4l2\\ "      \
  "loopback\""
#define OTHER_DRIVER                                                                               \
  "v4l2deviceprovider, device.path=(string)/dev/video3, v4l2.device.driver=(string)em28xx"
#define PROGRAM "pipewire-proplist, node.name=(string)OBS, media.role=(string)Camera"

static SfCameraIdentity *
read_text (SfCameraKind kind, const char *name, const char *text)
{
  g_autoptr (GstStructure) properties = gst_structure_from_string (text, NULL);

  g_assert_nonnull (properties);
  return sf_camera_identity_read (kind, name, properties);
}

static void
test_same_by_both_ways (void)
{
  g_autoptr (SfCameraIdentity) node =
    read_text (SF_CAMERA_KIND_PIPEWIRE, "HD Pro Webcam C920 (V4L2)", NODE);
  g_autoptr (SfCameraIdentity) device =
    read_text (SF_CAMERA_KIND_V4L2, "HD Pro Webcam C920", DEVICE);

  g_assert_cmpstr (node->id, ==, "v4l2_input.pci-0000_00_14.0-usb-0_8_1.0");
  g_assert_cmpstr (device->id, ==, node->id);
  g_assert_cmpstr (node->name, ==, "HD Pro Webcam C920");
  g_assert_cmpstr (device->name, ==, node->name);
  g_assert_true (sf_camera_identity_is_same (node, device));
  g_assert_false (node->is_virtual);
  g_assert_false (device->is_virtual);
}

/* The number of an object is another after each start; the id is not. */
static void
test_survives_restart (void)
{
  g_autofree char *later_text = g_strdup (NODE);
  g_autoptr (SfCameraIdentity) node = read_text (SF_CAMERA_KIND_PIPEWIRE, "C920", NODE);
  g_autoptr (SfCameraIdentity) later = NULL;

  *(strstr (later_text, "serial=(string)58") + strlen ("serial=(string)")) = '9';
  *(strstr (later_text, "/dev/video0") + strlen ("/dev/video")) = '2';
  later = read_text (SF_CAMERA_KIND_PIPEWIRE, "C920", later_text);
  g_assert_cmpstr (later->path, ==, "/dev/video2");
  g_assert_cmpstr (later->id, ==, node->id);
  g_assert_true (sf_camera_identity_is_same (node, later));
}

static void
test_two_cameras (void)
{
  static const struct {
    const char *one;
    const char *other;
    gboolean is_same;
  } pairs[] = {
    {"p, device.bus_path=a, device.path=/dev/video0",
     "p, device.bus_path=b, device.path=/dev/video1", FALSE},
    {"p, device.bus_path=a, device.path=/dev/video0",
     "p, device.bus_path=b, device.path=/dev/video0", TRUE},
    {"p, device.bus_path=a, device.serial=s, device.path=/dev/video0",
     "p, device.bus_path=b, device.serial=s", TRUE},
    {"p, device.bus_path=a, device.serial=s, device.path=/dev/video0",
     "p, device.bus_path=b, device.serial=s, device.path=/dev/video1", FALSE},
    {"p, device.bus_path=a", "p, device.bus_path=b", FALSE},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (pairs); i++) {
    g_autoptr (SfCameraIdentity) one = read_text (SF_CAMERA_KIND_V4L2, "Camera", pairs[i].one);
    g_autoptr (SfCameraIdentity) other = read_text (SF_CAMERA_KIND_V4L2, "Camera", pairs[i].other);

    g_assert_cmpint (sf_camera_identity_is_same (one, other), ==, pairs[i].is_same);
    g_assert_cmpint (sf_camera_identity_is_same (other, one), ==, pairs[i].is_same);
  }
}

static void
test_virtual (void)
{
  g_autoptr (SfCameraIdentity) loopback =
    read_text (SF_CAMERA_KIND_V4L2, "Dummy video device (0x0000)", LOOPBACK);
  g_autoptr (SfCameraIdentity) program =
    read_text (SF_CAMERA_KIND_PIPEWIRE, "OBS Virtual Camera", PROGRAM);

  g_assert_true (loopback->is_virtual);
  g_assert_true (program->is_virtual);
}

static void
test_stamps (void)
{
  g_autoptr (SfCameraIdentity) node = read_text (SF_CAMERA_KIND_PIPEWIRE, "C920", NODE);
  g_autoptr (SfCameraIdentity) other = read_text (SF_CAMERA_KIND_V4L2, "Grabber", OTHER_DRIVER);
  g_autoptr (SfCameraIdentity) loopback = read_text (SF_CAMERA_KIND_V4L2, "Dummy", LOOPBACK);
  g_autoptr (SfCameraIdentity) program = read_text (SF_CAMERA_KIND_PIPEWIRE, "OBS", PROGRAM);

  g_assert_false (node->stamps_late);
  g_assert_true (other->stamps_late);
  g_assert_false (loopback->stamps_late);
  g_assert_false (program->stamps_late);
}

static void
test_odd_names (void)
{
  static const struct {
    const char *given;
    const char *name;
  } names[] = {
    {"", "Camera"},
    {" \t\n ", "Camera"},
    {"Cam\033[31mera\r\n", "Cam [31mera"},
    {"Caméra intégrée", "Caméra intégrée"},
    {"\xff\xfe", "\xef\xbf\xbd\xef\xbf\xbd"},
    {" (V4L2)", "Camera"},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autoptr (SfCameraIdentity) self =
      sf_camera_identity_read (SF_CAMERA_KIND_PIPEWIRE, names[i].given, NULL);

    g_assert_cmpstr (self->name, ==, names[i].name);
    for (const char *c = self->id; *c != '\0'; c++)
      g_assert_true (g_ascii_isgraph (*c));
  }
}

static void
test_long_names (void)
{
  g_autofree char *text = g_strnfill (100000, 'x');
  g_autoptr (SfCameraIdentity) self = sf_camera_identity_read (SF_CAMERA_KIND_PIPEWIRE, text, NULL);

  g_assert_cmpuint (strlen (self->id), ==, SF_CAMERA_ID_MAX);
  g_assert_cmpuint (strlen (self->name), ==, SF_CAMERA_NAME_MAX);
}

static void
test_infrared (void)
{
  static const struct {
    const char *name;
    const char *caps;
    gboolean is_infrared;
  } cameras[] = {
    {"Integrated IR Camera", "image/jpeg, width=640, height=360", TRUE},
    {"Integrated Camera: Integrated IR", "image/jpeg, width=640, height=360", TRUE},
    {"USB2.0 IR UVC WebCam", "video/x-raw, format=YUY2, width=640, height=360", TRUE},
    {"Camera", "video/x-raw, format=GRAY8, width=640, height=360", TRUE},
    {"Camera", "video/x-raw, format={ (string)GRAY8, (string)GRAY16_LE }, width=640", TRUE},
    {"Camera", "video/x-raw, format={ (string)GRAY8, (string)NV12 }, width=640", FALSE},
    {"Camera",
     "video/x-raw, format=GRAY8, width=640, height=360; image/jpeg, width=640, height=360", FALSE},
    {"FIRST Camera", "image/jpeg, width=640, height=360", FALSE},
    {"Camera IRis", "image/jpeg, width=640, height=360", FALSE},
    {"Camera", "EMPTY", FALSE},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cameras); i++) {
    g_autoptr (GstCaps) caps = gst_caps_from_string (cameras[i].caps);

    g_assert_nonnull (caps);
    g_assert_cmpint (sf_camera_identity_is_infrared (cameras[i].name, caps), ==,
                     cameras[i].is_infrared);
  }
}

static void
test_role (void)
{
  g_autoptr (GstStructure) camera = gst_structure_from_string (NODE, NULL);
  g_autoptr (GstStructure) screen =
    gst_structure_from_string ("pipewire-proplist, media.role=(string)Screen", NULL);

  g_assert_true (sf_camera_identity_has_camera_role (camera));
  g_assert_true (sf_camera_identity_has_camera_role (NULL));
  g_assert_false (sf_camera_identity_has_camera_role (screen));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  gst_init (NULL, NULL);

  g_test_add_func ("/app/camera-identity/same-by-both-ways", test_same_by_both_ways);
  g_test_add_func ("/app/camera-identity/survives-restart", test_survives_restart);
  g_test_add_func ("/app/camera-identity/two-cameras", test_two_cameras);
  g_test_add_func ("/app/camera-identity/virtual", test_virtual);
  g_test_add_func ("/app/camera-identity/stamps", test_stamps);
  g_test_add_func ("/app/camera-identity/odd-names", test_odd_names);
  g_test_add_func ("/app/camera-identity/long-names", test_long_names);
  g_test_add_func ("/app/camera-identity/infrared", test_infrared);
  g_test_add_func ("/app/camera-identity/role", test_role);

  return g_test_run ();
}
