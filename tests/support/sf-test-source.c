/* A still source that does what a test tells it: fail, or say when it took what it gives. */

#include "tests/support/sf-test-source.h"

#include "app/sf-error.h"
#include "tests/support/sf-test-files.h"

struct _SfTestSource {
  GObject parent_instance;

  SfImage *image;
  gboolean fails_next;
  gint64 delay_us;
};

static void sf_test_source_still_source_init (SfStillSourceInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SfTestSource,
                               sf_test_source,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SF_TYPE_STILL_SOURCE,
                                                      sf_test_source_still_source_init))

static void
sf_test_source_capture_async (SfStillSource *source,
                              gint64 at_us,
                              gint64 window_us,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  SfTestSource *self = SF_TEST_SOURCE (source);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  if (self->fails_next) {
    self->fails_next = FALSE;
    g_task_return_new_error (task, SF_ERROR, SF_ERROR_PICTURE, "put in by the test");
    return;
  }

  g_task_set_task_data (task, g_memdup2 (&(gint64){at_us + self->delay_us}, sizeof (gint64)),
                        g_free);
  g_task_return_pointer (task, sf_image_ref (self->image), (GDestroyNotify) sf_image_unref);
}

static SfImage *
sf_test_source_capture_finish (SfStillSource *source,
                               GAsyncResult *result,
                               gint64 *ret_taken_us,
                               GError **error)
{
  SfImage *image = g_task_propagate_pointer (G_TASK (result), error);

  if (image != NULL)
    *ret_taken_us = *(gint64 *) g_task_get_task_data (G_TASK (result));

  return image;
}

static void
sf_test_source_still_source_init (SfStillSourceInterface *iface)
{
  iface->capture_async = sf_test_source_capture_async;
  iface->capture_finish = sf_test_source_capture_finish;
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
sf_test_source_set_delay_us (SfTestSource *self, gint64 delay_us)
{
  self->delay_us = delay_us;
}
