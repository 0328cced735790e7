/* Cameras that give JPEG, packed pixels, or buffers of which they have only a few. */

#include "app/capture/sf-camera.h"
#include "app/capture/sf-made-device.h"
#include "app/capture/sf-paced-source.h"
#include "tests/support/sf-album.h"
#include "tests/support/sf-until.h"

#include <gst/video/video.h>

static void
forget (gpointer data)
{
}

/* Runs a camera until it gave so many frames; takes @device. */
static void
fill_album (SfAlbum *album, SfCameraDevice *device, guint n_frames)
{
  SfCamera *camera = sf_camera_new (device);

  sf_album_init (album);
  sf_camera_add_frame_func (camera, sf_album_add, album);
  sf_camera_start (camera);
  sf_until (sf_album_count (album) >= n_frames);
  g_object_unref (camera);
  sf_album_await_end (device);
}

/* @user_data: what gst-launch understands */
static GstElement *
make_bin (gpointer user_data, GError **error)
{
  return gst_parse_bin_from_description (user_data, TRUE, error);
}

static void
check_white (const char *description, SfMatrix matrix, SfRange range)
{
  SfCameraDevice *device = sf_made_device_new (SF_CAMERA_KIND_V4L2, "bin", "Bin", make_bin,
                                               (gpointer) description, forget);
  const SfFrame *frame;
  SfAlbum album;

  fill_album (&album, device, 2);
  frame = sf_album_get (&album, 1);
  g_assert_cmpint (frame->width, ==, 64);
  g_assert_cmpint (frame->height, ==, 48);
  g_assert_cmpint (frame->matrix, ==, matrix);
  g_assert_cmpint (frame->range, ==, range);
  g_assert_cmpint (frame->planes[0][20], >=, 234);
  g_assert_cmpint (ABS (frame->planes[1][10] - 128), <=, 1);
  sf_album_clear (&album);
}

static void
test_jpeg (void)
{
  check_white ("videotestsrc is-live=true pattern=white ! "
               "video/x-raw, width=64, height=48, framerate=30/1 ! jpegenc",
               SF_MATRIX_BT601, SF_RANGE_FULL);
}

static void
test_packed (void)
{
  check_white ("videotestsrc is-live=true pattern=white ! video/x-raw, format=YUY2, width=64, "
               "height=48, framerate=30/1, colorimetry=bt709 ! identity",
               SF_MATRIX_BT709, SF_RANGE_VIDEO);
}

#define POOL_BUFFERS 3
#define FPS 100

static GstBuffer *
take_from_pool (gint64 time_us, gpointer user_data)
{
  GstBuffer *buffer = NULL;

  return gst_buffer_pool_acquire_buffer (user_data, &buffer, NULL) == GST_FLOW_OK ? buffer : NULL;
}

static void
pool_free (gpointer data)
{
  gst_buffer_pool_set_active (data, FALSE);
  gst_object_unref (data);
}

static GstElement *
make_pooled (gpointer user_data, GError **error)
{
  static const SfPace pace = {FPS, 1, 0};
  g_autoptr (GstCaps) caps =
    gst_caps_from_string ("video/x-raw, format=I420, width=64, height=48, framerate=100/1");
  GstBufferPool *pool = gst_video_buffer_pool_new ();
  GstStructure *config = gst_buffer_pool_get_config (pool);

  gst_buffer_pool_config_set_params (config, caps, 64 * 48 * 3 / 2, POOL_BUFFERS, POOL_BUFFERS);
  g_assert_true (gst_buffer_pool_set_config (pool, config));
  g_assert_true (gst_buffer_pool_set_active (pool, TRUE));
  return sf_paced_source_new (caps, &pace, take_from_pool, pool, pool_free);
}

/* All frames are kept, as a ring keeps them: the device must have its buffers back. */
static void
test_few_buffers (void)
{
  SfAlbum album;

  fill_album (
    &album, sf_made_device_new (SF_CAMERA_KIND_PIPEWIRE, "pool", "Pool", make_pooled, NULL, forget),
    5 * POOL_BUFFERS);
  sf_album_clear (&album);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/capture/camera-formats/jpeg", test_jpeg);
  g_test_add_func ("/capture/camera-formats/packed", test_packed);
  g_test_add_func ("/capture/camera-formats/few-buffers", test_few_buffers);
  return g_test_run ();
}
