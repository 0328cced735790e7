/* Frames as GStreamer's buffers and the other way round; no pixel is copied. */
#pragma once

#include "app/capture/sf-frame.h"

#include <gst/video/video.h>

G_BEGIN_DECLS

/**
 * sf_gst_frame_new:
 * @info: I420
 *
 * Matrix and range are those of @info; what is neither BT.601 nor BT.709 counts as BT.709.
 *
 * Returns: (nullable): a frame that holds @buffer; %NULL with %SF_ERROR_CAMERA when it is no I420
 *   within the limits of SfFrame, or cannot be read
 */
SfFrame *sf_gst_frame_new (GstBuffer *buffer,
                           const GstVideoInfo *info,
                           gint64 taken_us,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Returns: (transfer full): a buffer that holds @frame, read-only, without time stamps */
GstBuffer *sf_gst_frame_get_buffer (SfFrame *frame) G_GNUC_WARN_UNUSED_RESULT;

/**
 * sf_gst_frame_get_info:
 * @fps_n: frames in @fps_d seconds; 0: not said
 */
void sf_gst_frame_get_info (const SfFrame *frame, int fps_n, int fps_d, GstVideoInfo *ret_info);

G_END_DECLS
