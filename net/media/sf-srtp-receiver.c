/* SRTP of what comes in: finds the other side's newest stream, and never goes back. */

#include "net/media/sf-srtp-receiver.h"

#include "net/crypto/sf-session-keys.h"
#include "net/media/sf-srtp-stream.h"
#include "net/server/sf-token-bucket.h"

#include <sodium.h>
#include <string.h>

struct _SfSrtpReceiver {
  guint8 secret[SF_DATA_KEY_SIZE];
  guint32 newest; /* number of the stream; 0: none yet */
  /* The newest, and those that may follow; each made when it is first needed. */
  SfSrtpStream *streams[1 + SF_SRTP_LOOKAHEAD];
  SfTokenBucket searches;
  SfSrtpBuffer buffer;
};

/* A stream that begins is found by its first packets, even when rubbish comes in between. */
static const SfTokenRate search_rate = {.burst = 64, .refill_us = G_USEC_PER_SEC / 64};

SfSrtpReceiver *
sf_srtp_receiver_new (const guint8 *secret)
{
  SfSrtpReceiver *self = g_new0 (SfSrtpReceiver, 1);

  memcpy (self->secret, secret, sizeof self->secret);
  return self;
}

void
sf_srtp_receiver_free (SfSrtpReceiver *self)
{
  if (self == NULL)
    return;

  for (guint i = 0; i <= SF_SRTP_LOOKAHEAD; i++)
    sf_srtp_stream_free (self->streams[i]);
  sodium_memzero (self, sizeof *self);
  g_free (self);
}

/* Whether it is a packet of the stream so many after the newest. */
static gboolean
try_stream (SfSrtpReceiver *self, guint ahead, const guint8 *datagram, gsize size)
{
  SfSrtpStream **stream = &self->streams[ahead];

  if (*stream == NULL && self->newest + ahead > 0)
    *stream = sf_srtp_stream_new (self->secret, self->newest + ahead, SF_SRTP_RECEIVES);
  if (*stream == NULL)
    return FALSE;

  memcpy (self->buffer.bytes, datagram, size);
  self->buffer.size = size;
  return sf_srtp_stream_unprotect (*stream, &self->buffer);
}

static void
move_on (SfSrtpReceiver *self, guint ahead)
{
  guint n_kept = SF_SRTP_LOOKAHEAD + 1 - ahead;

  for (guint i = 0; i < ahead; i++)
    sf_srtp_stream_free (self->streams[i]);
  memmove (self->streams, self->streams + ahead, n_kept * sizeof *self->streams);
  memset (self->streams + n_kept, 0, ahead * sizeof *self->streams);
  self->newest += ahead;
}

static gboolean
search (SfSrtpReceiver *self, const guint8 *datagram, gsize size, gint64 now_us)
{
  if (!sf_token_bucket_take (&self->searches, &search_rate, now_us))
    return FALSE;

  for (guint ahead = 1; ahead <= SF_SRTP_LOOKAHEAD; ahead++) {
    if (try_stream (self, ahead, datagram, size)) {
      move_on (self, ahead);
      return TRUE;
    }
  }

  return FALSE;
}

const guint8 *
sf_srtp_receiver_unprotect (SfSrtpReceiver *self,
                            const guint8 *datagram,
                            gsize size,
                            gint64 now_us,
                            gsize *ret_size,
                            gboolean *ret_is_new_stream)
{
  gboolean is_newest;

  if (size < SF_SRTP_OVERHEAD || size > SF_SRTP_MAX_PACKET)
    return NULL;

  is_newest = try_stream (self, 0, datagram, size);
  if (!is_newest && !search (self, datagram, size, now_us))
    return NULL;

  *ret_size = self->buffer.size;
  *ret_is_new_stream = !is_newest;
  return self->buffer.bytes;
}
