/* The pacer lets out exactly the rate, in small bursts, and catches up after a late timer. */

#include "net/transfer/sf-pacer.h"

#define RATE (2500 * 1000) /* bytes a second: 20 Mbit/s */
#define PACKET 1170

/* Returns: how many packets it lets out at @now_us */
static guint
send_all (SfPacer *pacer, guint64 rate, gint64 now_us)
{
  guint n = 0;

  sf_pacer_refill (pacer, rate, now_us);
  for (; sf_pacer_may_send (pacer); n++)
    sf_pacer_spend (pacer, PACKET);
  sf_pacer_set_awaited (pacer, TRUE);
  return n;
}

static void
test_keeps_the_rate (void)
{
  SfPacer pacer = {0};
  gint64 start_us = G_USEC_PER_SEC;
  gint64 now_us = start_us;
  gint64 bytes = PACKET * send_all (&pacer, RATE, now_us);
  guint n_wakes = 0;

  for (; now_us < start_us + G_USEC_PER_SEC; n_wakes++) {
    gint64 deadline_us = sf_pacer_get_deadline_us (&pacer, RATE);

    g_assert_cmpint (deadline_us, >, now_us);
    now_us = deadline_us;
    bytes += PACKET * send_all (&pacer, RATE, now_us);
  }

  g_assert_cmpint (ABS (bytes - RATE), <, RATE / 50);
  g_assert_cmpuint (n_wakes, <, 1000);
  g_assert_cmpuint (n_wakes, >, 500);
}

static void
test_late_timers (void)
{
  SfPacer pacer = {0};
  gint64 bytes = 0;

  send_all (&pacer, RATE, 1);
  for (gint64 now_us = 15 * 1000; now_us <= G_USEC_PER_SEC; now_us += 15 * 1000)
    bytes += PACKET * send_all (&pacer, RATE, now_us);
  g_assert_cmpint (ABS (bytes - RATE), <, RATE / 50);
}

static void
test_silence_saves_little (void)
{
  SfPacer pacer = {0};

  send_all (&pacer, RATE, 1);
  g_assert_cmpuint (send_all (&pacer, RATE, 60 * G_USEC_PER_SEC) * PACKET, <, RATE / 40);
  sf_pacer_set_awaited (&pacer, FALSE);
  g_assert_cmpuint (send_all (&pacer, RATE, 120 * G_USEC_PER_SEC) * PACKET, <, RATE / 300);
}

static void
test_slow_rate (void)
{
  SfPacer pacer = {0};
  gint64 now_us = 1;

  send_all (&pacer, 2048, now_us);
  for (guint i = 0; i < 10; i++) {
    now_us = sf_pacer_get_deadline_us (&pacer, 2048);
    g_assert_cmpuint (send_all (&pacer, 2048, now_us), ==, 1);
  }
  g_assert_cmpint (now_us, >, 5 * G_USEC_PER_SEC);
}

static void
test_returns (void)
{
  SfPacer pacer = {0};
  SfPacer before;

  sf_pacer_refill (&pacer, RATE, 1);
  before = pacer;
  sf_pacer_spend (&pacer, PACKET);
  sf_pacer_return (&pacer, PACKET);
  g_assert_cmpint (pacer.credit, ==, before.credit);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/net/transfer/pacer/keeps-the-rate", test_keeps_the_rate);
  g_test_add_func ("/net/transfer/pacer/late-timers", test_late_timers);
  g_test_add_func ("/net/transfer/pacer/silence-saves-little", test_silence_saves_little);
  g_test_add_func ("/net/transfer/pacer/slow-rate", test_slow_rate);
  g_test_add_func ("/net/transfer/pacer/returns", test_returns);
  return g_test_run ();
}
