/* One run of a camera: a thread that opens the device, gives its frames, and closes it. */

#include "app/capture/sf-camera-run.h"

#include "app/capture/sf-camera-error.h"
#include "app/capture/sf-camera-pipeline.h"

#define TURN_KEY "sf-camera-turn"

struct _SfCameraRun {
  gatomicrefcount ref_count; /* of the owner, the thread, and what is on its way to the owner */
  SfCameraDevice *device;
  GMainContext *home;
  const SfCameraRunEvents *events;
  SfFrameFunc on_frame;
  gpointer user_data;

  GMutex lock;
  SfCameraPipeline *pipeline; /* under the lock; borrowed from the thread */
  gboolean is_closed;         /* under the lock */
  gint64 heard_us;            /* under the lock */
};

static SfCameraRun *
run_ref (SfCameraRun *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

static void
run_unref (SfCameraRun *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_object_unref (self->device);
  g_main_context_unref (self->home);
  g_mutex_clear (&self->lock);
  g_free (self);
}

static gboolean
is_closed (SfCameraRun *self)
{
  gboolean closed;

  g_mutex_lock (&self->lock);
  closed = self->is_closed;
  g_mutex_unlock (&self->lock);

  return closed;
}

typedef struct {
  SfCameraRun *run;
  GError *error; /* NULL: it began */
} News;

static void
news_free (gpointer data)
{
  News *news = data;

  g_clear_error (&news->error);
  run_unref (news->run);
  g_free (news);
}

static gboolean
on_news (gpointer data)
{
  const News *news = data;
  const SfCameraRun *run = news->run;

  /* Closed in this context alone, so nothing closes it before the call. */
  if (is_closed (news->run))
    return G_SOURCE_REMOVE;

  if (news->error != NULL)
    run->events->failed (news->error, run->user_data);
  else
    run->events->began (run->user_data);

  return G_SOURCE_REMOVE;
}

/* Takes @error. */
static void
tell (SfCameraRun *self, GError *error)
{
  g_autoptr (GSource) source = g_idle_source_new ();
  News *news = g_new (News, 1);

  *news = (News){run_ref (self), error};
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, on_news, news, news_free);
  g_source_attach (source, self->home);
}

static void
on_pipeline_frame (SfFrame *frame, gpointer user_data)
{
  SfCameraRun *self = user_data;

  g_mutex_lock (&self->lock);
  if (!self->is_closed) {
    if (self->heard_us == 0)
      tell (self, NULL);
    self->heard_us = g_get_monotonic_time ();
    self->on_frame (frame, self->user_data);
  }
  g_mutex_unlock (&self->lock);
}

/* Returns: FALSE when the run was closed before there was something to close */
static gboolean
publish (SfCameraRun *self, SfCameraPipeline *pipeline)
{
  gboolean is_wanted;

  g_mutex_lock (&self->lock);
  self->pipeline = pipeline;
  is_wanted = !self->is_closed;
  g_mutex_unlock (&self->lock);

  return is_wanted;
}

static void
run_device (SfCameraRun *self)
{
  g_autoptr (GError) error = NULL;
  SfCameraPipeline *pipeline =
    sf_camera_pipeline_new (self->device, on_pipeline_frame, self, &error);

  if (pipeline == NULL) {
    tell (self, sf_camera_error_new (error, FALSE));
    return;
  }

  if (publish (self, pipeline) && !sf_camera_pipeline_run (pipeline, &error)) {
    g_debug ("a camera ended: %s", error != NULL ? error->message : "without a word");
    tell (self, sf_camera_error_new (error, sf_camera_run_get_heard_us (self) != 0));
  }
  publish (self, NULL);
  sf_camera_pipeline_free (pipeline);
}

static void
turn_free (gpointer data)
{
  g_mutex_clear (data);
  g_free (data);
}

/* A device that is still being closed would be busy for the next run. */
static GMutex *
get_turn (SfCameraDevice *device)
{
  GMutex *turn = g_object_get_data (G_OBJECT (device), TURN_KEY);

  if (turn == NULL) {
    turn = g_new (GMutex, 1);
    g_mutex_init (turn);
    g_object_set_data_full (G_OBJECT (device), TURN_KEY, turn, turn_free);
  }

  return turn;
}

static gpointer
run_main (gpointer data)
{
  SfCameraRun *self = data;
  GMutex *turn = g_object_get_data (G_OBJECT (self->device), TURN_KEY);

  g_mutex_lock (turn);
  if (!is_closed (self))
    run_device (self);
  g_mutex_unlock (turn);
  run_unref (self);

  return NULL;
}

SfCameraRun *
sf_camera_run_new (SfCameraDevice *device,
                   const SfCameraRunEvents *events,
                   SfFrameFunc on_frame,
                   gpointer user_data)
{
  SfCameraRun *self = g_new0 (SfCameraRun, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->device = g_object_ref (device);
  self->home = g_main_context_ref_thread_default ();
  self->events = events;
  self->on_frame = on_frame;
  self->user_data = user_data;
  g_mutex_init (&self->lock);
  get_turn (device);
  g_thread_unref (g_thread_new ("sf-camera", run_main, run_ref (self)));

  return self;
}

void
sf_camera_run_close (SfCameraRun *self)
{
  g_mutex_lock (&self->lock);
  self->is_closed = TRUE;
  if (self->pipeline != NULL)
    sf_camera_pipeline_quit (self->pipeline);
  g_mutex_unlock (&self->lock);
  run_unref (self);
}

gint64
sf_camera_run_get_heard_us (SfCameraRun *self)
{
  gint64 heard_us;

  g_mutex_lock (&self->lock);
  heard_us = self->heard_us;
  g_mutex_unlock (&self->lock);

  return heard_us;
}
