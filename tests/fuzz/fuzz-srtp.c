/* An SRTP receiver, fed by a real sender and by somebody without the key, in any order. */

#include "net/crypto/sf-session-keys.h"
#include "net/media/sf-srtp-receiver.h"
#include "net/media/sf-srtp-sender.h"
#include "net/media/sf-srtp-stream.h"
#include "net/wire/sf-reader.h"

#include <string.h>

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

typedef struct {
  SfSrtpSender *sender;
  SfSrtpReceiver *receiver;
  gint64 now_us;
  guint8 last[SF_SRTP_MAX_PACKET]; /* that the sender sent */
  gsize last_size;
} Pair;

/* Each after a second, so that the receiver's ration of searches is whole again. */
static gboolean
accepts (Pair *pair, const guint8 *datagram, gsize size)
{
  gsize rtp_size;
  gboolean is_new_stream;

  pair->now_us += G_USEC_PER_SEC;
  return sf_srtp_receiver_unprotect (pair->receiver, datagram, size, pair->now_us, &rtp_size,
                                     &is_new_stream) != NULL;
}

/* What the sender seals is accepted, whatever it is. */
static void
send_sealed (Pair *pair, const guint8 *rtp, gsize size)
{
  const guint8 *srtp;

  if (rtp == NULL || size > SF_MEDIA_MAX_RTP)
    return;

  srtp = sf_srtp_sender_protect (pair->sender, rtp, size, &pair->last_size);
  if (srtp == NULL) {
    pair->last_size = 0;
    return;
  }

  memcpy (pair->last, srtp, pair->last_size);
  g_assert_true (accepts (pair, pair->last, pair->last_size));
}

static void
send_changed (Pair *pair, guint8 place)
{
  guint8 changed[SF_SRTP_MAX_PACKET];

  if (pair->last_size == 0)
    return;

  memcpy (changed, pair->last, pair->last_size);
  changed[place * pair->last_size / 256] ^= 0x40;
  g_assert_false (accepts (pair, changed, pair->last_size));
}

/* Input: letters, some followed by a block or a byte. */
int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  static const guint8 secret[SF_DATA_KEY_SIZE] = "of both sides and nobody else";
  Pair pair = {.sender = sf_srtp_sender_new (secret), .receiver = sf_srtp_receiver_new (secret)};
  SfReader reader;
  const guint8 *block;
  gsize block_size;

  sf_reader_init (&reader, data, size);
  while (!sf_reader_finish (&reader) && !sf_reader_has_failed (&reader)) {
    switch (sf_reader_u8 (&reader)) {
    case 'n':
      sf_srtp_sender_start (pair.sender);
      break;
    case 's':
      block = sf_reader_block (&reader, SF_SRTP_MAX_PACKET, &block_size);
      send_sealed (&pair, block, block_size);
      break;
    case 'r':
      block = sf_reader_block (&reader, SF_SRTP_MAX_PACKET + 1, &block_size);
      g_assert_false (accepts (&pair, block, block_size));
      break;
    case 'a':
      g_assert_false (accepts (&pair, pair.last, pair.last_size));
      break;
    case 'c':
      send_changed (&pair, sf_reader_u8 (&reader));
      break;
    default:
      sf_reader_fail (&reader);
    }
  }

  sf_srtp_sender_free (pair.sender);
  sf_srtp_receiver_free (pair.receiver);
  return 0;
}
