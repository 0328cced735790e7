/* The choice of a camera's mode, from what cameras really offer. */

#include "app/capture/sf-camera-mode.h"

#define RATES "framerate={ (fraction)30/1, (fraction)24/1, (fraction)15/1, (fraction)5/1 }"
#define SLOW "framerate=(fraction)5/1"
#define SYSTEM "video/x-raw, format=YUY2, width=640, height=480, framerate=30/1"

static const struct {
  const char *name;
  const char *caps;
  const char *best; /* (nullable): %NULL for nothing usable */
} cameras[] = {
  {"full-hd-by-jpeg-only",
   "video/x-raw, format=YUY2, width=640, height=480, " RATES ";"
   "video/x-raw, format=YUY2, width=1280, height=720, framerate=10/1;"
   "video/x-raw, format=YUY2, width=1920, height=1080, " SLOW ";"
   "image/jpeg, width=640, height=480, " RATES ";"
   "image/jpeg, width=1280, height=720, " RATES ";"
   "image/jpeg, width=1920, height=1080, " RATES,
   "1920x1080 30 fps JPEG"},
  {"laptop-hd",
   "image/jpeg, parsed=true, width=1280, height=720, framerate=30/1;"
   "video/x-raw, format=YUY2, width=640, height=360, framerate=30/1;"
   "video/x-raw, format=YUY2, width=640, height=480, framerate=30/1;"
   "video/x-raw, format=YUY2, width=1280, height=720, framerate=10/1",
   "1280x720 30 fps JPEG"},
  {"usb-3-raw",
   "image/jpeg, width=1920, height=1080, " RATES ";"
   "video/x-raw, format=NV12, width=1920, height=1080, " RATES ";"
   "video/x-raw, format=YUY2, width=1920, height=1080, " RATES,
   "1920x1080 30 fps NV12"},
  {"4k",
   "image/jpeg, width=3840, height=2160, framerate=30/1;"
   "image/jpeg, width=2560, height=1440, framerate=30/1;"
   "image/jpeg, width=1920, height=1080, framerate={ (fraction)60/1, (fraction)30/1 };"
   "image/jpeg, width=1280, height=720, framerate={ (fraction)60/1, (fraction)30/1 }",
   "1920x1080 30 fps JPEG"},
  {"4k-or-slow",
   "image/jpeg, width=3840, height=2160, framerate=30/1;"
   "image/jpeg, width=2560, height=1440, framerate=30/1;"
   "video/x-raw, format=YUY2, width=1920, height=1080, " SLOW,
   "2560x1440 30 fps JPEG"},
  {"slow-altogether",
   "video/x-raw, format=YUY2, width=1280, height=720, framerate=10/1;"
   "video/x-raw, format=YUY2, width=1600, height=1200, " SLOW ";"
   "video/x-raw, format=YUY2, width=640, height=480, framerate=15/1",
   "1280x720 10 fps YUY2"},
  {"wide-before-tall",
   "video/x-raw, format=YUY2, width=1280, height=960, framerate=30/1;"
   "video/x-raw, format=YUY2, width=1280, height=720, framerate=30/1",
   "1280x720 30 fps YUY2"},
  {"below-hd-the-larger",
   "video/x-raw, format=YUY2, width=640, height=360, framerate=30/1;"
   "video/x-raw, format=YUY2, width=640, height=480, framerate=30/1;"
   "video/x-raw, format=YUY2, width=320, height=240, framerate=30/1",
   "640x480 30 fps YUY2"},
  {"ranges",
   "video/x-raw, format={ (string)BGRx, (string)I420, (string)YUY2 }, width=[ 1, 32768 ], "
   "height=[ 1, 32768 ], framerate=[ 0/1, 2147483647/1 ]",
   "1920x1080 30 fps I420"},
  {"range-in-steps",
   "video/x-raw, format=UYVY, width=[ 48, 1280, 16 ], height=[ 32, 720, 8 ], framerate=[ 1/1, 25/1 "
   "]",
   "1280x720 25 fps UYVY"},
  {"range-of-small-sizes",
   "video/x-raw, format=YV12, width=[ 16, 352 ], height=[ 16, 288 ], framerate=[ 30/1, 60/1 ]",
   "352x288 30 fps YV12"},
  {"lists-of-sizes",
   "video/x-raw, format=YUY2, width={ 320, 800 }, height={ 240, 600 }, framerate=30000/1001",
   "800x600 29.97 fps YUY2"},
  {"fast-only", "image/jpeg, width=1280, height=720, framerate={ (fraction)120/1, (fraction)60/1 }",
   "1280x720 60 fps JPEG"},
  {"ntsc", "video/x-raw, format=UYVY, width=720, height=480, framerate=30000/1001",
   "720x480 29.97 fps UYVY"},
  {"no-rate", "video/x-raw, format=RGBA, width=1280, height=720, framerate=0/1", "1280x720 RGBA"},
  {"h264-beside",
   "video/x-h264, stream-format=byte-stream, width=1920, height=1080, framerate=30/1;" SYSTEM,
   "640x480 30 fps YUY2"},
  {"dma-beside",
   "video/x-raw(memory:DMABuf), format=YUY2, width=1280, height=720, framerate=30/1;" SYSTEM,
   "640x480 30 fps YUY2"},
  {"infrared", "video/x-raw, format=GRAY8, width=640, height=360, framerate=30/1", NULL},
  {"sensor", "video/x-bayer, format=rggb, width=1280, height=720, framerate=30/1", NULL},
  {"enormous", "image/jpeg, width=8000, height=6000, framerate=30/1", NULL},
  {"tiny", "video/x-raw, format=I420, width=1, height=1, framerate=30/1", NULL},
  {"sizeless", "image/jpeg, framerate=30/1", NULL},
  {"formatless", "video/x-raw, width=640, height=480, framerate=30/1", NULL},
  {"empty", "EMPTY", NULL},
  {"anything", "ANY", NULL},
};

static void
test_camera (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr (GstCaps) caps = gst_caps_from_string (cameras[i].caps);
  g_autoptr (GArray) modes = sf_camera_mode_rank (caps);
  g_autofree char *best = NULL;

  g_assert_nonnull (caps);
  if (modes->len > 0)
    best = sf_camera_mode_to_string (&g_array_index (modes, SfCameraMode, 0));
  g_assert_cmpstr (best, ==, cameras[i].best);
}

/* What is asked of the camera, it offers. */
static void
test_filter_is_offered (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cameras); i++) {
    g_autoptr (GstCaps) caps = gst_caps_from_string (cameras[i].caps);
    g_autoptr (GArray) modes = sf_camera_mode_rank (caps);
    g_autoptr (GstCaps) filter = NULL;

    if (modes->len == 0)
      continue;
    filter = sf_camera_mode_make_filter (modes);
    g_assert_cmpuint (gst_caps_get_size (filter), >=, 1);
    for (guint k = 0; k < gst_caps_get_size (filter); k++) {
      g_autoptr (GstCaps) one = gst_caps_copy_nth (filter, k);

      g_assert_true (gst_caps_can_intersect (one, caps));
    }
  }
}

static void
test_filter_falls_back (void)
{
  g_autoptr (GstCaps) caps =
    gst_caps_from_string ("video/x-raw, format=YUY2, width=1280, height=720, framerate=30/1;"
                          "image/jpeg, width=1280, height=720, framerate=30/1;"
                          "video/x-raw, format=YUY2, width=640, height=480, framerate=30/1");
  g_autoptr (GstCaps) expected =
    gst_caps_from_string ("video/x-raw, format=YUY2, width=1280, height=720, framerate=30/1;"
                          "video/x-raw, format=YUY2, width=640, height=480, framerate=30/1");
  g_autoptr (GArray) modes = sf_camera_mode_rank (caps);
  g_autoptr (GstCaps) filter = sf_camera_mode_make_filter (modes);

  g_assert_cmpuint (modes->len, ==, 3);
  g_assert_true (gst_caps_is_strictly_equal (filter, expected));
}

/* However much a device offers, what is made of it is bounded. */
static void
test_bounded (void)
{
  g_autoptr (GstCaps) caps = gst_caps_new_empty ();
  g_autoptr (GArray) modes = NULL;

  for (int i = 0; i < 2000; i++)
    gst_caps_append_structure (caps, gst_structure_new ("image/jpeg", "width", G_TYPE_INT, 16 + i,
                                                        "height", G_TYPE_INT, 16, "framerate",
                                                        GST_TYPE_FRACTION, 30, 1, NULL));
  modes = sf_camera_mode_rank (caps);
  g_assert_cmpuint (modes->len, ==, SF_CAMERA_MODE_MAX_RANKED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  gst_init (NULL, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cameras); i++) {
    g_autofree char *path = g_strconcat ("/app/camera-mode/", cameras[i].name, NULL);

    g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_camera);
  }
  g_test_add_func ("/app/camera-mode/filter-is-offered", test_filter_is_offered);
  g_test_add_func ("/app/camera-mode/filter-falls-back", test_filter_falls_back);
  g_test_add_func ("/app/camera-mode/bounded", test_bounded);

  return g_test_run ();
}
