/* The engine: what a packet that came means. */

#include "net/transfer/sf-transfer-private.h"

#include "net/sf-net-error.h"

/* Answers that the other side did not take yet; more than that it only asks to fill our memory. */
#define MAX_QUEUED_ANSWERS 4096

static gboolean
answer (SfTransfer *self, const SfLetter *letter, GError **error)
{
  if (sf_message_sender_get_length (self->messages_out) >= MAX_QUEUED_ANSWERS) {
    g_set_error_literal (error, SF_NET_ERROR, SF_NET_ERROR_PROTOCOL, "answers that nobody takes");
    return FALSE;
  }

  sf_transfer_post (self, letter);
  return TRUE;
}

static void
tell_progress (SfTransfer *self, guint64 id, const SfProgress *progress, gboolean incoming)
{
  if (self->events.blob_progress != NULL)
    self->events.blob_progress (id, progress->done, progress->size, incoming, self->user_data);
}

static void
tell_cancelled (SfTransfer *self, guint64 id, gboolean incoming)
{
  if (self->events.blob_cancelled != NULL)
    self->events.blob_cancelled (id, incoming, self->user_data);
}

static void
fail (SfTransfer *self, const GError *error)
{
  self->has_failed = TRUE;
  if (self->events.failed != NULL)
    self->events.failed (error, self->user_data);
}

static gboolean
finish_if_whole (SfTransfer *self, guint64 id, GError **error)
{
  SfLetter done = {.type = SF_LETTER_DONE, .id = id};
  g_autoptr (GBytes) bytes = NULL;

  if (!sf_blob_receiver_is_whole (self->blobs_in, id))
    return TRUE;

  bytes = sf_blob_receiver_take (self->blobs_in, id, error);
  if (bytes == NULL || !answer (self, &done, error))
    return FALSE;

  if (self->events.blob_received != NULL)
    self->events.blob_received (id, bytes, self->user_data);
  return TRUE;
}

static gboolean
accept (SfTransfer *self, guint64 id, GError **error)
{
  SfLetter letter = {.type = SF_LETTER_ACCEPT, .id = id};

  /* One that is not open is done, refused or withdrawn: the other side knows or is about to. */
  if (!sf_blob_receiver_get_map (self->blobs_in, id, &letter.rest, &letter.rest_size))
    return TRUE;
  return answer (self, &letter, error);
}

static gboolean
on_user (SfTransfer *self, const SfLetter *letter, GBytes *message, GError **error)
{
  gsize size = g_bytes_get_size (message);
  g_autoptr (GBytes) body =
    g_bytes_new_from_bytes (message, size - letter->rest_size, letter->rest_size);

  if (self->events.message != NULL)
    self->events.message (body, self->user_data);
  return TRUE;
}

static gboolean
on_offer (SfTransfer *self, const SfLetter *letter, GBytes *message, GError **error)
{
  SfLetter refusal = {.type = SF_LETTER_REFUSE, .id = letter->id};

  if (sf_blob_receiver_contains (self->blobs_in, letter->id)) {
    g_set_error_literal (error, SF_NET_ERROR, SF_NET_ERROR_PROTOCOL, "a blob offered twice");
    return FALSE;
  }

  if (!sf_blob_receiver_has_room (self->blobs_in, letter->size) ||
      self->events.blob_offered == NULL ||
      !self->events.blob_offered (letter->id, letter->size, self->user_data) ||
      !sf_blob_receiver_open (self->blobs_in, letter->id, letter->size, letter->sha256))
    return answer (self, &refusal, error);

  return accept (self, letter->id, error) && finish_if_whole (self, letter->id, error);
}

static gboolean
on_resume (SfTransfer *self, const SfLetter *letter, GBytes *message, GError **error)
{
  return accept (self, letter->id, error);
}

static gboolean
on_withdraw (SfTransfer *self, const SfLetter *letter, GBytes *message, GError **error)
{
  if (sf_blob_receiver_close (self->blobs_in, letter->id))
    tell_cancelled (self, letter->id, TRUE);
  return TRUE;
}

static gboolean
on_accept (SfTransfer *self, const SfLetter *letter, GBytes *message, GError **error)
{
  return sf_blob_sender_accept (self->blobs_out, letter->id, letter->rest, letter->rest_size,
                                error);
}

static gboolean
on_refuse (SfTransfer *self, const SfLetter *letter, GBytes *message, GError **error)
{
  if (!sf_blob_sender_remove (self->blobs_out, letter->id, NULL, NULL))
    return TRUE;

  tell_cancelled (self, letter->id, FALSE);
  sf_transfer_post_letters (self);
  return TRUE;
}

static gboolean
on_done (SfTransfer *self, const SfLetter *letter, GBytes *message, GError **error)
{
  SfProgress progress;

  if (!sf_blob_sender_remove (self->blobs_out, letter->id, NULL, &progress))
    return TRUE;

  progress.done = progress.size;
  if (sf_progress_is_news (&progress))
    tell_progress (self, letter->id, &progress, FALSE);
  if (self->events.blob_sent != NULL)
    self->events.blob_sent (letter->id, self->user_data);
  sf_transfer_post_letters (self);
  return TRUE;
}

static gboolean
read_letter (SfTransfer *self, GBytes *message, GError **error)
{
  static gboolean (*const handlers[]) (SfTransfer *, const SfLetter *, GBytes *, GError **) = {
    [SF_LETTER_USER] = on_user,     [SF_LETTER_OFFER] = on_offer,
    [SF_LETTER_RESUME] = on_resume, [SF_LETTER_WITHDRAW] = on_withdraw,
    [SF_LETTER_ACCEPT] = on_accept, [SF_LETTER_REFUSE] = on_refuse,
    [SF_LETTER_DONE] = on_done,
  };
  SfLetter letter;

  if (!sf_letter_parse (message, &letter)) {
    g_set_error_literal (error, SF_NET_ERROR, SF_NET_ERROR_PROTOCOL, "a message that is none");
    return FALSE;
  }

  return letter.type == SF_LETTER_UNKNOWN || handlers[letter.type](self, &letter, message, error);
}

static gboolean
take_messages (SfTransfer *self, const SfPacket *packet, GError **error)
{
  for (guint i = 0; i < packet->n_messages; i++)
    if (!sf_message_receiver_add (self->messages_in, &packet->messages[i], error))
      return FALSE;

  for (;;) {
    g_autoptr (GBytes) message = sf_message_receiver_pop (self->messages_in);

    if (message == NULL)
      return TRUE;
    if (!read_letter (self, message, error))
      return FALSE;
  }
}

static gboolean
take_blob (SfTransfer *self, const SfPacket *packet, GError **error)
{
  SfProgress progress;

  if (!packet->has_blob)
    return TRUE;
  if (!sf_blob_receiver_add (self->blobs_in, &packet->blob, error))
    return FALSE;

  if (sf_blob_receiver_get_progress (self->blobs_in, packet->blob.id, &progress))
    tell_progress (self, packet->blob.id, &progress, TRUE);
  return finish_if_whole (self, packet->blob.id, error);
}

typedef struct {
  SfTransfer *self;
  gint64 now_us;
} Arrival;

static void
on_acked (const SfSentPacket *packet, gpointer user_data)
{
  const Arrival *arrival = user_data;
  SfTransfer *self = arrival->self;

  self->probe_attempts = 0;
  sf_controller_on_acked (&self->controller, &packet->snapshot, packet->size, arrival->now_us);
  for (guint i = 0; i < packet->n_pieces; i++) {
    const SfPiece *piece = &packet->pieces[i];

    if (piece->is_blob)
      sf_blob_sender_on_acked (self->blobs_out, piece->owner, piece->index);
    else
      sf_message_sender_on_acked (self->messages_out, piece->owner, piece->index);
  }
}

static gboolean
take_ack (SfTransfer *self, const SfAckFrame *ack, gint64 now_us, GError **error)
{
  Arrival arrival = {.self = self, .now_us = now_us};
  gint64 delay_us = (gint64) MIN (ack->delay_us, G_USEC_PER_SEC);
  gint64 rtt_us = 0;
  gint64 sent_us;

  if (ack->n_ranges == 0)
    return TRUE;
  if (ack->ranges[0].last >= self->next_number) {
    g_set_error_literal (error, SF_NET_ERROR, SF_NET_ERROR_PROTOCOL,
                         "a packet that never left came");
    return FALSE;
  }

  sent_us = sf_sent_ledger_on_ack (&self->ledger, ack, on_acked, &arrival);
  if (sent_us != 0) {
    rtt_us = MAX (now_us - sent_us, 1);
    sf_rtt_add (&self->rtt, rtt_us, delay_us);
  }
  sf_transfer_detect_lost (self, now_us);
  sf_controller_update (&self->controller, rtt_us, self->ledger.in_flight, now_us);
  return TRUE;
}

static void
tell_sent_progress (SfTransfer *self)
{
  guint64 id;
  SfProgress progress;

  while (sf_blob_sender_next_progress (self->blobs_out, &id, &progress))
    tell_progress (self, id, &progress, FALSE);
}

void
sf_transfer_receive (SfTransfer *self, const guint8 *packet, gsize size, gint64 now_us)
{
  SfPacket parsed;
  g_autoptr (GError) error = NULL;

  if (self->has_failed)
    return;

  if (!sf_packet_parse (packet, size, &parsed)) {
    g_debug ("dropped a packet of %" G_GSIZE_FORMAT " bytes that is none", size);
    return;
  }
  if (!sf_ack_tracker_is_new (&self->acks, parsed.number))
    return;
  sf_ack_tracker_add (&self->acks, parsed.number, parsed.wants_ack, now_us);

  if (!take_ack (self, &parsed.ack, now_us, &error) || !take_messages (self, &parsed, &error) ||
      !take_blob (self, &parsed, &error)) {
    fail (self, error);
    return;
  }

  tell_sent_progress (self);
}
