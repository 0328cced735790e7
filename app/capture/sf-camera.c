/* A running camera: from a device to frames with times. Never blocks its caller. */

#include "app/capture/sf-camera.h"

#include "app/capture/sf-camera-error.h"
#include "app/capture/sf-camera-run.h"

struct _SfCamera {
  GObject parent_instance;

  SfCameraDevice *device;
  SfFrameRing *ring;
  SfFrameFuncs funcs;
  SfCameraState state;
  GError *error; /* while it has failed */

  SfCameraRun *run; /* while it starts or runs */
  GSource *watchdog;
  gint64 started_us;
};

G_DEFINE_FINAL_TYPE (SfCamera, sf_camera, G_TYPE_OBJECT)

typedef enum {
  PROP_STATE = 1
} SfCameraProperty;

static GParamSpec *properties[PROP_STATE + 1];

static void
set_state (SfCamera *self, SfCameraState state)
{
  if (self->state == state)
    return;

  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

static void
end_run (SfCamera *self)
{
  if (self->watchdog != NULL)
    g_source_destroy (self->watchdog);
  g_clear_pointer (&self->watchdog, g_source_unref);
  g_clear_pointer (&self->run, sf_camera_run_close);
}

/* What the ring holds stays: it may be the photograph. Takes @error. */
static void
fail (SfCamera *self, GError *error)
{
  end_run (self);
  g_clear_error (&self->error);
  self->error = error;
  set_state (self, SF_CAMERA_STATE_FAILED);
}

static gint64
get_deadline_us (SfCamera *self)
{
  gint64 heard_us = sf_camera_run_get_heard_us (self->run);

  return heard_us != 0 ? heard_us + SF_CAMERA_SILENCE_US
                       : self->started_us + SF_CAMERA_START_TIMEOUT_US;
}

static void
on_run_began (gpointer user_data)
{
  SfCamera *self = user_data;

  g_source_set_ready_time (self->watchdog, get_deadline_us (self));
  set_state (self, SF_CAMERA_STATE_RUNNING);
}

static void
on_run_failed (const GError *error, gpointer user_data)
{
  fail (user_data, g_error_copy (error));
}

static void
on_run_frame (SfFrame *frame, gpointer user_data)
{
  SfCamera *self = user_data;

  sf_frame_ring_push (self->ring, frame);
  sf_frame_funcs_call (&self->funcs, frame);
}

static const SfCameraRunEvents run_events = {on_run_began, on_run_failed};

/* Moves on to the deadline that the frames since then have set, so that they need not. */
static gboolean
on_watchdog (gpointer user_data)
{
  SfCamera *self = user_data;
  gint64 deadline_us = get_deadline_us (self);

  if (deadline_us > g_get_monotonic_time ()) {
    g_source_set_ready_time (self->watchdog, deadline_us);
    return G_SOURCE_CONTINUE;
  }

  fail (self, sf_camera_error_new_code (SF_ERROR_CAMERA_LOST));
  return G_SOURCE_REMOVE;
}

static gboolean
dispatch_watchdog (GSource *source, GSourceFunc callback, gpointer user_data)
{
  return callback (user_data);
}

static void
start_watchdog (SfCamera *self)
{
  static GSourceFuncs funcs = {.dispatch = dispatch_watchdog};
  g_autoptr (GMainContext) home = g_main_context_ref_thread_default ();

  self->started_us = g_get_monotonic_time ();
  self->watchdog = g_source_new (&funcs, sizeof (GSource));
  g_source_set_callback (self->watchdog, on_watchdog, self, NULL);
  g_source_set_ready_time (self->watchdog, get_deadline_us (self));
  g_source_attach (self->watchdog, home);
}

static void
sf_camera_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  SfCamera *self = SF_CAMERA (object);

  switch ((SfCameraProperty) property_id) {
  case PROP_STATE:
    g_value_set_uint (value, self->state);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
  }
}

static void
sf_camera_finalize (GObject *object)
{
  SfCamera *self = SF_CAMERA (object);

  end_run (self);
  g_clear_error (&self->error);
  sf_frame_funcs_clear (&self->funcs);
  sf_frame_ring_unref (self->ring);
  g_object_unref (self->device);

  G_OBJECT_CLASS (sf_camera_parent_class)->finalize (object);
}

static void
sf_camera_class_init (SfCameraClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = sf_camera_get_property;
  object_class->finalize = sf_camera_finalize;

  properties[PROP_STATE] = g_param_spec_uint (
    "state", NULL, NULL, SF_CAMERA_STATE_STOPPED, SF_CAMERA_STATE_FAILED, SF_CAMERA_STATE_STOPPED,
    G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
sf_camera_init (SfCamera *self)
{
  self->ring = sf_frame_ring_new ();
  sf_frame_funcs_init (&self->funcs);
}

SfCamera *
sf_camera_new (SfCameraDevice *device)
{
  SfCamera *self;

  g_return_val_if_fail (SF_IS_CAMERA_DEVICE (device), NULL);

  self = g_object_new (SF_TYPE_CAMERA, NULL);
  self->device = g_object_ref (device);
  return self;
}

SfCameraDevice *
sf_camera_get_device (SfCamera *self)
{
  g_return_val_if_fail (SF_IS_CAMERA (self), NULL);

  return self->device;
}

SfCameraState
sf_camera_get_state (SfCamera *self)
{
  g_return_val_if_fail (SF_IS_CAMERA (self), SF_CAMERA_STATE_STOPPED);

  return self->state;
}

const GError *
sf_camera_get_error (SfCamera *self)
{
  g_return_val_if_fail (SF_IS_CAMERA (self), NULL);

  return self->error;
}

void
sf_camera_start (SfCamera *self)
{
  g_return_if_fail (SF_IS_CAMERA (self));

  if (self->run != NULL)
    return;

  g_clear_error (&self->error);
  sf_frame_ring_clear (self->ring);
  self->run = sf_camera_run_new (self->device, &run_events, on_run_frame, self);
  start_watchdog (self);
  set_state (self, SF_CAMERA_STATE_STARTING);
}

void
sf_camera_stop (SfCamera *self)
{
  g_return_if_fail (SF_IS_CAMERA (self));

  end_run (self);
  g_clear_error (&self->error);
  sf_frame_ring_clear (self->ring);
  set_state (self, SF_CAMERA_STATE_STOPPED);
}

SfFrameRing *
sf_camera_get_ring (SfCamera *self)
{
  g_return_val_if_fail (SF_IS_CAMERA (self), NULL);

  return self->ring;
}

guint
sf_camera_add_frame_func (SfCamera *self, SfFrameFunc func, gpointer user_data)
{
  g_return_val_if_fail (SF_IS_CAMERA (self), 0);

  return sf_frame_funcs_add (&self->funcs, func, user_data);
}

void
sf_camera_remove_frame_func (SfCamera *self, guint id)
{
  g_return_if_fail (SF_IS_CAMERA (self));

  sf_frame_funcs_remove (&self->funcs, id);
}
