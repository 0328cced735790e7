/* The round trip, and what follows from it: when a packet is late, and when to try again. */

#include "net/transfer/sf-rtt.h"

#include "net/transfer/sf-ack-tracker.h"

#define INITIAL_US (100 * 1000)
#define GRANULARITY_US 1000 /* RFC 9002, section 6.1.2; also what timers of main loops can do */
#define MAX_PROBE_DELAY_US (2 * G_USEC_PER_SEC)

void
sf_rtt_add (SfRtt *self, gint64 sample_us, gint64 ack_delay_us)
{
  gint64 adjusted_us = MAX (sample_us, 1);

  self->latest_us = adjusted_us;
  if (self->smoothed_us == 0) {
    self->least_us = adjusted_us;
    self->smoothed_us = adjusted_us;
    self->variation_us = adjusted_us / 2;
    return;
  }

  self->least_us = MIN (self->least_us, adjusted_us);
  if (ack_delay_us >= 0 && ack_delay_us <= adjusted_us - self->least_us)
    adjusted_us -= ack_delay_us;

  self->variation_us += (ABS (self->smoothed_us - adjusted_us) - self->variation_us) / 4;
  self->smoothed_us += (adjusted_us - self->smoothed_us) / 8;
}

gint64
sf_rtt_get_us (const SfRtt *self)
{
  return self->smoothed_us != 0 ? self->smoothed_us : INITIAL_US;
}

gint64
sf_rtt_get_loss_delay_us (const SfRtt *self)
{
  gint64 rtt_us = MAX (sf_rtt_get_us (self), self->latest_us);

  return MAX (rtt_us + rtt_us / 8, GRANULARITY_US);
}

gint64
sf_rtt_get_probe_delay_us (const SfRtt *self, guint attempt)
{
  gint64 variation_us = self->smoothed_us != 0 ? self->variation_us : INITIAL_US / 2;
  gint64 delay_us = sf_rtt_get_us (self) + MAX (4 * variation_us, GRANULARITY_US) + SF_ACK_DELAY_US;

  return MIN (delay_us << MIN (attempt, 8), MAX (delay_us, MAX_PROBE_DELAY_US));
}
