/* A word for the connection: each threshold, and that it does not flicker. */

#include "app/media/sf-live-quality.h"

#define KBPS 1000
#define MS 1000

static const SfLiveQualitySample fine = {800 * KBPS, 20 * MS, 0};

static SfLiveQuality
add (SfLiveQualityMeter *meter, SfLiveQualitySample sample, guint n)
{
  for (guint i = 0; i < n; i++)
    sf_live_quality_meter_add (meter, &sample);

  return meter->quality;
}

/* Each measure by itself, just on either side of its limit. */
static void
test_thresholds (void)
{
  static const struct {
    SfLiveQualitySample sample;
    SfLiveQuality quality;
  } rows[] = {
    {{0, 0, 0}, SF_LIVE_QUALITY_GOOD},
    {{450 * KBPS, 0, 0}, SF_LIVE_QUALITY_GOOD},
    {{450 * KBPS - 1, 0, 0}, SF_LIVE_QUALITY_SLOW},
    {{200 * KBPS, 0, 0}, SF_LIVE_QUALITY_SLOW},
    {{200 * KBPS - 1, 0, 0}, SF_LIVE_QUALITY_VERY_SLOW},
    {{800 * KBPS, 300 * MS, 0}, SF_LIVE_QUALITY_GOOD},
    {{800 * KBPS, 300 * MS + 1, 0}, SF_LIVE_QUALITY_SLOW},
    {{800 * KBPS, 800 * MS + 1, 0}, SF_LIVE_QUALITY_VERY_SLOW},
    {{800 * KBPS, 0, 8}, SF_LIVE_QUALITY_GOOD},
    {{800 * KBPS, 0, 9}, SF_LIVE_QUALITY_SLOW},
    {{800 * KBPS, 0, 26}, SF_LIVE_QUALITY_VERY_SLOW},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    SfLiveQualityMeter meter = {0};

    g_assert_cmpint (add (&meter, rows[i].sample, 3), ==, rows[i].quality);
  }
}

/* One bad second, or two, are no news; nor are a few good ones. */
static void
test_patience (void)
{
  SfLiveQualityMeter meter = {0};
  SfLiveQualitySample slow = {300 * KBPS, 0, 0};

  g_assert_cmpint (add (&meter, slow, 2), ==, SF_LIVE_QUALITY_GOOD);
  g_assert_cmpint (add (&meter, fine, 1), ==, SF_LIVE_QUALITY_GOOD);
  g_assert_cmpint (add (&meter, slow, 2), ==, SF_LIVE_QUALITY_GOOD);
  g_assert_true (sf_live_quality_meter_add (&meter, &slow));
  g_assert_false (sf_live_quality_meter_add (&meter, &slow));
  g_assert_cmpint (add (&meter, fine, 4), ==, SF_LIVE_QUALITY_SLOW);
  g_assert_cmpint (add (&meter, slow, 1), ==, SF_LIVE_QUALITY_SLOW);
  g_assert_cmpint (add (&meter, fine, 4), ==, SF_LIVE_QUALITY_SLOW);
  g_assert_true (sf_live_quality_meter_add (&meter, &fine));
  g_assert_cmpint (meter.quality, ==, SF_LIVE_QUALITY_GOOD);
}

/* Around a limit the word stays what it is, whichever it is. */
static void
test_hysteresis (void)
{
  static const SfLiveQualitySample between[] = {
    {500 * KBPS, 0, 0},
    {800 * KBPS, 200 * MS, 0},
    {800 * KBPS, 0, 5},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (between); i++) {
    SfLiveQualityMeter meter = {0};

    g_assert_cmpint (add (&meter, between[i], 60), ==, SF_LIVE_QUALITY_GOOD);
    add (&meter, (SfLiveQualitySample){100 * KBPS, 0, 0}, 3);
    g_assert_cmpint (meter.quality, ==, SF_LIVE_QUALITY_VERY_SLOW);
    g_assert_cmpint (add (&meter, between[i], 60), ==, SF_LIVE_QUALITY_SLOW);
    g_assert_cmpint (add (&meter, fine, 5), ==, SF_LIVE_QUALITY_GOOD);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/live-quality/thresholds", test_thresholds);
  g_test_add_func ("/app/live-quality/patience", test_patience);
  g_test_add_func ("/app/live-quality/hysteresis", test_hysteresis);
  return g_test_run ();
}
