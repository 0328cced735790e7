/* Puts VP8 frames together from packets in order, and knows when only a key frame helps. */
#pragma once

#include "app/media/sf-encoded-frame.h"
#include "app/media/sf-rtp.h"

G_BEGIN_DECLS

/* Pure. Needs a key frame at first. */
typedef struct _SfVp8Assembler SfVp8Assembler;

SfVp8Assembler *sf_vp8_assembler_new (void) G_GNUC_WARN_UNUSED_RESULT;
void sf_vp8_assembler_free (SfVp8Assembler *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SfVp8Assembler, sf_vp8_assembler_free)

/**
 * sf_vp8_assembler_add:
 * @after_loss: packets between this one and the one before never came
 * @ret_frame: to be cleared
 *
 * A frame that does not follow from those given before is left out, as is one that is no VP8, and
 * one larger than the limits of sf-encoded-frame.h.
 *
 * Returns: %TRUE when this packet completed a frame
 */
gboolean sf_vp8_assembler_add (SfVp8Assembler *self,
                               const SfRtp *rtp,
                               gboolean after_loss,
                               SfEncodedFrame *ret_frame);

/* A frame that was given was of no use. */
void sf_vp8_assembler_need_key (SfVp8Assembler *self);
gboolean sf_vp8_assembler_needs_key (const SfVp8Assembler *self);
/* Whether a key frame is coming in: only then is a missing packet worth waiting for, while one is
 * needed. */
gboolean sf_vp8_assembler_is_within_key (const SfVp8Assembler *self);

G_END_DECLS
