/* The engine: what its user asks of it. */

#include "net/transfer/sf-transfer-private.h"

#include "net/crypto/sf-sodium.h"
#include "net/sf-net-error.h"
#include "net/wire/sf-varint.h"

void
sf_transfer_config_init (SfTransferConfig *config)
{
  config->max_blob_size = 64 * 1024 * 1024;
  config->max_incoming_bytes = 128 * 1024 * 1024;
  config->seed = g_random_int ();
}

SfTransfer *
sf_transfer_new (const SfTransferConfig *config, const SfTransferEvents *events, gpointer user_data)
{
  SfTransfer *self;

  g_return_val_if_fail (config->max_blob_size <= SF_TRANSFER_MAX_BLOB, NULL);

  sf_sodium_init ();
  self = g_new0 (SfTransfer, 1);
  self->config = *config;
  self->events = *events;
  self->user_data = user_data;
  self->blob_share = 100;
  self->loss_deadline_us = G_MAXINT64;

  self->messages_out = sf_message_sender_new ();
  self->messages_in = sf_message_receiver_new ();
  self->blobs_out = sf_blob_sender_new (config->max_incoming_bytes);
  self->blobs_in = sf_blob_receiver_new (config->max_blob_size, config->max_incoming_bytes);
  sf_sent_ledger_init (&self->ledger);
  sf_controller_init (&self->controller, config->seed);
  return self;
}

void
sf_transfer_free (SfTransfer *self)
{
  sf_sent_ledger_clear (&self->ledger);
  g_clear_pointer (&self->blobs_in, sf_blob_receiver_free);
  g_clear_pointer (&self->blobs_out, sf_blob_sender_free);
  g_clear_pointer (&self->messages_in, sf_message_receiver_free);
  g_clear_pointer (&self->messages_out, sf_message_sender_free);
  g_free (self);
}

void
sf_transfer_post (SfTransfer *self, const SfLetter *letter)
{
  sf_message_sender_take (self->messages_out, sf_letter_compose (letter));
}

void
sf_transfer_post_letters (SfTransfer *self)
{
  SfLetter letter;

  while (sf_blob_sender_next_letter (self->blobs_out, &letter))
    sf_transfer_post (self, &letter);
}

gboolean
sf_transfer_send_message (SfTransfer *self, GBytes *message, GError **error)
{
  SfLetter letter = {.type = SF_LETTER_USER};

  letter.rest = g_bytes_get_data (message, &letter.rest_size);
  if (letter.rest_size > SF_TRANSFER_MAX_MESSAGE) {
    g_set_error_literal (error, SF_NET_ERROR, SF_NET_ERROR_TOO_LARGE,
                         "a message of more than 64 KiB");
    return FALSE;
  }

  sf_transfer_post (self, &letter);
  return TRUE;
}

void
sf_transfer_send_blob (SfTransfer *self, guint64 id, GBytes *bytes, guint priority)
{
  g_return_if_fail (id <= SF_VARINT_MAX);
  g_return_if_fail (g_bytes_get_size (bytes) <= SF_TRANSFER_MAX_BLOB);

  sf_blob_sender_add (self->blobs_out, id, bytes, priority);
  sf_transfer_post_letters (self);
}

static void
cancel_outgoing (SfTransfer *self, guint64 id)
{
  SfLetter letter = {.type = SF_LETTER_WITHDRAW, .id = id};
  gboolean was_offered;

  if (!sf_blob_sender_remove (self->blobs_out, id, &was_offered, NULL))
    return;

  if (was_offered)
    sf_transfer_post (self, &letter);
  sf_transfer_post_letters (self);
}

void
sf_transfer_cancel_blob (SfTransfer *self, guint64 id, gboolean incoming)
{
  SfLetter letter = {.type = SF_LETTER_REFUSE, .id = id};

  if (!incoming)
    cancel_outgoing (self, id);
  else if (sf_blob_receiver_close (self->blobs_in, id))
    sf_transfer_post (self, &letter);
}

void
sf_transfer_send_again (const SfSentPacket *packet, gpointer user_data)
{
  SfTransfer *self = user_data;

  for (guint i = 0; i < packet->n_pieces; i++) {
    const SfPiece *piece = &packet->pieces[i];

    if (piece->is_blob)
      sf_blob_sender_on_lost (self->blobs_out, piece->owner, piece->index);
    else
      sf_message_sender_on_lost (self->messages_out, piece->owner, piece->index);
  }
}

static void
on_lost (const SfSentPacket *packet, gpointer user_data)
{
  SfTransfer *self = user_data;

  self->packets_lost++;
  sf_controller_on_lost (&self->controller);
  sf_transfer_send_again (packet, self);
}

void
sf_transfer_detect_lost (SfTransfer *self, gint64 now_us)
{
  self->loss_deadline_us = sf_sent_ledger_detect_lost (
    &self->ledger, sf_rtt_get_loss_delay_us (&self->rtt), now_us, on_lost, self);
}

void
sf_transfer_path_changed (SfTransfer *self, gint64 now_us)
{
  sf_sent_ledger_forget (&self->ledger, sf_transfer_send_again, self);
  sf_controller_init (&self->controller, self->config.seed);
  self->rtt = (SfRtt){0};
  self->pacer = (SfPacer){0};
  self->loss_deadline_us = G_MAXINT64;
  self->probes = 0;
  self->probe_attempts = 0;
  self->retry_us = 0;

  sf_blob_sender_pause (self->blobs_out);
  sf_transfer_post_letters (self);
}

void
sf_transfer_set_blob_share (SfTransfer *self, guint percent)
{
  g_return_if_fail (percent >= 1 && percent <= 100);

  self->blob_share = percent;
}

gboolean
sf_transfer_is_idle (SfTransfer *self)
{
  return sf_message_sender_get_length (self->messages_out) == 0 &&
         sf_blob_sender_is_empty (self->blobs_out);
}

void
sf_transfer_get_stats (SfTransfer *self, SfTransferStats *ret_stats)
{
  *ret_stats = (SfTransferStats){
    .rtt_us = sf_rtt_get_us (&self->rtt),
    .min_rtt_us = self->controller.min_rtt_us,
    .delivery_rate = self->controller.rate,
    .packets_sent = self->packets_sent,
    .packets_lost = self->packets_lost,
    .in_flight = self->ledger.in_flight,
  };
}
