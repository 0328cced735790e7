/* How fast two clocks go apart: found, with an honest error, or not said. */

#include "net/peer/sf-clock-trend.h"

#include <math.h>

#define MS 1000
#define SECOND (1000 * MS)
#define FAR (G_GINT64_CONSTANT (80000000) * SECOND) /* a computer that is on for years */

/* Two samples a second for so long, each as wrong as half its extra round trip may make it. */
static void
run (SfClockTrend *trend, GRand *random, int seconds, double ppm, gint64 max_extra_us)
{
  for (int i = 0; i < 2 * seconds; i++) {
    gint64 at_us = FAR + (gint64) i * SECOND / 2;
    gint64 extra_us = max_extra_us > 0 ? g_rand_int_range (random, 0, (gint32) max_extra_us) : 0;
    gint64 error_us = (gint64) ((double) extra_us * 0.5 * g_rand_double_range (random, -1, 1));

    sf_clock_trend_add (trend, at_us, 50 * MS + extra_us,
                        77 * SECOND + (gint64) (i * ppm / 2) + error_us);
  }
}

static void
test_says_nothing_early (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (1);
  SfClockTrend trend = {0};
  double ppm, error_ppm;

  g_assert_false (sf_clock_trend_estimate (&trend, &ppm, &error_ppm));
  run (&trend, random, 60, 10, 0);
  g_assert_false (sf_clock_trend_estimate (&trend, &ppm, &error_ppm));
}

static void
test_finds (void)
{
  static const double rates[] = {0, 20, -50};
  g_autoptr (GRand) random = g_rand_new_with_seed (2);

  for (gsize i = 0; i < G_N_ELEMENTS (rates); i++) {
    SfClockTrend trend = {0};
    double ppm, error_ppm;

    run (&trend, random, 600, rates[i], 0);
    g_assert_true (sf_clock_trend_estimate (&trend, &ppm, &error_ppm));
    g_assert_cmpfloat (fabs (ppm - rates[i]), <, 0.01);
    g_assert_cmpfloat (error_ppm, <, 0.01);
  }
}

/* Two standard errors: the truth lies within them in about 95 of 100 runs. */
static void
test_error_is_honest (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (3);
  int n_within = 0;

  for (int round = 0; round < 500; round++) {
    SfClockTrend trend = {0};
    double ppm, error_ppm;

    run (&trend, random, 200, 15, 20 * MS);
    g_assert_true (sf_clock_trend_estimate (&trend, &ppm, &error_ppm));
    n_within += fabs (ppm - 15) <= error_ppm ? 1 : 0;
  }
  g_assert_cmpint (n_within, >, 450);
}

/* The way to the other becomes longer in one direction: no drift is claimed that is not there. */
static void
test_step (void)
{
  SfClockTrend trend = {0};
  double ppm, error_ppm;

  for (int i = 0; i < 300; i++)
    sf_clock_trend_add (&trend, (gint64) i * SECOND, 50 * MS, i < 150 ? 0 : 10 * MS);
  g_assert_true (sf_clock_trend_estimate (&trend, &ppm, &error_ppm));
  g_assert_cmpfloat (error_ppm, >, 10);
}

/* Of ten seconds the sample with the least round trip counts; what is older than five minutes does
 * not. */
static void
test_best_and_newest (void)
{
  SfClockTrend trend = {0};
  double ppm, error_ppm;

  for (int i = 0; i < 1000; i++) {
    gint64 at_us = (gint64) i * SECOND;

    sf_clock_trend_add (&trend, at_us, i % 10 == 4 ? 50 * MS : 90 * MS,
                        (i < 690 ? 5 * SECOND : 0) + (i % 10 == 4 ? 0 : i % 7 * 17 * MS));
  }
  g_assert_true (sf_clock_trend_estimate (&trend, &ppm, &error_ppm));
  g_assert_cmpfloat (fabs (ppm), <, 0.01);
  g_assert_cmpfloat (error_ppm, <, 0.01);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/net/clock-trend/says-nothing-early", test_says_nothing_early);
  g_test_add_func ("/net/clock-trend/finds", test_finds);
  g_test_add_func ("/net/clock-trend/error-is-honest", test_error_is_honest);
  g_test_add_func ("/net/clock-trend/step", test_step);
  g_test_add_func ("/net/clock-trend/best-and-newest", test_best_and_newest);
  return g_test_run ();
}
