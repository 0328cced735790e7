/* What the receiver of a live picture says, and what measures it. */

#include "app/media/sf-delay-meter.h"
#include "app/media/sf-live-feedback.h"
#include "net/media/sf-media-port.h"

#include <string.h>

#define MS 1000
#define SECOND (1000 * MS)

G_STATIC_ASSERT (SF_LIVE_FEEDBACK_MAX_SIZE <= SF_MEDIA_MAX_FEEDBACK);

static void
test_report (void)
{
  static const guint8 expected[] = {1, 0xde, 0xad, 0xbe, 0xef, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0,
                                    0, 3,    0,    0,    0,    4, 0, 0, 0, 5, 0, 1, 0, 0};
  const SfLiveFeedback feedback = {
    .kind = SF_LIVE_FEEDBACK_REPORT,
    .stream = 0xdeadbeef,
    .report = {1, 2, 3, 4, 5, 0x10000},
  };
  guint8 bytes[SF_LIVE_FEEDBACK_MAX_SIZE];
  gsize size = sf_live_feedback_write (&feedback, bytes);
  SfLiveFeedback parsed;

  g_assert_cmpmem (bytes, size, expected, sizeof expected);
  g_assert_true (sf_live_feedback_parse (&parsed, bytes, size));
  g_assert_cmpuint (parsed.stream, ==, feedback.stream);
  g_assert_cmpuint (parsed.report.time_us, ==, 1);
  g_assert_cmpuint (parsed.report.n_packets, ==, 2);
  g_assert_cmpuint (parsed.report.n_missed, ==, 3);
  g_assert_cmpuint (parsed.report.n_bytes, ==, 4);
  g_assert_cmpint (parsed.report.least_delay_us, ==, 5);
  g_assert_cmpint (parsed.report.most_delay_us, ==, 0x10000);
}

static void
test_nacks (void)
{
  SfLiveFeedback feedback = {.kind = SF_LIVE_FEEDBACK_NACK, .n_nacks = SF_LIVE_FEEDBACK_MAX_NACKS};
  guint8 bytes[SF_LIVE_FEEDBACK_MAX_SIZE];
  SfLiveFeedback parsed;
  gsize size;

  for (guint i = 0; i < feedback.n_nacks; i++)
    feedback.nacks[i] = (guint16) (65530 + i);
  size = sf_live_feedback_write (&feedback, bytes);
  g_assert_cmpuint (size, ==, SF_LIVE_FEEDBACK_MAX_SIZE);
  g_assert_true (sf_live_feedback_parse (&parsed, bytes, size));
  g_assert_cmpuint (parsed.n_nacks, ==, feedback.n_nacks);
  g_assert_cmpmem (parsed.nacks, sizeof parsed.nacks, feedback.nacks, sizeof feedback.nacks);
}

static void
test_pli (void)
{
  static const guint8 expected[] = {3, 0, 0, 0, 7};
  const SfLiveFeedback feedback = {.kind = SF_LIVE_FEEDBACK_PLI, .stream = 7};
  guint8 bytes[SF_LIVE_FEEDBACK_MAX_SIZE];
  gsize size = sf_live_feedback_write (&feedback, bytes);
  SfLiveFeedback parsed;

  g_assert_cmpmem (bytes, size, expected, sizeof expected);
  g_assert_true (sf_live_feedback_parse (&parsed, bytes, size));
  g_assert_cmpint (parsed.kind, ==, SF_LIVE_FEEDBACK_PLI);
  g_assert_cmpuint (parsed.stream, ==, 7);
}

static void
test_refuses (void)
{
  static const struct {
    guint8 bytes[32];
    gsize size;
  } cases[] = {
    {{0}, 0},
    {{3, 0, 0, 0}, 4},
    {{3, 0, 0, 0, 7, 0}, 6},
    {{0, 0, 0, 0, 7}, 5}, /* no such kind */
    {{4, 0, 0, 0, 7}, 5},
    {{2, 0, 0, 0, 7, 0}, 6}, /* nothing is missing */
    {{2, 0, 0, 0, 7, 1, 0}, 7},
    {{2, 0, 0, 0, 7, 1, 0, 0, 0}, 9},
    {{2, 0, 0, 0, 7, SF_LIVE_FEEDBACK_MAX_NACKS + 1}, 32},
    {{1}, 28},
    {{1}, 30},
    {{[0] = 1, [21] = 0x03, 0x93, 0x87, 0x01}, 29}, /* a microsecond more than a minute */
    {{[0] = 1, [25] = 0xff}, 29},
  };
  SfLiveFeedback parsed;

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_false (sf_live_feedback_parse (&parsed, cases[i].bytes, cases[i].size));
}

/* Beyond what can be told, as much as can. */
static void
test_limits_delays (void)
{
  const SfLiveFeedback feedback = {
    .kind = SF_LIVE_FEEDBACK_REPORT,
    .report = {.least_delay_us = -5, .most_delay_us = G_GINT64_CONSTANT (1) << 40},
  };
  guint8 bytes[SF_LIVE_FEEDBACK_MAX_SIZE];
  SfLiveFeedback parsed;

  g_assert_true (
    sf_live_feedback_parse (&parsed, bytes, sf_live_feedback_write (&feedback, bytes)));
  g_assert_cmpint (parsed.report.least_delay_us, ==, 0);
  g_assert_cmpint (parsed.report.most_delay_us, ==, SF_LIVE_FEEDBACK_MAX_DELAY_US);
}

/* A packet that left at @sent_us by a clock that shows something else entirely. */
static void
pass (SfDelayMeter *meter, gint64 sent_us, gint64 way_us)
{
  sf_delay_meter_add (meter, (guint32) (sent_us + 0xfffff000u), sent_us + way_us);
}

static void
test_delay (void)
{
  SfDelayMeter meter = {0};
  gint64 least_us, most_us;

  sf_delay_meter_end_span (&meter, &least_us, &most_us);
  g_assert_cmpint (least_us, ==, 0);
  g_assert_cmpint (most_us, ==, 0);
  g_assert_cmpint (sf_delay_meter_get_newest_us (&meter), ==, 0);

  for (gint64 i = 0; i < 100; i++)
    pass (&meter, 50 * SECOND + i * MS, 25 * MS + i * MS);
  g_assert_cmpint (sf_delay_meter_get_newest_us (&meter), ==, 99 * MS);
  sf_delay_meter_end_span (&meter, &least_us, &most_us);
  g_assert_cmpint (least_us, ==, 0);
  g_assert_cmpint (most_us, ==, 94 * MS);

  /* A queue that was there all the time. */
  pass (&meter, 51 * SECOND, 65 * MS);
  pass (&meter, 51 * SECOND, 75 * MS);
  sf_delay_meter_end_span (&meter, &least_us, &most_us);
  g_assert_cmpint (least_us, ==, 40 * MS);
  g_assert_cmpint (most_us, ==, 50 * MS);
}

/* A way that became longer for good counts as a queue for 20 s at most. */
static void
test_delay_forgets (void)
{
  SfDelayMeter meter = {0};
  gint64 least_us, most_us;

  pass (&meter, 0, 10 * MS);
  sf_delay_meter_end_span (&meter, &least_us, &most_us);
  for (gint64 now_us = SECOND; now_us <= 21 * SECOND; now_us += 20 * MS) {
    pass (&meter, now_us, 60 * MS);
    sf_delay_meter_end_span (&meter, &least_us, &most_us);
    if (now_us < 9 * SECOND)
      g_assert_cmpint (least_us, ==, 50 * MS);
  }
  g_assert_cmpint (least_us, ==, 0);
}

/* Clocks 50 ppm apart, for an hour: as good as nothing. */
static void
test_delay_drift (void)
{
  SfDelayMeter meter = {0};
  gint64 least_us, most_us;

  for (gint64 now_us = 0; now_us <= 3600 * (gint64) SECOND; now_us += 100 * MS) {
    sf_delay_meter_add (&meter, (guint32) (now_us - now_us / 20000), now_us + 10 * MS);
    sf_delay_meter_end_span (&meter, &least_us, &most_us);
    g_assert_cmpint (most_us, <=, 1 * MS + 10);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/live-feedback/report", test_report);
  g_test_add_func ("/app/live-feedback/nacks", test_nacks);
  g_test_add_func ("/app/live-feedback/pli", test_pli);
  g_test_add_func ("/app/live-feedback/refuses", test_refuses);
  g_test_add_func ("/app/live-feedback/limits-delays", test_limits_delays);
  g_test_add_func ("/app/live-feedback/delay", test_delay);
  g_test_add_func ("/app/live-feedback/delay-forgets", test_delay_forgets);
  g_test_add_func ("/app/live-feedback/delay-drift", test_delay_drift);
  return g_test_run ();
}
