/* What the files of the engine share. */
#pragma once

#include "net/transfer/sf-ack-tracker.h"
#include "net/transfer/sf-blob-receiver.h"
#include "net/transfer/sf-blob-sender.h"
#include "net/transfer/sf-controller.h"
#include "net/transfer/sf-letter.h"
#include "net/transfer/sf-message-receiver.h"
#include "net/transfer/sf-message-sender.h"
#include "net/transfer/sf-pacer.h"
#include "net/transfer/sf-rtt.h"
#include "net/transfer/sf-sent-ledger.h"
#include "net/transfer/sf-transfer.h"

G_BEGIN_DECLS

/* The last packet, in case it is refused. */
typedef struct {
  gboolean had_ack;
  gboolean is_in_ledger;
  gboolean was_probe;
  gsize cost; /* what the pacer took */
} SfTransferLast;

struct _SfTransfer {
  SfTransferConfig config;
  SfTransferEvents events;
  gpointer user_data;
  gboolean has_failed;

  SfMessageSender *messages_out;
  SfMessageReceiver *messages_in;
  SfBlobSender *blobs_out;
  SfBlobReceiver *blobs_in;

  SfAckTracker acks;
  SfSentLedger ledger;
  SfRtt rtt;
  SfController controller;
  SfPacer pacer;

  guint64 next_number;
  gint64 loss_deadline_us;
  gint64 last_sent_us;  /* of a packet that wants an acknowledgement */
  guint probes;         /* packets that may leave whatever the window says */
  guint probe_attempts; /* in a row, without an acknowledgement */
  gint64 retry_us;      /* nothing leaves before: the socket was full */
  guint blob_share;     /* percent */

  SfTransferLast last;

  guint64 packets_sent;
  guint64 packets_lost;
};

/* Puts the chunks of a packet back among those to be sent, an SfSentFunc. */
void sf_transfer_send_again (const SfSentPacket *packet, gpointer user_data);
/* Finds lost packets by time and by acknowledgement. */
void sf_transfer_detect_lost (SfTransfer *self, gint64 now_us);
/* Offers and questions that are due. */
void sf_transfer_post_letters (SfTransfer *self);
void sf_transfer_post (SfTransfer *self, const SfLetter *letter);

G_END_DECLS
