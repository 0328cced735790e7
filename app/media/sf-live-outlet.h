/* What leaves of the live picture: which frames, how large, and when each packet does. */
#pragma once

#include "app/media/sf-encoded-frame.h"
#include "app/media/sf-live-controller.h"

G_BEGIN_DECLS

/*
 * Pure: frames, feedback and the monotonic clock in, packets out. A frame's packets leave as the
 * rate allows, some at once and others with the next calls; those that are sent again leave first.
 */
typedef struct _SfLiveOutlet SfLiveOutlet;

/* Returns: stopped */
SfLiveOutlet *sf_live_outlet_new (gint64 now_us) G_GNUC_WARN_UNUSED_RESULT;
void sf_live_outlet_free (SfLiveOutlet *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SfLiveOutlet, sf_live_outlet_free)

/* A new stream, of which the encoder is to make a key frame first. */
void sf_live_outlet_start (SfLiveOutlet *self, gint64 now_us);
/* What waits is dropped. */
void sf_live_outlet_stop (SfLiveOutlet *self);

/**
 * sf_live_outlet_admit:
 * @taken_us: when the camera took the frame
 *
 * Call it for each frame of the camera, after sf_live_outlet_pop().
 *
 * Returns: whether the frame is to be encoded, as @ret_target says
 */
gboolean sf_live_outlet_admit (SfLiveOutlet *self,
                               gint64 taken_us,
                               gint64 now_us,
                               SfLiveTarget *ret_target);

/* Returns: FALSE when the frame is of an earlier stream: it is dropped */
gboolean sf_live_outlet_add (SfLiveOutlet *self, const SfEncodedFrame *frame);

/* Returns: (transfer full) (nullable): a packet that leaves now; call it until there is none */
GBytes *sf_live_outlet_pop (SfLiveOutlet *self, gint64 now_us) G_GNUC_WARN_UNUSED_RESULT;

/**
 * sf_live_outlet_hear:
 *
 * What the receiver says; what it does not mean for the current stream is dropped.
 *
 * Returns: whether the encoder is to make a key frame
 */
gboolean sf_live_outlet_hear (SfLiveOutlet *self, const SfLiveFeedback *feedback, gint64 now_us);

/* These outlive a stream. */
void sf_live_outlet_set_busy (SfLiveOutlet *self, gboolean is_busy);
void sf_live_outlet_set_lean (SfLiveOutlet *self, gboolean is_lean);
/* (nullable): instead of what the controller aims at, for measurements. */
void sf_live_outlet_set_target (SfLiveOutlet *self, const SfLiveTarget *target);

void sf_live_outlet_get_target (const SfLiveOutlet *self, SfLiveTarget *ret_target);
/* How long packets waited in queues, as the other side told last. */
gint64 sf_live_outlet_get_queueing_us (const SfLiveOutlet *self);

G_END_DECLS
