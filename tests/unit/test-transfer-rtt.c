/* The round trip, smoothed, and the deadlines that follow from it. */

#include "net/transfer/sf-rtt.h"

#include "net/transfer/sf-ack-tracker.h"

#define MS 1000

static void
test_before_a_sample (void)
{
  SfRtt rtt = {0};

  g_assert_cmpint (sf_rtt_get_us (&rtt), ==, 100 * MS);
  g_assert_cmpint (sf_rtt_get_probe_delay_us (&rtt, 0), ==, 300 * MS + SF_ACK_DELAY_US);
}

static void
test_smooths (void)
{
  SfRtt rtt = {0};

  sf_rtt_add (&rtt, 80 * MS, 0);
  g_assert_cmpint (sf_rtt_get_us (&rtt), ==, 80 * MS);
  g_assert_cmpint (rtt.variation_us, ==, 40 * MS);
  sf_rtt_add (&rtt, 160 * MS, 0);
  g_assert_cmpint (sf_rtt_get_us (&rtt), ==, 90 * MS);
  g_assert_cmpint (rtt.variation_us, ==, 50 * MS);

  for (guint i = 0; i < 100; i++)
    sf_rtt_add (&rtt, 160 * MS, 0);
  g_assert_cmpint (ABS (sf_rtt_get_us (&rtt) - 160 * MS), <, 1 * MS);
  g_assert_cmpint (rtt.variation_us, <, 1 * MS);
}

static void
test_ack_delay (void)
{
  SfRtt rtt = {0};

  sf_rtt_add (&rtt, 50 * MS, 0);
  sf_rtt_add (&rtt, 58 * MS, 5 * MS);
  g_assert_cmpint (sf_rtt_get_us (&rtt), ==, 50 * MS + 3 * MS / 8);

  /* Nobody waited longer than the whole took beyond the least. */
  rtt = (SfRtt){0};
  sf_rtt_add (&rtt, 50 * MS, 0);
  sf_rtt_add (&rtt, 58 * MS, 30 * MS);
  g_assert_cmpint (sf_rtt_get_us (&rtt), ==, 51 * MS);
}

static void
test_loss_delay (void)
{
  SfRtt rtt = {0};

  sf_rtt_add (&rtt, 80 * MS, 0);
  g_assert_cmpint (sf_rtt_get_loss_delay_us (&rtt), ==, 90 * MS);
  sf_rtt_add (&rtt, 160 * MS, 0);
  g_assert_cmpint (sf_rtt_get_loss_delay_us (&rtt), ==, 180 * MS);

  rtt = (SfRtt){0};
  sf_rtt_add (&rtt, 0, 0);
  g_assert_cmpint (sf_rtt_get_loss_delay_us (&rtt), ==, 1 * MS);
}

static void
test_backs_off (void)
{
  SfRtt rtt = {0};

  sf_rtt_add (&rtt, 40 * MS, 0);
  g_assert_cmpint (sf_rtt_get_probe_delay_us (&rtt, 0), ==, 125 * MS);
  g_assert_cmpint (sf_rtt_get_probe_delay_us (&rtt, 1), ==, 250 * MS);
  g_assert_cmpint (sf_rtt_get_probe_delay_us (&rtt, 3), ==, 1000 * MS);
  g_assert_cmpint (sf_rtt_get_probe_delay_us (&rtt, 4), ==, 2000 * MS);
  g_assert_cmpint (sf_rtt_get_probe_delay_us (&rtt, G_MAXUINT), ==, 2000 * MS);

  /* A path slower than the longest wait is waited for all the same. */
  sf_rtt_add (&rtt, 60000 * MS, 0);
  g_assert_cmpint (sf_rtt_get_probe_delay_us (&rtt, 9), >, 7000 * MS);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/net/transfer/rtt/before-a-sample", test_before_a_sample);
  g_test_add_func ("/net/transfer/rtt/smooths", test_smooths);
  g_test_add_func ("/net/transfer/rtt/ack-delay", test_ack_delay);
  g_test_add_func ("/net/transfer/rtt/loss-delay", test_loss_delay);
  g_test_add_func ("/net/transfer/rtt/backs-off", test_backs_off);
  return g_test_run ();
}
