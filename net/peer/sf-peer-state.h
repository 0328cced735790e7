/* The life of a connection to the other person, as a declared table. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum {
  SF_PEER_STATE_IDLE,
  SF_PEER_STATE_MEETING,    /* at the rendezvous, the code not yet confirmed */
  SF_PEER_STATE_INTRODUCED, /* the code is confirmed; nobody's address was told */
  SF_PEER_STATE_CONNECTING, /* both said yes; a path is sought */
  SF_PEER_STATE_CONNECTED,
  SF_PEER_STATE_RECONNECTING, /* the path was lost, another is sought */
  SF_PEER_STATE_CLOSING,      /* bye is being said */
  SF_PEER_STATE_OVER,
  SF_PEER_N_STATES,
} SfPeerState;

typedef enum {
  SF_PEER_EVENT_START,
  SF_PEER_EVENT_CONFIRMED,
  SF_PEER_EVENT_PERMIT,
  SF_PEER_EVENT_PATH_FOUND,
  SF_PEER_EVENT_PATH_LOST,
  SF_PEER_EVENT_CLOSE,
  SF_PEER_EVENT_FAIL,
  SF_PEER_EVENT_DONE,
  SF_PEER_N_EVENTS,
} SfPeerEvent;

/* Returns: FALSE when the table has no such transition: ignore the event */
gboolean sf_peer_state_next (SfPeerState from, SfPeerEvent event, SfPeerState *ret_to);

/**
 * sf_peer_state_get_give_up_us:
 * @lost_us: when the path was lost; of no meaning but in %SF_PEER_STATE_RECONNECTING
 * @away_us: since when the rendezvous says that the connection of the other side to it is closed;
 *   0: it is not
 *
 * Returns: when the other person counts as gone; %G_MAXINT64: never
 */
gint64 sf_peer_state_get_give_up_us (SfPeerState state, gint64 lost_us, gint64 away_us);

const char *sf_peer_state_get_name (SfPeerState state);

/* The table as a Mermaid state diagram: what the folder's README shows. */
char *sf_peer_state_dup_diagram (void) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
