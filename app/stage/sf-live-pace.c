/* When to draw the next live picture of two people whose cameras are not in step. Pure. */

#include "app/stage/sf-live-pace.h"

#define LONG_AGO (G_MININT64 / 2)

void
sf_live_pace_init (SfLivePace *self)
{
  *self = (SfLivePace){.came_us = {LONG_AGO, LONG_AGO}, .drawn_us = LONG_AGO};
}

void
sf_live_pace_take (SfLivePace *self, int person, gint64 now_us)
{
  self->is_new[person] = TRUE;
  self->came_us[person] = now_us;
}

void
sf_live_pace_hurry (SfLivePace *self)
{
  self->is_hurried = TRUE;
}

void
sf_live_pace_draw (SfLivePace *self, gint64 now_us)
{
  self->is_new[0] = self->is_new[1] = self->is_hurried = FALSE;
  self->drawn_us = now_us;
}

/* Whoever draws at each frame of either draws twice as often as anybody can see; whoever waits for
 * both waits for ever when one freezes. */
gint64
sf_live_pace_get_due (const SfLivePace *self)
{
  int newer = self->is_new[0] ? 0 : 1;
  gint64 lag_us = self->came_us[newer] - self->came_us[1 - newer];

  if (self->is_hurried || (self->is_new[0] && self->is_new[1]))
    return self->drawn_us + SF_LIVE_INTERVAL_US;
  if (!self->is_new[newer])
    return G_MAXINT64;
  if (lag_us < SF_LIVE_AWAITED_US)
    return self->drawn_us + SF_LIVE_PATIENCE_US;

  return self->drawn_us + SF_LIVE_INTERVAL_US;
}
