/* The pictures of a video file, one after the other, without end. Blocks: for a thread alone. */
#pragma once

#include <gst/video/video.h>

G_BEGIN_DECLS

typedef struct _SfVideoReel SfVideoReel;

/* After sf_gst_ensure(). Returns: %NULL with %SF_ERROR_CAMERA when it cannot be decoded */
SfVideoReel *sf_video_reel_new (const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void sf_video_reel_free (SfVideoReel *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SfVideoReel, sf_video_reel_free)

/* I420, with a rate that is above 0. */
const GstVideoInfo *sf_video_reel_get_info (SfVideoReel *self);

/* Returns: (transfer full) (nullable): the next picture, the first one after the last; %NULL when
 * the rest cannot be decoded, or is of another size */
GstBuffer *sf_video_reel_take_next (SfVideoReel *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
