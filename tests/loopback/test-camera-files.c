/* Cameras that see a file: a picture that stands, a video that begins again. */

#include "app/capture/sf-camera.h"
#include "app/capture/sf-picture-device.h"
#include "app/capture/sf-sample-people.h"
#include "app/capture/sf-video-device.h"
#include "app/sf-error.h"
#include "tests/support/sf-album.h"
#include "tests/support/sf-until.h"

#include <glib/gstdio.h>
#include <string.h>

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

static void
check_grid (SfAlbum *album, int fps)
{
  for (guint i = 1; i < sf_album_count (album); i++) {
    gint64 since_us = sf_album_get (album, i)->taken_us - sf_album_get (album, 0)->taken_us;
    gint64 phase_us = since_us * fps % G_USEC_PER_SEC / fps;

    g_assert_cmpint (since_us, >, 0);
    g_assert_cmpint (MIN (phase_us, G_USEC_PER_SEC / fps - phase_us), <=, 1);
  }
}

static void
test_picture (void)
{
  g_autoptr (SfImage) image =
    sf_sample_people_new_image (SF_SAMPLE_PERSON_SECOND, 1600, 1000, 0, NULL);
  SfCameraDevice *device = sf_picture_device_new (image, "Zoë 1", NULL);
  const SfFrame *first;
  SfAlbum album;

  g_assert_cmpstr (sf_camera_device_get_id (device), ==, "picture:Zo%C3%AB%201");
  g_assert_cmpstr (sf_camera_device_get_name (device), ==, "Zoë 1");
  g_assert_cmpint (sf_camera_device_get_kind (device), ==, SF_CAMERA_KIND_PICTURE);
  fill_album (&album, device, 3);

  first = sf_album_get (&album, 0);
  g_assert_cmpint (first->width, ==, 1152);
  g_assert_cmpint (first->height, ==, 720);
  check_grid (&album, SF_PICTURE_DEVICE_FPS);
  for (guint i = 1; i < sf_album_count (&album); i++)
    g_assert_true (sf_album_get (&album, i)->planes[0] == first->planes[0]);
  sf_album_clear (&album);
}

static void
test_picture_too_small (void)
{
  g_autoptr (SfImage) image = sf_image_new (1, 100, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (sf_picture_device_new (image, "narrow", &error));
  g_assert_error (error, SF_ERROR, SF_ERROR_PICTURE);
}

#define VIDEO_FRAMES 5
#define VIDEO_FPS 25

static void
write_video (const char *path)
{
  g_autofree char *description =
    g_strdup_printf ("videotestsrc num-buffers=%d horizontal-speed=3 ! "
                     "video/x-raw, format=I420, width=64, height=48, framerate=%d/1 ! "
                     "jpegenc ! avimux ! filesink location=\"%s\"",
                     VIDEO_FRAMES, VIDEO_FPS, path);
  g_autoptr (GstElement) pipeline = NULL;
  g_autoptr (GstMessage) message = NULL;
  g_autoptr (GstBus) bus = NULL;

  gst_init (NULL, NULL);
  pipeline = gst_parse_launch (description, NULL);
  g_assert_nonnull (pipeline);
  bus = gst_element_get_bus (pipeline);
  gst_element_set_state (pipeline, GST_STATE_PLAYING);
  message =
    gst_bus_timed_pop_filtered (bus, GST_CLOCK_TIME_NONE, GST_MESSAGE_EOS | GST_MESSAGE_ERROR);
  g_assert_cmpint (GST_MESSAGE_TYPE (message), ==, GST_MESSAGE_EOS);
  gst_element_set_state (pipeline, GST_STATE_NULL);
}

static gboolean
is_same_picture (const SfFrame *a, const SfFrame *b)
{
  for (int y = 0; y < a->height; y++)
    if (memcmp (a->planes[0] + (gsize) y * a->strides[0], b->planes[0] + (gsize) y * b->strides[0],
                (gsize) a->width) != 0)
      return FALSE;

  return TRUE;
}

static void
test_video_begins_again (void)
{
  g_autofree char *folder = g_dir_make_tmp ("sf-video-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "a b.avi", NULL);
  SfAlbum album;

  write_video (path);
  fill_album (&album, sf_video_device_new (path), 2 * VIDEO_FRAMES + 1);

  check_grid (&album, VIDEO_FPS);
  for (guint i = 0; i + VIDEO_FRAMES < sf_album_count (&album); i++) {
    const SfFrame *frame = sf_album_get (&album, i);

    g_assert_cmpint (frame->width, ==, 64);
    g_assert_cmpint (frame->height, ==, 48);
    g_assert_true (is_same_picture (frame, sf_album_get (&album, i + VIDEO_FRAMES)));
    g_assert_false (is_same_picture (frame, sf_album_get (&album, i + 1)));
  }
  sf_album_clear (&album);
  g_assert_cmpint (g_remove (path), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

static void
check_refused (const char *path)
{
  SfCameraDevice *device = sf_video_device_new (path);
  g_autoptr (SfCamera) camera = sf_camera_new (device);

  sf_camera_start (camera);
  sf_until (sf_camera_get_state (camera) == SF_CAMERA_STATE_FAILED);
  g_assert_error (sf_camera_get_error (camera), SF_ERROR, SF_ERROR_CAMERA);
  g_clear_object (&camera);
  sf_album_await_end (device);
}

static void
test_video_refused (void)
{
  g_autofree char *folder = g_dir_make_tmp ("sf-video-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "none.avi", NULL);

  check_refused (path);
  g_assert_true (g_file_set_contents (path, "this is no video", -1, NULL));
  check_refused (path);
  g_assert_cmpint (g_remove (path), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/capture/camera-files/picture", test_picture);
  g_test_add_func ("/capture/camera-files/picture-too-small", test_picture_too_small);
  g_test_add_func ("/capture/camera-files/video-begins-again", test_video_begins_again);
  g_test_add_func ("/capture/camera-files/video-refused", test_video_refused);
  return g_test_run ();
}
