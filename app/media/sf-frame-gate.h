/* How far what leaves may be ahead of the rate: which frames are encoded, when packets leave. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * A key frame is several times the share of a frame, an encoder reaches a new rate only after some
 * of them, and lost packets leave again: all that is beyond the rate is a debt, told as the time in
 * which the rate pays it. While it is no more than @SF_FRAME_GATE_MAX_DEBT_US, which a shallow
 * queue holds, frames are encoded and packets leave.
 *
 * Pure; zero-initialised is open.
 */
typedef struct {
  gint64 taken_us; /* of the last frame let through */
  gint64 paid_us;  /* when the rate will have paid for all that left */
} SfFrameGate;

#define SF_FRAME_GATE_MAX_DEBT_US (100 * 1000)

/* Returns: whether the frame is to be encoded */
gboolean sf_frame_gate_pass (SfFrameGate *self, gint64 taken_us, int max_fps, gint64 now_us);

/* Returns: whether a packet may leave */
gboolean sf_frame_gate_is_open (const SfFrameGate *self, gint64 now_us);

/* So many bytes left. */
void sf_frame_gate_spend (SfFrameGate *self, gsize bytes, gint64 bitrate_bps, gint64 now_us);

G_END_DECLS
