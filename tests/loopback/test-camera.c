/* A camera with real pipelines behind it: frames, their times, starting and stopping. */

#include "app/capture/sf-camera.h"
#include "app/capture/sf-test-device.h"
#include "app/capture/sf-time-strip.h"
#include "tests/support/sf-album.h"
#include "tests/support/sf-until.h"

#define WIDTH 320
#define HEIGHT 180
#define FPS 30

static SfCameraDevice *
make_device (guint32 seed)
{
  return sf_test_device_new (seed, SF_SAMPLE_PERSON_FIRST, WIDTH, HEIGHT, FPS);
}

/* After the instant of the grid that begins with the clock; rounded to a microsecond. */
static gint64
get_phase_us (const SfFrame *frame)
{
  return frame->taken_us * FPS % G_USEC_PER_SEC / FPS;
}

static void
check_frame (const SfFrame *frame)
{
  gint64 strip_us;

  g_assert_true (sf_time_strip_read_frame (frame, &strip_us));
  g_assert_cmpint (frame->taken_us, ==, strip_us);
  g_assert_cmpint (frame->taken_us, <=, g_get_monotonic_time ());
  g_assert_cmpint (frame->width, ==, WIDTH);
  g_assert_cmpint (frame->height, ==, HEIGHT);
  g_assert_cmpint (frame->matrix, ==, SF_MATRIX_BT601);
  g_assert_cmpint (frame->range, ==, SF_RANGE_VIDEO);
}

/* Returns: the grid's phase */
static gint64
run_and_check (guint32 seed)
{
  SfCameraDevice *device = make_device (seed);
  SfCamera *camera = sf_camera_new (device);
  gint64 before_us = g_get_monotonic_time ();
  gint64 phase_us;
  SfAlbum album;

  sf_album_init (&album);
  g_assert_cmpuint (sf_camera_add_frame_func (camera, sf_album_add, &album), !=, 0);
  sf_camera_start (camera);
  sf_until (sf_album_count (&album) >= 12);
  g_object_unref (camera);
  sf_album_await_end (device);

  phase_us = get_phase_us (sf_album_get (&album, 0));
  for (guint i = 0; i < sf_album_count (&album); i++) {
    const SfFrame *frame = sf_album_get (&album, i);

    check_frame (frame);
    g_assert_cmpint (frame->taken_us, >, before_us);
    g_assert_cmpint (ABS (get_phase_us (frame) - phase_us), <=, 1);
    before_us = frame->taken_us;
  }
  sf_album_clear (&album);

  return phase_us;
}

/* Each frame tells its own time; all of them are on the grid of their seed. */
static void
test_times (void)
{
  gint64 phase_us = run_and_check (5);

  g_assert_cmpint (ABS (run_and_check (5) - phase_us), <=, 1);
  g_assert_cmpint (ABS (run_and_check (6) - phase_us), >, 1000);
}

static void
on_notify_state (SfCamera *camera, GParamSpec *pspec, gpointer user_data)
{
  g_string_append_printf (user_data, "%d", (int) sf_camera_get_state (camera));
}

static void
test_states (void)
{
  SfCameraDevice *device = make_device (0);
  SfCamera *camera = sf_camera_new (device);
  g_autoptr (GString) states = g_string_new (NULL);

  g_signal_connect (camera, "notify::state", G_CALLBACK (on_notify_state), states);
  g_assert_true (sf_camera_get_device (camera) == device);
  g_assert_cmpint (sf_camera_get_state (camera), ==, SF_CAMERA_STATE_STOPPED);
  sf_camera_stop (camera);
  sf_camera_start (camera);
  sf_camera_start (camera);
  sf_until (sf_camera_get_state (camera) == SF_CAMERA_STATE_RUNNING);
  sf_camera_stop (camera);
  sf_camera_start (camera);
  sf_until (sf_camera_get_state (camera) == SF_CAMERA_STATE_RUNNING);
  sf_camera_start (camera);
  g_assert_null (sf_camera_get_error (camera));
  sf_camera_stop (camera);
  g_assert_cmpstr (states->str, ==, "120120");

  g_object_unref (camera);
  sf_album_await_end (device);
}

static void
test_ring (void)
{
  SfCameraDevice *device = make_device (1);
  SfCamera *camera = sf_camera_new (device);
  SfFrameRing *ring = sf_camera_get_ring (camera);
  g_autoptr (GPtrArray) around = NULL;
  g_autoptr (SfFrame) newest = NULL;
  SfAlbum album;

  sf_album_init (&album);
  sf_camera_add_frame_func (camera, sf_album_add, &album);
  sf_camera_start (camera);
  sf_until (sf_album_count (&album) >= 4);
  newest = sf_frame_ring_dup_newest (ring);
  check_frame (newest);
  around = sf_frame_ring_collect (ring, newest->taken_us, 0, 8);
  g_assert_cmpuint (around->len, ==, 1);
  g_assert_true (g_ptr_array_index (around, 0) == newest);
  g_assert_true (sf_camera_get_ring (camera) == ring);
  sf_camera_stop (camera);
  g_assert_null (sf_frame_ring_dup_newest (ring));

  sf_album_clear (&album);
  g_object_unref (camera);
  sf_album_await_end (device);
}

/* Frames that nobody gives back hold nobody up, and stay as they were. */
static void
test_frames_are_kept (void)
{
  SfCameraDevice *device = make_device (2);
  SfCamera *camera = sf_camera_new (device);
  SfAlbum album;

  sf_album_init (&album);
  sf_camera_add_frame_func (camera, sf_album_add, &album);
  sf_camera_start (camera);
  sf_until (sf_album_count (&album) >= 40);
  g_object_unref (camera);
  for (guint i = 0; i < sf_album_count (&album); i++)
    check_frame (sf_album_get (&album, i));

  sf_album_clear (&album);
  sf_album_await_end (device);
}

static void
on_frame_unless_stopped (SfFrame *frame, gpointer user_data)
{
  g_assert_false (g_atomic_int_get ((int *) user_data));
}

/* The thread goes on for a while; it is watched until its end. */
static void
test_stopped_gives_no_frame (void)
{
  SfCameraDevice *device = make_device (3);
  SfCamera *camera = sf_camera_new (device);
  int is_stopped = FALSE;

  sf_camera_add_frame_func (camera, on_frame_unless_stopped, &is_stopped);
  sf_camera_start (camera);
  sf_until (sf_camera_get_state (camera) == SF_CAMERA_STATE_RUNNING);
  sf_camera_stop (camera);
  g_atomic_int_set (&is_stopped, TRUE);
  g_object_unref (camera);
  sf_album_await_end (device);
}

static void
test_removed_func_is_not_called (void)
{
  SfCameraDevice *device = make_device (4);
  SfCamera *camera = sf_camera_new (device);
  int is_removed = FALSE;
  SfAlbum album;
  guint n_frames, id;

  sf_album_init (&album);
  id = sf_camera_add_frame_func (camera, on_frame_unless_stopped, &is_removed);
  sf_camera_add_frame_func (camera, sf_album_add, &album);
  sf_camera_start (camera);
  sf_until (sf_album_count (&album) >= 2);
  sf_camera_remove_frame_func (camera, id);
  g_atomic_int_set (&is_removed, TRUE);
  sf_camera_remove_frame_func (camera, id);
  n_frames = sf_album_count (&album);
  sf_until (sf_album_count (&album) >= n_frames + 3);

  g_object_unref (camera);
  sf_album_await_end (device);
  sf_album_clear (&album);
}

/* The second one waits until the first one's thread has closed the device. */
static void
test_device_passes_to_another_camera (void)
{
  SfCameraDevice *device = make_device (7);
  SfCamera *first = sf_camera_new (device);
  SfCamera *second = sf_camera_new (device);

  sf_camera_start (first);
  sf_camera_start (second);
  sf_until (sf_camera_get_state (first) == SF_CAMERA_STATE_RUNNING ||
            sf_camera_get_state (second) == SF_CAMERA_STATE_RUNNING);
  if (sf_camera_get_state (first) == SF_CAMERA_STATE_RUNNING) {
    g_assert_cmpint (sf_camera_get_state (second), ==, SF_CAMERA_STATE_STARTING);
    g_object_unref (first);
    sf_until (sf_camera_get_state (second) == SF_CAMERA_STATE_RUNNING);
    g_object_unref (second);
  } else {
    g_object_unref (second);
    sf_until (sf_camera_get_state (first) == SF_CAMERA_STATE_RUNNING);
    g_object_unref (first);
  }
  sf_album_await_end (device);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/capture/camera/times", test_times);
  g_test_add_func ("/capture/camera/states", test_states);
  g_test_add_func ("/capture/camera/ring", test_ring);
  g_test_add_func ("/capture/camera/frames-are-kept", test_frames_are_kept);
  g_test_add_func ("/capture/camera/stopped-gives-no-frame", test_stopped_gives_no_frame);
  g_test_add_func ("/capture/camera/removed-func-is-not-called", test_removed_func_is_not_called);
  g_test_add_func ("/capture/camera/device-passes-to-another-camera",
                   test_device_passes_to_another_camera);
  return g_test_run ();
}
