/* The life of a connection to the other person, as a declared table. */

#include "net/peer/sf-peer-state.h"

#include "net/peer/sf-link-core.h"

/* How long a lost person is waited for: since the last sign of life on the path, and less when the
 * rendezvous tells that the connection to it is closed too. */
#define LOST_PATIENCE_US (60 * G_TIME_SPAN_SECOND - SF_LINK_SILENCE_US)
#define AWAY_PATIENCE_US (8 * G_TIME_SPAN_SECOND)

static const char *const state_names[SF_PEER_N_STATES] = {
  [SF_PEER_STATE_IDLE] = "Idle",
  [SF_PEER_STATE_MEETING] = "Meeting",
  [SF_PEER_STATE_INTRODUCED] = "Introduced",
  [SF_PEER_STATE_CONNECTING] = "Connecting",
  [SF_PEER_STATE_CONNECTED] = "Connected",
  [SF_PEER_STATE_RECONNECTING] = "Reconnecting",
  [SF_PEER_STATE_CLOSING] = "Closing",
  [SF_PEER_STATE_OVER] = "Over",
};

static const char *const event_names[SF_PEER_N_EVENTS] = {
  [SF_PEER_EVENT_START] = "start",         [SF_PEER_EVENT_CONFIRMED] = "confirmed",
  [SF_PEER_EVENT_PERMIT] = "permit",       [SF_PEER_EVENT_PATH_FOUND] = "path found",
  [SF_PEER_EVENT_PATH_LOST] = "path lost", [SF_PEER_EVENT_CLOSE] = "close",
  [SF_PEER_EVENT_FAIL] = "fail",           [SF_PEER_EVENT_DONE] = "done",
};

static const struct {
  SfPeerState from;
  SfPeerEvent event;
  SfPeerState to;
} transitions[] = {
  {SF_PEER_STATE_IDLE, SF_PEER_EVENT_START, SF_PEER_STATE_MEETING},
  {SF_PEER_STATE_IDLE, SF_PEER_EVENT_CLOSE, SF_PEER_STATE_CLOSING},
  {SF_PEER_STATE_MEETING, SF_PEER_EVENT_CONFIRMED, SF_PEER_STATE_INTRODUCED},
  {SF_PEER_STATE_MEETING, SF_PEER_EVENT_CLOSE, SF_PEER_STATE_CLOSING},
  {SF_PEER_STATE_MEETING, SF_PEER_EVENT_FAIL, SF_PEER_STATE_OVER},
  {SF_PEER_STATE_INTRODUCED, SF_PEER_EVENT_PERMIT, SF_PEER_STATE_CONNECTING},
  {SF_PEER_STATE_INTRODUCED, SF_PEER_EVENT_CLOSE, SF_PEER_STATE_CLOSING},
  {SF_PEER_STATE_INTRODUCED, SF_PEER_EVENT_FAIL, SF_PEER_STATE_OVER},
  {SF_PEER_STATE_CONNECTING, SF_PEER_EVENT_PATH_FOUND, SF_PEER_STATE_CONNECTED},
  {SF_PEER_STATE_CONNECTING, SF_PEER_EVENT_CLOSE, SF_PEER_STATE_CLOSING},
  {SF_PEER_STATE_CONNECTING, SF_PEER_EVENT_FAIL, SF_PEER_STATE_OVER},
  {SF_PEER_STATE_CONNECTED, SF_PEER_EVENT_PATH_LOST, SF_PEER_STATE_RECONNECTING},
  {SF_PEER_STATE_CONNECTED, SF_PEER_EVENT_CLOSE, SF_PEER_STATE_CLOSING},
  {SF_PEER_STATE_CONNECTED, SF_PEER_EVENT_FAIL, SF_PEER_STATE_OVER},
  {SF_PEER_STATE_RECONNECTING, SF_PEER_EVENT_PATH_FOUND, SF_PEER_STATE_CONNECTED},
  {SF_PEER_STATE_RECONNECTING, SF_PEER_EVENT_CLOSE, SF_PEER_STATE_CLOSING},
  {SF_PEER_STATE_RECONNECTING, SF_PEER_EVENT_FAIL, SF_PEER_STATE_OVER},
  {SF_PEER_STATE_CLOSING, SF_PEER_EVENT_DONE, SF_PEER_STATE_OVER},
};

gboolean
sf_peer_state_next (SfPeerState from, SfPeerEvent event, SfPeerState *ret_to)
{
  for (gsize i = 0; i < G_N_ELEMENTS (transitions); i++) {
    if (transitions[i].from == from && transitions[i].event == event) {
      *ret_to = transitions[i].to;
      return TRUE;
    }
  }

  return FALSE;
}

gint64
sf_peer_state_get_give_up_us (SfPeerState state, gint64 lost_us, gint64 away_us)
{
  gboolean is_lost = state == SF_PEER_STATE_RECONNECTING;
  gint64 at_us = is_lost ? lost_us + LOST_PATIENCE_US : G_MAXINT64;

  if (away_us == 0 || state == SF_PEER_STATE_CONNECTED)
    return at_us;

  /* While there was a path, nobody needed the connection to the rendezvous. */
  return MIN (at_us, (is_lost ? MAX (lost_us, away_us) : away_us) + AWAY_PATIENCE_US);
}

const char *
sf_peer_state_get_name (SfPeerState state)
{
  g_return_val_if_fail (state < SF_PEER_N_STATES, NULL);

  return state_names[state];
}

char *
sf_peer_state_dup_diagram (void)
{
  GString *text = g_string_new ("stateDiagram-v2\n");

  for (gsize i = 0; i < G_N_ELEMENTS (transitions); i++)
    g_string_append_printf (text, "    %s --> %s: %s\n", state_names[transitions[i].from],
                            state_names[transitions[i].to], event_names[transitions[i].event]);

  return g_string_free (text, FALSE);
}
