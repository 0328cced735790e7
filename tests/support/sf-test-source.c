/* A still source that does what a test tells it: frames of any rate and phase, or none. */

#include "tests/support/sf-test-source.h"

#include "app/sf-error.h"
#include "tests/support/sf-test-files.h"

struct _SfTestSource {
  GObject parent_instance;

  SfImage *image;
  gboolean fails_next;
  gint64 interval_us; /* 0: one frame, when it is asked for */
  gint64 phase_us;
  gint64 expected_us;
};

static void sf_test_source_still_source_init (SfStillSourceInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SfTestSource,
                               sf_test_source,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SF_TYPE_STILL_SOURCE,
                                                      sf_test_source_still_source_init))

/* As a camera does: up to the first frame that is half an interval after the instant. */
static SfStills *
collect (SfTestSource *self, gint64 at_us, gint64 window_us)
{
  SfStills *stills = sf_stills_new ();
  gint64 n = 0;

  if (self->interval_us == 0) {
    sf_stills_add_image (stills, self->image, at_us);
    return stills;
  }

  while (self->phase_us + n * self->interval_us < at_us - window_us)
    n++;
  for (gint64 i = n; sf_stills_get_n (stills) < SF_STILLS_MAX; i++) {
    gint64 taken_us = self->phase_us + i * self->interval_us;

    if (taken_us > at_us + window_us)
      break;
    sf_stills_add_image (stills, self->image, taken_us);
    if (taken_us >= at_us + self->interval_us / 2)
      break;
  }

  return stills;
}

static void
sf_test_source_expect (SfStillSource *source, gint64 at_us, gint64 window_us)
{
  SF_TEST_SOURCE (source)->expected_us = at_us;
}

static void
sf_test_source_collect_async (SfStillSource *source,
                              gint64 at_us,
                              gint64 window_us,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  SfTestSource *self = SF_TEST_SOURCE (source);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_assert_cmpint (at_us, ==, self->expected_us);
  if (self->fails_next) {
    self->fails_next = FALSE;
    g_task_return_new_error (task, SF_ERROR, SF_ERROR_CAMERA_LOST, "put in by the test");
    return;
  }

  g_task_return_pointer (task, collect (self, at_us, window_us), (GDestroyNotify) sf_stills_unref);
}

static SfStills *
sf_test_source_collect_finish (SfStillSource *source, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
sf_test_source_still_source_init (SfStillSourceInterface *iface)
{
  iface->expect = sf_test_source_expect;
  iface->collect_async = sf_test_source_collect_async;
  iface->collect_finish = sf_test_source_collect_finish;
}

static void
sf_test_source_finalize (GObject *object)
{
  sf_image_unref (SF_TEST_SOURCE (object)->image);

  G_OBJECT_CLASS (sf_test_source_parent_class)->finalize (object);
}

static void
sf_test_source_class_init (SfTestSourceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sf_test_source_finalize;
}

static void
sf_test_source_init (SfTestSource *self)
{
}

SfTestSource *
sf_test_source_new (int width, int height)
{
  SfTestSource *self = g_object_new (SF_TYPE_TEST_SOURCE, NULL);

  self->image = sf_test_image_new (width, height, 9);
  return self;
}

void
sf_test_source_fail_next (SfTestSource *self)
{
  self->fails_next = TRUE;
}

void
sf_test_source_set_frames (SfTestSource *self, gint64 interval_us, gint64 phase_us)
{
  self->interval_us = interval_us;
  self->phase_us = phase_us % interval_us;
}
