/* The last frames of a camera, by the time they were taken. For any threads. */
#pragma once

#include "app/capture/sf-frame.h"

G_BEGIN_DECLS

#define SF_FRAME_RING_SPAN_US (400 * 1000) /* older frames than this are let go */
#define SF_FRAME_RING_MAX_FRAMES 32
#define SF_FRAME_RING_HELD_US (3 * G_USEC_PER_SEC) /* but those of the expected instant */

typedef struct _SfFrameRing SfFrameRing;

SfFrameRing *sf_frame_ring_new (void) G_GNUC_WARN_UNUSED_RESULT;
SfFrameRing *sf_frame_ring_ref (SfFrameRing *self);
void sf_frame_ring_unref (SfFrameRing *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SfFrameRing, sf_frame_ring_unref)

/* A frame that is not newer than the newest begins the ring anew. */
void sf_frame_ring_push (SfFrameRing *self, SfFrame *frame);
void sf_frame_ring_clear (SfFrameRing *self);

/**
 * sf_frame_ring_expect:
 *
 * The frames within @window_us of @at_us stay longer than the others, so that who collects them may
 * be late; those of an instant expected before do so no more.
 */
void sf_frame_ring_expect (SfFrameRing *self, gint64 at_us, gint64 window_us);

/* Returns: (nullable) (transfer full) */
SfFrame *sf_frame_ring_dup_newest (SfFrameRing *self);

/**
 * sf_frame_ring_collect:
 * @max_frames: those nearest to @at_us are given when there are more
 *
 * Returns: (transfer full) (element-type SfFrame): the frames taken within @window_us of @at_us, in
 * the order of their times
 */
GPtrArray *sf_frame_ring_collect (SfFrameRing *self,
                                  gint64 at_us,
                                  gint64 window_us,
                                  guint max_frames) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
