/* Photographs from a camera that runs anyway: the frames it took around the instant. */

#include "app/session/sf-camera-source.h"

#include "app/sf-error.h"

/* So long after it was taken, a frame has come even on a busy computer, or will not. */
#define PATIENCE_US G_USEC_PER_SEC

struct _SfCameraSource {
  GObject parent_instance;

  SfCamera *camera;
};

/* For the frames that are still to come. */
typedef struct {
  gint64 at_us;
  gint64 window_us;
  GSource *source; /* ready when a frame has come, at the deadline, or when cancelled */
  guint frame_func;
} Wait;

static void sf_camera_source_still_source_init (SfStillSourceInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SfCameraSource,
                               sf_camera_source,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SF_TYPE_STILL_SOURCE,
                                                      sf_camera_source_still_source_init))

static void
wait_free (Wait *wait)
{
  g_clear_pointer (&wait->source, g_source_unref);
  g_free (wait);
}

static gint64
get_taken_us (GPtrArray *frames, guint i)
{
  return ((const SfFrame *) g_ptr_array_index (frames, i))->taken_us;
}

/* A frame half an interval after the instant: the one nearest to it is among those here, and so are
 * the neighbours of whatever the other camera took just before it. */
static gboolean
is_enough (GPtrArray *frames, gint64 newest_us, const Wait *wait)
{
  guint n = frames->len;
  gint64 after_us = wait->window_us;

  if (n >= 2)
    after_us = (get_taken_us (frames, n - 1) - get_taken_us (frames, 0)) / (n - 1) / 2;

  return newest_us >= wait->at_us + after_us;
}

static gint64
get_newest_us (SfFrameRing *ring)
{
  g_autoptr (SfFrame) newest = sf_frame_ring_dup_newest (ring);

  return newest != NULL ? newest->taken_us : 0;
}

static void
return_frames (GTask *task, GPtrArray *frames)
{
  SfStills *stills;

  if (g_task_return_error_if_cancelled (task))
    return;
  if (frames->len == 0) {
    g_task_return_new_error (task, SF_ERROR, SF_ERROR_CAMERA_LOST,
                             "The camera gave no picture when it was to.");
    return;
  }

  stills = sf_stills_new ();
  for (guint i = 0; i < frames->len; i++)
    sf_stills_add_frame (stills, g_ptr_array_index (frames, i));
  g_task_return_pointer (task, stills, (GDestroyNotify) sf_stills_unref);
}

static gboolean
look (gpointer user_data)
{
  GTask *task = user_data;
  SfCameraSource *self = g_task_get_source_object (task);
  Wait *wait = g_task_get_task_data (task);
  SfFrameRing *ring = sf_camera_get_ring (self->camera);
  gint64 deadline_us = wait->at_us + wait->window_us + PATIENCE_US;
  gboolean must_end = g_get_monotonic_time () >= deadline_us ||
                      g_cancellable_is_cancelled (g_task_get_cancellable (task));
  g_autoptr (GPtrArray) frames = NULL;
  gint64 newest_us;

  /* Before looking: a frame that comes from here on makes it ready again. */
  g_source_set_ready_time (wait->source, deadline_us);
  newest_us = get_newest_us (ring);
  frames = sf_frame_ring_collect (ring, wait->at_us, wait->window_us, SF_STILLS_MAX);
  if (!must_end && !is_enough (frames, newest_us, wait))
    return G_SOURCE_CONTINUE;

  sf_camera_remove_frame_func (self->camera, wait->frame_func);
  return_frames (task, frames);
  return G_SOURCE_REMOVE;
}

/* In the camera's thread. */
static void
on_frame (SfFrame *frame, gpointer user_data)
{
  GSource *source = user_data;

  g_source_set_ready_time (source, 0);
}

static gboolean
dispatch (GSource *source, GSourceFunc callback, gpointer user_data)
{
  return callback (user_data);
}

static void
watch_cancellable (GSource *source, GCancellable *cancellable)
{
  g_autoptr (GSource) child = g_cancellable_source_new (cancellable);

  g_source_set_dummy_callback (child);
  g_source_add_child_source (source, child);
}

static void
sf_camera_source_expect (SfStillSource *source, gint64 at_us, gint64 window_us)
{
  SfCameraSource *self = SF_CAMERA_SOURCE (source);

  sf_frame_ring_expect (sf_camera_get_ring (self->camera), at_us, window_us);
}

static void
sf_camera_source_collect_async (SfStillSource *source,
                                gint64 at_us,
                                gint64 window_us,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  static GSourceFuncs funcs = {.dispatch = dispatch};
  SfCameraSource *self = SF_CAMERA_SOURCE (source);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Wait *wait = g_new0 (Wait, 1);

  g_task_set_source_tag (task, sf_camera_source_collect_async);
  g_task_set_task_data (task, wait, (GDestroyNotify) wait_free);
  wait->at_us = at_us;
  wait->window_us = window_us;
  wait->source = g_source_new (&funcs, sizeof (GSource));
  g_source_set_callback (wait->source, look, g_object_ref (task), g_object_unref);
  watch_cancellable (wait->source, cancellable);
  g_source_set_ready_time (wait->source, 0);
  g_source_attach (wait->source, g_task_get_context (task));
  wait->frame_func = sf_camera_add_frame_func (self->camera, on_frame, wait->source);
}

static SfStills *
sf_camera_source_collect_finish (SfStillSource *source, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
sf_camera_source_still_source_init (SfStillSourceInterface *iface)
{
  iface->expect = sf_camera_source_expect;
  iface->collect_async = sf_camera_source_collect_async;
  iface->collect_finish = sf_camera_source_collect_finish;
}

static void
sf_camera_source_finalize (GObject *object)
{
  g_object_unref (SF_CAMERA_SOURCE (object)->camera);

  G_OBJECT_CLASS (sf_camera_source_parent_class)->finalize (object);
}

static void
sf_camera_source_class_init (SfCameraSourceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sf_camera_source_finalize;
}

static void
sf_camera_source_init (SfCameraSource *self)
{
}

SfCameraSource *
sf_camera_source_new (SfCamera *camera)
{
  SfCameraSource *self = g_object_new (SF_TYPE_CAMERA_SOURCE, NULL);

  self->camera = g_object_ref (camera);
  return self;
}
