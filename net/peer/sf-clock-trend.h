/* How fast two clocks go apart, from the best comparisons of the last minutes. Pure. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SF_CLOCK_TREND_SPANS 30
#define SF_CLOCK_TREND_SPAN_US (10 * G_USEC_PER_SEC) /* of each, the best sample is held */
#define SF_CLOCK_TREND_MIN_SPANS 7                   /* a minute, before anything is said */

/* Plain data; zero-initialised is empty. */
typedef struct {
  struct {
    gint64 at_us;
    gint64 rtt_us;
    gint64 offset_us;
  } best[SF_CLOCK_TREND_SPANS];
  guint n;        /* spans begun in all */
  gint64 span_us; /* when the newest span began */
} SfClockTrend;

/* @at_us does not go back. */
void sf_clock_trend_add (SfClockTrend *self, gint64 at_us, gint64 rtt_us, gint64 offset_us);

/**
 * sf_clock_trend_estimate:
 * @ret_ppm: microseconds a second by which the other's clock goes faster
 * @ret_uncertainty_ppm: two standard errors of that
 *
 * The slope of the line of least squares. A path whose two ways begin to differ looks like a step;
 * it makes the error large, not the slope wrong unnoticed.
 *
 * Returns: %FALSE before there is a minute of samples
 */
gboolean sf_clock_trend_estimate (const SfClockTrend *self,
                                  double *ret_ppm,
                                  double *ret_uncertainty_ppm);

G_END_DECLS
