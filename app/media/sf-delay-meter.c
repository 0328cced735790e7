/* How long packets waited in queues on the way, from when they left and when they came. */

#include "app/media/sf-delay-meter.h"

#include <stdlib.h>

#define TURN_US (10 * G_USEC_PER_SEC)

void
sf_delay_meter_add (SfDelayMeter *self, guint32 sent_us, gint64 arrived_us)
{
  guint32 difference_us = (guint32) arrived_us - sent_us;
  gint32 delay_us;

  if (!self->has_begun) {
    self->has_begun = TRUE;
    self->zero_us = difference_us;
    self->least_us[0] = self->least_us[1] = G_MAXINT32;
    self->turned_us = arrived_us;
  }
  if (arrived_us - self->turned_us > TURN_US) {
    self->least_us[1] = self->least_us[0];
    self->least_us[0] = G_MAXINT32;
    self->turned_us = arrived_us;
  }

  delay_us = (gint32) (difference_us - self->zero_us);
  self->least_us[0] = MIN (self->least_us[0], delay_us);
  self->newest_us = delay_us;
  if (self->n_samples < SF_DELAY_METER_MAX_SAMPLES)
    self->samples_us[self->n_samples++] = delay_us;
}

static gint64
queueing_us (const SfDelayMeter *self, gint32 delay_us)
{
  return (gint64) delay_us - MIN (self->least_us[0], self->least_us[1]);
}

gint64
sf_delay_meter_get_newest_us (const SfDelayMeter *self)
{
  return self->has_begun ? queueing_us (self, self->newest_us) : 0;
}

static int
compare_delays (const void *a, const void *b)
{
  gint32 x = *(const gint32 *) a;
  gint32 y = *(const gint32 *) b;

  return (x > y) - (x < y);
}

void
sf_delay_meter_end_span (SfDelayMeter *self, gint64 *ret_least_us, gint64 *ret_most_us)
{
  guint n = self->n_samples;

  *ret_least_us = *ret_most_us = 0;
  if (n == 0)
    return;

  qsort (self->samples_us, n, sizeof *self->samples_us, compare_delays);
  *ret_least_us = queueing_us (self, self->samples_us[0]);
  *ret_most_us = queueing_us (self, self->samples_us[n - 1 - n / 20]);
  self->n_samples = 0;
}
