/* A camera with real pipelines behind it: frames, their times, starting and stopping. */

#include "app/capture/sf-camera.h"
#include "app/capture/sf-test-device.h"
#include "app/capture/sf-time-strip.h"
#include "app/sf-error.h"
#include "tests/support/sf-until.h"

#define WIDTH 320
#define HEIGHT 180
#define FPS 30

static SfCameraDevice *
make_device (guint32 seed)
{
  return sf_test_device_new (seed, SF_SAMPLE_PERSON_FIRST, WIDTH, HEIGHT, FPS);
}

/* What a frame function was given; from any thread. */
typedef struct {
  GMutex lock;
  GPtrArray *frames;
} Album;

static void
on_frame (SfFrame *frame, gpointer user_data)
{
  Album *self = user_data;

  g_mutex_lock (&self->lock);
  g_ptr_array_add (self->frames, sf_frame_ref (frame));
  g_mutex_unlock (&self->lock);
  g_main_context_wakeup (NULL);
}

static void
album_init (Album *self)
{
  g_mutex_init (&self->lock);
  self->frames = g_ptr_array_new_with_free_func ((GDestroyNotify) sf_frame_unref);
}

static guint
album_count (Album *self)
{
  guint n_frames;

  g_mutex_lock (&self->lock);
  n_frames = self->frames->len;
  g_mutex_unlock (&self->lock);

  return n_frames;
}

static void
album_clear (Album *self)
{
  g_ptr_array_unref (self->frames);
  g_mutex_clear (&self->lock);
}

static gint64
get_taken_us (const Album *self, guint index)
{
  return ((const SfFrame *) g_ptr_array_index (self->frames, index))->taken_us;
}

/* After the instant of the grid that begins with the clock. */
static gint64
get_phase_us (const Album *self, guint index)
{
  return get_taken_us (self, index) * FPS % G_USEC_PER_SEC / FPS;
}

/* Each frame tells its own time; that it is on the grid of the seed, all of them tell. */
static void
test_times (void)
{
  g_autoptr (SfCameraDevice) device = make_device (5);
  g_autoptr (SfCamera) camera = sf_camera_new (device);
  gint64 begin_us = g_get_monotonic_time ();
  gint64 phase_us;
  Album album;

  album_init (&album);
  g_assert_cmpuint (sf_camera_add_frame_func (camera, on_frame, &album), !=, 0);
  sf_camera_start (camera);
  g_assert_cmpint (sf_camera_get_state (camera), ==, SF_CAMERA_STATE_STARTING);
  sf_until (album_count (&album) >= 12);
  g_assert_cmpint (sf_camera_get_state (camera), ==, SF_CAMERA_STATE_RUNNING);
  sf_camera_stop (camera);

  phase_us = get_phase_us (&album, 0);
  for (guint i = 0; i < album.frames->len; i++) {
    SfFrame *frame = g_ptr_array_index (album.frames, i);
    gint64 strip_us;

    g_assert_true (sf_time_strip_read_frame (frame, &strip_us));
    g_assert_cmpint (frame->taken_us, ==, strip_us);
    g_assert_cmpint (frame->taken_us, >, i > 0 ? get_taken_us (&album, i - 1) : begin_us);
    g_assert_cmpint (frame->taken_us, <=, g_get_monotonic_time ());
    g_assert_cmpint (ABS (get_phase_us (&album, i) - phase_us), <=, 1);
    g_assert_cmpint (frame->width, ==, WIDTH);
    g_assert_cmpint (frame->height, ==, HEIGHT);
    g_assert_cmpint (frame->matrix, ==, SF_MATRIX_BT601);
    g_assert_cmpint (frame->range, ==, SF_RANGE_VIDEO);
  }
  album_clear (&album);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/capture/camera/times", test_times);
  return g_test_run ();
}
