/* SfPeer's part on the path: connecting, losing it, looking for another, saying bye. */

#include "net/peer/sf-peer-private.h"

#include "net/sf-net-error.h"

#define MAX_EARLY_SIGNALS 16

#define LOOK_AGAIN_US (3 * G_TIME_SPAN_SECOND)

static void
fail_left (SfPeer *self)
{
  g_autoptr (GError) error = g_error_new_literal (SF_NET_ERROR, SF_NET_ERROR_PEER_LEFT,
                                                  "the other person's computer is gone");

  sf_peer_fail (self, error);
}

static gboolean
on_give_up (gpointer data)
{
  fail_left (data);
  return G_SOURCE_REMOVE;
}

/* To be called whenever something the time depends on has changed. */
static void
schedule_give_up (SfPeer *self)
{
  gint64 at_us = sf_peer_state_get_give_up_us (self->state, self->lost_us, self->away_us);
  gint64 now_us = g_get_monotonic_time ();

  sf_peer_drop_source (&self->give_up);
  if (at_us != G_MAXINT64)
    self->give_up =
      sf_peer_add_timeout (self, (guint) (MAX (at_us - now_us, 0) / 1000), on_give_up);
}

void
sf_peer_set_away (SfPeer *self, gboolean is_away)
{
  self->away_us = is_away ? g_get_monotonic_time () : 0;
  schedule_give_up (self);
}

static void
ask_for_another_path (SfPeer *self)
{
  self->looked_us = g_get_monotonic_time ();
  /* What cut the path may have cut the rendezvous as well, and the search goes through that. */
  sf_rendezvous_probe (self->rendezvous);
  if (self->is_creator)
    sf_link_restart (self->link);
  else
    sf_peer_send_kind (self, SF_SEALED_KIND_RESTART, NULL);
}

static gboolean
on_look_again (gpointer data)
{
  SfPeer *self = data;

  g_clear_pointer (&self->look_again, g_source_unref);
  if (self->state == SF_PEER_STATE_RECONNECTING)
    ask_for_another_path (self);
  return G_SOURCE_REMOVE;
}

/* At once, but not more often than every few seconds: an attempt needs time to succeed. */
static void
look_again (SfPeer *self)
{
  gint64 wait_us = self->looked_us + LOOK_AGAIN_US - g_get_monotonic_time ();

  if (self->look_again != NULL)
    return;

  if (self->looked_us == 0 || wait_us <= 0)
    ask_for_another_path (self);
  else
    self->look_again = sf_peer_add_timeout (self, (guint) (wait_us / 1000), on_look_again);
}

static void
set_reconnecting (SfPeer *self)
{
  if (!sf_peer_apply (self, SF_PEER_EVENT_PATH_LOST))
    return;

  self->lost_us = g_get_monotonic_time ();
  schedule_give_up (self);
  look_again (self);
  g_signal_emit (self, sf_peer_signals[SF_PEER_SIGNAL_RECONNECTING], 0);
}

void
sf_peer_take_restart (SfPeer *self)
{
  if (!self->is_creator || !self->was_connected)
    return;

  if (self->state == SF_PEER_STATE_CONNECTED)
    set_reconnecting (self);
  else if (self->state == SF_PEER_STATE_RECONNECTING)
    look_again (self);
}

static void
use_relay (SfPeer *self)
{
  self->uses_relay = TRUE;
  sf_link_use_relay (self->link, self->transit_relay);
}

void
sf_peer_ask_for_relay (SfPeer *self)
{
  sf_peer_send_kind (self, SF_SEALED_KIND_RELAY, NULL);
  use_relay (self);
}

void
sf_peer_take_signal (SfPeer *self, GBytes *signal)
{
  if (self->state == SF_PEER_STATE_INTRODUCED) {
    /* Before both said yes nothing may be sent to an address the other side names. */
    if (g_queue_get_length (&self->early_signals) < MAX_EARLY_SIGNALS)
      g_queue_push_tail (&self->early_signals, g_bytes_ref (signal));
  } else if (self->link != NULL) {
    sf_link_remote_signal (self->link, signal);
  }
}

void
sf_peer_take_bye (SfPeer *self)
{
  if (self->heard_bye)
    return;

  self->heard_bye = TRUE;
  if (self->state == SF_PEER_STATE_CLOSING)
    sf_peer_tear_down (self, "happy");
  else if (self->state != SF_PEER_STATE_OVER)
    g_signal_emit (self, sf_peer_signals[SF_PEER_SIGNAL_CLOSED], 0);
}

static void
on_link_local_signal (GBytes *signal, gpointer user_data)
{
  sf_peer_send_kind (user_data, SF_SEALED_KIND_SIGNAL, signal);
}

static void
on_link_connected (SfPathKind kind, gpointer user_data)
{
  SfPeer *self = user_data;

  if (!sf_peer_apply (self, SF_PEER_EVENT_PATH_FOUND))
    return;

  self->was_connected = TRUE;
  schedule_give_up (self);
  g_signal_emit (self, sf_peer_signals[SF_PEER_SIGNAL_CONNECTED], 0, kind);
}

static void
on_link_lost (gpointer user_data)
{
  set_reconnecting (user_data);
}

/* Told to the other side, to which this one would only seem to have left. */
static void
give_up_path (SfPeer *self, const GError *error)
{
  sf_peer_send_kind (self, SF_SEALED_KIND_NO_PATH, NULL);
  sf_peer_fail (self, error);
}

static void
on_link_no_path (gboolean at_relay, const GError *error, gpointer user_data)
{
  SfPeer *self = user_data;

  self->has_no_direct_path = TRUE;
  if (self->uses_relay && !at_relay)
    return; /* told before the relay took the place of ICE */

  if (self->state == SF_PEER_STATE_RECONNECTING)
    look_again (self);
  else if (self->away_us != 0)
    fail_left (self);
  else if (self->transit_relay == NULL || self->uses_relay)
    give_up_path (self, error);
  else if (self->state == SF_PEER_STATE_CONNECTING)
    sf_peer_ask_for_relay (self);
}

void
sf_peer_take_no_path (SfPeer *self)
{
  g_autoptr (GError) error = g_error_new_literal (SF_NET_ERROR, SF_NET_ERROR_NO_PATH,
                                                  "the other computer found no way to this one");

  if (self->state == SF_PEER_STATE_CONNECTING)
    sf_peer_fail (self, error);
}

void
sf_peer_take_relay (SfPeer *self)
{
  g_autoptr (SfPeer) alive =
    g_object_ref (self); /* "reconnecting" may drop the last of the others */
  g_autoptr (GError) error = g_error_new_literal (SF_NET_ERROR, SF_NET_ERROR_NO_PATH,
                                                  "there is neither a direct way nor a relay");

  if (self->uses_relay)
    return;

  if (self->state == SF_PEER_STATE_CONNECTED)
    set_reconnecting (self);
  if (self->state != SF_PEER_STATE_CONNECTING && self->state != SF_PEER_STATE_RECONNECTING)
    return;

  if (self->transit_relay != NULL)
    use_relay (self);
  else
    give_up_path (self, error);
}

static void
on_link_clock (const SfClockEstimate *estimate, gpointer user_data)
{
  SfPeer *self = user_data;
  gboolean is_sure = sf_clock_estimate_is_sure (estimate, estimate->at_us);
  gboolean was_sure = sf_clock_estimate_is_sure (&self->told_clock, self->told_clock.at_us);
  gboolean is_news =
    !self->has_clock || is_sure != was_sure ||
    estimate->uncertainty_us < self->told_clock.uncertainty_us / 2 ||
    ABS (estimate->offset_us - self->told_clock.offset_us) > self->told_clock.uncertainty_us;

  self->clock = *estimate;
  self->has_clock = TRUE;
  if (!is_news)
    return;

  self->told_clock = *estimate;
  g_signal_emit (self, sf_peer_signals[SF_PEER_SIGNAL_CLOCK], 0);
}

static void
on_link_bye (gpointer user_data)
{
  sf_peer_take_bye (user_data);
}

static void
on_link_message (GBytes *message, gpointer user_data)
{
  g_signal_emit (user_data, sf_peer_signals[SF_PEER_SIGNAL_MESSAGE], 0, message);
}

static gboolean
on_link_blob_offered (guint64 id, guint64 size, gpointer user_data)
{
  gboolean accepts = FALSE;

  g_signal_emit (user_data, sf_peer_signals[SF_PEER_SIGNAL_BLOB_OFFERED], 0, id, size, &accepts);
  return accepts;
}

static void
on_link_blob_progress (
  guint64 id, guint64 done, guint64 size, gboolean incoming, gpointer user_data)
{
  g_signal_emit (user_data, sf_peer_signals[SF_PEER_SIGNAL_BLOB_PROGRESS], 0, id, done, size,
                 incoming);
}

static void
on_link_blob_received (guint64 id, GBytes *bytes, gpointer user_data)
{
  g_signal_emit (user_data, sf_peer_signals[SF_PEER_SIGNAL_BLOB_RECEIVED], 0, id, bytes);
}

static void
on_link_blob_sent (guint64 id, gpointer user_data)
{
  g_signal_emit (user_data, sf_peer_signals[SF_PEER_SIGNAL_BLOB_SENT], 0, id);
}

static void
on_link_blob_cancelled (guint64 id, gboolean incoming, gpointer user_data)
{
  g_signal_emit (user_data, sf_peer_signals[SF_PEER_SIGNAL_BLOB_CANCELLED], 0, id, incoming);
}

static void
on_link_failed (const GError *error, gpointer user_data)
{
  sf_peer_fail (user_data, error);
}

static const SfLinkEvents link_events = {
  .local_signal = on_link_local_signal,
  .connected = on_link_connected,
  .lost = on_link_lost,
  .no_path = on_link_no_path,
  .clock = on_link_clock,
  .bye = on_link_bye,
  .transfer =
    {
      .message = on_link_message,
      .blob_offered = on_link_blob_offered,
      .blob_progress = on_link_blob_progress,
      .blob_received = on_link_blob_received,
      .blob_sent = on_link_blob_sent,
      .blob_cancelled = on_link_blob_cancelled,
      .failed = on_link_failed,
    },
};

void
sf_peer_open_link (SfPeer *self, const SfSessionKeys *keys)
{
  self->link = sf_link_new (keys, &self->ice, self->media_port, &link_events, self);
}
