/* The other person's computer: from a code to messages and photographs. */
#pragma once

#include "net/ice/sf-ice-path.h"
#include "net/ice/sf-path.h"
#include "net/media/sf-media-port.h"
#include "net/peer/sf-clock-filter.h"
#include "net/rendezvous/sf-reach.h"

G_BEGIN_DECLS

typedef struct {
  const char *code;               /* (nullable): the joiner's, normalized; %NULL creates one */
  const char *const *server_urls; /* (nullable): of one server; %NULL: the LAN only */
  gboolean use_lan;
  gboolean relay_only;     /* also switches the LAN off */
  const char *stun_server; /* (nullable): HOST:PORT */
  const SfTurnServer *turn_servers;
  gsize n_turn_servers;
  const char *transit_relay; /* (nullable): HOST:PORT, the last resort; of the Transit Relay of
                                    * Magic Wormhole */
  GBytes *introduction; /* what the other side sees once the code is confirmed; at most 4 KiB */
} SfPeerConfig;

#define SF_TYPE_PEER (sf_peer_get_type ())
G_DECLARE_FINAL_TYPE (SfPeer, sf_peer, SF, PEER, GObject)

/*
 * Lives in the thread-default main context of its creator; the work behind it in a thread of its
 * own.
 *
 * Signals:
 *   code (const char *code)
 *   reach (SfReach reach)                 the creator's: from where somebody can come to the code;
 *                                         before "code", and when it changes
 *   waiting (gboolean present)
 *   introduced (GBytes *introduction)     the code is confirmed; what the other side says of itself
 *   sealed-message (GBytes *message)      through the rendezvous
 *   connected (SfPathKind kind)           and again after every `reconnecting`
 *   reconnecting ()                       the path was lost, another is being sought, at most 60 s
 *   message (GBytes *message)             over the path: in order, each once
 *   blob-offered (guint64 id, guint64 size) -> gboolean   FALSE refuses; the default refuses
 *   blob-progress (guint64 id, guint64 done, guint64 size, gboolean incoming)
 *   blob-received (guint64 id, GBytes *bytes)
 *   blob-sent (guint64 id)
 *   blob-cancelled (guint64 id, gboolean incoming)
 *   clock ()                              the first estimate, and each that says something new
 *   closed ()                             the other side said bye: it has all it wanted
 *   failed (GError *error)                the end; nothing follows
 */
SfPeer *sf_peer_new (const SfPeerConfig *config) G_GNUC_WARN_UNUSED_RESULT;
void sf_peer_start (SfPeer *self);

gboolean sf_peer_is_creator (SfPeer *self);
const char *sf_peer_get_code (SfPeer *self);

/**
 * sf_peer_dup_compare_words:
 *
 * Three words both people see when nobody sits between them, from the verifier of the key exchange.
 * After "introduced".
 */
char *sf_peer_dup_compare_words (SfPeer *self) G_GNUC_WARN_UNUSED_RESULT;

/* Sealed, through the rendezvous, in order. At most 24 KiB. After "introduced". */
void sf_peer_send_sealed (SfPeer *self, GBytes *message);

/* Both people said yes: addresses may be told and the direct connection may begin. */
void sf_peer_permit (SfPeer *self);

/* Over the path, after the first "connected"; held while reconnecting. At most 64 KiB a message. */
void sf_peer_send_message (SfPeer *self, GBytes *message);
void sf_peer_send_blob (SfPeer *self, guint64 id, GBytes *bytes, guint priority);
void sf_peer_cancel_blob (SfPeer *self, guint64 id, gboolean incoming);

/* Where the live picture goes and comes from: there from the start, of use while connected.
 * Returns: (transfer none) */
SfMediaPort *sf_peer_get_media_port (SfPeer *self);

/* Returns: FALSE while the clocks were not compared */
gboolean sf_peer_get_clock (SfPeer *self, SfClockEstimate *ret_estimate);

/**
 * sf_peer_close_async:
 *
 * Says bye over the path and waits at most 2 s for the other's; without a path or an answer says it
 * through the rendezvous. Then closes both.
 */
void sf_peer_close_async (SfPeer *self, GAsyncReadyCallback callback, gpointer user_data);
void sf_peer_close_finish (SfPeer *self, GAsyncResult *result);

G_END_DECLS
