/* The frames around the instant, whether they are there already, still come, or never do. */

#include "app/session/sf-camera-source.h"
#include "app/sf-error.h"
#include "tests/support/sf-fake-camera.h"
#include "tests/support/sf-run-until.h"

#define MS 1000
#define WINDOW (100 * MS)
#define FRAME 33333

typedef struct {
  SfCamera *camera;
  SfStillSource *source;
  gint64 at_us;
  gboolean is_done;
  SfStills *stills; /* (nullable) */
  GError *error;    /* (nullable) */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->camera = sf_fake_camera_new ();
  fixture->source = SF_STILL_SOURCE (sf_camera_source_new (fixture->camera));
  /* So far ahead that no deadline comes while a test runs. */
  fixture->at_us = g_get_monotonic_time () + 600 * G_USEC_PER_SEC;
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_pointer (&fixture->stills, sf_stills_unref);
  g_clear_error (&fixture->error);
  g_object_unref (fixture->source);
  g_object_add_weak_pointer (G_OBJECT (fixture->camera), (gpointer *) &fixture->camera);
  g_object_unref (fixture->camera);
  g_assert_null (fixture->camera);
}

static void
on_collect_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Fixture *fixture = user_data;

  fixture->stills =
    sf_still_source_collect_finish (SF_STILL_SOURCE (source), result, &fixture->error);
  fixture->is_done = TRUE;
}

static void
collect (Fixture *fixture, GCancellable *cancellable)
{
  sf_still_source_collect_async (fixture->source, fixture->at_us, WINDOW, cancellable,
                                 on_collect_ready, fixture);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
}

/* Frames from @first to @last intervals beside the instant, @phase_us after it. */
static void
push (Fixture *fixture, int first, int last, gint64 phase_us)
{
  for (int i = first; i <= last; i++)
    sf_fake_camera_push (fixture->camera, fixture->at_us + i * FRAME + phase_us);
}

static void
assert_times (Fixture *fixture, int first, int last, gint64 phase_us)
{
  SF_RUN_UNTIL (fixture->is_done);
  g_assert_no_error (fixture->error);
  g_assert_cmpuint (sf_stills_get_n (fixture->stills), ==, last - first + 1);
  for (int i = first; i <= last; i++)
    g_assert_cmpint (sf_stills_get_time (fixture->stills, i - first), ==,
                     fixture->at_us + i * FRAME + phase_us);
}

static void
test_there_already (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SfImage) image = NULL;
  SfStillTimes times;

  push (fixture, -8, 1, 5 * MS);
  collect (fixture, NULL);
  g_assert_true (fixture->is_done);
  assert_times (fixture, -3, 1, 5 * MS);

  sf_stills_get_times (fixture->stills, &times);
  g_assert_cmpuint (times.n, ==, 5);
  image = sf_stills_dup_image (fixture->stills, 2, NULL);
  g_assert_cmpint (image->width, ==, 64);
}

/* The camera takes its frames in a thread of its own. */
static gpointer
push_in_thread (gpointer data)
{
  push (data, 1, 1, -5 * MS);
  return NULL;
}

static void
test_waits (Fixture *fixture, gconstpointer data)
{
  push (fixture, -8, 0, -5 * MS);
  collect (fixture, NULL);
  g_assert_false (fixture->is_done);

  g_thread_join (g_thread_new ("camera", push_in_thread, fixture));
  assert_times (fixture, -2, 1, -5 * MS);
}

/* Half an interval after the instant is enough, and not less. */
static void
test_half_an_interval (Fixture *fixture, gconstpointer data)
{
  gint64 half_us = FRAME / 2;

  push (fixture, -3, 0, half_us - 1);
  collect (fixture, NULL);
  g_assert_false (fixture->is_done);

  push (fixture, 1, 1, half_us - 1);
  assert_times (fixture, -3, 1, half_us - 1);
}

/* Frames beyond the window say that nothing more comes within. */
static void
test_only_one (Fixture *fixture, gconstpointer data)
{
  push (fixture, 0, 0, 0);
  collect (fixture, NULL);
  g_assert_false (fixture->is_done);
  push (fixture, 4, 4, 0);
  assert_times (fixture, 0, 0, 0);
}

static void
test_nearest_of_many (Fixture *fixture, gconstpointer data)
{
  for (int i = -20; i <= 1; i++)
    sf_fake_camera_push (fixture->camera, fixture->at_us + i * 8333);
  collect (fixture, NULL);

  g_assert_true (fixture->is_done);
  g_assert_cmpuint (sf_stills_get_n (fixture->stills), ==, SF_STILLS_MAX);
  g_assert_cmpint (sf_stills_get_time (fixture->stills, SF_STILLS_MAX - 1), ==,
                   fixture->at_us + 8333);
}

static void
assert_lost (Fixture *fixture)
{
  g_assert_true (fixture->is_done);
  g_assert_null (fixture->stills);
  g_assert_error (fixture->error, SF_ERROR, SF_ERROR_CAMERA_LOST);
}

static void
test_passes_over (Fixture *fixture, gconstpointer data)
{
  push (fixture, -8, -4, 0);
  push (fixture, 4, 4, 0);
  collect (fixture, NULL);
  assert_lost (fixture);
}

/* A camera that fell silent: what it gave before is taken, else it is lost. */
static void
test_silent (Fixture *fixture, gconstpointer data)
{
  fixture->at_us = g_get_monotonic_time () - 2 * G_USEC_PER_SEC;
  collect (fixture, NULL);
  assert_lost (fixture);
}

static void
test_silent_after (Fixture *fixture, gconstpointer data)
{
  fixture->at_us = g_get_monotonic_time () - 2 * G_USEC_PER_SEC;
  push (fixture, -2, -1, 0);
  collect (fixture, NULL);
  assert_times (fixture, -2, -1, 0);
}

/* The main loop comes when the frames around the instant are long over. */
static void
test_collected_late (Fixture *fixture, gconstpointer data)
{
  sf_still_source_expect (fixture->source, fixture->at_us, WINDOW);
  push (fixture, -20, 60, 0);
  collect (fixture, NULL);
  assert_times (fixture, -3, 3, 0);
}

static void
test_cancelled (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  push (fixture, -2, -1, 0);
  collect (fixture, cancellable);
  g_assert_false (fixture->is_done);
  g_cancellable_cancel (cancellable);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_assert_true (fixture->is_done);
  g_assert_error (fixture->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

#define ADD(name, func)                                                                            \
  g_test_add ("/app/camera-source/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("there-already", test_there_already);
  ADD ("waits", test_waits);
  ADD ("half-an-interval", test_half_an_interval);
  ADD ("only-one", test_only_one);
  ADD ("nearest-of-many", test_nearest_of_many);
  ADD ("passes-over", test_passes_over);
  ADD ("silent", test_silent);
  ADD ("silent-after", test_silent_after);
  ADD ("collected-late", test_collected_late);
  ADD ("cancelled", test_cancelled);
  return g_test_run ();
}
