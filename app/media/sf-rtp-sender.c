/* Cuts frames into RTP packets, and remembers them for a while to send them again. */

#include "app/media/sf-rtp-sender.h"

#include "app/media/sf-rtp.h"
#include "app/media/sf-vp8.h"
#include "net/media/sf-media-port.h"

#include <sodium.h>

/* The same size whether or not a packet is sent again: it must fit both ways. */
#define MAX_PIECE                                                                                  \
  (SF_MEDIA_MAX_RTP - SF_RTP_HEADER_SIZE - SF_RTP_RESENT_SIZE - SF_VP8_DESCRIPTOR_SIZE)

typedef struct {
  GBytes *packet; /* (nullable) */
  gint64 sent_us; /* the first time */
  guint n_resent;
} Memory;

struct _SfRtpSender {
  guint32 ssrc;
  guint32 resent_ssrc;
  guint16 next_sequence;
  guint16 next_resent_sequence;
  guint32 first_timestamp;
  guint16 picture;                       /* number */
  Memory history[SF_RTP_SENDER_HISTORY]; /* by sequence number */
};

/* A receiver that lost the first packets guesses the roll-over counter of SRTP from the first it
 * sees, so a stream begins in the lower half (RFC 3711, section 3.3.1). */
static guint16
random_first_sequence (void)
{
  return (guint16) randombytes_uniform (1 << 15);
}

SfRtpSender *
sf_rtp_sender_new (void)
{
  SfRtpSender *self = g_new0 (SfRtpSender, 1);

  self->ssrc = randombytes_random ();
  do
    self->resent_ssrc = randombytes_random ();
  while (self->resent_ssrc == self->ssrc);

  self->next_sequence = random_first_sequence ();
  self->next_resent_sequence = random_first_sequence ();
  self->first_timestamp = randombytes_random ();
  return self;
}

static void
forget_all (SfRtpSender *self)
{
  for (guint i = 0; i < SF_RTP_SENDER_HISTORY; i++)
    g_clear_pointer (&self->history[i].packet, g_bytes_unref);
}

void
sf_rtp_sender_free (SfRtpSender *self)
{
  forget_all (self);
  g_free (self);
}

guint32
sf_rtp_sender_get_ssrc (const SfRtpSender *self)
{
  return self->ssrc;
}

static Memory *
memory_of (SfRtpSender *self, guint16 sequence)
{
  return &self->history[sequence % SF_RTP_SENDER_HISTORY];
}

static void
remember (SfRtpSender *self, guint16 sequence, GBytes *packet, gint64 now_us)
{
  Memory *memory = memory_of (self, sequence);

  g_clear_pointer (&memory->packet, g_bytes_unref);
  *memory = (Memory){.packet = g_bytes_ref (packet), .sent_us = now_us};
}

GBytes *
sf_rtp_sender_cut (SfRtpSender *self, const SfEncodedFrame *frame, gsize *at, gint64 now_us)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (frame->data, &size);
  guint8 descriptor[SF_VP8_DESCRIPTOR_SIZE];
  gboolean begins_frame = *at == 0;
  GBytes *packet;
  SfRtp rtp = {
    .type = SF_RTP_TYPE_VP8,
    .ssrc = self->ssrc,
    .timestamp = self->first_timestamp +
                 (guint32) (frame->taken_us * (SF_RTP_CLOCK_HZ / 10000) / (G_USEC_PER_SEC / 10000)),
    .taken_us = frame->taken_us,
    .sent_us = (guint32) now_us,
    .colour = frame->colour,
    .sequence = self->next_sequence++,
    .payload = data + *at,
    .payload_size = MIN (size - *at, MAX_PIECE),
  };

  *at += rtp.payload_size;
  rtp.ends_frame = *at == size;
  if (begins_frame)
    self->picture++;
  if (begins_frame && frame->is_key)
    forget_all (self); /* nobody needs what came before it */
  sf_vp8_descriptor_write (descriptor, begins_frame, self->picture);
  packet = sf_rtp_write (&rtp, descriptor, sizeof descriptor);
  remember (self, rtp.sequence, packet, now_us);
  return packet;
}

GBytes *
sf_rtp_sender_resend (SfRtpSender *self, guint16 sequence, gint64 now_us)
{
  const guint8 first_sequence[SF_RTP_RESENT_SIZE] = {sequence >> 8, sequence & 0xff};
  Memory *memory = memory_of (self, sequence);
  const guint8 *data;
  gsize size;
  SfRtp rtp;

  if (memory->packet == NULL || now_us - memory->sent_us > SF_RTP_SENDER_HISTORY_US ||
      memory->n_resent == SF_RTP_SENDER_MAX_RESENT)
    return NULL;

  data = g_bytes_get_data (memory->packet, &size);
  if (!sf_rtp_parse (&rtp, data, size) || rtp.sequence != sequence)
    return NULL;

  memory->n_resent++;
  rtp.type = SF_RTP_TYPE_RESENT;
  rtp.ssrc = self->resent_ssrc;
  rtp.sequence = self->next_resent_sequence++;
  rtp.sent_us = (guint32) now_us;
  return sf_rtp_write (&rtp, first_sequence, sizeof first_sequence);
}
