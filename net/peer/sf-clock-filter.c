/* The offset between two monotonic clocks, from four timestamps each. */

#include "net/peer/sf-clock-filter.h"

#include <stdlib.h>

#define MAX_AGE_US (10 * G_USEC_PER_SEC)
#define DRIFT_PER_US                                                                               \
  20000 /* one microsecond in so many: 50 ppm, what quartz clocks differ by at most */
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

  if (!is_time (t1_us) || !is_time (t2_us) || !is_time (t3_us) || !is_time (t4_us))
    return;

  rtt_us = (t4_us - t1_us) - (t3_us - t2_us);
  if (t4_us < t1_us || t3_us < t2_us || rtt_us < 0)
    return;

  /* RFC 5905, section 8: the offset is exact when both ways take the same time. */
  self->samples[self->next].at_us = t4_us;
  self->samples[self->next].rtt_us = rtt_us;
  self->samples[self->next].offset_us = ((t2_us - t1_us) + (t3_us - t4_us)) / 2;
  self->next = (self->next + 1) % SF_CLOCK_FILTER_SAMPLES;
  self->n_samples = MIN (self->n_samples + 1, SF_CLOCK_FILTER_SAMPLES);
}

static int
compare_times (const void *a, const void *b)
{
  gint64 x = *(const gint64 *) a;
  gint64 y = *(const gint64 *) b;

  return (x > y) - (x < y);
}

static gint64
median_rtt_us (const SfClockFilter *self)
{
  gint64 sorted[SF_CLOCK_FILTER_SAMPLES];

  for (guint i = 0; i < self->n_samples; i++)
    sorted[i] = self->samples[i].rtt_us;
  qsort (sorted, self->n_samples, sizeof *sorted, compare_times);

  return sorted[self->n_samples / 2];
}

gboolean
sf_clock_filter_estimate (const SfClockFilter *self, gint64 now_us, SfClockEstimate *ret)
{
  SfClockEstimate best = {.uncertainty_us = G_MAXINT64};

  for (guint i = 0; i < self->n_samples; i++) {
    gint64 age_us = MAX (0, now_us - self->samples[i].at_us);
    gint64 uncertainty_us = (self->samples[i].rtt_us + 1) / 2 + age_us / DRIFT_PER_US;

    if (age_us > MAX_AGE_US || uncertainty_us >= best.uncertainty_us)
      continue;
    best.uncertainty_us = uncertainty_us;
    best.offset_us = self->samples[i].offset_us;
    best.rtt_us = self->samples[i].rtt_us;
  }

  if (best.uncertainty_us == G_MAXINT64)
    return FALSE;

  best.median_rtt_us = median_rtt_us (self);
  *ret = best;
  return TRUE;
}
