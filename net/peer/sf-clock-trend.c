/* How fast two clocks go apart, from the best comparisons of the last minutes. Pure. */

#include "net/peer/sf-clock-trend.h"

#include <math.h>

void
sf_clock_trend_add (SfClockTrend *self, gint64 at_us, gint64 rtt_us, gint64 offset_us)
{
  gboolean is_new = self->n == 0 || at_us - self->span_us >= SF_CLOCK_TREND_SPAN_US;
  guint place;

  if (is_new) {
    self->span_us = at_us;
    self->n++;
  }
  place = (self->n - 1) % SF_CLOCK_TREND_SPANS;
  if (!is_new && rtt_us >= self->best[place].rtt_us)
    return;

  self->best[place].at_us = at_us;
  self->best[place].rtt_us = rtt_us;
  self->best[place].offset_us = offset_us;
}

gboolean
sf_clock_trend_estimate (const SfClockTrend *self, double *ret_ppm, double *ret_uncertainty_ppm)
{
  guint n = MIN (self->n, SF_CLOCK_TREND_SPANS);
  double mean_s = 0, mean_us = 0;
  double sum_ss = 0, sum_su = 0, sum_uu = 0;
  double residue;

  if (n < SF_CLOCK_TREND_MIN_SPANS)
    return FALSE;

  /* Relative to one of the samples, so that no digits are lost to large clocks. */
  for (guint i = 0; i < n; i++) {
    mean_s += (double) (self->best[i].at_us - self->best[0].at_us) / G_USEC_PER_SEC / n;
    mean_us += (double) (self->best[i].offset_us - self->best[0].offset_us) / n;
  }
  for (guint i = 0; i < n; i++) {
    double s = (double) (self->best[i].at_us - self->best[0].at_us) / G_USEC_PER_SEC - mean_s;
    double us = (double) (self->best[i].offset_us - self->best[0].offset_us) - mean_us;

    sum_ss += s * s;
    sum_su += s * us;
    sum_uu += us * us;
  }

  *ret_ppm = sum_su / sum_ss;
  residue = MAX (0, sum_uu - *ret_ppm * sum_su);
  *ret_uncertainty_ppm = 2 * sqrt (residue / (n - 2) / sum_ss);
  return TRUE;
}
