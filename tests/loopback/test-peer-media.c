/* The live picture's packets between two whole peers on the loopback interface. */

#include "net/peer/sf-peer.h"
#include "net/server/sf-rendezvous-server.h"
#include "tests/support/sf-run-until.h"
#include "tests/support/sf-test-rtp.h"

#include <string.h>

#define N_THREADS 4 /* each with an SSRC of its own */
#define N_SEQUENCES 20000
#define TICK_MS 2
#define PACKET_SIZE 900
#define BLOB_SIZE 5000000

/* What came out of a port, in the link's thread. */
typedef struct {
  gint n_packets; /* atomic, as the next two */
  gint n_streams;
  gint n_feedback;
  gint is_gone; /* atomic: set once nothing may be called any more */
  guint8 seen[N_THREADS][N_SEQUENCES];
} Receiver;

typedef struct _Senders Senders;

typedef struct {
  Senders *senders;
  guint number; /* names its SSRC */
  GThread *thread;
} Sender;

/* Threads that take ticks, and send a packet for each. */
struct _Senders {
  SfMediaPort *port;
  GAsyncQueue *ticks;
  Sender sender[N_THREADS];
  GSource *clock;
};

typedef struct {
  SfPeer *peer;
  SfMediaPort *port;
  char *code;
  gboolean is_introduced;
  gboolean is_connected;
  gboolean is_released;
  gboolean has_blob;
  Receiver receiver;
  Senders senders;
} Side;

typedef struct {
  SfRendezvousServer *server;
  char *url;
  Side creator;
  Side joiner;
} Fixture;

static void
on_packet (const guint8 *rtp, gsize size, gint64 arrived_us, gpointer user_data)
{
  Receiver *receiver = user_data;
  guint16 sequence = sf_test_rtp_get_sequence (rtp);
  guint8 thread = rtp[SF_TEST_RTP_HEADER_SIZE - 1];

  g_assert_false (g_atomic_int_get (&receiver->is_gone));
  g_assert_true (sf_test_rtp_is_whole (rtp, size));
  g_assert_cmpuint (thread, <, N_THREADS);
  g_assert_cmpuint (sequence, <, N_SEQUENCES);
  g_assert_cmpuint (receiver->seen[thread][sequence]++, ==, 0);
  g_assert_cmpint (arrived_us, <=, g_get_monotonic_time ());
  g_atomic_int_inc (&receiver->n_packets);
}

static void
on_stream_started (gpointer user_data)
{
  Receiver *receiver = user_data;

  g_assert_false (g_atomic_int_get (&receiver->is_gone));
  memset (receiver->seen, 0, sizeof receiver->seen);
  g_atomic_int_inc (&receiver->n_streams);
}

static void
on_feedback (const guint8 *bytes, gsize size, gint64 arrived_us, gpointer user_data)
{
  Receiver *receiver = user_data;

  g_assert_false (g_atomic_int_get (&receiver->is_gone));
  g_assert_cmpmem (bytes, size, "late", 4);
  g_atomic_int_inc (&receiver->n_feedback);
}

static const SfMediaPortFuncs receiver_funcs = {
  .packet = on_packet,
  .stream_started = on_stream_started,
  .feedback = on_feedback,
};

static gpointer
send_packets (gpointer data)
{
  const Sender *sender = data;
  Senders *senders = sender->senders;

  for (guint16 sequence = 0; GPOINTER_TO_INT (g_async_queue_pop (senders->ticks)) > 0; sequence++)
    sf_media_port_send (senders->port, sf_test_rtp_new (PACKET_SIZE, sender->number, sequence));

  return NULL;
}

static gboolean
on_clock (gpointer data)
{
  Senders *senders = data;

  for (guint i = 0; i < N_THREADS; i++)
    g_async_queue_push (senders->ticks, GINT_TO_POINTER (1));
  return G_SOURCE_CONTINUE;
}

static void
senders_start (Senders *senders, SfMediaPort *port)
{
  senders->port = port;
  senders->ticks = g_async_queue_new ();
  sf_media_port_start_stream (port);
  for (guint i = 0; i < N_THREADS; i++) {
    Sender *sender = &senders->sender[i];

    *sender = (Sender){.senders = senders, .number = i};
    sender->thread = g_thread_new ("sender", send_packets, sender);
  }
  senders->clock = g_timeout_source_new (TICK_MS);
  g_source_set_callback (senders->clock, on_clock, senders, NULL);
  g_source_attach (senders->clock, NULL);
}

static void
senders_stop (Senders *senders)
{
  g_source_destroy (senders->clock);
  g_source_unref (senders->clock);
  for (guint i = 0; i < N_THREADS; i++)
    g_async_queue_push (senders->ticks, GINT_TO_POINTER (-1));
  for (guint i = 0; i < N_THREADS; i++)
    g_thread_join (senders->sender[i].thread);
  g_async_queue_unref (senders->ticks);
}

static void
on_code (SfPeer *peer, const char *code, gpointer user_data)
{
  ((Side *) user_data)->code = g_strdup (code);
}

static void
on_introduced (SfPeer *peer, GBytes *introduction, gpointer user_data)
{
  ((Side *) user_data)->is_introduced = TRUE;
}

static void
on_connected (SfPeer *peer, int kind, gpointer user_data)
{
  ((Side *) user_data)->is_connected = TRUE;
}

static gboolean
on_blob_offered (SfPeer *peer, guint64 id, guint64 size, gpointer user_data)
{
  return TRUE;
}

static void
on_blob_received (SfPeer *peer, guint64 id, GBytes *bytes, gpointer user_data)
{
  ((Side *) user_data)->has_blob = TRUE;
}

static void
side_start (Side *side, const char *url, const char *code)
{
  const char *urls[] = {url, NULL};
  g_autoptr (GBytes) introduction = g_bytes_new_static ("", 0);
  const SfPeerConfig config = {.code = code, .server_urls = urls, .introduction = introduction};

  side->peer = sf_peer_new (&config);
  side->port = sf_media_port_ref (sf_peer_get_media_port (side->peer));
  sf_media_port_set_receiver (side->port, &receiver_funcs, &side->receiver);
  g_signal_connect (side->peer, "code", G_CALLBACK (on_code), side);
  g_signal_connect (side->peer, "introduced", G_CALLBACK (on_introduced), side);
  g_signal_connect (side->peer, "connected", G_CALLBACK (on_connected), side);
  g_signal_connect (side->peer, "blob-offered", G_CALLBACK (on_blob_offered), side);
  g_signal_connect (side->peer, "blob-received", G_CALLBACK (on_blob_received), side);
  sf_peer_start (side->peer);
}

static void
on_close_ready (GObject *peer, GAsyncResult *result, gpointer user_data)
{
  sf_peer_close_finish (SF_PEER (peer), result);
  ((Side *) user_data)->is_released = TRUE;
}

static void
fixture_set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new_from_string ("127.0.0.1", 0);
  g_autoptr (GError) error = NULL;

  memset (fixture, 0, sizeof *fixture);
  fixture->server = sf_rendezvous_server_new (NULL);
  sf_rendezvous_server_listen (fixture->server, address, &error);
  g_assert_no_error (error);
  fixture->url =
    g_strdup_printf ("ws://127.0.0.1:%u/v1", sf_rendezvous_server_get_port (fixture->server));

  side_start (&fixture->creator, fixture->url, NULL);
  SF_RUN_UNTIL (fixture->creator.code != NULL);
  side_start (&fixture->joiner, fixture->url, fixture->creator.code);
  SF_RUN_UNTIL (fixture->creator.is_introduced && fixture->joiner.is_introduced);
}

static void
close_both (Fixture *fixture)
{
  sf_peer_close_async (fixture->creator.peer, on_close_ready, &fixture->creator);
  sf_peer_close_async (fixture->joiner.peer, on_close_ready, &fixture->joiner);
  SF_RUN_UNTIL (fixture->creator.is_released && fixture->joiner.is_released);
}

static void
side_clear (Side *side)
{
  g_assert_finalize_object (side->peer);
  /* A port is of no use without its peer, and does no harm. */
  sf_media_port_set_receiver (side->port, NULL, NULL);
  sf_media_port_start_stream (side->port);
  g_assert_false (sf_media_port_send (side->port, sf_test_rtp_new (PACKET_SIZE, 0, 0)));
  sf_media_port_unref (side->port);
  g_free (side->code);
}

static void
fixture_tear_down (Fixture *fixture, gconstpointer data)
{
  close_both (fixture);
  side_clear (&fixture->creator);
  side_clear (&fixture->joiner);
  sf_rendezvous_server_stop (fixture->server);
  g_object_unref (fixture->server);
  g_free (fixture->url);
}

static void
connect_both (Fixture *fixture)
{
  sf_peer_permit (fixture->creator.peer);
  sf_peer_permit (fixture->joiner.peer);
  SF_RUN_UNTIL (fixture->creator.is_connected && fixture->joiner.is_connected);
}

static gint
count_packets (Side *side)
{
  return g_atomic_int_get (&side->receiver.n_packets);
}

static void
test_beside_a_photograph (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) blob = g_bytes_new_take (g_malloc0 (BLOB_SIZE), BLOB_SIZE);

  connect_both (fixture);
  senders_start (&fixture->creator.senders, fixture->creator.port);
  senders_start (&fixture->joiner.senders, fixture->joiner.port);
  sf_peer_send_blob (fixture->creator.peer, 1, blob, 0);
  SF_RUN_UNTIL (fixture->joiner.has_blob && count_packets (&fixture->creator) > 500 &&
                count_packets (&fixture->joiner) > 500);
  senders_stop (&fixture->creator.senders);
  senders_stop (&fixture->joiner.senders);
  g_assert_cmpint (g_atomic_int_get (&fixture->creator.receiver.n_streams), ==, 1);
  g_assert_cmpint (g_atomic_int_get (&fixture->joiner.receiver.n_streams), ==, 1);
}

static void
test_not_before_both_permit (Fixture *fixture, gconstpointer data)
{
  SfMediaPort *port = fixture->creator.port;

  sf_media_port_start_stream (port);
  g_assert_false (sf_media_port_send (port, sf_test_rtp_new (PACKET_SIZE, 0, 0)));
  sf_peer_permit (fixture->creator.peer);
  g_assert_false (sf_media_port_send (port, sf_test_rtp_new (PACKET_SIZE, 0, 1)));
  g_assert_false (sf_media_port_send_feedback (port, (const guint8 *) "late", 4));
  g_assert_cmpuint (sf_media_port_get_n_dropped (port), ==, 2);

  sf_peer_permit (fixture->joiner.peer);
  SF_RUN_UNTIL (fixture->creator.is_connected && fixture->joiner.is_connected);
  g_assert_true (sf_media_port_send (port, sf_test_rtp_new (PACKET_SIZE, 0, 2)));
  SF_RUN_UNTIL (count_packets (&fixture->joiner) == 1);
}

static void
test_feedback (Fixture *fixture, gconstpointer data)
{
  connect_both (fixture);
  sf_media_port_send_feedback (fixture->joiner.port, (const guint8 *) "late", 4);
  SF_RUN_UNTIL (g_atomic_int_get (&fixture->creator.receiver.n_feedback) == 1);
  g_assert_false (sf_media_port_is_lean (fixture->joiner.port));
}

static void
test_streams_follow_each_other (Fixture *fixture, gconstpointer data)
{
  Receiver *receiver = &fixture->joiner.receiver;

  connect_both (fixture);
  for (gint i = 1; i <= 3; i++) {
    gint n_packets = count_packets (&fixture->joiner);

    senders_start (&fixture->creator.senders, fixture->creator.port);
    SF_RUN_UNTIL (count_packets (&fixture->joiner) > n_packets + 20);
    senders_stop (&fixture->creator.senders);
    g_assert_cmpint (g_atomic_int_get (&receiver->n_streams), ==, i);
  }
}

static void
test_receiver_changes_under_load (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) receivers = g_ptr_array_new_with_free_func (g_free);

  connect_both (fixture);
  senders_start (&fixture->creator.senders, fixture->creator.port);
  for (guint i = 0; i < 50; i++) {
    Receiver *receiver = g_new0 (Receiver, 1);

    g_ptr_array_add (receivers, receiver);
    sf_media_port_set_receiver (fixture->joiner.port, &receiver_funcs, receiver);
    SF_RUN_UNTIL (g_atomic_int_get (&receiver->n_packets) > 2);
    sf_media_port_set_receiver (fixture->joiner.port, NULL, NULL);
    g_atomic_int_set (&receiver->is_gone, TRUE);
  }
  senders_stop (&fixture->creator.senders);
}

static void
test_closes_under_load (Fixture *fixture, gconstpointer data)
{
  connect_both (fixture);
  senders_start (&fixture->creator.senders, fixture->creator.port);
  senders_start (&fixture->joiner.senders, fixture->joiner.port);
  SF_RUN_UNTIL (count_packets (&fixture->joiner) > 20);
  sf_peer_close_async (fixture->joiner.peer, on_close_ready, &fixture->joiner);
  SF_RUN_UNTIL (fixture->joiner.is_released);
  fixture->joiner.is_released = FALSE;
  g_assert_false (sf_media_port_send (fixture->joiner.port, sf_test_rtp_new (PACKET_SIZE, 0, 0)));
  senders_stop (&fixture->creator.senders);
  senders_stop (&fixture->joiner.senders);
}

#define ADD(name, function)                                                                        \
  g_test_add ("/net/peer-media/" name, Fixture, NULL, fixture_set_up, function, fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("beside-a-photograph", test_beside_a_photograph);
  ADD ("not-before-both-permit", test_not_before_both_permit);
  ADD ("feedback", test_feedback);
  ADD ("streams-follow-each-other", test_streams_follow_each_other);
  ADD ("receiver-changes-under-load", test_receiver_changes_under_load);
  ADD ("closes-under-load", test_closes_under_load);
  return g_test_run ();
}
