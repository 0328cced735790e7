/* Spreads packets over time: credit that grows with the rate and is spent by what leaves. */

#include "net/transfer/sf-pacer.h"

#define UNIT G_USEC_PER_SEC /* of credit, in a byte: bytes a second times microseconds */
#define QUANTUM_US 1000     /* timers of main loops are no finer */
#define MAX_QUANTUM (64 * 1024)
#define CATCH_UP_US 20000 /* how late a timer may be before rate is lost */
#define BURST_US 2000     /* what may leave at once after a pause of other cause */
#define MIN_BURST (2 * 1200)
#define MAX_BURST (256 * 1024)

void
sf_pacer_refill (SfPacer *self, guint64 rate, gint64 now_us)
{
  gint64 elapsed_us = self->filled_us == 0 ? BURST_US : now_us - self->filled_us;
  guint64 most = rate * (self->is_awaited ? CATCH_UP_US : BURST_US) / UNIT;

  if (elapsed_us <= 0)
    return;

  self->credit += (gint64) rate * MIN (elapsed_us, UNIT);
  self->credit = MIN (self->credit, (gint64) CLAMP (most, MIN_BURST, MAX_BURST) * UNIT);
  self->filled_us = now_us;
}

void
sf_pacer_set_awaited (SfPacer *self, gboolean is_awaited)
{
  self->is_awaited = is_awaited;
}

gboolean
sf_pacer_may_send (const SfPacer *self)
{
  return self->credit > 0;
}

void
sf_pacer_spend (SfPacer *self, gsize bytes)
{
  self->credit -= (gint64) bytes * UNIT;
}

void
sf_pacer_return (SfPacer *self, gsize bytes)
{
  self->credit += (gint64) bytes * UNIT;
}

gint64
sf_pacer_get_deadline_us (const SfPacer *self, guint64 rate)
{
  gint64 quantum = MIN ((gint64) rate * QUANTUM_US, (gint64) MAX_QUANTUM * UNIT);
  gint64 missing = quantum - self->credit;

  if (missing <= 0)
    return self->filled_us;
  return self->filled_us + missing / (gint64) rate + 1;
}
