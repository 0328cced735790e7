/* The shutter: one proposes an instant, both count down to it and take their photographs. */

#include "app/session/sf-session-private.h"

#include "app/sf-error.h"

#include <gio/gio.h>

void
sf_session_on_ready (SfSession *self, const SfSessionMessage *message)
{
  self->peer_ready = TRUE;
}

void
sf_session_do_send_ready (SfSession *self)
{
  self->own_ready = TRUE;
  sf_session_send (self, &(SfSessionMessage){.type = SF_MESSAGE_READY});
}

gboolean
sf_session_press (SfSession *self, guint countdown_ms)
{
  SfClockEstimate clock;

  g_return_val_if_fail (SF_IS_SESSION (self), FALSE);
  g_return_val_if_fail (countdown_ms <= SF_INTRODUCTION_MAX_COUNTDOWN_MS, FALSE);

  if (self->state != SF_SESSION_STATE_LIVE || !sf_session_get_clock (self, &clock))
    return FALSE;

  self->press_countdown_ms = MAX (countdown_ms, self->countdown_ms);
  sf_session_raise (self, SF_SESSION_EVENT_PRESS);
  return TRUE;
}

static void
set_next_shot (SfSession *self, const SfProposal *proposal, gint64 at_us, gboolean by_other)
{
  g_clear_pointer (&self->next_shot, sf_shot_free);
  self->next_shot = sf_shot_new (proposal, at_us, by_other);
}

void
sf_session_do_propose (SfSession *self)
{
  SfSessionMessage message = {.type = SF_MESSAGE_PROPOSE};
  SfClockEstimate clock = {0};

  sf_session_get_clock (self, &clock);
  message.proposal =
    *sf_shutter_propose (&self->shutter, g_get_monotonic_time (), &clock,
                         (gint64) self->press_countdown_ms * 1000, &self->agreement.recipe);
  set_next_shot (self, &message.proposal, message.proposal.at_us, FALSE);
  sf_session_send (self, &message);
}

static void
send_cancel (SfSession *self, guint32 shot, SfCancelReason reason)
{
  SfSessionMessage message = {.type = SF_MESSAGE_CANCEL};

  message.cancel.shot = shot;
  message.cancel.reason = reason;
  sf_session_send (self, &message);
}

static gboolean
may_start_shot (SfSession *self, const SfRecipe *recipe)
{
  if (self->state != SF_SESSION_STATE_LIVE && self->state != SF_SESSION_STATE_COUNTDOWN)
    return FALSE;

  return recipe->mode == self->agreement.agreed_mode;
}

/* Says no. A countdown of this side's own that the other's outran must not go on alone. */
static void
refuse (SfSession *self, guint32 shot, SfCancelReason reason)
{
  send_cancel (self, shot, reason);
  if (self->state == SF_SESSION_STATE_COUNTDOWN)
    sf_session_fail_shot (self, reason, NULL);
}

void
sf_session_on_propose (SfSession *self, const SfSessionMessage *message)
{
  static const SfCancelReason reasons[] = {
    [SF_SHUTTER_LATE] = SF_CANCEL_LATE,
    [SF_SHUTTER_FAR] = SF_CANCEL_FAR,
    [SF_SHUTTER_CLOCK] = SF_CANCEL_CLOCK,
    [SF_SHUTTER_OFTEN] = SF_CANCEL_OFTEN,
  };
  const SfProposal *proposal = &message->proposal;
  SfClockEstimate clock = {.offset_us = -proposal->offset_us,
                           .uncertainty_us = SF_SHUTTER_MAX_UNCERTAINTY_US};
  SfShutterVerdict verdict;
  gint64 at_us;

  sf_session_get_clock (self, &clock);
  verdict = sf_shutter_judge (&self->shutter, g_get_monotonic_time (), &clock,
                              (gint64) self->own.countdown_ms * 1000, proposal, &at_us);
  if (verdict == SF_SHUTTER_OUTRUN)
    return;
  if (verdict != SF_SHUTTER_AGREED) {
    refuse (self, proposal->id, reasons[verdict]);
    return;
  }
  if (!may_start_shot (self, &proposal->recipe)) {
    refuse (self, proposal->id, SF_CANCEL_BUSY);
    return;
  }

  set_next_shot (self, proposal, at_us, TRUE);
  sf_session_raise (self, SF_SESSION_EVENT_PEER_PRESSED);
}

void
sf_session_on_cancel (SfSession *self, const SfSessionMessage *message)
{
  if (self->shot == NULL || self->shot->proposal.id != message->cancel.shot)
    return;

  self->drop.by_other = TRUE;
  self->drop.reason = message->cancel.reason;
  sf_session_raise (self, SF_SESSION_EVENT_PEER_CANCELLED);
}

void
sf_session_cancel (SfSession *self)
{
  g_return_if_fail (SF_IS_SESSION (self));

  self->drop.by_other = FALSE;
  self->drop.reason = SF_CANCEL_PERSON;
  sf_session_raise (self, SF_SESSION_EVENT_CANCEL);
}

void
sf_session_do_send_cancel (SfSession *self)
{
  send_cancel (self, self->shot->proposal.id, self->drop.reason);
}

static void
cancel_blobs (SfSession *self)
{
  SfShot *shot = self->shot;

  for (guint i = 0; i < shot->n_takes; i++) {
    guint64 id = sf_photo_blob_id (shot->proposal.id, i, SF_PHOTO_FULL);

    if (shot->own[i].started_us != 0 && !shot->own[i].is_moved)
      sf_peer_cancel_blob (self->peer, id, FALSE);
    if (shot->theirs[i].started_us != 0 && !shot->theirs[i].is_moved)
      sf_peer_cancel_blob (self->peer, id, TRUE);
  }
}

void
sf_session_do_drop_shot (SfSession *self)
{
  g_autoptr (GError) error = g_steal_pointer (&self->drop.error);

  sf_session_stop_timer (&self->shot_timer);
  g_cancellable_cancel (self->shot_cancellable);
  g_clear_object (&self->shot_cancellable);
  cancel_blobs (self);
  g_clear_pointer (&self->shot, sf_shot_free);
  self->own_ready = TRUE;
  self->peer_ready = TRUE;
  sf_session_emit (self, SF_SESSION_SIGNAL_SHOT_DROPPED, self->drop.by_other, self->drop.reason,
                   error);
}

static gboolean
on_time_came (gpointer user_data)
{
  SfSession *self = user_data;

  sf_session_stop_timer (&self->shot_timer);
  sf_session_raise (self, SF_SESSION_EVENT_TIME_CAME);
  return G_SOURCE_REMOVE;
}

static void
begin_next_shot (SfSession *self)
{
  g_cancellable_cancel (self->shot_cancellable);
  g_clear_object (&self->shot_cancellable);
  g_clear_pointer (&self->shot, sf_shot_free);

  self->shot = g_steal_pointer (&self->next_shot);
  self->shot_cancellable = g_cancellable_new ();
  self->own_ready = FALSE;
  self->peer_ready = FALSE;
}

void
sf_session_do_arm (SfSession *self)
{
  if (self->next_shot != NULL)
    begin_next_shot (self);

  sf_session_stop_timer (&self->shot_timer);
  self->shot_timer = g_timeout_source_new (0);
  g_source_set_ready_time (self->shot_timer, sf_shot_get_next_us (self->shot));
  g_source_set_callback (self->shot_timer, on_time_came, self, NULL);
  g_source_attach (self->shot_timer, NULL);
}

static void
on_capture_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SfSession) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SfImage) image = NULL;
  gint64 taken_us;
  SfShot *shot;

  image = sf_still_source_capture_finish (SF_STILL_SOURCE (source), result, &taken_us, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (image == NULL) {
    sf_session_fail_shot (self, SF_CANCEL_TROUBLE, g_steal_pointer (&error));
    return;
  }

  shot = self->shot;
  if (shot->when == NULL)
    shot->when = g_date_time_new_now_local ();
  sf_session_develop (self, image, shot->n_taken, taken_us);
  shot->n_taken++;
  sf_session_raise (self, shot->n_taken < shot->n_takes ? SF_SESSION_EVENT_TAKEN
                                                        : SF_SESSION_EVENT_ALL_TAKEN);
}

void
sf_session_do_take (SfSession *self)
{
  sf_still_source_capture_async (self->source, sf_shot_get_next_us (self->shot),
                                 self->shot->proposal.window_us, self->shot_cancellable,
                                 on_capture_ready, g_object_ref (self));
}
