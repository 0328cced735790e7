/* Whether each side's camera gives pictures: a lost one is told to the other person. */

#include "app/session/sf-session-private.h"

/* Its first start is no news: they wait for the first picture anyway. */
static gboolean
is_lost (SfSession *self)
{
  switch (sf_camera_get_state (self->camera)) {
  case SF_CAMERA_STATE_RUNNING:
    return FALSE;
  case SF_CAMERA_STATE_FAILED:
    return TRUE;
  case SF_CAMERA_STATE_STOPPED:
  case SF_CAMERA_STATE_STARTING:
  default:
    return self->has_camera_run;
  }
}

void
sf_session_tell_camera (SfSession *self)
{
  gboolean may_tell = self->is_connected && self->state >= SF_SESSION_STATE_LIVE &&
                      self->state < SF_SESSION_STATE_CLOSING;

  if (self->camera == NULL)
    return;

  self->has_camera_run |= sf_camera_get_state (self->camera) == SF_CAMERA_STATE_RUNNING;
  if (!may_tell || is_lost (self) == self->is_camera_lost)
    return;

  self->is_camera_lost = !self->is_camera_lost;
  sf_session_send (
    self, &(SfSessionMessage){.type = SF_MESSAGE_CAMERA, .is_camera_on = !self->is_camera_lost});
}

void
sf_session_watch_camera (SfSession *self, SfCamera *camera)
{
  if (self->camera != NULL)
    g_signal_handlers_disconnect_by_data (self->camera, self);
  g_set_object (&self->camera, camera);
  if (camera != NULL)
    g_signal_connect_object (camera, "notify::state", G_CALLBACK (sf_session_settle), self,
                             G_CONNECT_SWAPPED);
}

void
sf_session_on_camera (SfSession *self, const SfSessionMessage *message)
{
  if (self->state < SF_SESSION_STATE_CONNECTING ||
      self->is_peer_camera_lost == !message->is_camera_on)
    return;

  self->is_peer_camera_lost = !message->is_camera_on;
  sf_session_emit (self, SF_SESSION_SIGNAL_PEER_CAMERA);
}

gboolean
sf_session_has_peer_camera (SfSession *self)
{
  g_return_val_if_fail (SF_IS_SESSION (self), FALSE);

  return !self->is_peer_camera_lost;
}
