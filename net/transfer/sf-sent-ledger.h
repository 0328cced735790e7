/* What left and was not yet heard of: resolves every packet into acknowledged or lost. */
#pragma once

#include "net/transfer/sf-delivery-rate.h"
#include "net/transfer/sf-packet.h"

G_BEGIN_DECLS

#define SF_LOSS_THRESHOLD 3 /* later packet numbers (RFC 9002, section 6.1.1) */
#define SF_LOST_REMEMBERED 16

/* A chunk that a packet carried. */
typedef struct {
  guint64 owner; /* a blob's id or a message's sequence */
  guint32 index;
  gboolean is_blob;
} SfPiece;

typedef struct {
  guint64 number;
  gsize size; /* bytes */
  gboolean is_resolved;
  SfDeliverySnapshot snapshot;
  guint n_pieces;
  SfPiece pieces[SF_PACKET_MAX_MESSAGES + 1];
} SfSentPacket;

typedef void (*SfSentFunc) (const SfSentPacket *packet, gpointer user_data);

/* A ring in the order of numbers; only packets that want an acknowledgement are in it. */
typedef struct {
  SfSentPacket *ring;
  guint capacity; /* a power of two */
  guint first;
  guint count;
  gsize in_flight;      /* bytes of those not resolved */
  guint64 next_unacked; /* one above the highest number acknowledged */

  /* A packet that comes after it was given up shows how far this path puts packets out of order. */
  guint64 threshold; /* as SF_LOSS_THRESHOLD, raised by that */
  SfSentPacket lost[SF_LOST_REMEMBERED];
  guint n_lost; /* ever; the last of them are remembered */
} SfSentLedger;

void sf_sent_ledger_init (SfSentLedger *self);
void sf_sent_ledger_clear (SfSentLedger *self);

/* Returns: (transfer none): a new entry, whose snapshot and pieces the caller fills in */
SfSentPacket *sf_sent_ledger_push (SfSentLedger *self, guint64 number, gsize size);
/* Returns: (transfer none): the one pushed last, which must not be resolved yet */
const SfSentPacket *sf_sent_ledger_get_newest (SfSentLedger *self);
/* The newest one did not leave after all. */
void sf_sent_ledger_pop (SfSentLedger *self);
/* Forgets all, neither acknowledged nor lost, and the path; @func is called for each. */
void sf_sent_ledger_forget (SfSentLedger *self, SfSentFunc func, gpointer user_data);

/**
 * sf_sent_ledger_on_ack:
 * @func: called for each packet newly acknowledged, in order; then for those given up too early
 *
 * Returns: when the packet of the highest number in @ack left, if that is new; 0 otherwise
 */
gint64 sf_sent_ledger_on_ack (SfSentLedger *self,
                              const SfAckFrame *ack,
                              SfSentFunc func,
                              gpointer user_data);

/**
 * sf_sent_ledger_detect_lost:
 * @delay_us: how long a packet may lag behind one that was acknowledged
 * @func: called for each packet that is lost now, in order
 *
 * Returns: when to look again; G_MAXINT64 for not before the next acknowledgement
 */
gint64 sf_sent_ledger_detect_lost (
  SfSentLedger *self, gint64 delay_us, gint64 now_us, SfSentFunc func, gpointer user_data);

/* Calls @func for the @n oldest packets in flight. */
void sf_sent_ledger_foreach_oldest (SfSentLedger *self,
                                    guint n,
                                    SfSentFunc func,
                                    gpointer user_data);

G_END_DECLS
