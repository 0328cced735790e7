/* The live picture of a session: from both yeses on, while there is a path and no photo to see. */

#include "app/session/sf-session-private.h"

static void
on_live_first_frame (SfLive *live, SfSession *self)
{
  sf_session_emit (self, SF_SESSION_SIGNAL_LIVE, g_get_monotonic_time () - self->live_since_us);
}

static void
on_live_frozen (SfLive *live, SfSession *self)
{
  sf_session_emit (self, SF_SESSION_SIGNAL_FROZEN);
}

static void
on_live_resumed (SfLive *live, SfSession *self)
{
  sf_session_emit (self, SF_SESSION_SIGNAL_RESUMED);
}

static void
on_live_failed (SfLive *live, const GError *error, SfSession *self)
{
  sf_session_emit (self, SF_SESSION_SIGNAL_LIVE_FAILED, error);
}

/* Making it costs GStreamer some 100 ms of work in a thread, and shows nobody anything. With a
 * camera that runs it is made beforehand, so that the first picture waits for nothing; else with
 * the consent, so that the connection does not. */
static gboolean
is_live_wanted (SfSession *self)
{
  if (self->state >= SF_SESSION_STATE_CLOSING)
    return FALSE;
  if (self->state >= SF_SESSION_STATE_CONNECTING)
    return TRUE;

  return self->state > SF_SESSION_STATE_READY && self->camera != NULL &&
         sf_camera_get_state (self->camera) == SF_CAMERA_STATE_RUNNING;
}

static void
make_live (SfSession *self)
{
  self->live = sf_live_new (sf_peer_get_media_port (self->peer), self->camera);
  g_signal_connect (self->live, "first-frame", G_CALLBACK (on_live_first_frame), self);
  g_signal_connect (self->live, "frozen", G_CALLBACK (on_live_frozen), self);
  g_signal_connect (self->live, "resumed", G_CALLBACK (on_live_resumed), self);
  g_signal_connect (self->live, "failed", G_CALLBACK (on_live_failed), self);
}

static void
set_running (SfSession *self, gboolean runs)
{
  if (runs && self->live_since_us == 0) {
    self->live_since_us = g_get_monotonic_time ();
    sf_live_start (self->live);
  } else if (!runs && self->live_since_us != 0) {
    self->live_since_us = 0;
    sf_live_stop (self->live);
  }
}

void
sf_session_end_live (SfSession *self)
{
  if (self->live == NULL)
    return;

  set_running (self, FALSE);
  g_signal_handlers_disconnect_by_data (self->live, self);
  g_clear_object (&self->live);
}

static gboolean
are_photographs_moving (SfSession *self)
{
  return self->state >= SF_SESSION_STATE_COUNTDOWN && self->state <= SF_SESSION_STATE_COMPOSING &&
         self->shot != NULL && self->shot->n_taken > 0;
}

/* Nobody sees the live picture behind the finished photograph: it would cost processor and network
 * for nothing. The camera goes on, so that it is there again without waiting for a device. */
static gboolean
is_photo_looked_at (SfSession *self)
{
  return self->state == SF_SESSION_STATE_RESULT || self->state == SF_SESSION_STATE_WAITING ||
         (self->state == SF_SESSION_STATE_COMPOSING && self->is_finished);
}

static gboolean
may_run (SfSession *self)
{
  return self->is_connected && self->state >= SF_SESSION_STATE_CONNECTING &&
         !is_photo_looked_at (self);
}

void
sf_session_follow_live (SfSession *self)
{
  SfClockEstimate clock;

  if (!is_live_wanted (self)) {
    sf_session_end_live (self);
    return;
  }

  if (self->live == NULL)
    make_live (self);
  if (sf_session_get_clock (self, &clock))
    sf_live_set_clock (self->live, &clock);
  sf_live_set_busy (self->live, are_photographs_moving (self));
  set_running (self, may_run (self));
}

void
sf_session_change_source (SfSession *self, SfStillSource *source, SfCamera *camera)
{
  g_return_if_fail (SF_IS_SESSION (self));
  g_return_if_fail (SF_IS_STILL_SOURCE (source));

  g_set_object (&self->source, source);
  if (camera != self->camera && self->live != NULL)
    sf_live_set_camera (self->live, camera);
  sf_session_watch_camera (self, camera);
  sf_session_settle (self);
}
