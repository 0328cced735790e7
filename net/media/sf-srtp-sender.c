/* SRTP of what goes out: a key for each start of a stream. */

#include "net/media/sf-srtp-sender.h"

#include "net/crypto/sf-session-keys.h"
#include "net/media/sf-srtp-stream.h"

#include <sodium.h>
#include <string.h>

struct _SfSrtpSender {
  guint8 secret[SF_DATA_KEY_SIZE];
  guint32 number; /* of the stream; 0: none yet */
  gboolean is_used;
  SfSrtpStream *stream; /* (nullable) */
  SfSrtpBuffer buffer;
};

SfSrtpSender *
sf_srtp_sender_new (const guint8 *secret)
{
  SfSrtpSender *self = g_new0 (SfSrtpSender, 1);

  memcpy (self->secret, secret, sizeof self->secret);
  return self;
}

void
sf_srtp_sender_free (SfSrtpSender *self)
{
  if (self == NULL)
    return;

  sf_srtp_stream_free (self->stream);
  sodium_memzero (self, sizeof *self);
  g_free (self);
}

void
sf_srtp_sender_start (SfSrtpSender *self)
{
  /* Streams of which nothing came would lead the receiver's search astray. */
  if (self->stream != NULL && !self->is_used)
    return;

  sf_srtp_stream_free (self->stream);
  self->stream = sf_srtp_stream_new (self->secret, ++self->number, SF_SRTP_SENDS);
  self->is_used = FALSE;
}

gboolean
sf_srtp_sender_has_stream (SfSrtpSender *self)
{
  return self->stream != NULL;
}

const guint8 *
sf_srtp_sender_protect (SfSrtpSender *self, const guint8 *rtp, gsize size, gsize *ret_size)
{
  g_return_val_if_fail (size <= SF_MEDIA_MAX_RTP, NULL);

  if (self->stream == NULL)
    return NULL;

  memcpy (self->buffer.bytes, rtp, size);
  self->buffer.size = size;
  if (!sf_srtp_stream_protect (self->stream, &self->buffer))
    return NULL;

  self->is_used = TRUE;
  *ret_size = self->buffer.size;
  return self->buffer.bytes;
}
