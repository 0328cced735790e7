/* The offset between two monotonic clocks, from four timestamps each. */
#pragma once

#include "net/peer/sf-clock-trend.h"

G_BEGIN_DECLS

#define SF_CLOCK_FILTER_SAMPLES 16
#define SF_CLOCK_MAX_AGE_US (10 * G_USEC_PER_SEC) /* of a sample, and of an estimate */

/* Plain data; zero-initialised is empty. */
typedef struct {
  struct {
    gint64 at_us;
    gint64 rtt_us;
    gint64 offset_us;
  } samples[SF_CLOCK_FILTER_SAMPLES];
  guint n_samples;
  guint next;
  SfClockTrend trend;
} SfClockFilter;

typedef struct {
  gint64 offset_us;      /* the other's clock less ours */
  gint64 uncertainty_us; /* half the round trip of the sample used, and drift since it at 50 ppm */
  gint64 rtt_us;         /* of that sample */
  gint64 median_rtt_us;  /* of the samples of the last 10 s, at most 16 */
  guint n_samples;       /* so many are these */
  gint64 spread_us;      /* how much the best of them may still be wrong by queueing; see below */
  gint64 at_us;          /* when it was made, by our clock */
  gboolean has_drift;    /* after a minute */
  double drift_ppm;      /* by which the other's clock goes faster */
  double drift_uncertainty_ppm;
} SfClockEstimate;

/**
 * sf_clock_filter_add:
 * @t1_us: our clock when the ping left
 * @t2_us: the other's clock when it came
 * @t3_us: the other's clock when the pong left
 * @t4_us: our clock when it came
 *
 * A sample with an impossible order of times is dropped.
 */
void sf_clock_filter_add (
  SfClockFilter *self, gint64 t1_us, gint64 t2_us, gint64 t3_us, gint64 t4_us);

/* How far two clocks may go apart within @elapsed_us: 50 ppm, what quartz differs by at most. */
gint64 sf_clock_drift_us (gint64 elapsed_us);

/* Returns: FALSE while there is no sample of the last 10 s */
gboolean sf_clock_filter_estimate (const SfClockFilter *self, gint64 now_us, SfClockEstimate *ret);

#define SF_CLOCK_SURE_US 16000  /* half the interval of frames at 30 a second */
#define SF_CLOCK_SURE_SAMPLES 8 /* of so many, the best is almost free of queueing */
#define SF_CLOCK_MAX_UNCERTAINTY_US (500 * 1000) /* a round trip of a second */

/**
 * sf_clock_estimate_is_sure:
 *
 * Whether two photographs can be taken by it. Half a round trip bounds the error, but over a long
 * path that says little of how large it is: where both ways take the same time, 200 ms of round
 * trip are known to a fraction of a millisecond. So either the bound itself is below half a frame's
 * interval, or there are enough samples and the best ones agree: the spread, half of what the
 * fourth best round trip is longer than the best, is below it.
 */
gboolean sf_clock_estimate_is_sure (const SfClockEstimate *self, gint64 now_us);

/* What the uncertainty has grown to. */
gint64 sf_clock_estimate_get_uncertainty_us (const SfClockEstimate *self, gint64 now_us);

G_END_DECLS
