/* How far what leaves may be ahead of the rate: which frames are encoded, when packets leave. */

#include "app/media/sf-frame-gate.h"

#define EARLY_US 8000 /* a camera's frames are not taken at the same intervals */

gboolean
sf_frame_gate_is_open (const SfFrameGate *self, gint64 now_us)
{
  return self->paid_us - now_us <= SF_FRAME_GATE_MAX_DEBT_US;
}

gboolean
sf_frame_gate_pass (SfFrameGate *self, gint64 taken_us, int max_fps, gint64 now_us)
{
  gint64 interval_us = G_USEC_PER_SEC / max_fps;

  if (!sf_frame_gate_is_open (self, now_us))
    return FALSE;
  if (self->taken_us != 0 &&
      taken_us - self->taken_us < interval_us - MIN (interval_us / 4, EARLY_US))
    return FALSE;

  self->taken_us = taken_us;
  return TRUE;
}

void
sf_frame_gate_spend (SfFrameGate *self, gsize bytes, gint64 bitrate_bps, gint64 now_us)
{
  self->paid_us = MAX (self->paid_us, now_us) + (gint64) bytes * 8 * G_USEC_PER_SEC / bitrate_bps;
}
