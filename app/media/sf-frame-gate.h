/* Which frames of the camera are sent: no more than shall be, and none into a full pipe. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * An encoder reaches a new rate only after some frames, and no key frame fits into the share of
 * one. The gate keeps account of what left beyond the rate; while that would take the path longer
 * than @SF_FRAME_GATE_MAX_DEBT_US, frames are left out before they are encoded.
 *
 * Pure; zero-initialised is open.
 */
typedef struct {
  gint64 taken_us; /* of the last frame let through */
  gint64 debt;     /* bits, times 10^6 */
  gint64 paid_us;  /* up to when */
} SfFrameGate;

#define SF_FRAME_GATE_MAX_DEBT_US (100 * 1000)

/* Returns: whether the frame is to be sent */
gboolean sf_frame_gate_pass (
  SfFrameGate *self, gint64 taken_us, int max_fps, gint64 bitrate_bps, gint64 now_us);

/* So many bytes left, or will. */
void sf_frame_gate_spend (SfFrameGate *self, gsize bytes);

G_END_DECLS
