/* What the parts of SfPeer share: sf-peer.c, sf-peer-meeting.c, sf-peer-path.c. */
#pragma once

#include "net/peer/sf-link.h"
#include "net/peer/sf-peer-state.h"
#include "net/peer/sf-peer.h"
#include "net/rendezvous/sf-rendezvous.h"

G_BEGIN_DECLS

#define SF_PEER_N_COMPARE_WORDS 3

typedef enum {
  SF_PEER_SIGNAL_CODE,
  SF_PEER_SIGNAL_REACH,
  SF_PEER_SIGNAL_WAITING,
  SF_PEER_SIGNAL_INTRODUCED,
  SF_PEER_SIGNAL_SEALED_MESSAGE,
  SF_PEER_SIGNAL_CONNECTED,
  SF_PEER_SIGNAL_RECONNECTING,
  SF_PEER_SIGNAL_MESSAGE,
  SF_PEER_SIGNAL_BLOB_OFFERED,
  SF_PEER_SIGNAL_BLOB_PROGRESS,
  SF_PEER_SIGNAL_BLOB_RECEIVED,
  SF_PEER_SIGNAL_BLOB_SENT,
  SF_PEER_SIGNAL_BLOB_CANCELLED,
  SF_PEER_SIGNAL_CLOCK,
  SF_PEER_SIGNAL_CLOSED,
  SF_PEER_SIGNAL_FAILED,
  SF_PEER_N_SIGNALS,
} SfPeerSignal;

extern guint sf_peer_signals[SF_PEER_N_SIGNALS];

/* The first byte of everything sealed through the rendezvous. */
typedef enum {
  SF_SEALED_KIND_MESSAGE = 1, /* the application's */
  SF_SEALED_KIND_SIGNAL = 2,  /* of the path */
  SF_SEALED_KIND_RESTART = 3, /* the joiner lost the path: the creator shall look for another */
  SF_SEALED_KIND_BYE = 4,
  SF_SEALED_KIND_NO_PATH = 5, /* the first search has ended without a path */
  SF_SEALED_KIND_RELAY = 6,   /* the same, and now at the relay */
} SfSealedKind;

struct _SfPeer {
  GObject parent_instance;

  SfPeerState state;
  gboolean is_creator;
  SfIceConfig ice;
  char *transit_relay;
  GBytes *hello;
  char *code;

  SfRendezvous *rendezvous;
  gboolean is_confirmed;
  guint8 verifier[SF_PEER_N_COMPARE_WORDS]; /* once confirmed: the rendezvous may be left first */
  gboolean has_lent_servers;                /* TURN servers came from the rendezvous */
  GQueue early_signals;                     /* GBytes of the path, come before both said yes */

  SfMediaPort *media_port;
  SfLink *link;
  gboolean was_connected;
  gboolean has_no_direct_path; /* known maybe before both said yes */
  gboolean uses_relay;
  gboolean heard_bye;
  SfClockEstimate clock;
  SfClockEstimate told_clock; /* of the last "clock" signal */
  gboolean has_clock;
  GSource *look_again; /* when another path is asked for next */
  gint64 looked_us;
  GSource *give_up; /* when the other person counts as gone */
  gint64 lost_us;   /* since when there is no path */
  gint64
    away_us; /* since when the server says that the other's connection is closed; 0: it is not */

  GTask *close_task;
  GSource *close_patience;
  gboolean is_torn_down;
};

/* sf-peer.c */
gboolean sf_peer_apply (SfPeer *self, SfPeerEvent event);
void sf_peer_fail (SfPeer *self, const GError *error);
void sf_peer_send_kind (SfPeer *self, SfSealedKind kind, GBytes *body);
void sf_peer_tear_down (SfPeer *self, const char *mood);
GSource *sf_peer_add_timeout (SfPeer *self, guint interval_ms, GSourceFunc callback);
void sf_peer_drop_source (GSource **source);

/* sf-peer-meeting.c: the rendezvous and the key. */
void sf_peer_prepare_meeting (SfPeer *self, const SfPeerConfig *config);

/* sf-peer-path.c: the link. */
void sf_peer_open_link (SfPeer *self, const SfSessionKeys *keys);
void sf_peer_take_signal (SfPeer *self, GBytes *signal);
void sf_peer_take_restart (SfPeer *self);
void sf_peer_take_relay (SfPeer *self);
void sf_peer_ask_for_relay (SfPeer *self);
void sf_peer_set_away (SfPeer *self, gboolean is_away);
void sf_peer_take_bye (SfPeer *self);
void sf_peer_take_no_path (SfPeer *self);

G_END_DECLS
