/* What a packet of the live picture costs: sealing, opening, rubbish, the way through a port. */

#include "net/crypto/sf-session-keys.h"
#include "net/media/sf-media-port-private.h"
#include "net/media/sf-srtp-receiver.h"
#include "net/media/sf-srtp-sender.h"
#include "net/media/sf-srtp-stream.h"
#include "net/peer/sf-worker.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define N_PACKETS 30000
#define N_BURSTS 500
#define BURST 20 /* packets: a frame */

typedef struct {
  guint8 bytes[SF_SRTP_MAX_PACKET];
  gsize size;
} Datagram;

static void
write_rtp (guint8 *rtp, guint sequence)
{
  memset (rtp, 0x5A, SF_MEDIA_MAX_RTP);
  rtp[0] = 0x80;
  rtp[2] = (guint8) (sequence >> 8);
  rtp[3] = (guint8) sequence;
}

/* Returns: microseconds a packet */
static double
protect_all (SfSrtpSender *sender, Datagram *datagrams)
{
  guint8 rtp[SF_MEDIA_MAX_RTP];
  gint64 start_us = g_get_monotonic_time ();

  for (guint i = 0; i < N_PACKETS; i++) {
    const guint8 *srtp;

    write_rtp (rtp, i);
    srtp = sf_srtp_sender_protect (sender, rtp, sizeof rtp, &datagrams[i].size);
    memcpy (datagrams[i].bytes, srtp, datagrams[i].size);
  }

  return (double) (g_get_monotonic_time () - start_us) / N_PACKETS;
}

/* @step_us: between two packets, for the receiver. Returns: microseconds a packet */
static double
unprotect_all (SfSrtpReceiver *receiver, const Datagram *datagrams, gint64 step_us)
{
  gint64 start_us = g_get_monotonic_time ();
  gsize size;
  gboolean is_new_stream;

  for (guint i = 0; i < N_PACKETS; i++)
    sf_srtp_receiver_unprotect (receiver, datagrams[i].bytes, datagrams[i].size, i * step_us, &size,
                                &is_new_stream);

  return (double) (g_get_monotonic_time () - start_us) / N_PACKETS;
}

/* The profile that DTLS-SRTP mostly ends up with, for comparison. */
static double
protect_all_aes_cm_sha1 (void)
{
  guint8 key[SRTP_MASTER_KEY_LEN] = {1};
  srtp_policy_t policy = {.ssrc.type = ssrc_any_outbound, .key = key, .window_size = 1024};
  srtp_t session;
  SfSrtpBuffer buffer;
  gint64 start_us = g_get_monotonic_time ();

  srtp_crypto_policy_set_rtp_default (&policy.rtp);
  srtp_crypto_policy_set_rtcp_default (&policy.rtcp);
  srtp_create (&session, &policy);
  for (guint i = 0; i < N_PACKETS; i++) {
    int size = SF_MEDIA_MAX_RTP;

    write_rtp (buffer.bytes, i);
    srtp_protect (session, buffer.bytes, &size);
  }
  srtp_dealloc (session);

  return (double) (g_get_monotonic_time () - start_us) / N_PACKETS;
}

static void
measure_srtp (void)
{
  const guint8 secret[SF_DATA_KEY_SIZE] = {1};
  const guint8 other[SF_DATA_KEY_SIZE] = {2};
  g_autofree Datagram *datagrams = g_new (Datagram, N_PACKETS);
  g_autoptr (SfSrtpSender) sender = sf_srtp_sender_new (secret);
  g_autoptr (SfSrtpReceiver) receiver = sf_srtp_receiver_new (secret);
  g_autoptr (SfSrtpReceiver) stranger = sf_srtp_receiver_new (other);
  double protect_us, unprotect_us, repeated_us, searched_us, rationed_us;

  sf_srtp_sender_start (sender);
  protect_us = protect_all (sender, datagrams);
  unprotect_us = unprotect_all (receiver, datagrams, 1);
  repeated_us = unprotect_all (receiver, datagrams, 1);
  for (guint i = 0; i < N_PACKETS; i++)
    datagrams[i].bytes[8] ^= 1; /* an SSRC that was not seen: no replay, rubbish */
  rationed_us = unprotect_all (receiver, datagrams, 1);
  searched_us = unprotect_all (stranger, datagrams, G_USEC_PER_SEC);

  printf ("{\"bench\":\"media\",\"what\":\"srtp\",\"bytes\":%d,\"protect_us\":%.2f,"
          "\"aes_cm_sha1_protect_us\":%.2f,\"unprotect_us\":%.2f,\"repeated_us\":%.2f,"
          "\"rubbish_us\":%.2f,\"rubbish_searched_us\":%.2f}\n",
          SF_MEDIA_MAX_RTP, protect_us, protect_all_aes_cm_sha1 (), unprotect_us, repeated_us,
          rationed_us, searched_us);
}

/* The receiving thread of the port: when each burst was taken. */
typedef struct {
  SfMediaPort *port;
  GAsyncQueue *taken;
  guint n_wakes;
  gboolean per_packet; /* an idle source a packet, for comparison */
} Taker;

static gint64
get_sent_us (GBytes *packet)
{
  gint64 sent_us;

  memcpy (&sent_us, g_bytes_get_data (packet, NULL), sizeof sent_us);
  return sent_us;
}

static void
tell_latency (Taker *taker, GBytes *packet)
{
  gint64 latency_us = g_get_monotonic_time () - get_sent_us (packet);

  g_async_queue_push (taker->taken, GINT_TO_POINTER ((gint) latency_us + 1));
}

static void
on_wake (gpointer user_data)
{
  Taker *taker = user_data;
  g_auto (SfMediaBurst) burst = {0};

  taker->n_wakes++;
  sf_media_port_take (taker->port, &burst);
  for (GList *link = burst.packets.head; link != NULL; link = link->next)
    tell_latency (taker, link->data);
}

typedef struct {
  Taker *taker;
  GBytes *packet;
} Single;

static gboolean
on_single (gpointer user_data)
{
  Single *single = user_data;

  single->taker->n_wakes++;
  tell_latency (single->taker, single->packet);
  g_bytes_unref (single->packet);
  g_free (single);
  return G_SOURCE_REMOVE;
}

static gboolean
on_attach (gpointer user_data)
{
  Taker *taker = user_data;

  sf_media_port_attach (taker->port, on_wake, taker);
  sf_media_port_open (taker->port, FALSE);
  sf_media_port_start_stream (taker->port);
  g_async_queue_push (taker->taken, GINT_TO_POINTER (1));
  return G_SOURCE_REMOVE;
}

static gboolean
on_detach (gpointer user_data)
{
  sf_media_port_detach (((Taker *) user_data)->port);
  return G_SOURCE_REMOVE;
}

static void
send_packet (Taker *taker, SfWorker *worker)
{
  gint64 now_us = g_get_monotonic_time ();
  guint8 bytes[SF_MEDIA_MAX_RTP] = {0};
  GBytes *packet;

  memcpy (bytes, &now_us, sizeof now_us);
  packet = g_bytes_new (bytes, sizeof bytes);
  if (taker->per_packet) {
    Single single = {taker, packet};

    sf_worker_invoke (worker, on_single, g_memdup2 (&single, sizeof single), NULL);
  } else {
    sf_media_port_send (taker->port, packet);
  }
}

static int
compare (const void *a, const void *b)
{
  return *(const gint *) a - *(const gint *) b;
}

static void
measure_port (gboolean per_packet)
{
  g_autofree gint *latencies_us = g_new (gint, N_BURSTS * BURST);
  g_autoptr (SfWorker) worker = sf_worker_new ("bench");
  g_autoptr (SfMediaPort) port = sf_media_port_new ();
  g_autoptr (GAsyncQueue) taken = g_async_queue_new ();
  Taker taker = {.port = port, .taken = taken, .per_packet = per_packet};

  sf_worker_invoke (worker, on_attach, &taker, NULL);
  g_async_queue_pop (taken);
  for (guint i = 0; i < N_BURSTS; i++) {
    for (guint j = 0; j < BURST; j++)
      send_packet (&taker, worker);
    for (guint j = 0; j < BURST; j++)
      latencies_us[i * BURST + j] = GPOINTER_TO_INT (g_async_queue_pop (taken)) - 1;
  }
  sf_worker_invoke (worker, on_detach, &taker, NULL);
  g_clear_pointer (&worker, sf_worker_free);

  qsort (latencies_us, N_BURSTS * BURST, sizeof *latencies_us, compare);
  printf ("{\"bench\":\"media\",\"what\":\"%s\",\"packets\":%d,\"wakes\":%u,\"median_us\":%d,"
          "\"p95_us\":%d}\n",
          per_packet ? "a source a packet" : "port", N_BURSTS * BURST, taker.n_wakes,
          latencies_us[N_BURSTS * BURST / 2], latencies_us[N_BURSTS * BURST * 95 / 100]);
}

int
main (void)
{
  measure_srtp ();
  measure_port (FALSE);
  measure_port (TRUE);
  return 0;
}
