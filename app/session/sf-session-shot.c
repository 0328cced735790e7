/* The shutter: one proposes an instant, both count down to it and take their photographs. */

#include "app/session/sf-session-private.h"

#include "app/sf-error.h"

#include <gio/gio.h>

void
sf_session_on_ready (SfSession *self, const SfSessionMessage *message)
{
  self->peer_ready = TRUE;
  sf_session_emit (self, SF_SESSION_SIGNAL_PEER_READY);
}

void
sf_session_do_send_ready (SfSession *self)
{
  self->own_ready = TRUE;
  self->is_finished = FALSE;
  sf_session_send (self, &(SfSessionMessage){.type = SF_MESSAGE_READY});
}

/* Returns: (nullable): the finished picture that a proposal may be about */
static SfShot *
get_finished (SfSession *self)
{
  return self->is_finished ? self->shot : self->kept;
}

static gboolean
may_retake (SfSession *self, const SfProposal *proposal)
{
  SfShot *finished = get_finished (self);

  if (self->state != SF_SESSION_STATE_RESULT && self->state != SF_SESSION_STATE_COUNTDOWN)
    return FALSE;

  return finished != NULL && sf_shot_can_retake (finished, proposal) &&
         !sf_session_wants_relayout (self);
}

static gboolean
press (SfSession *self, gboolean may, guint countdown_ms, SfCancelReason *ret_reason)
{
  SfClockEstimate clock = {0};
  gboolean is_sure = sf_session_get_clock (self, &clock) &&
                     sf_clock_estimate_is_sure (&clock, g_get_monotonic_time ());

  if (!may || !is_sure) {
    if (ret_reason != NULL)
      *ret_reason = may ? SF_CANCEL_CLOCK : SF_CANCEL_BUSY;
    return FALSE;
  }

  self->press.countdown_ms = MAX (countdown_ms, self->countdown_ms);
  sf_session_raise (self, SF_SESSION_EVENT_PRESS);
  return TRUE;
}

gboolean
sf_session_press (SfSession *self, guint countdown_ms, SfCancelReason *ret_reason)
{
  g_return_val_if_fail (SF_IS_SESSION (self), FALSE);
  g_return_val_if_fail (countdown_ms <= SF_INTRODUCTION_MAX_COUNTDOWN_MS, FALSE);

  self->press.retake = (SfRetake){0};
  return press (self, self->state == SF_SESSION_STATE_LIVE, countdown_ms, ret_reason);
}

/* Once the other person has gone on, nobody is there to take it with. */
gboolean
sf_session_can_retake (SfSession *self)
{
  g_return_val_if_fail (SF_IS_SESSION (self), FALSE);

  return self->state == SF_SESSION_STATE_RESULT && !self->peer_ready &&
         may_retake (self, &(SfProposal){.recipe = self->shot->recipe,
                                         .retake = {.shot = self->shot->proposal.id}});
}

gboolean
sf_session_retake (SfSession *self, guint take, guint countdown_ms, SfCancelReason *ret_reason)
{
  gboolean may;

  g_return_val_if_fail (SF_IS_SESSION (self), FALSE);
  g_return_val_if_fail (countdown_ms <= SF_INTRODUCTION_MAX_COUNTDOWN_MS, FALSE);

  may = sf_session_can_retake (self) && take < self->shot->n_takes;
  if (may)
    self->press.retake = (SfRetake){.shot = self->shot->proposal.id, .take = take};
  return press (self, may, countdown_ms, ret_reason);
}

static void
set_next_shot (SfSession *self, const SfProposal *proposal, gboolean by_other)
{
  g_clear_pointer (&self->next_shot, sf_shot_free);
  self->next_shot = proposal->retake.shot != 0
                      ? sf_shot_new_retake (get_finished (self), proposal, by_other)
                      : sf_shot_new (proposal, sf_session_is_creator (self), by_other);
}

void
sf_session_do_propose (SfSession *self)
{
  SfSessionMessage message = {.type = SF_MESSAGE_PROPOSE};
  SfClockEstimate clock = {0};
  const SfRecipe *recipe = self->press.retake.shot != 0 ? &self->shot->recipe
                                                        : &self->agreement.recipe;

  sf_session_get_clock (self, &clock);
  message.proposal = *sf_shutter_propose (&self->shutter, g_get_monotonic_time (), &clock,
                                          (gint64) self->press.countdown_ms * 1000, recipe);
  message.proposal.retake = self->press.retake;
  set_next_shot (self, &message.proposal, FALSE);
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
may_start_shot (SfSession *self, const SfProposal *proposal)
{
  if (proposal->retake.shot != 0)
    return may_retake (self, proposal);
  if (self->kept != NULL)
    return FALSE;
  if (self->state != SF_SESSION_STATE_LIVE && self->state != SF_SESSION_STATE_COUNTDOWN)
    return FALSE;

  return proposal->recipe.mode == self->agreement.agreed_mode;
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
  SfClockEstimate clock = {.at_us = G_MININT64 / 2};
  SfShutterVerdict verdict;

  sf_session_get_clock (self, &clock);
  verdict = sf_shutter_judge (&self->shutter, g_get_monotonic_time (), &clock,
                              (gint64) self->own.countdown_ms * 1000, proposal);
  if (verdict == SF_SHUTTER_WRONG) {
    sf_session_fail (self, g_error_new_literal (SF_ERROR, SF_ERROR_PROTOCOL,
                                                "A proposal has a number of another"));
    return;
  }
  if (verdict == SF_SHUTTER_OUTRUN)
    return;
  if (verdict != SF_SHUTTER_AGREED) {
    refuse (self, proposal->id, reasons[verdict]);
    return;
  }
  if (!may_start_shot (self, proposal)) {
    refuse (self, proposal->id, SF_CANCEL_BUSY);
    return;
  }

  set_next_shot (self, proposal, TRUE);
  sf_session_raise (self, SF_SESSION_EVENT_PEER_PRESSED);
}

void
sf_session_on_cancel (SfSession *self, const SfSessionMessage *message)
{
  if (self->shot == NULL || self->shot->proposal.id != message->cancel.shot)
    return;

  if (self->is_finished) {
    self->alone_revision = self->agreement.revision;
    return;
  }

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
cancel_blob (SfSession *self, const SfShotPhoto *photo, gboolean incoming)
{
  if (photo->started_us != 0 && !photo->is_moved)
    sf_peer_cancel_blob (self->peer, sf_photo_note_get_blob_id (&photo->note), incoming);
}

static void
cancel_blobs (SfSession *self)
{
  SfShot *shot = self->shot;

  for (guint i = shot->first_due; i < shot->first_due + shot->n_due; i++)
    for (guint kind = 0; kind < SF_PHOTO_N_KINDS; kind++) {
      cancel_blob (self, &shot->own[i].photos[kind], FALSE);
      cancel_blob (self, &shot->theirs[i].photos[kind], TRUE);
    }
}

/* What was taken is kept, whatever becomes of the shot. */
static void
end_shot (SfSession *self)
{
  g_cancellable_cancel (self->shot_cancellable);
  g_clear_object (&self->shot_cancellable);
  sf_session_keep_taken (self);
  g_clear_pointer (&self->shot, sf_shot_free);
}

void
sf_session_bring_back (SfSession *self)
{
  g_clear_pointer (&self->shot, sf_shot_free);
  self->shot = g_steal_pointer (&self->kept);
  self->is_finished = TRUE;
}

void
sf_session_do_drop_shot (SfSession *self)
{
  g_autoptr (GError) error = g_steal_pointer (&self->drop.error);

  sf_session_stop_timer (&self->shot_timer);
  if (self->is_finished) {
    self->finished_revision = self->agreement.revision;
  } else {
    cancel_blobs (self);
    end_shot (self);
    if (self->kept != NULL) {
      sf_session_bring_back (self);
    } else {
      self->own_ready = TRUE;
      self->peer_ready = TRUE;
    }
  }
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

/* What is finished is kept until the retake is. Who is ready for another picture stays so. */
static void
begin_next_shot (SfSession *self)
{
  if (self->is_finished) {
    self->kept = g_steal_pointer (&self->shot);
    self->is_finished = FALSE;
  }
  end_shot (self);

  self->shot = g_steal_pointer (&self->next_shot);
  self->shot_cancellable = g_cancellable_new ();
  if (self->kept == NULL) {
    self->own_ready = FALSE;
    self->peer_ready = FALSE;
  }
}

void
sf_session_do_arm (SfSession *self)
{
  if (self->next_shot != NULL)
    begin_next_shot (self);

  sf_still_source_expect (self->source, sf_shot_get_next_us (self->shot),
                          self->shot->proposal.window_us);
  sf_session_stop_timer (&self->shot_timer);
  self->shot_timer = g_timeout_source_new (0);
  g_source_set_ready_time (self->shot_timer, sf_shot_get_next_us (self->shot));
  g_source_set_callback (self->shot_timer, on_time_came, self, NULL);
  g_source_attach (self->shot_timer, NULL);
}
