/* The live picture's part of a link: two of them over joined paths, and what they drop. */

#include "net/ice/sf-relay-path.h"
#include "net/media/sf-media-port-private.h"
#include "net/peer/sf-link-frame.h"
#include "net/peer/sf-link-media.h"
#include "tests/support/sf-fake-path.h"
#include "tests/support/sf-run-until.h"
#include "tests/support/sf-test-rtp.h"

#include <string.h>

#define NOW_US G_USEC_PER_SEC
#define SIZE 700

typedef struct {
  SfMediaPort *port;
  SfLinkMedia *media;
  SfFakePath *path;
  guint n_packets;
  guint n_streams;
  guint n_refused; /* datagrams */
  GBytes *frame;   /* sealed last */
} Side;

typedef struct {
  Side a;
  Side b;
} Pair;

static void
on_packet (const guint8 *rtp, gsize size, gint64 arrived_us, gpointer user_data)
{
  g_assert_true (sf_test_rtp_is_whole (rtp, size));
  g_assert_cmpint (arrived_us, ==, NOW_US);
  ((Side *) user_data)->n_packets++;
}

static void
on_stream_started (gpointer user_data)
{
  ((Side *) user_data)->n_streams++;
}

static void
on_feedback (const guint8 *bytes, gsize size, gint64 arrived_us, gpointer user_data)
{
  g_assert_not_reached ();
}

static const SfMediaPortFuncs receiver_funcs = {
  .packet = on_packet,
  .stream_started = on_stream_started,
  .feedback = on_feedback,
};

static void
on_wake (gpointer user_data)
{
  sf_link_media_pump (((Side *) user_data)->media, NOW_US);
}

static gboolean
on_send_frame (const guint8 *frame, gsize size, gpointer user_data)
{
  Side *side = user_data;

  g_clear_pointer (&side->frame, g_bytes_unref);
  side->frame = g_bytes_new (frame, size);
  return TRUE;
}

static void
on_datagram (const guint8 *datagram, gsize size, gpointer user_data)
{
  Side *side = user_data;

  side->n_refused += sf_link_media_receive (side->media, datagram, size, NOW_US) ? 0 : 1;
}

static void
side_init (Side *side, guint8 send, guint8 receive)
{
  static const SfLinkMediaFuncs funcs = {.wake = on_wake, .send_frame = on_send_frame};
  SfSessionKeys keys = {0};

  memset (side, 0, sizeof *side);
  memset (keys.media_send, send, sizeof keys.media_send);
  memset (keys.media_receive, receive, sizeof keys.media_receive);
  side->port = sf_media_port_new ();
  sf_media_port_set_receiver (side->port, &receiver_funcs, side);
  side->media = sf_link_media_new (&keys, side->port, &funcs, side);
  side->path = sf_fake_path_new (on_datagram, side);
}

static void
side_clear (Side *side)
{
  sf_link_media_free (side->media);
  sf_media_port_unref (side->port);
  g_object_unref (side->path);
  g_clear_pointer (&side->frame, g_bytes_unref);
}

static void
pair_set_up (Pair *pair, gconstpointer data)
{
  side_init (&pair->a, 1, 2);
  side_init (&pair->b, 2, 1);
  sf_fake_path_join (pair->a.path, pair->b.path);
  sf_fake_path_set_state (pair->a.path, SF_PATH_STATE_CONNECTED);
  sf_link_media_open (pair->a.media, SF_PATH (pair->a.path));
  sf_media_port_start_stream (pair->a.port);
}

static void
run_ready (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    continue;
}

static void
pair_tear_down (Pair *pair, gconstpointer data)
{
  run_ready ();
  side_clear (&pair->a);
  side_clear (&pair->b);
}

static gboolean
send_one (Pair *pair, guint16 sequence)
{
  return sf_media_port_send (pair->a.port, sf_test_rtp_new (SIZE, 1, sequence));
}

static void
test_carries (Pair *pair, gconstpointer data)
{
  for (guint16 i = 0; i < 10; i++)
    g_assert_true (send_one (pair, i));
  SF_RUN_UNTIL (pair->b.n_packets == 10);
  g_assert_cmpuint (pair->b.n_streams, ==, 1);
  g_assert_cmpuint (sf_media_port_get_n_dropped (pair->a.port), ==, 0);

  sf_media_port_start_stream (pair->a.port);
  g_assert_true (send_one (pair, 0));
  SF_RUN_UNTIL (pair->b.n_packets == 11);
  g_assert_cmpuint (pair->b.n_streams, ==, 2);
}

static void
test_key_goes_on_over_paths (Pair *pair, gconstpointer data)
{
  g_assert_true (send_one (pair, 0));
  SF_RUN_UNTIL (pair->b.n_packets == 1);

  sf_link_media_close (pair->a.media);
  g_assert_false (send_one (pair, 1));
  sf_link_media_open (pair->a.media, SF_PATH (pair->a.path));
  g_assert_true (send_one (pair, 2));
  SF_RUN_UNTIL (pair->b.n_packets == 2);
  g_assert_cmpuint (pair->b.n_streams, ==, 1);
}

static void
test_full_path_drops (Pair *pair, gconstpointer data)
{
  sf_fake_path_set_state (pair->a.path, SF_PATH_STATE_CHECKING);
  g_assert_true (send_one (pair, 0));
  g_assert_true (send_one (pair, 1));
  run_ready ();
  g_assert_cmpuint (sf_media_port_get_n_dropped (pair->a.port), ==, 2);

  /* What was dropped is lost, not late. */
  sf_fake_path_set_state (pair->a.path, SF_PATH_STATE_CONNECTED);
  g_assert_true (send_one (pair, 2));
  SF_RUN_UNTIL (pair->b.n_packets == 1);
}

static void
test_number_used_twice_is_dropped (Pair *pair, gconstpointer data)
{
  g_assert_true (send_one (pair, 0));
  g_assert_true (send_one (pair, 0));
  run_ready ();
  g_assert_cmpuint (pair->b.n_packets, ==, 1);
  g_assert_cmpuint (sf_media_port_get_n_dropped (pair->a.port), ==, 1);
}

static void
test_feedback (Pair *pair, gconstpointer data)
{
  static const guint8 feedback[SF_MEDIA_MAX_FEEDBACK] = {1, 2, 3};
  static const gsize sizes[] = {1, SF_MEDIA_MAX_FEEDBACK};

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++) {
    SfLinkFrame frame;
    gsize size;
    const guint8 *bytes;

    g_assert_true (sf_media_port_send_feedback (pair->a.port, feedback, sizes[i]));
    run_ready ();
    bytes = g_bytes_get_data (pair->a.frame, &size);
    g_assert_true (sf_link_frame_parse (&frame, bytes, size));
    g_assert_cmpint (frame.channel, ==, SF_LINK_CHANNEL_MEDIA_FEEDBACK);
    g_assert_cmpmem (frame.body, frame.body_size, feedback, sizes[i]);
  }
}

static void
test_active_for_a_second (Pair *pair, gconstpointer data)
{
  g_assert_false (sf_link_media_is_active (pair->a.media, NOW_US));
  g_assert_true (send_one (pair, 0));
  run_ready ();
  g_assert_true (sf_link_media_is_active (pair->a.media, NOW_US + G_USEC_PER_SEC - 1));
  g_assert_false (sf_link_media_is_active (pair->a.media, NOW_US + G_USEC_PER_SEC));
}

static void
test_refuses_forgery (Pair *pair, gconstpointer data)
{
  guint8 forged[SIZE];

  sf_test_rtp_write (forged, sizeof forged, 1, 0);
  on_datagram (forged, sizeof forged, &pair->b);
  g_assert_cmpuint (pair->b.n_refused, ==, 1);
  g_assert_cmpuint (pair->b.n_packets, ==, 0);
}

static void
on_close_ready (GObject *path, GAsyncResult *result, gpointer user_data)
{
  sf_path_close_finish (SF_PATH (path), result);
  *(gboolean *) user_data = TRUE;
}

static void
test_relay_is_lean (Pair *pair, gconstpointer data)
{
  const SfRelayConfig config = {.server = "127.0.0.1:1"};
  g_autoptr (GError) error = NULL;
  g_autoptr (SfRelayPath) relay = sf_relay_path_new (&config, on_datagram, &pair->a, &error);
  gboolean is_closed = FALSE;

  g_assert_no_error (error);
  g_assert_false (sf_media_port_is_lean (pair->a.port));
  sf_link_media_close (pair->a.media);
  sf_link_media_open (pair->a.media, SF_PATH (relay));
  g_assert_true (sf_media_port_is_lean (pair->a.port));
  sf_link_media_close (pair->a.media);
  sf_path_close_async (SF_PATH (relay), on_close_ready, &is_closed);
  SF_RUN_UNTIL (is_closed);
}

#define ADD(name, function)                                                                        \
  g_test_add ("/net/link-media/" name, Pair, NULL, pair_set_up, function, pair_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("carries", test_carries);
  ADD ("key-goes-on-over-paths", test_key_goes_on_over_paths);
  ADD ("full-path-drops", test_full_path_drops);
  ADD ("number-used-twice-is-dropped", test_number_used_twice_is_dropped);
  ADD ("feedback", test_feedback);
  ADD ("active-for-a-second", test_active_for_a_second);
  ADD ("refuses-forgery", test_refuses_forgery);
  ADD ("relay-is-lean", test_relay_is_lean);
  return g_test_run ();
}
