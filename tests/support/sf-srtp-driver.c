/* Seals or opens a stream of RTP packets, standard input to standard output. */

#include "net/crypto/sf-session-keys.h"
#include "net/media/sf-srtp-receiver.h"
#include "net/media/sf-srtp-sender.h"
#include "net/media/sf-srtp-stream.h"

#include <stdio.h>
#include <string.h>

/* Packets are framed by two bytes of length before each (RFC 4571). */

static gboolean
read_packet (guint8 *packet, gsize *ret_size)
{
  guint8 length[2];

  if (fread (length, sizeof length, 1, stdin) != 1)
    return FALSE;

  *ret_size = (gsize) length[0] << 8 | length[1];
  return *ret_size <= SF_SRTP_MAX_PACKET && fread (packet, 1, *ret_size, stdin) == *ret_size;
}

static void
write_packet (const guint8 *packet, gsize size)
{
  const guint8 length[2] = {(guint8) (size >> 8), (guint8) size};

  fwrite (length, sizeof length, 1, stdout);
  fwrite (packet, size, 1, stdout);
}

/* Returns: how many packets were refused */
static int
seal (const guint8 *secret)
{
  g_autoptr (SfSrtpSender) sender = sf_srtp_sender_new (secret);
  guint8 packet[SF_SRTP_MAX_PACKET];
  gsize size;
  int n_refused = 0;

  sf_srtp_sender_start (sender);
  while (read_packet (packet, &size)) {
    gsize sealed_size;
    const guint8 *sealed = sf_srtp_sender_protect (sender, packet, size, &sealed_size);

    if (sealed != NULL)
      write_packet (sealed, sealed_size);
    else
      n_refused++;
  }

  return n_refused;
}

static int
open_sealed (const guint8 *secret)
{
  g_autoptr (SfSrtpReceiver) receiver = sf_srtp_receiver_new (secret);
  guint8 packet[SF_SRTP_MAX_PACKET];
  gsize size;
  int n_refused = 0;

  while (read_packet (packet, &size)) {
    gsize rtp_size;
    gboolean is_new_stream;
    const guint8 *rtp =
      sf_srtp_receiver_unprotect (receiver, packet, size, 0, &rtp_size, &is_new_stream);

    if (rtp != NULL)
      write_packet (rtp, rtp_size);
    else
      n_refused++;
  }

  return n_refused;
}

int
main (int argc, char **argv)
{
  guint8 secret[SF_DATA_KEY_SIZE] = {0};
  int n_refused;

  if (argc != 3 || strlen (argv[2]) > sizeof secret) {
    g_printerr ("usage: %s seal|open SECRET\n", argv[0]);
    return 2;
  }

  memcpy (secret, argv[2], strlen (argv[2]));
  n_refused = g_str_equal (argv[1], "seal") ? seal (secret) : open_sealed (secret);
  g_printerr ("%d refused\n", n_refused);
  return 0;
}
