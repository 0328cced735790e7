/* Frames as GStreamer's buffers and the other way round; no pixel is copied. */

#include "app/capture/sf-gst-frame.h"

#include "app/sf-error.h"

#define PLANES 3

static void
free_mapped (gpointer owner)
{
  gst_video_frame_unmap (owner);
  g_free (owner);
}

static gboolean
is_usable (const GstVideoInfo *info)
{
  return GST_VIDEO_INFO_FORMAT (info) == GST_VIDEO_FORMAT_I420 &&
         GST_VIDEO_INFO_WIDTH (info) >= 2 && GST_VIDEO_INFO_HEIGHT (info) >= 2 &&
         GST_VIDEO_INFO_WIDTH (info) <= SF_FRAME_MAX_SIDE &&
         GST_VIDEO_INFO_HEIGHT (info) <= SF_FRAME_MAX_SIDE;
}

SfFrame *
sf_gst_frame_new (GstBuffer *buffer, const GstVideoInfo *info, gint64 taken_us, GError **error)
{
  const GstVideoColorimetry *colorimetry = &GST_VIDEO_INFO_COLORIMETRY (info);
  g_autofree GstVideoFrame *mapped = g_new (GstVideoFrame, 1);
  SfFrame template = {.taken_us = taken_us};

  if (!is_usable (info) || !gst_video_frame_map (mapped, info, buffer, GST_MAP_READ)) {
    g_set_error_literal (error, SF_ERROR, SF_ERROR_CAMERA, "The camera's picture is unusable.");
    return NULL;
  }

  template.width = GST_VIDEO_INFO_WIDTH (info);
  template.height = GST_VIDEO_INFO_HEIGHT (info);
  template.matrix = colorimetry->matrix == GST_VIDEO_COLOR_MATRIX_BT601 ? SF_MATRIX_BT601
                                                                        : SF_MATRIX_BT709;
  template.range = colorimetry->range == GST_VIDEO_COLOR_RANGE_0_255 ? SF_RANGE_FULL
                                                                     : SF_RANGE_VIDEO;
  for (guint i = 0; i < PLANES; i++) {
    template.planes[i] = GST_VIDEO_FRAME_PLANE_DATA (mapped, i);
    template.strides[i] = (gsize) GST_VIDEO_FRAME_PLANE_STRIDE (mapped, i);
  }

  return sf_frame_new_wrapped (&template, g_steal_pointer (&mapped), free_mapped);
}

GstBuffer *
sf_gst_frame_get_buffer (SfFrame *frame)
{
  GstBuffer *buffer = gst_buffer_new ();
  gsize offsets[GST_VIDEO_MAX_PLANES] = {0};
  int strides[GST_VIDEO_MAX_PLANES] = {0};
  gsize size = 0;

  for (guint i = 0; i < PLANES; i++) {
    gsize height = (gsize) (i == 0 ? frame->height : (frame->height + 1) / 2);
    gsize plane_size = frame->strides[i] * height;

    offsets[i] = size;
    strides[i] = (int) frame->strides[i];
    size += plane_size;
    gst_buffer_append_memory (
      buffer,
      gst_memory_new_wrapped (GST_MEMORY_FLAG_READONLY, (gpointer) frame->planes[i], plane_size, 0,
                              plane_size, sf_frame_ref (frame), (GDestroyNotify) sf_frame_unref));
  }
  gst_buffer_add_video_meta_full (buffer, GST_VIDEO_FRAME_FLAG_NONE, GST_VIDEO_FORMAT_I420,
                                  (guint) frame->width, (guint) frame->height, PLANES, offsets,
                                  strides);

  return buffer;
}

void
sf_gst_frame_get_info (const SfFrame *frame, int fps_n, int fps_d, GstVideoInfo *ret_info)
{
  gboolean is_bt601 = frame->matrix == SF_MATRIX_BT601;

  gst_video_info_set_format (ret_info, GST_VIDEO_FORMAT_I420, (guint) frame->width,
                             (guint) frame->height);
  GST_VIDEO_INFO_FPS_N (ret_info) = fps_n;
  GST_VIDEO_INFO_FPS_D (ret_info) = fps_d;
  gst_video_colorimetry_from_string (&GST_VIDEO_INFO_COLORIMETRY (ret_info),
                                     is_bt601 ? GST_VIDEO_COLORIMETRY_BT601
                                              : GST_VIDEO_COLORIMETRY_BT709);
  if (frame->range == SF_RANGE_FULL)
    GST_VIDEO_INFO_COLORIMETRY (ret_info).range = GST_VIDEO_COLOR_RANGE_0_255;
}
