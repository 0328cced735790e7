/* Two transfer engines and a bad cable between them, in virtual time. */
#pragma once

#include "net/transfer/sf-transfer.h"
#include "tests/support/sf-way.h"

G_BEGIN_DECLS

/* What a datagram has besides the plaintext: seal, channel byte, UDP, IPv4 and Ethernet headers. */
#define SF_TRANSFER_PAIR_OVERHEAD (26 + 28 + 14)

/* One side: its engine, and what that told. */
typedef struct {
  SfTransfer *engine;
  GPtrArray *messages; /* (element-type GBytes) */
  GHashTable *blobs;   /* received: id to GBytes */
  GArray *sent;        /* (element-type guint64) ids */
  GArray *cancelled;   /* (element-type guint64) ids */
  GError *error;       /* of `failed` */
  guint64 progress[2]; /* bytes, of the latest report: outgoing, incoming */
  guint n_progress;
  gboolean refuses;    /* every offer */
  gboolean is_full;    /* its socket takes nothing */
  guint64 next_number; /* one above that of the last packet that left */
  guint n_chunks_sent; /* of blobs */
  guint n_chunks_received;
} SfTransferEnd;

typedef struct {
  SfTransferEnd ends[2];
  SfWay ways[2]; /* from the end of that number */
  gint64 now_us;
  GRand *rand;
  double duplicate; /* share of the packets that come twice */
  double corrupt;   /* share of the packets in which a byte is changed */
  gint64 ping_us;   /* how often a ping leaves end 0; 0: never */
  gint64 next_ping_us;
  GArray *pings; /* (element-type gint64) round trips, in microseconds */
} SfTransferPair;

/* @settings: words of sf_way_set(), "delay_ms=25 loss=0.01", for both ways */
SfTransferPair *sf_transfer_pair_new (const char *settings, guint32 seed);
void sf_transfer_pair_free (SfTransferPair *self);
void sf_transfer_pair_set (SfTransferPair *self, const char *settings);

/* Runs until @until or, without one, until both engines are idle. Returns: FALSE when @limit_us
 * went by before */
gboolean sf_transfer_pair_run (SfTransferPair *self,
                               gboolean (*until) (SfTransferPair *self),
                               gint64 limit_us);

/* For @until: the time goes by. */
gboolean sf_transfer_pair_never (SfTransferPair *self);

/* The path breaks: nothing under way arrives. Both sides are told of the next one. */
void sf_transfer_pair_change_path (SfTransferPair *self);

/* Returns: in microseconds */
gint64 sf_transfer_pair_median_ping_us (SfTransferPair *self);

void sf_transfer_pair_send_text (SfTransferPair *self, guint end, const char *text);
/* Returns: (transfer full): @size bytes, the same for the same @seed */
GBytes *sf_transfer_pair_make_blob (gsize size, guint32 seed);
/* Whether @end received exactly @bytes under @id. */
gboolean sf_transfer_pair_has_blob (SfTransferPair *self, guint end, guint64 id, GBytes *bytes);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SfTransferPair, sf_transfer_pair_free)

G_END_DECLS
