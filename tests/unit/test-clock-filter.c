/* The clock filter finds the offset through queues, and tells what it cannot know. */

#include "net/peer/sf-clock-filter.h"

#define MS 1000
#define SECOND (1000 * MS)
#define OFFSET (G_GINT64_CONSTANT (3600) * SECOND) /* the other clock is an hour ahead */

/* A ping at @now_us that takes @there_us and @back_us; returns when the pong is here. */
static gint64
ping (SfClockFilter *filter, gint64 now_us, gint64 there_us, gint64 back_us)
{
  gint64 t2_us = now_us + there_us + OFFSET;
  gint64 t3_us = t2_us + 40;
  gint64 t4_us = t3_us - OFFSET + back_us;

  sf_clock_filter_add (filter, now_us, t2_us, t3_us, t4_us);
  return t4_us;
}

static void
test_empty (void)
{
  SfClockFilter filter = {0};
  SfClockEstimate estimate;

  g_assert_false (sf_clock_filter_estimate (&filter, 0, &estimate));
}

static void
test_one_sample (void)
{
  SfClockFilter filter = {0};
  SfClockEstimate estimate;
  gint64 now_us = ping (&filter, 5 * SECOND, 25 * MS, 25 * MS);

  g_assert_true (sf_clock_filter_estimate (&filter, now_us, &estimate));
  g_assert_cmpint (estimate.offset_us, ==, OFFSET);
  g_assert_cmpint (estimate.rtt_us, ==, 50 * MS);
  g_assert_cmpint (estimate.uncertainty_us, ==, 25 * MS);
  g_assert_cmpint (estimate.median_rtt_us, ==, 50 * MS);
}

static void
test_prefers_least_round_trip (void)
{
  SfClockFilter filter = {0};
  SfClockEstimate estimate;
  gint64 now_us = 0;

  for (int i = 0; i < 8; i++)
    now_us = ping (&filter, now_us + 50 * MS, 25 * MS + i * 7 * MS, 25 * MS) + 50 * MS;

  g_assert_true (sf_clock_filter_estimate (&filter, now_us, &estimate));
  g_assert_cmpint (estimate.offset_us, ==, OFFSET);
  g_assert_cmpint (estimate.rtt_us, ==, 50 * MS);
  g_assert_cmpint (estimate.median_rtt_us, ==, 50 * MS + 4 * 7 * MS);
}

/* Whatever the two ways take, the true offset lies within the uncertainty. */
static void
test_uncertainty_holds (void)
{
  GRand *rand = g_rand_new_with_seed (1);

  for (int run = 0; run < 200; run++) {
    SfClockFilter filter = {0};
    SfClockEstimate estimate;
    gint64 now_us = 0;

    for (int i = 0; i < 20; i++)
      now_us = ping (&filter, now_us, g_rand_int_range (rand, 0, 90 * MS),
                     g_rand_int_range (rand, 0, 90 * MS));

    g_assert_true (sf_clock_filter_estimate (&filter, now_us, &estimate));
    g_assert_cmpint (ABS (estimate.offset_us - OFFSET), <=, estimate.uncertainty_us);
  }

  g_rand_free (rand);
}

static void
test_drift_adds_uncertainty (void)
{
  SfClockFilter filter = {0};
  SfClockEstimate estimate;
  gint64 now_us = ping (&filter, 0, 1 * MS, 1 * MS);

  g_assert_true (sf_clock_filter_estimate (&filter, now_us + 4 * SECOND, &estimate));
  g_assert_cmpint (estimate.uncertainty_us, ==, 1 * MS + 200);

  /* A little slower but fresh is surer. */
  now_us = ping (&filter, now_us + 4 * SECOND, 1 * MS + 100, 1 * MS + 100);
  g_assert_true (sf_clock_filter_estimate (&filter, now_us, &estimate));
  g_assert_cmpint (estimate.uncertainty_us, ==, 1 * MS + 100);
}

/* What a shutter may go by: each row, how many samples, the ways there and back of each in turn. */
static void
test_sure (void)
{
  static const struct {
    int n;
    gint64 ways_us[2][2];
    gboolean is_sure;
  } rows[] = {
    {1, {{8 * MS, 8 * MS}, {8 * MS, 8 * MS}}, TRUE},      /* short: the bound is enough */
    {1, {{25 * MS, 25 * MS}, {25 * MS, 25 * MS}}, FALSE}, /* long: one sample says little */
    {7, {{25 * MS, 25 * MS}, {25 * MS, 25 * MS}}, FALSE},
    {8, {{25 * MS, 25 * MS}, {25 * MS, 25 * MS}}, TRUE},
    {8, {{100 * MS, 100 * MS}, {110 * MS, 120 * MS}}, TRUE},
    {8, {{450 * MS, 450 * MS}, {450 * MS, 450 * MS}}, TRUE},
    {8, {{510 * MS, 510 * MS}, {510 * MS, 510 * MS}}, FALSE},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    SfClockFilter filter = {0};
    SfClockEstimate estimate;
    gint64 now_us = 0;

    for (int k = 0; k < rows[i].n; k++)
      now_us = ping (&filter, now_us, rows[i].ways_us[k % 2][0], rows[i].ways_us[k % 2][1]);
    g_assert_true (sf_clock_filter_estimate (&filter, now_us, &estimate));
    g_assert_cmpuint (estimate.n_samples, ==, rows[i].n);
    g_assert_cmpint (sf_clock_estimate_is_sure (&estimate, now_us), ==, rows[i].is_sure);
    g_assert_false (sf_clock_estimate_is_sure (&estimate, now_us + SF_CLOCK_MAX_AGE_US + 1));
  }
}

/* Queues that never empty: the best of many samples is no better than luck. */
static void
test_spread (void)
{
  SfClockFilter filter = {0};
  SfClockEstimate estimate;
  gint64 now_us = 0;

  for (int i = 0; i < 8; i++)
    now_us = ping (&filter, now_us, 25 * MS, 25 * MS + i * 11 * MS);
  g_assert_true (sf_clock_filter_estimate (&filter, now_us, &estimate));
  g_assert_cmpint (estimate.spread_us, ==, 33 * MS / 2);
  g_assert_false (sf_clock_estimate_is_sure (&estimate, now_us));
}

static void
test_drift (void)
{
  SfClockFilter filter = {0};
  SfClockEstimate estimate;
  gint64 now_us = 0;

  now_us = ping (&filter, now_us, 1 * MS, 1 * MS);
  g_assert_true (sf_clock_filter_estimate (&filter, now_us, &estimate));
  g_assert_false (estimate.has_drift);
  for (int i = 0; i < 140; i++)
    now_us = ping (&filter, now_us + SECOND / 2, 1 * MS, 1 * MS);
  g_assert_true (sf_clock_filter_estimate (&filter, now_us, &estimate));
  g_assert_true (estimate.has_drift);
  g_assert_cmpfloat (ABS (estimate.drift_ppm), <, 0.1);
}

static void
test_forgets (void)
{
  SfClockFilter filter = {0};
  SfClockEstimate estimate;
  gint64 now_us = ping (&filter, 0, 1 * MS, 1 * MS);

  g_assert_true (sf_clock_filter_estimate (&filter, now_us + 10 * SECOND, &estimate));
  g_assert_false (sf_clock_filter_estimate (&filter, now_us + 10 * SECOND + 1, &estimate));

  for (int i = 0; i < SF_CLOCK_FILTER_SAMPLES; i++)
    now_us = ping (&filter, now_us, 30 * MS, 30 * MS);
  g_assert_true (sf_clock_filter_estimate (&filter, now_us, &estimate));
  g_assert_cmpint (estimate.rtt_us, ==, 60 * MS);
}

static void
test_drops_impossible (void)
{
  static const gint64 bad[][4] = {
    {100, 0, 0, 99},                      /* the pong before the ping */
    {0, 50, 49, 100},                     /* answered before it came */
    {0, 0, 101, 100},                     /* away for longer than the whole took */
    {0, -1, 0, 100},                      /* no monotonic clock is negative */
    {0, G_MAXINT64 - 1, G_MAXINT64, 100}, /* would overflow */
    {0, G_MININT64, G_MAXINT64, 100},
    {-5, 0, 0, 100},
  };
  SfClockFilter filter = {0};
  SfClockEstimate estimate;

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    sf_clock_filter_add (&filter, bad[i][0], bad[i][1], bad[i][2], bad[i][3]);

  g_assert_false (sf_clock_filter_estimate (&filter, 100, &estimate));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/net/clock-filter/empty", test_empty);
  g_test_add_func ("/net/clock-filter/one-sample", test_one_sample);
  g_test_add_func ("/net/clock-filter/prefers-least-round-trip", test_prefers_least_round_trip);
  g_test_add_func ("/net/clock-filter/uncertainty-holds", test_uncertainty_holds);
  g_test_add_func ("/net/clock-filter/drift-adds-uncertainty", test_drift_adds_uncertainty);
  g_test_add_func ("/net/clock-filter/sure", test_sure);
  g_test_add_func ("/net/clock-filter/spread", test_spread);
  g_test_add_func ("/net/clock-filter/drift", test_drift);
  g_test_add_func ("/net/clock-filter/forgets", test_forgets);
  g_test_add_func ("/net/clock-filter/drops-impossible", test_drops_impossible);
  return g_test_run ();
}
