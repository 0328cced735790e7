/* Packets come into order, or are asked for and given up. */

#include "app/media/sf-rtp-window.h"

#define MS 1000
#define RTT_US (50 * MS)
#define PATIENCE_US (200 * MS)

static gboolean
add (SfRtpWindow *window, guint16 sequence, gint64 now_us)
{
  const guint8 payload = (guint8) sequence;
  const SfRtp rtp = {.sequence = sequence, .payload = &payload, .payload_size = 1};

  return sf_rtp_window_add (window, &rtp, now_us);
}

/* Returns: the sequence number of the next packet, with a mark behind a loss; -1: none */
static int
pop (SfRtpWindow *window, gint64 now_us)
{
  gboolean after_loss;
  SfRtp rtp;

  if (!sf_rtp_window_pop (window, PATIENCE_US, now_us, &rtp, &after_loss))
    return -1;

  g_assert_cmpuint (rtp.payload[0], ==, (guint8) rtp.sequence);
  return rtp.sequence + (after_loss ? 100000 : 0);
}

static guint
ask (SfRtpWindow *window, gint64 now_us, guint16 *ret_first)
{
  guint16 sequences[8] = {0};
  guint n = sf_rtp_window_ask (window, RTT_US, now_us, sequences, G_N_ELEMENTS (sequences));

  *ret_first = sequences[0];
  return n;
}

static void
test_in_order (void)
{
  g_autoptr (SfRtpWindow) window = sf_rtp_window_new ();
  guint16 first;

  for (guint i = 0; i < 70000; i++) {
    g_assert_true (add (window, (guint16) (65000 + i), i));
    g_assert_cmpint (pop (window, i), ==, (guint16) (65000 + i));
    g_assert_cmpint (pop (window, i), ==, -1);
  }
  g_assert_cmpuint (ask (window, 80 * MS, &first), ==, 0);
  g_assert_cmpuint (sf_rtp_window_get_n_missed (window), ==, 0);
}

static void
test_reordered (void)
{
  g_autoptr (SfRtpWindow) window = sf_rtp_window_new ();
  guint16 first;

  g_assert_true (add (window, 65535, 0));
  g_assert_cmpint (pop (window, 0), ==, 65535);
  g_assert_true (add (window, 1, 1 * MS));
  g_assert_cmpint (pop (window, 1 * MS), ==, -1);
  g_assert_cmpuint (ask (window, 1 * MS, &first), ==, 0);
  g_assert_true (add (window, 0, 2 * MS));
  g_assert_cmpint (pop (window, 2 * MS), ==, 0);
  g_assert_cmpint (pop (window, 2 * MS), ==, 1);
  g_assert_cmpuint (sf_rtp_window_get_n_missed (window), ==, 0);
}

static void
test_refuses (void)
{
  static const guint8 payload[SF_RTP_WINDOW_MAX_PAYLOAD + 1];
  const SfRtp large = {.sequence = 11, .payload = payload, .payload_size = sizeof payload};
  g_autoptr (SfRtpWindow) window = sf_rtp_window_new ();

  g_assert_true (add (window, 10, 0));
  g_assert_false (add (window, 10, 0)); /* twice */
  g_assert_cmpint (pop (window, 0), ==, 10);
  g_assert_false (add (window, 10, 0)); /* late */
  g_assert_false (add (window, 9, 0));
  g_assert_false (sf_rtp_window_add (window, &large, 0));
  g_assert_true (add (window, 12, 0));
  g_assert_false (add (window, 12, 0));
}

static void
test_asks (void)
{
  g_autoptr (SfRtpWindow) window = sf_rtp_window_new ();
  guint16 first;

  add (window, 10, 0);
  pop (window, 0);
  add (window, 12, 0);
  add (window, 13, 0);
  g_assert_cmpuint (ask (window, 9 * MS, &first), ==, 0);  /* may only be late */
  g_assert_cmpuint (ask (window, 10 * MS, &first), ==, 1); /* or not */
  g_assert_cmpuint (first, ==, 11);
  g_assert_cmpuint (ask (window, 10 * MS, &first), ==, 0);
  g_assert_cmpuint (ask (window, 69 * MS, &first), ==, 0); /* the answer is under way */
  g_assert_cmpuint (ask (window, 70 * MS, &first), ==, 1);
  g_assert_cmpuint (sf_rtp_window_get_n_missed (window), ==, 1);

  g_assert_true (add (window, 11, 90 * MS));
  g_assert_cmpint (pop (window, 90 * MS), ==, 11);
  g_assert_cmpuint (sf_rtp_window_get_n_lost (window), ==, 0);
}

/* Three later ones say that it is lost, without a wait. */
static void
test_asks_at_once (void)
{
  g_autoptr (SfRtpWindow) window = sf_rtp_window_new ();
  guint16 first;

  add (window, 10, 0);
  add (window, 12, 0);
  add (window, 13, 0);
  g_assert_cmpuint (ask (window, 0, &first), ==, 0);
  add (window, 14, 0);
  g_assert_cmpuint (ask (window, 0, &first), ==, 1);
}

static void
test_gives_up (void)
{
  g_autoptr (SfRtpWindow) window = sf_rtp_window_new ();
  guint16 first;

  add (window, 10, 0);
  pop (window, 0);
  add (window, 13, 0);
  g_assert_cmpint (pop (window, PATIENCE_US - 1), ==, -1);
  g_assert_cmpint (pop (window, PATIENCE_US), ==, 100013);
  g_assert_cmpint (pop (window, PATIENCE_US), ==, -1);
  g_assert_cmpuint (sf_rtp_window_get_n_lost (window), ==, 2);
  g_assert_cmpuint (sf_rtp_window_get_n_missed (window), ==, 2);
  g_assert_cmpuint (ask (window, PATIENCE_US, &first), ==, 0);
  g_assert_false (add (window, 11, PATIENCE_US));

  add (window, 14, PATIENCE_US);
  g_assert_cmpint (pop (window, PATIENCE_US), ==, 14);
}

/* Who asked for one and then gave it up missed it once. */
static void
test_counts_once (void)
{
  g_autoptr (SfRtpWindow) window = sf_rtp_window_new ();
  guint16 first;

  add (window, 10, 0);
  pop (window, 0);
  add (window, 12, 0);
  ask (window, 20 * MS, &first);
  ask (window, 100 * MS, &first);
  g_assert_cmpint (pop (window, PATIENCE_US), ==, 100012);
  g_assert_cmpuint (sf_rtp_window_get_n_missed (window), ==, 1);
  g_assert_cmpuint (sf_rtp_window_get_n_lost (window), ==, 1);
}

static void
test_wide_gap (void)
{
  g_autoptr (SfRtpWindow) window = sf_rtp_window_new ();
  guint16 sequences[SF_RTP_WINDOW_PACKETS];

  add (window, 10, 0);
  pop (window, 0);
  add (window, 10 + 1 + SF_RTP_WINDOW_MAX_GAP, 0);
  g_assert_cmpint (pop (window, 0), ==, -1); /* is waited for */
  g_assert_cmpuint (sf_rtp_window_ask (window, RTT_US, 0, sequences, G_N_ELEMENTS (sequences)), >,
                    0);

  add (window, 5000, 0); /* is not */
  g_assert_cmpint (pop (window, 0), ==, 105000);
  g_assert_cmpuint (sf_rtp_window_get_n_lost (window), ==, 5000 - 10 - 2);
  g_assert_cmpuint (sf_rtp_window_get_n_missed (window), ==, 5000 - 10 - 2);
}

/* A first packet that never comes, while others do, does not hold more than there is room for. */
static void
test_bounded (void)
{
  g_autoptr (SfRtpWindow) window = sf_rtp_window_new ();

  add (window, 0, 0);
  pop (window, 0);
  for (guint i = 2; i < 2 + SF_RTP_WINDOW_PACKETS - 1; i++)
    g_assert_true (add (window, (guint16) i, 0));
  g_assert_cmpint (pop (window, 0), ==, -1);
  g_assert_true (add (window, 2 + SF_RTP_WINDOW_PACKETS - 1, 0));
  g_assert_cmpint (pop (window, 0), ==, 100000 + 2 + SF_RTP_WINDOW_PACKETS - 1);
}

/* Whatever order, loss and repetition there is: each packet at most once, in order. */
static void
test_anything (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (5);
  g_autoptr (SfRtpWindow) window = sf_rtp_window_new ();
  gint64 last = -1;
  guint n = 0;

  for (gint64 now_us = 0, at = 0; now_us < 100000 * MS; now_us += MS, at++) {
    gint64 number = at - g_rand_int_range (rand, 0, 20);
    int sequence;

    if (number >= 0 && g_rand_double (rand) > 0.1)
      add (window, (guint16) number, now_us);
    while ((sequence = pop (window, now_us)) != -1) {
      gint64 back = (gint16) (guint16) (at - sequence % 100000);

      g_assert_cmpint (at - back, >, last);
      last = at - back;
      n++;
    }
  }
  g_assert_cmpuint (n, >, 50000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/rtp-window/in-order", test_in_order);
  g_test_add_func ("/app/rtp-window/reordered", test_reordered);
  g_test_add_func ("/app/rtp-window/refuses", test_refuses);
  g_test_add_func ("/app/rtp-window/asks", test_asks);
  g_test_add_func ("/app/rtp-window/asks-at-once", test_asks_at_once);
  g_test_add_func ("/app/rtp-window/gives-up", test_gives_up);
  g_test_add_func ("/app/rtp-window/counts-once", test_counts_once);
  g_test_add_func ("/app/rtp-window/wide-gap", test_wide_gap);
  g_test_add_func ("/app/rtp-window/bounded", test_bounded);
  g_test_add_func ("/app/rtp-window/anything", test_anything);
  return g_test_run ();
}
