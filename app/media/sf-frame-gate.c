/* Which frames of the camera are sent: no more than shall be, and none into a full pipe. */

#include "app/media/sf-frame-gate.h"

#define EARLY_US 8000 /* a camera's frames are not taken at the same intervals */

static void
pay (SfFrameGate *self, gint64 bitrate_bps, gint64 now_us)
{
  gint64 elapsed_us = CLAMP (now_us - self->paid_us, 0, 10 * G_USEC_PER_SEC);

  self->debt = MAX (0, self->debt - bitrate_bps * elapsed_us);
  self->paid_us = now_us;
}

gboolean
sf_frame_gate_pass (
  SfFrameGate *self, gint64 taken_us, int max_fps, gint64 bitrate_bps, gint64 now_us)
{
  gint64 interval_us = G_USEC_PER_SEC / max_fps;

  pay (self, bitrate_bps, now_us);
  if (self->debt > bitrate_bps * SF_FRAME_GATE_MAX_DEBT_US)
    return FALSE;
  if (self->taken_us != 0 &&
      taken_us - self->taken_us < interval_us - MIN (interval_us / 4, EARLY_US))
    return FALSE;

  self->taken_us = taken_us;
  return TRUE;
}

void
sf_frame_gate_spend (SfFrameGate *self, gsize bytes)
{
  self->debt += (gint64) bytes * 8 * G_USEC_PER_SEC;
}
