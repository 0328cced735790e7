/* Of two cameras that know nothing of each other, both sides find the same two frames. */

#include "app/session/sf-still-pair.h"

#define MS 1000
#define WINDOW (100 * MS)

static void
check (const SfStillTimes *creator,
       const SfStillTimes *joiner,
       gint64 at_us,
       guint creators,
       guint joiners)
{
  SfStillPair pair = sf_still_pair_choose (creator, joiner, 0, at_us);

  g_assert_cmpuint (pair.creator, ==, creators);
  g_assert_cmpuint (pair.joiner, ==, joiners);
}

static void
test_least_difference (void)
{
  SfStillTimes creator = {3, {100, 200, 300}};
  SfStillTimes joiner = {3, {150, 230, 310}};

  check (&creator, &joiner, 200, 2, 2);
}

static void
test_then_nearest (void)
{
  SfStillTimes creator = {3, {100, 200, 300}};
  SfStillTimes joiner = {3, {110, 210, 310}};

  check (&creator, &joiner, 214, 1, 1);
  check (&creator, &joiner, 260, 2, 2);
  check (&creator, &joiner, 90, 0, 0);
}

static void
test_then_earliest (void)
{
  SfStillTimes creator = {2, {100, 200}};
  SfStillTimes joiner = {2, {110, 210}};
  SfStillTimes between = {1, {150}};

  check (&creator, &joiner, 155, 0, 0);
  check (&creator, &between, 150, 0, 0);
  check (&between, &creator, 150, 0, 0);
}

static void
test_unknown (void)
{
  SfStillTimes none = {0};
  SfStillTimes some = {3, {100, 200, 300}};
  SfStillPair pair = sf_still_pair_choose (&some, &none, 1000, 210);

  g_assert_cmpuint (pair.creator, ==, 1);
  g_assert_cmpuint (pair.joiner, ==, 0);
  g_assert_false (pair.has_skew);

  pair = sf_still_pair_choose (&none, &some, -50, 300);
  g_assert_cmpuint (pair.joiner, ==, 1);

  pair = sf_still_pair_choose (&none, &none, 0, 300);
  g_assert_false (pair.has_skew);
}

static void
test_around (void)
{
  SfStillTimes good = {3, {900, 1000, 1100}};
  SfStillTimes early = {3, {899, 1000, 1100}};
  SfStillTimes late = {3, {900, 1000, 1101}};
  SfStillTimes twice = {3, {900, 900, 1100}};
  SfStillTimes none = {0};
  SfStillTimes many = {SF_STILLS_MAX + 1, {0}};

  g_assert_true (sf_still_times_are_around (&good, 1000, 100));
  g_assert_false (sf_still_times_are_around (&early, 1000, 100));
  g_assert_false (sf_still_times_are_around (&late, 1000, 100));
  g_assert_false (sf_still_times_are_around (&twice, 1000, 100));
  g_assert_true (sf_still_times_are_around (&none, 1000, 100));
  g_assert_false (sf_still_times_are_around (&many, 1000, 100));
}

/* What a camera offers: the frames within the window, up to the first that is half an interval
 * after the instant; of too many the nearest. */
static SfStillTimes
frames_around (gint64 at_us, gint64 interval_us, gint64 phase_us)
{
  SfStillTimes times = {0};
  gint64 first_us = at_us - WINDOW;

  first_us += ((phase_us - first_us) % interval_us + interval_us) % interval_us;
  for (gint64 t_us = first_us; t_us <= at_us + WINDOW; t_us += interval_us) {
    if (times.n == SF_STILLS_MAX) {
      for (guint i = 1; i < SF_STILLS_MAX; i++)
        times.times_us[i - 1] = times.times_us[i];
      times.n--;
    }
    times.times_us[times.n++] = t_us;
    if (t_us >= at_us + interval_us / 2)
      break;
  }

  return times;
}

static void
shift (SfStillTimes *times, gint64 by_us)
{
  for (guint i = 0; i < times->n; i++)
    times->times_us[i] += by_us;
}

/* Two cameras of 24 to 60 frames a second at any phases, clocks apart by anything and known to
 * within some error: the two photographs are never farther apart than half an interval of the
 * slower one and that error, and the skew that is told is wrong by no more than the error. */
static void
test_half_an_interval (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (7);

  for (int round = 0; round < 20000; round++) {
    gint64 intervals_us[] = {g_rand_int_range (random, 16667, 41667),
                             g_rand_int_range (random, 16667, 41667)};
    gint64 at_us = g_rand_int_range (random, 1000 * MS, 2000 * MS);
    gint64 offset_us = (gint64) g_rand_int_range (random, -1000, 1000) * 1000 * MS;
    gint64 error_us = g_rand_int_range (random, -25 * MS, 25 * MS);
    SfStillTimes creator = frames_around (at_us, intervals_us[0], g_rand_int (random) % 100000);
    SfStillTimes joiner =
      frames_around (at_us + error_us, intervals_us[1], g_rand_int (random) % 100000);
    SfStillPair pair;
    gint64 true_us;

    shift (&joiner, offset_us);
    pair = sf_still_pair_choose (&creator, &joiner, offset_us + error_us, at_us);
    true_us = ABS (creator.times_us[pair.creator] - (joiner.times_us[pair.joiner] - offset_us));

    g_assert_true (pair.has_skew);
    g_assert_cmpint (pair.skew_us, <=, MAX (intervals_us[0], intervals_us[1]) / 2);
    g_assert_cmpint (ABS (true_us - pair.skew_us), <=, ABS (error_us));
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/still-pair/least-difference", test_least_difference);
  g_test_add_func ("/app/still-pair/then-nearest", test_then_nearest);
  g_test_add_func ("/app/still-pair/then-earliest", test_then_earliest);
  g_test_add_func ("/app/still-pair/unknown", test_unknown);
  g_test_add_func ("/app/still-pair/around", test_around);
  g_test_add_func ("/app/still-pair/half-an-interval", test_half_an_interval);
  return g_test_run ();
}
