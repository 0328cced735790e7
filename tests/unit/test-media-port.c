/* The media port between sending threads and a link: bounds, wake-ups, and who is called when. */

#include "net/media/sf-media-port-private.h"
#include "tests/support/sf-test-rtp.h"

#include <string.h>

#define SIZE 1000
#define N_YIELDS 1000

typedef struct {
  SfMediaPort *port;
  guint n_wakes;
} Fixture;

static void
on_wake (gpointer user_data)
{
  ((Fixture *) user_data)->n_wakes++;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->n_wakes = 0;
  fixture->port = sf_media_port_new ();
  sf_media_port_attach (fixture->port, on_wake, fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  sf_media_port_detach (fixture->port);
  sf_media_port_unref (fixture->port);
}

static void
run_ready (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    continue;
}

static gboolean
send_one (Fixture *fixture, guint16 sequence)
{
  return sf_media_port_send (fixture->port, sf_test_rtp_new (SIZE, 1, sequence));
}

static void
open_with_stream (Fixture *fixture)
{
  sf_media_port_open (fixture->port, FALSE);
  sf_media_port_start_stream (fixture->port);
}

static void
test_one_wake_a_burst (Fixture *fixture, gconstpointer data)
{
  open_with_stream (fixture);
  for (guint round = 1; round <= 3; round++) {
    g_auto (SfMediaBurst) burst = {0};

    for (guint16 i = 0; i < 50; i++)
      g_assert_true (send_one (fixture, i));
    run_ready ();
    g_assert_cmpuint (fixture->n_wakes, ==, round);

    sf_media_port_take (fixture->port, &burst);
    g_assert_cmpint (burst.starts_stream, ==, round == 1);
    for (guint16 i = 0; i < 50; i++) {
      const guint8 *rtp = g_bytes_get_data (g_queue_peek_nth (&burst.packets, i), NULL);

      g_assert_cmpuint (sf_test_rtp_get_sequence (rtp), ==, i);
    }
  }
}

static void
test_closed_takes_nothing (Fixture *fixture, gconstpointer data)
{
  const guint8 feedback[] = {1};
  g_auto (SfMediaBurst) burst = {0};

  sf_media_port_start_stream (fixture->port);
  g_assert_false (send_one (fixture, 0));
  g_assert_false (sf_media_port_send_feedback (fixture->port, feedback, sizeof feedback));
  g_assert_cmpuint (sf_media_port_get_n_dropped (fixture->port), ==, 1);

  /* The stream that was asked for meanwhile begins when it can. */
  sf_media_port_open (fixture->port, FALSE);
  g_assert_true (send_one (fixture, 1));
  sf_media_port_take (fixture->port, &burst);
  g_assert_true (burst.starts_stream);
  g_assert_cmpuint (burst.packets.length, ==, 1);
}

static void
test_no_packets_without_a_stream (Fixture *fixture, gconstpointer data)
{
  const guint8 feedback[] = {1};

  sf_media_port_open (fixture->port, FALSE);
  g_assert_false (send_one (fixture, 0));
  g_assert_true (sf_media_port_send_feedback (fixture->port, feedback, sizeof feedback));
}

static void
test_closing_drops (Fixture *fixture, gconstpointer data)
{
  const guint8 feedback[] = {1};
  g_auto (SfMediaBurst) burst = {0};

  open_with_stream (fixture);
  send_one (fixture, 0);
  sf_media_port_send_feedback (fixture->port, feedback, sizeof feedback);
  sf_media_port_close (fixture->port);
  g_assert_cmpuint (sf_media_port_get_n_dropped (fixture->port), ==, 1);

  sf_media_port_open (fixture->port, FALSE);
  sf_media_port_take (fixture->port, &burst);
  g_assert_cmpuint (burst.packets.length + burst.feedback.length, ==, 0);

  run_ready ();
  fixture->n_wakes = 0;
  send_one (fixture, 1);
  run_ready ();
  g_assert_cmpuint (fixture->n_wakes, ==, 1);
}

static void
test_new_stream_drops (Fixture *fixture, gconstpointer data)
{
  const guint8 feedback[] = {1};
  g_auto (SfMediaBurst) burst = {0};

  open_with_stream (fixture);
  send_one (fixture, 0);
  sf_media_port_send_feedback (fixture->port, feedback, sizeof feedback);
  sf_media_port_start_stream (fixture->port);
  send_one (fixture, 7);
  sf_media_port_take (fixture->port, &burst);
  g_assert_cmpuint (burst.packets.length, ==, 1);
  g_assert_cmpuint (burst.feedback.length, ==, 1);
  g_assert_cmpuint (sf_media_port_get_n_dropped (fixture->port), ==, 1);
}

static void
test_what_waits_is_bounded (Fixture *fixture, gconstpointer data)
{
  guint n_fitting = SF_MEDIA_MAX_WAITING / SIZE;
  guint8 feedback[SF_MEDIA_MAX_FEEDBACK] = {0};
  SfMediaBurst burst;

  open_with_stream (fixture);
  for (guint round = 1; round <= 2; round++) {
    for (guint i = 0; i < n_fitting; i++)
      g_assert_true (send_one (fixture, (guint16) i));
    g_assert_false (send_one (fixture, (guint16) n_fitting));
    g_assert_false (sf_media_port_send_feedback (fixture->port, feedback, sizeof feedback));
    g_assert_cmpuint (sf_media_port_get_n_dropped (fixture->port), ==, round);

    sf_media_port_take (fixture->port, &burst);
    g_assert_cmpuint (burst.packets.length, ==, n_fitting);
    sf_media_burst_clear (&burst);
  }
}

static void
test_tells_lean (Fixture *fixture, gconstpointer data)
{
  g_assert_false (sf_media_port_is_lean (fixture->port));
  sf_media_port_open (fixture->port, TRUE);
  g_assert_true (sf_media_port_is_lean (fixture->port));
  sf_media_port_open (fixture->port, FALSE);
  g_assert_false (sf_media_port_is_lean (fixture->port));
}

static void
test_outlives_the_link (void)
{
  Fixture fixture;

  set_up (&fixture, NULL);
  open_with_stream (&fixture);
  g_assert_true (send_one (&fixture, 0));
  sf_media_port_detach (fixture.port);
  g_assert_false (send_one (&fixture, 1));
  run_ready ();
  g_assert_cmpuint (fixture.n_wakes, ==, 0);
  sf_media_port_unref (fixture.port);
}

/* Writes what it is called with: a letter each. */
typedef struct {
  SfMediaPort *port;
  GString *calls;
} Listener;

static void
on_packet (const guint8 *rtp, gsize size, gint64 arrived_us, gpointer user_data)
{
  Listener *listener = user_data;

  g_string_append_c (listener->calls, 'p');
  /* Nothing is locked: a receiver may answer. */
  sf_media_port_send_feedback (listener->port, rtp, 1);
}

static void
on_stream_started (gpointer user_data)
{
  g_string_append_c (((Listener *) user_data)->calls, 's');
}

static void
on_feedback (const guint8 *bytes, gsize size, gint64 arrived_us, gpointer user_data)
{
  g_string_append_c (((Listener *) user_data)->calls, 'f');
}

static const SfMediaPortFuncs listener_funcs = {
  .packet = on_packet,
  .stream_started = on_stream_started,
  .feedback = on_feedback,
};

static void
test_receiver (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GString) calls = g_string_new (NULL);
  Listener listener = {.port = fixture->port, .calls = calls};
  const guint8 rtp[] = {0x80};
  g_auto (SfMediaBurst) burst = {0};

  sf_media_port_open (fixture->port, FALSE);
  sf_media_port_give_packet (fixture->port, rtp, sizeof rtp, TRUE, 1);
  sf_media_port_set_receiver (fixture->port, &listener_funcs, &listener);
  sf_media_port_give_packet (fixture->port, rtp, sizeof rtp, TRUE, 2);
  sf_media_port_give_packet (fixture->port, rtp, sizeof rtp, FALSE, 3);
  sf_media_port_give_feedback (fixture->port, rtp, sizeof rtp, 4);
  sf_media_port_set_receiver (fixture->port, NULL, NULL);
  sf_media_port_give_feedback (fixture->port, rtp, sizeof rtp, 5);

  g_assert_cmpstr (calls->str, ==, "sppf");
  sf_media_port_take (fixture->port, &burst);
  g_assert_cmpuint (burst.feedback.length, ==, 2);
}

/* A call of the receiver in one thread, and its removal in another. */
typedef struct {
  SfMediaPort *port;
  gint is_called; /* atomic, as the next two */
  gint is_removing;
  gint is_call_over;
} Removal;

static void
on_packet_slowly (const guint8 *rtp, gsize size, gint64 arrived_us, gpointer user_data)
{
  Removal *removal = user_data;

  g_atomic_int_set (&removal->is_called, TRUE);
  while (!g_atomic_int_get (&removal->is_removing))
    g_thread_yield ();
  for (guint i = 0; i < N_YIELDS; i++)
    g_thread_yield ();
  g_atomic_int_set (&removal->is_call_over, TRUE);
}

static gpointer
give_packet (gpointer data)
{
  const guint8 rtp[] = {0x80};

  sf_media_port_give_packet (((Removal *) data)->port, rtp, sizeof rtp, FALSE, 1);
  return NULL;
}

static void
test_removal_waits_for_a_call (Fixture *fixture, gconstpointer data)
{
  static const SfMediaPortFuncs funcs = {.packet = on_packet_slowly};
  Removal removal = {.port = fixture->port};
  GThread *thread;

  sf_media_port_set_receiver (fixture->port, &funcs, &removal);
  thread = g_thread_new ("giver", give_packet, &removal);
  while (!g_atomic_int_get (&removal.is_called))
    g_thread_yield ();
  g_atomic_int_set (&removal.is_removing, TRUE);
  sf_media_port_set_receiver (fixture->port, NULL, NULL);
  g_assert_true (g_atomic_int_get (&removal.is_call_over));
  g_thread_join (thread);
}

#define ADD(name, function)                                                                        \
  g_test_add ("/net/media-port/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("one-wake-a-burst", test_one_wake_a_burst);
  ADD ("closed-takes-nothing", test_closed_takes_nothing);
  ADD ("no-packets-without-a-stream", test_no_packets_without_a_stream);
  ADD ("closing-drops", test_closing_drops);
  ADD ("new-stream-drops", test_new_stream_drops);
  ADD ("what-waits-is-bounded", test_what_waits_is_bounded);
  ADD ("tells-lean", test_tells_lean);
  g_test_add_func ("/net/media-port/outlives-the-link", test_outlives_the_link);
  ADD ("receiver", test_receiver);
  ADD ("removal-waits-for-a-call", test_removal_waits_for_a_call);
  return g_test_run ();
}
