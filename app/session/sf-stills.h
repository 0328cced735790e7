/* What a camera saw around one instant: candidates for one photograph, of which one is kept. */
#pragma once

#include "app/capture/sf-frame.h"
#include "app/session/sf-still-pair.h"

G_BEGIN_DECLS

#define SF_PHOTO_TIME_UNKNOWN G_MININT64 /* of a picture file */

/* Counted atomically; not changed any more once it is shared. */
typedef struct _SfStills SfStills;

SfStills *sf_stills_new (void) G_GNUC_WARN_UNUSED_RESULT;
SfStills *sf_stills_ref (SfStills *self);
void sf_stills_unref (SfStills *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SfStills, sf_stills_unref)

/* In the order of their times, at most %SF_STILLS_MAX. */
void sf_stills_add_frame (SfStills *self, SfFrame *frame);
/* @taken_us: on the monotonic clock, or %SF_PHOTO_TIME_UNKNOWN, then it is the only one */
void sf_stills_add_image (SfStills *self, SfImage *image, gint64 taken_us);

guint sf_stills_get_n (const SfStills *self);
gint64 sf_stills_get_time (const SfStills *self, guint i);
/* All of them, as the other side is told. */
void sf_stills_get_times (const SfStills *self, SfStillTimes *ret_times);

/**
 * sf_stills_dup_image:
 *
 * Converts a frame: heavy, for a worker.
 *
 * Returns: (transfer full) (nullable): %NULL with %SF_ERROR_PICTURE
 */
SfImage *sf_stills_dup_image (const SfStills *self,
                              guint i,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
