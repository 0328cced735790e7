/* Moves a session along its table: the one place that changes the state. */

#include "app/session/sf-session-private.h"
#include "app/sf-error.h"
#include "net/sf-net-error.h"

#define HURRY_S 2

/* There is a finished picture, whatever becomes of what is begun. */
static gboolean
has_result (SfSession *self)
{
  return self->is_finished || self->kept != NULL;
}

static void
do_start (SfSession *self)
{
  sf_peer_start (self->peer);
}

static void
do_permit (SfSession *self)
{
  sf_peer_permit (self->peer);
}

static void
do_end_declined (SfSession *self)
{
  gboolean by_other = self->peer_answer == SF_ANSWER_DECLINED;

  g_set_error (&self->error, SF_ERROR, SF_ERROR_DECLINED,
               "%s said no. No photograph was taken or sent.",
               by_other ? "The other person" : "You");
}

static void
do_end_left (SfSession *self)
{
  if (!has_result (self))
    g_set_error_literal (&self->error, SF_NET_ERROR, SF_NET_ERROR_PEER_LEFT,
                         "The other person left");
}

static void
do_end_lost (SfSession *self)
{
  if (self->error == NULL && !has_result (self))
    self->error = g_steal_pointer (&self->network_error);
}

static gboolean
on_hurried (gpointer user_data)
{
  SfSession *self = user_data;
  GError *error = NULL;

  if (!has_result (self))
    error = g_error_new_literal (SF_NET_ERROR, SF_NET_ERROR_PEER_LEFT,
                                 "The other person left before the picture was compared");
  sf_session_fail (self, error);
  return G_SOURCE_REMOVE;
}

static void
start_timer (SfSession *self, guint seconds, GSourceFunc callback)
{
  sf_session_stop_timer (&self->state_timer);
  self->state_timer = g_timeout_source_new_seconds (seconds);
  g_source_set_callback (self->state_timer, callback, self, NULL);
  g_source_attach (self->state_timer, NULL);
}

static void
do_hurry (SfSession *self)
{
  if (!self->is_finished)
    start_timer (self, HURRY_S, on_hurried);
}

static void
on_peer_closed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SfSession) self = user_data;

  sf_peer_close_finish (SF_PEER (source), result);
  if (self->state == SF_SESSION_STATE_CLOSING)
    sf_session_raise (self, SF_SESSION_EVENT_CLOSED);
}

static void
do_stop (SfSession *self)
{
  sf_session_stop_timer (&self->shot_timer);
  g_cancellable_cancel (self->cancellable);
  g_cancellable_cancel (self->shot_cancellable);
  sf_session_keep_taken (self);
}

static void
do_close (SfSession *self)
{
  sf_peer_close_async (self->peer, on_peer_closed, g_object_ref (self));
}

static void (*const actions[]) (SfSession *self) = {
  [SF_SESSION_ACTION_START] = do_start,
  [SF_SESSION_ACTION_ACCEPT_REQUEST] = sf_session_do_accept_request,
  [SF_SESSION_ACTION_DECLINE_REQUEST] = sf_session_do_decline_request,
  [SF_SESSION_ACTION_PERMIT] = do_permit,
  [SF_SESSION_ACTION_ACCEPT_MODE] = sf_session_do_accept_mode,
  [SF_SESSION_ACTION_REVERT_MODE] = sf_session_do_revert_mode,
  [SF_SESSION_ACTION_SEND_READY] = sf_session_do_send_ready,
  [SF_SESSION_ACTION_PROPOSE] = sf_session_do_propose,
  [SF_SESSION_ACTION_ARM] = sf_session_do_arm,
  [SF_SESSION_ACTION_TAKE] = sf_session_do_take,
  [SF_SESSION_ACTION_COMPOSE] = sf_session_do_compose,
  [SF_SESSION_ACTION_FINISH_SHOT] = sf_session_do_finish_shot,
  [SF_SESSION_ACTION_SEND_CANCEL] = sf_session_do_send_cancel,
  [SF_SESSION_ACTION_DROP_SHOT] = sf_session_do_drop_shot,
  [SF_SESSION_ACTION_END_DECLINED] = do_end_declined,
  [SF_SESSION_ACTION_END_LEFT] = do_end_left,
  [SF_SESSION_ACTION_END_LOST] = do_end_lost,
  [SF_SESSION_ACTION_STOP] = do_stop,
  [SF_SESSION_ACTION_HURRY] = do_hurry,
  [SF_SESSION_ACTION_CLOSE] = do_close,
};

G_STATIC_ASSERT (G_N_ELEMENTS (actions) == SF_SESSION_N_ACTIONS);

void
sf_session_stop_timer (GSource **timer)
{
  if (*timer == NULL)
    return;

  g_source_destroy (*timer);
  g_clear_pointer (timer, g_source_unref);
}

static gboolean
on_patience_ended (gpointer user_data)
{
  SfSession *self = user_data;
  const SfSessionPatience *patience = sf_session_patience_find (self->state);
  GError *error = g_error_new_literal (patience->domain (), patience->code, patience->message);

  if (patience->event == SF_SESSION_EVENT_SHOT_FAILED)
    sf_session_fail_shot (self, SF_CANCEL_TROUBLE, error);
  else
    sf_session_fail (self, error);

  return G_SOURCE_REMOVE;
}

void
sf_session_restart_timer (SfSession *self)
{
  const SfSessionPatience *patience = sf_session_patience_find (self->state);

  if (patience != NULL)
    start_timer (self, patience->timeout_s, on_patience_ended);
  else
    sf_session_stop_timer (&self->state_timer);
}

static void
report_undeclared (SfSession *self, SfSessionEvent event)
{
  const char *state = sf_session_state_get_name (self->state);
  const char *name = sf_session_event_get_name (event);

  if (sf_session_event_get_origin (event) == SF_SESSION_ORIGIN_OWN)
    g_critical ("Event \"%s\" does not happen when %s", name, state);
  else
    g_debug ("Event \"%s\" is ignored when %s", name, state);
}

static SfSessionState
resolve (SfSession *self, SfSessionState to)
{
  switch ((guint) to) {
  case SF_SESSION_STATE_SAME:
    return self->state;
  case SF_SESSION_STATE_BEFORE:
    return has_result (self) ? SF_SESSION_STATE_RESULT : SF_SESSION_STATE_LIVE;
  default:
    return to;
  }
}

void
sf_session_raise (SfSession *self, SfSessionEvent event)
{
  const SfSessionTransition *transition = sf_session_transition_find (self->state, event);
  g_autoptr (SfSession) alive = g_object_ref (self);
  SfSessionState to;
  gboolean changes;

  if (transition == NULL) {
    report_undeclared (self, event);
    return;
  }

  to = resolve (self, transition->to);
  changes = to != self->state;
  if (changes) {
    self->state = to;
    sf_session_restart_timer (self);
  }
  for (guint i = 0; i < SF_SESSION_N_ACTIONS; i++)
    if ((transition->actions & 1u << i) != 0)
      actions[i](self);
  if (changes)
    sf_session_notify_state (self);

  sf_session_maybe_end (self);
  sf_session_settle (self);
}

static gboolean
is_introduced (SfSession *self)
{
  return self->has_request_picture;
}

static gboolean
has_peer_accepted (SfSession *self)
{
  return self->peer_answer == SF_ANSWER_ACCEPTED;
}

static gboolean
has_peer_declined (SfSession *self)
{
  return self->peer_answer == SF_ANSWER_DECLINED;
}

static gboolean
is_prepared (SfSession *self)
{
  SfClockEstimate clock;

  return self->is_connected && !self->own_ready && sf_session_get_clock (self, &clock);
}

static gboolean
are_both_ready (SfSession *self)
{
  return self->own_ready && self->peer_ready;
}

static gboolean
is_asked (SfSession *self)
{
  return sf_agreement_wants_yes (&self->agreement);
}

static gboolean
is_agreed (SfSession *self)
{
  return sf_agreement_is_agreed (&self->agreement);
}

static gboolean
is_all_here (SfSession *self)
{
  return sf_shot_is_all_here (self->shot);
}

static gboolean
is_peer_closed (SfSession *self)
{
  return self->is_peer_closed;
}

/* What follows by itself from what is known, whenever that came to be known. */
static const struct {
  SfSessionState state;
  SfSessionEvent event;
  gboolean (*holds) (SfSession *self);
} consequences[] = {
  {SF_SESSION_STATE_MEETING, SF_SESSION_EVENT_INTRODUCED, is_introduced},
  {SF_SESSION_STATE_REQUEST, SF_SESSION_EVENT_PEER_ACCEPTED, has_peer_accepted},
  {SF_SESSION_STATE_REQUEST, SF_SESSION_EVENT_PEER_DECLINED, has_peer_declined},
  {SF_SESSION_STATE_AWAITING, SF_SESSION_EVENT_PEER_ACCEPTED, has_peer_accepted},
  {SF_SESSION_STATE_AWAITING, SF_SESSION_EVENT_PEER_DECLINED, has_peer_declined},
  {SF_SESSION_STATE_CONNECTING, SF_SESSION_EVENT_PREPARED, is_prepared},
  {SF_SESSION_STATE_CONNECTING, SF_SESSION_EVENT_BOTH_READY, are_both_ready},
  {SF_SESSION_STATE_WAITING, SF_SESSION_EVENT_BOTH_READY, are_both_ready},
  {SF_SESSION_STATE_LIVE, SF_SESSION_EVENT_PEER_MODE, is_asked},
  {SF_SESSION_STATE_ASKING, SF_SESSION_EVENT_PEER_MODE, is_asked},
  {SF_SESSION_STATE_ASKING, SF_SESSION_EVENT_AGREED, is_agreed},
  {SF_SESSION_STATE_ASKED, SF_SESSION_EVENT_AGREED, is_agreed},
  {SF_SESSION_STATE_EXCHANGING, SF_SESSION_EVENT_ALL_HERE, is_all_here},
  {SF_SESSION_STATE_COMPOSING, SF_SESSION_EVENT_RELAYOUT, sf_session_is_relayout_due},
  {SF_SESSION_STATE_COMPOSING, SF_SESSION_EVENT_COMPLETE, sf_session_is_complete},
  {SF_SESSION_STATE_RESULT, SF_SESSION_EVENT_RELAYOUT, sf_session_is_relayout_due},
  {SF_SESSION_STATE_RESULT, SF_SESSION_EVENT_PEER_CLOSED, is_peer_closed},
};

void
sf_session_settle (SfSession *self)
{
  sf_session_follow_live (self);
  sf_session_tell_camera (self);
  for (gsize i = 0; i < G_N_ELEMENTS (consequences); i++)
    if (consequences[i].state == self->state && consequences[i].holds (self)) {
      sf_session_raise (self, consequences[i].event);
      return;
    }
}

void
sf_session_fail (SfSession *self, GError *error)
{
  g_autoptr (GError) owned = error;

  if (self->state >= SF_SESSION_STATE_CLOSING)
    return;

  if (self->error == NULL)
    self->error = g_steal_pointer (&owned);
  sf_session_raise (self, SF_SESSION_EVENT_FAILED);
}

void
sf_session_fail_shot (SfSession *self, SfCancelReason reason, GError *error)
{
  g_clear_error (&self->drop.error);
  self->drop.by_other = FALSE;
  self->drop.reason = reason;
  self->drop.error = error;
  sf_session_raise (self, SF_SESSION_EVENT_SHOT_FAILED);
}

void
sf_session_maybe_end (SfSession *self)
{
  if (self->state != SF_SESSION_STATE_ENDED || self->n_developing > 0 || self->has_ended)
    return;

  self->has_ended = TRUE;
  if (self->kept != NULL)
    sf_session_bring_back (self);
  sf_session_unwatch_peer (self);
  sf_session_emit (self, SF_SESSION_SIGNAL_ENDED, self->error);
}
