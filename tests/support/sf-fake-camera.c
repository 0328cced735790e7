/* SfCamera without a device: it runs unless a test says otherwise, which pushes its frames, too. */

#include "tests/support/sf-fake-camera.h"

#include <string.h>

#define WIDTH 64
#define HEIGHT 48

struct _SfCamera {
  GObject parent_instance;

  SfCameraState state;
  SfFrameRing *ring;
  SfFrameFuncs funcs;
};

enum {
  PROP_0,
  PROP_STATE,
};

G_DEFINE_FINAL_TYPE (SfCamera, sf_camera, G_TYPE_OBJECT)

static void
sf_camera_finalize (GObject *object)
{
  SfCamera *self = SF_CAMERA (object);

  sf_frame_funcs_clear (&self->funcs);
  sf_frame_ring_unref (self->ring);

  G_OBJECT_CLASS (sf_camera_parent_class)->finalize (object);
}

static void
sf_camera_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  g_value_set_int (value, (int) SF_CAMERA (object)->state);
}

static void
sf_camera_class_init (SfCameraClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sf_camera_finalize;
  G_OBJECT_CLASS (klass)->get_property = sf_camera_get_property;
  g_object_class_install_property (
    G_OBJECT_CLASS (klass), PROP_STATE,
    g_param_spec_int ("state", NULL, NULL, 0, G_MAXINT, 0,
                      G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY));
}

static void
sf_camera_init (SfCamera *self)
{
  self->state = SF_CAMERA_STATE_RUNNING;
  self->ring = sf_frame_ring_new ();
  sf_frame_funcs_init (&self->funcs);
}

SfCameraState
sf_camera_get_state (SfCamera *self)
{
  return self->state;
}

void
sf_fake_camera_set_state (SfCamera *self, SfCameraState state)
{
  self->state = state;
  g_object_notify (G_OBJECT (self), "state");
}

SfFrameRing *
sf_camera_get_ring (SfCamera *self)
{
  return self->ring;
}

guint
sf_camera_add_frame_func (SfCamera *self, SfFrameFunc func, gpointer user_data)
{
  return sf_frame_funcs_add (&self->funcs, func, user_data);
}

void
sf_camera_remove_frame_func (SfCamera *self, guint id)
{
  sf_frame_funcs_remove (&self->funcs, id);
}

SfCamera *
sf_fake_camera_new (void)
{
  return g_object_new (SF_TYPE_CAMERA, NULL);
}

void
sf_fake_camera_push (SfCamera *self, gint64 taken_us)
{
  g_autoptr (SfFrame) frame = sf_frame_new (WIDTH, HEIGHT, NULL);

  for (guint plane = 0; plane < 3; plane++)
    memset (sf_frame_get_plane (frame, plane), 128,
            frame->strides[plane] * (plane == 0 ? HEIGHT : HEIGHT / 2));
  frame->taken_us = taken_us;
  sf_frame_ring_push (self->ring, frame);
  sf_frame_funcs_call (&self->funcs, frame);
}
