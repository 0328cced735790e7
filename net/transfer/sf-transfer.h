/* Reliable messages and blobs over datagrams: a sans-I/O ARQ with a delivery-rate controller. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Bytes of plaintext: SF_PATH_MAX_DATAGRAM less the sealer's 25 and a channel byte. */
#define SF_TRANSFER_MAX_PACKET 1174
#define SF_TRANSFER_MAX_MESSAGE 65536 /* bytes */
/* Bytes: the bitmap of its chunks fits into a message. */
#define SF_TRANSFER_MAX_BLOB (512 * 1024 * 1024)
#define SF_TRANSFER_MAX_INCOMING 4 /* blobs on the way in at a time */

typedef struct _SfTransfer SfTransfer;

/* Called from within sf_transfer_receive(), and may call back into the engine, but not free it.
 * Any may be NULL. */
typedef struct {
  /* In order, each once. */
  void (*message) (GBytes *message, gpointer user_data);
  /* A blob is announced. FALSE (and no function) refuses it and tells the other side. */
  gboolean (*blob_offered) (guint64 id, guint64 size, gpointer user_data);
  /* Bytes, at most once in 64 KiB or a hundredth. */
  void (*blob_progress) (
    guint64 id, guint64 done, guint64 size, gboolean incoming, gpointer user_data);
  /* Its SHA-256 was checked. */
  void (*blob_received) (guint64 id, GBytes *bytes, gpointer user_data);
  /* The other side holds it, hash checked. */
  void (*blob_sent) (guint64 id, gpointer user_data);
  /* By the other side, or refused. */
  void (*blob_cancelled) (guint64 id, gboolean incoming, gpointer user_data);
  /* The other side breaks the protocol: the engine does nothing any more. */
  void (*failed) (const GError *error, gpointer user_data);
} SfTransferEvents;

typedef struct {
  guint64 max_blob_size;      /* bytes, of an incoming blob; 64 MiB */
  guint64 max_incoming_bytes; /* of all incoming blobs together; 128 MiB */
  guint32 seed;               /* of whatever is random, for tests */
} SfTransferConfig;

typedef struct {
  gint64 rtt_us; /* smoothed */
  gint64 min_rtt_us;
  guint64 delivery_rate; /* bytes a second, windowed maximum */
  guint64 packets_sent;
  guint64 packets_lost;
  gsize in_flight; /* bytes */
} SfTransferStats;

void sf_transfer_config_init (SfTransferConfig *config);
SfTransfer *sf_transfer_new (const SfTransferConfig *config,
                             const SfTransferEvents *events,
                             gpointer user_data) G_GNUC_WARN_UNUSED_RESULT;
void sf_transfer_free (SfTransfer *self);

/* Queues a control message; goes before every blob. FALSE with SF_NET_ERROR_TOO_LARGE. */
gboolean sf_transfer_send_message (SfTransfer *self, GBytes *message, GError **error);

/**
 * sf_transfer_send_blob:
 * @id: the sender's own; not used before in this direction, below 2^62
 * @bytes: at most %SF_TRANSFER_MAX_BLOB
 * @priority: 0 first; blobs of one priority in the order of queueing
 *
 * Hashes @bytes at once (a few milliseconds a megabyte).
 */
void sf_transfer_send_blob (SfTransfer *self, guint64 id, GBytes *bytes, guint priority);
/* Own or incoming; the other side is told, there is no event on this side. */
void sf_transfer_cancel_blob (SfTransfer *self, guint64 id, gboolean incoming);

/* Bytes in: one plaintext packet. Rubbish is dropped or, when it breaks the protocol, `failed` is
 * called. */
void sf_transfer_receive (SfTransfer *self, const guint8 *packet, gsize size, gint64 now_us);
/* Bytes out. Returns: the packet's size, 0 when there is nothing to send at @now_us. */
gsize sf_transfer_next_packet (SfTransfer *self, guint8 out[SF_TRANSFER_MAX_PACKET], gint64 now_us);
/* When to ask sf_transfer_next_packet() again; later than the @now_us at which it returned 0.
 * Changes with every other call. Returns: G_MAXINT64 for "not before something happens". */
gint64 sf_transfer_get_deadline_us (SfTransfer *self);

/* The last packet from sf_transfer_next_packet() could not be sent (socket full): it was not, ask
 * again later. */
void sf_transfer_packet_refused (SfTransfer *self, gint64 now_us);
/* A new path after an ICE restart, for both sides: a new controller; everything not held by the
 * other side is sent again, no chunk of a blob that it holds (it is asked for its bitmap first). */
void sf_transfer_path_changed (SfTransfer *self, gint64 now_us);
/* The part of the rate that blobs may use while a live picture shares the path, 1..100; control is
 * not held back. */
void sf_transfer_set_blob_share (SfTransfer *self, guint percent);
/* TRUE when everything queued was acknowledged, and all blobs are held by the other side. */
gboolean sf_transfer_is_idle (SfTransfer *self);
void sf_transfer_get_stats (SfTransfer *self, SfTransferStats *ret_stats);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SfTransfer, sf_transfer_free)

G_END_DECLS
