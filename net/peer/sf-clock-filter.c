/* The offset between two monotonic clocks, from four timestamps each. */

#include "net/peer/sf-clock-filter.h"

#include <stdlib.h>

#define SPREAD_RANK 3      /* the fourth best */
#define DRIFT_PER_US 20000 /* one microsecond in so many */
/* Of any timestamp: sums and differences of two fit into 64 bits. */
#define MAX_TIME_US (G_MAXINT64 / 4)

static gboolean
is_time (gint64 t_us)
{
  return t_us >= 0 && t_us <= MAX_TIME_US;
}

void
sf_clock_filter_add (SfClockFilter *self, gint64 t1_us, gint64 t2_us, gint64 t3_us, gint64 t4_us)
{
  gint64 rtt_us;
  gint64 offset_us;

  if (!is_time (t1_us) || !is_time (t2_us) || !is_time (t3_us) || !is_time (t4_us))
    return;

  rtt_us = (t4_us - t1_us) - (t3_us - t2_us);
  if (t4_us < t1_us || t3_us < t2_us || rtt_us < 0)
    return;

  /* RFC 5905, section 8: the offset is exact when both ways take the same time. */
  offset_us = ((t2_us - t1_us) + (t3_us - t4_us)) / 2;
  self->samples[self->next].at_us = t4_us;
  self->samples[self->next].rtt_us = rtt_us;
  self->samples[self->next].offset_us = offset_us;
  self->next = (self->next + 1) % SF_CLOCK_FILTER_SAMPLES;
  self->n_samples = MIN (self->n_samples + 1, SF_CLOCK_FILTER_SAMPLES);
  sf_clock_trend_add (&self->trend, t4_us, rtt_us, offset_us);
}

static int
compare_times (const void *a, const void *b)
{
  gint64 x = *(const gint64 *) a;
  gint64 y = *(const gint64 *) b;

  return (x > y) - (x < y);
}

static gboolean
is_fresh (const SfClockFilter *self, guint i, gint64 now_us)
{
  return now_us - self->samples[i].at_us <= SF_CLOCK_MAX_AGE_US;
}

/* The statistics of the round trips of the last seconds. */
static void
judge_round_trips (const SfClockFilter *self, gint64 now_us, SfClockEstimate *ret)
{
  gint64 sorted[SF_CLOCK_FILTER_SAMPLES];
  guint n = 0;

  for (guint i = 0; i < self->n_samples; i++)
    if (is_fresh (self, i, now_us))
      sorted[n++] = self->samples[i].rtt_us;
  qsort (sorted, n, sizeof *sorted, compare_times);

  ret->n_samples = n;
  ret->median_rtt_us = sorted[n / 2];
  ret->spread_us = (sorted[MIN (SPREAD_RANK, n - 1)] - sorted[0]) / 2;
}

gint64
sf_clock_drift_us (gint64 elapsed_us)
{
  return elapsed_us / DRIFT_PER_US;
}

gboolean
sf_clock_filter_estimate (const SfClockFilter *self, gint64 now_us, SfClockEstimate *ret)
{
  SfClockEstimate best = {.uncertainty_us = G_MAXINT64, .at_us = now_us};

  for (guint i = 0; i < self->n_samples; i++) {
    gint64 age_us = MAX (0, now_us - self->samples[i].at_us);
    gint64 uncertainty_us = (self->samples[i].rtt_us + 1) / 2 + sf_clock_drift_us (age_us);

    if (!is_fresh (self, i, now_us) || uncertainty_us >= best.uncertainty_us)
      continue;
    best.uncertainty_us = uncertainty_us;
    best.offset_us = self->samples[i].offset_us;
    best.rtt_us = self->samples[i].rtt_us;
  }

  if (best.uncertainty_us == G_MAXINT64)
    return FALSE;

  judge_round_trips (self, now_us, &best);
  best.has_drift =
    sf_clock_trend_estimate (&self->trend, &best.drift_ppm, &best.drift_uncertainty_ppm);
  *ret = best;
  return TRUE;
}

gint64
sf_clock_estimate_get_uncertainty_us (const SfClockEstimate *self, gint64 now_us)
{
  return self->uncertainty_us + sf_clock_drift_us (MAX (0, now_us - self->at_us));
}

gboolean
sf_clock_estimate_is_sure (const SfClockEstimate *self, gint64 now_us)
{
  gint64 uncertainty_us = sf_clock_estimate_get_uncertainty_us (self, now_us);

  if (self->n_samples == 0 || now_us - self->at_us > SF_CLOCK_MAX_AGE_US)
    return FALSE;

  return uncertainty_us <= SF_CLOCK_SURE_US ||
         (uncertainty_us <= SF_CLOCK_MAX_UNCERTAINTY_US &&
          self->n_samples >= SF_CLOCK_SURE_SAMPLES && self->spread_us <= SF_CLOCK_SURE_US);
}
