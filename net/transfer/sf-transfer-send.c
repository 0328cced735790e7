/* The engine: which packet leaves next, and when. */

#include "net/transfer/sf-transfer-private.h"

#define PROBES 2              /* packets at a time (RFC 9002, section 6.2.4) */
#define REFUSED_DELAY_US 2000 /* until a full socket is tried again */

/* A packet being written. */
typedef struct {
  SfWriter writer;
  gboolean has_ack;
  guint n_pieces;
  SfPiece pieces[SF_PACKET_MAX_MESSAGES + 1];
  gboolean has_ping;
} Draft;

static gsize
get_window (SfTransfer *self, gboolean is_blob)
{
  gsize window = sf_controller_get_window (&self->controller);

  return is_blob ? window / 100 * self->blob_share : window;
}

static gboolean
is_window_open (SfTransfer *self, gboolean is_blob)
{
  return self->ledger.in_flight < get_window (self, is_blob);
}

static gboolean
may_send (SfTransfer *self, gboolean is_blob)
{
  return self->probes > 0 || (is_window_open (self, is_blob) && sf_pacer_may_send (&self->pacer));
}

static gboolean
has_message (SfTransfer *self)
{
  SfMessageFrame frame;

  return sf_message_sender_peek (self->messages_out, &frame);
}

static gboolean
has_chunk (SfTransfer *self)
{
  SfBlobFrame frame;

  return sf_blob_sender_peek (self->blobs_out, &frame);
}

static gint64
get_probe_deadline_us (SfTransfer *self)
{
  if (self->ledger.in_flight == 0)
    return G_MAXINT64;
  return self->last_sent_us + sf_rtt_get_probe_delay_us (&self->rtt, self->probe_attempts);
}

/* Silence: the oldest of what is in flight is sent once more, without giving it up for lost. */
static void
begin_probes (SfTransfer *self, gint64 now_us)
{
  self->probes = PROBES;
  self->probe_attempts++;
  self->last_sent_us = now_us;
  sf_sent_ledger_foreach_oldest (&self->ledger, PROBES, sf_transfer_send_again, self);
}

static void
add_ack (SfTransfer *self, Draft *draft, gint64 now_us)
{
  SfAckFrame ack;

  sf_ack_tracker_fill (&self->acks, &ack, now_us);
  if (sf_packet_ack_size (&ack) > sf_writer_get_room (&draft->writer))
    return;

  sf_packet_write_ack (&draft->writer, &ack);
  draft->has_ack = TRUE;
}

static void
add_messages (SfTransfer *self, Draft *draft)
{
  SfMessageFrame frame;

  while (draft->n_pieces < SF_PACKET_MAX_MESSAGES &&
         sf_message_sender_peek (self->messages_out, &frame) &&
         sf_packet_message_size (&frame) <= sf_writer_get_room (&draft->writer)) {
    sf_packet_write_message (&draft->writer, &frame);
    sf_message_sender_on_sent (self->messages_out, &frame);
    draft->pieces[draft->n_pieces++] = (SfPiece){.owner = frame.sequence, .index = frame.index};
  }
}

static void
add_chunk (SfTransfer *self, Draft *draft)
{
  SfBlobFrame frame;

  if (!sf_blob_sender_peek (self->blobs_out, &frame) ||
      sf_packet_blob_size (&frame) > sf_writer_get_room (&draft->writer))
    return;

  sf_packet_write_blob (&draft->writer, &frame);
  sf_blob_sender_on_sent (self->blobs_out, &frame);
  draft->pieces[draft->n_pieces++] =
    (SfPiece){.owner = frame.id, .index = (guint32) frame.index, .is_blob = TRUE};
}

static void
fill (SfTransfer *self, Draft *draft, gint64 now_us)
{
  if (sf_ack_tracker_get_deadline_us (&self->acks) <= now_us)
    add_ack (self, draft, now_us);

  if (may_send (self, FALSE))
    add_messages (self, draft);
  if (may_send (self, TRUE))
    add_chunk (self, draft);

  if (self->probes > 0 && draft->n_pieces == 0) {
    sf_packet_write_ping (&draft->writer);
    draft->has_ping = TRUE;
  }

  if (!draft->has_ack && draft->n_pieces > 0 && sf_ack_tracker_is_pending (&self->acks))
    add_ack (self, draft, now_us);
}

/* The packet leaves and is waited for. */
static void
enter (SfTransfer *self, const Draft *draft, gint64 now_us)
{
  gsize in_flight = self->ledger.in_flight;
  gsize size = draft->writer.size;
  SfSentPacket *packet = sf_sent_ledger_push (&self->ledger, self->next_number, size);
  gboolean has_blob = draft->n_pieces > 0 && draft->pieces[draft->n_pieces - 1].is_blob;

  sf_controller_on_sent (&self->controller, in_flight, now_us, &packet->snapshot);
  packet->n_pieces = draft->n_pieces;
  for (guint i = 0; i < draft->n_pieces; i++)
    packet->pieces[i] = draft->pieces[i];

  self->last.is_in_ledger = TRUE;
  self->last.was_probe = self->probes > 0;
  self->last.cost = has_blob ? size * 100 / self->blob_share : size;
  sf_pacer_spend (&self->pacer, self->last.cost);
  if (self->probes > 0)
    self->probes--;
  self->last_sent_us = now_us;
}

/* Whether there is something that only the pacer holds back. */
static gboolean
awaits_credit (SfTransfer *self)
{
  return (is_window_open (self, FALSE) && has_message (self)) ||
         (is_window_open (self, TRUE) && has_chunk (self));
}

/* Nothing leaves now: what that says about the path. */
static void
note_limits (SfTransfer *self)
{
  gboolean is_held_back = self->blob_share < 100 && self->controller.phase != SF_CONTROLLER_STARTUP;
  gboolean has_nothing = is_window_open (self, FALSE) && !has_message (self) && !has_chunk (self);

  if (is_held_back || has_nothing)
    sf_controller_set_app_limited (&self->controller, self->ledger.in_flight);
  sf_pacer_set_awaited (&self->pacer, awaits_credit (self));
}

gsize
sf_transfer_next_packet (SfTransfer *self, guint8 out[SF_TRANSFER_MAX_PACKET], gint64 now_us)
{
  Draft draft = {0};

  if (self->has_failed || now_us < self->retry_us)
    return 0;

  if (now_us >= self->loss_deadline_us)
    sf_transfer_detect_lost (self, now_us);
  if (now_us >= get_probe_deadline_us (self))
    begin_probes (self, now_us);
  sf_pacer_refill (&self->pacer, sf_controller_get_pacing_rate (&self->controller), now_us);

  sf_writer_init (&draft.writer, out, SF_TRANSFER_MAX_PACKET);
  sf_packet_write_number (&draft.writer, self->next_number);
  fill (self, &draft, now_us);
  if (!draft.has_ack && !draft.has_ping && draft.n_pieces == 0) {
    note_limits (self);
    return 0;
  }

  self->last = (SfTransferLast){.had_ack = draft.has_ack};
  if (draft.has_ack)
    sf_ack_tracker_on_sent (&self->acks);
  if (draft.has_ping || draft.n_pieces > 0)
    enter (self, &draft, now_us);

  self->next_number++;
  self->packets_sent++;
  return draft.writer.size;
}

gint64
sf_transfer_get_deadline_us (SfTransfer *self)
{
  gint64 deadline_us = MIN (sf_ack_tracker_get_deadline_us (&self->acks), self->loss_deadline_us);

  if (self->has_failed)
    return G_MAXINT64;

  deadline_us = MIN (deadline_us, get_probe_deadline_us (self));
  if (awaits_credit (self)) {
    guint64 rate = sf_controller_get_pacing_rate (&self->controller);

    deadline_us = MIN (deadline_us, sf_pacer_get_deadline_us (&self->pacer, rate));
  }

  return MAX (deadline_us, self->retry_us);
}

void
sf_transfer_packet_refused (SfTransfer *self, gint64 now_us)
{
  if (self->last.had_ack)
    sf_ack_tracker_on_refused (&self->acks);

  if (self->last.is_in_ledger) {
    sf_transfer_send_again (sf_sent_ledger_get_newest (&self->ledger), self);
    sf_sent_ledger_pop (&self->ledger);
    sf_pacer_return (&self->pacer, self->last.cost);
    self->probes += self->last.was_probe ? 1 : 0;
  }

  self->packets_sent--;
  self->last = (SfTransferLast){0};
  self->retry_us = now_us + REFUSED_DELAY_US;
}
