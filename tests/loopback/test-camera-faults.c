/* Cameras that refuse, hang, break or fall silent: told as what it is, and nobody waits. */

#include "app/capture/sf-camera.h"
#include "app/sf-error.h"
#include "tests/support/sf-album.h"
#include "tests/support/sf-odd-device.h"
#include "tests/support/sf-until.h"

typedef struct {
  SfOdd odd;
  SfCameraDevice *device;
  SfCamera *camera;
} Fixture;

static void
fixture_init (Fixture *self, SfOddTrouble trouble, int n_good)
{
  sf_odd_init (&self->odd, trouble);
  self->odd.n_good = n_good;
  self->device = sf_odd_make_device (&self->odd);
  self->camera = sf_camera_new (self->device);
}

/* What hangs is let go first, so that the thread ends. */
static void
fixture_clear (Fixture *self)
{
  g_clear_object (&self->camera);
  sf_odd_cure (&self->odd);
  sf_album_await_end (self->device);
  sf_odd_clear (&self->odd);
}

static void
check_fails (Fixture *self, SfError code)
{
  sf_until (sf_camera_get_state (self->camera) == SF_CAMERA_STATE_FAILED);
  g_assert_error (sf_camera_get_error (self->camera), SF_ERROR, (int) code);
}

static void
check_works (Fixture *self)
{
  sf_camera_start (self->camera);
  g_assert_cmpint (sf_camera_get_state (self->camera), ==, SF_CAMERA_STATE_STARTING);
  g_assert_null (sf_camera_get_error (self->camera));
  sf_until (sf_camera_get_state (self->camera) == SF_CAMERA_STATE_RUNNING);
}

static void
test_refuses (void)
{
  Fixture self;

  fixture_init (&self, SF_ODD_REFUSES, 0);
  sf_camera_start (self.camera);
  check_fails (&self, SF_ERROR_CAMERA_DENIED);
  g_assert_cmpstr (sf_camera_get_error (self.camera)->message, ==, "odd");

  sf_odd_cure (&self.odd);
  check_works (&self);
  fixture_clear (&self);
}

static void
test_breaks (void)
{
  static const struct {
    GstResourceError code;
    int n_good;
    SfError expected;
  } cases[] = {
    {GST_RESOURCE_ERROR_BUSY, 0, SF_ERROR_CAMERA_BUSY},
    {GST_RESOURCE_ERROR_OPEN_READ_WRITE, 0, SF_ERROR_CAMERA},
    {GST_RESOURCE_ERROR_READ, 3, SF_ERROR_CAMERA_LOST},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    Fixture self;

    fixture_init (&self, SF_ODD_BREAKS, cases[i].n_good);
    self.odd.resource_error = (int) cases[i].code;
    sf_camera_start (self.camera);
    check_fails (&self, cases[i].expected);

    sf_odd_cure (&self.odd);
    check_works (&self);
    fixture_clear (&self);
  }
}

/* What was taken before it broke may be the photograph. */
static void
test_ends (void)
{
  g_autoptr (SfFrame) newest = NULL;
  Fixture self;

  fixture_init (&self, SF_ODD_ENDS, 2);
  sf_camera_start (self.camera);
  check_fails (&self, SF_ERROR_CAMERA_LOST);
  newest = sf_frame_ring_dup_newest (sf_camera_get_ring (self.camera));
  g_assert_nonnull (newest);
  fixture_clear (&self);
}

/* The device's own thread hangs in the middle of all this; starting again waits for it, in a
 * thread of its own too. */
static void
test_hanging_delays_nobody (void)
{
  Fixture self;

  fixture_init (&self, SF_ODD_HANGS, 1);
  sf_camera_start (self.camera);
  sf_until (sf_odd_count_opened (&self.odd) == 1);
  sf_camera_stop (self.camera);
  g_assert_cmpint (sf_camera_get_state (self.camera), ==, SF_CAMERA_STATE_STOPPED);
  sf_camera_start (self.camera);
  sf_camera_stop (self.camera);
  sf_camera_start (self.camera);
  g_assert_cmpint (sf_camera_get_state (self.camera), ==, SF_CAMERA_STATE_STARTING);
  g_assert_cmpint (sf_odd_count_opened (&self.odd), ==, 1);

  sf_odd_cure (&self.odd);
  sf_until (sf_camera_get_state (self.camera) == SF_CAMERA_STATE_RUNNING);
  g_assert_cmpint (sf_odd_count_opened (&self.odd), ==, 2);
  fixture_clear (&self);
}

static void
test_dropped_while_hanging (void)
{
  Fixture self;

  fixture_init (&self, SF_ODD_HANGS, 1);
  sf_camera_start (self.camera);
  sf_until (sf_odd_count_opened (&self.odd) == 1);
  fixture_clear (&self);
}

/* Both at once, for the time they take. */
static void
test_watchdog (void)
{
  Fixture hanging, silent;

  fixture_init (&hanging, SF_ODD_HANGS, 0);
  fixture_init (&silent, SF_ODD_SILENT, 3);
  sf_camera_start (hanging.camera);
  sf_camera_start (silent.camera);
  sf_until (sf_camera_get_state (silent.camera) == SF_CAMERA_STATE_RUNNING);
  check_fails (&silent, SF_ERROR_CAMERA_LOST);
  g_assert_cmpint (sf_camera_get_state (hanging.camera), ==, SF_CAMERA_STATE_STARTING);
  check_fails (&hanging, SF_ERROR_CAMERA_LOST);

  sf_odd_cure (&silent.odd);
  check_works (&silent);
  fixture_clear (&silent);
  fixture_clear (&hanging);
}

static void
on_notify_state_drop (SfCamera *camera, GParamSpec *pspec, gpointer user_data)
{
  Fixture *self = user_data;

  if (sf_camera_get_state (camera) == SF_CAMERA_STATE_FAILED)
    g_clear_object (&self->camera);
}

static void
on_notify_state_restart (SfCamera *camera, GParamSpec *pspec, gpointer user_data)
{
  Fixture *self = user_data;

  if (sf_camera_get_state (camera) == SF_CAMERA_STATE_FAILED) {
    sf_odd_cure (&self->odd);
    sf_camera_start (camera);
  }
}

/* Whoever hears of a failure may start anew or drop the camera there and then. */
static void
test_answers_to_failure (void)
{
  Fixture dropped, restarted;

  fixture_init (&dropped, SF_ODD_ENDS, 1);
  fixture_init (&restarted, SF_ODD_ENDS, 1);
  g_signal_connect (dropped.camera, "notify::state", G_CALLBACK (on_notify_state_drop), &dropped);
  g_signal_connect (restarted.camera, "notify::state", G_CALLBACK (on_notify_state_restart),
                    &restarted);
  sf_camera_start (dropped.camera);
  sf_camera_start (restarted.camera);
  sf_until (dropped.camera == NULL);
  sf_until (sf_odd_count_opened (&restarted.odd) == 2 &&
            sf_camera_get_state (restarted.camera) == SF_CAMERA_STATE_RUNNING);
  fixture_clear (&dropped);
  fixture_clear (&restarted);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/capture/camera-faults/refuses", test_refuses);
  g_test_add_func ("/capture/camera-faults/breaks", test_breaks);
  g_test_add_func ("/capture/camera-faults/ends", test_ends);
  g_test_add_func ("/capture/camera-faults/hanging-delays-nobody", test_hanging_delays_nobody);
  g_test_add_func ("/capture/camera-faults/dropped-while-hanging", test_dropped_while_hanging);
  g_test_add_func ("/capture/camera-faults/watchdog", test_watchdog);
  g_test_add_func ("/capture/camera-faults/answers-to-failure", test_answers_to_failure);
  return g_test_run ();
}
