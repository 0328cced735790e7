/* VP8 by GStreamer, in a thread of its own: pictures in, frames out at once. */

#include "app/media/sf-video-encoder.h"

#include "app/capture/sf-gst-frame.h"
#include "app/media/sf-picture-size.h"
#include "app/media/sf-video-pipeline.h"
#include "app/sf-error.h"

#include <gst/app/gstappsink.h>
#include <gst/app/gstappsrc.h>
#include <gst/video/video.h>

#include <string.h>

/* A new rate is told to the encoder when it differs by this share of it. */
#define RATE_SHARE 50

#define WARM_UP_WIDTH 640 /* pixels */
#define WARM_UP_HEIGHT 360
#define WARM_UP_NS (5 * GST_SECOND) /* at most */

/*
 * The source's name is that of the thread which scales and encodes. Fixed speed: positive values of
 * cpu-used adapt to the load, so that a busy computer would look worse for no reason that can be
 * seen. A buffer of a third of a second, so that the rate is kept within some frames; no frame
 * larger than three others, so that a key frame does not fill the pipe; key frames when they are
 * asked for.
 */
#define PIPELINE                                                                                   \
  "appsrc name=sf-encode format=time is-live=true max-buffers=1 max-bytes=0 leaky-type=downstream" \
  " ! videoscale add-borders=false"                                                                \
  " ! capsfilter name=size"                                                                        \
  " ! vp8enc name=encoder deadline=1 cpu-used=-6 threads=1 lag-in-frames=0 end-usage=cbr"          \
  "     timebase=1/90000 buffer-size=350 buffer-initial-size=200 buffer-optimal-size=250"          \
  "     undershoot=100 overshoot=15 min-quantizer=4 max-quantizer=58 max-intra-bitrate=300"        \
  "     static-threshold=1 keyframe-max-dist=100000"                                               \
  " ! appsink name=sink sync=false max-buffers=4"

struct _SfVideoEncoder {
  SfEncodedFunc func;
  gpointer user_data;

  GstElement *pipeline; /* owned, as the next four */
  GstAppSrc *source;
  GstElement *size;
  GstElement *encoder;
  GstAppSink *sink;
  gint has_trouble;

  /* Of the thread that pushes. */
  gint64 zero_us;   /* the pipeline's time 0 */
  gint64 newest_us; /* when the newest picture was taken */
  GstVideoInfo info;
  int width; /* encoded */
  int height;
  int bitrate_bps;

  gint colour; /* of the newest picture; atomic */
};

static gint
colour_of (const SfFrame *frame)
{
  return (frame->matrix == SF_MATRIX_BT709 ? SF_COLOUR_BT709 : 0) |
         (frame->range == SF_RANGE_FULL ? SF_COLOUR_FULL_RANGE : 0);
}

static GstFlowReturn
on_sink_new_sample (GstAppSink *sink, gpointer user_data)
{
  SfVideoEncoder *self = user_data;
  g_autoptr (GstSample) sample = gst_app_sink_pull_sample (sink);
  GstBuffer *buffer = sample != NULL ? gst_sample_get_buffer (sample) : NULL;
  g_auto (SfEncodedFrame) frame = {0};
  gpointer data;
  gsize size;

  if (buffer == NULL || !GST_BUFFER_PTS_IS_VALID (buffer))
    return GST_FLOW_OK;

  gst_buffer_extract_dup (buffer, 0, gst_buffer_get_size (buffer), &data, &size);
  frame.data = g_bytes_new_take (data, size);
  frame.is_key = !GST_BUFFER_FLAG_IS_SET (buffer, GST_BUFFER_FLAG_DELTA_UNIT);
  frame.taken_us = self->zero_us + (gint64) (GST_BUFFER_PTS (buffer) / GST_USECOND);
  frame.colour = (guint8) g_atomic_int_get (&self->colour);
  self->func (&frame, self->user_data);
  return GST_FLOW_OK;
}

static void
set_input (SfVideoEncoder *self, const SfFrame *frame)
{
  g_autoptr (GstCaps) caps = NULL;
  GstVideoInfo info;

  sf_gst_frame_get_info (frame, 30, 1, &info);
  if (gst_video_info_is_equal (&info, &self->info))
    return;

  self->info = info;
  caps = gst_video_info_to_caps (&info);
  gst_app_src_set_caps (self->source, caps);
  g_atomic_int_set (&self->colour, colour_of (frame));
}

static void
set_output (SfVideoEncoder *self, const SfFrame *frame, const SfLiveTarget *target)
{
  g_autoptr (GstCaps) caps = NULL;
  int width, height;

  sf_picture_size_fit (frame->width, frame->height, target->max_width, target->max_height, &width,
                       &height);
  if (width != self->width || height != self->height) {
    self->width = width;
    self->height = height;
    caps = gst_caps_new_simple ("video/x-raw", "width", G_TYPE_INT, width, "height", G_TYPE_INT,
                                height, "pixel-aspect-ratio", GST_TYPE_FRACTION, 1, 1, NULL);
    g_object_set (self->size, "caps", caps, NULL);
  }

  if (ABS (target->bitrate_bps - self->bitrate_bps) > self->bitrate_bps / RATE_SHARE) {
    self->bitrate_bps = target->bitrate_bps;
    g_object_set (self->encoder, "target-bitrate", target->bitrate_bps, NULL);
  }
}

void
sf_video_encoder_push (SfVideoEncoder *self, SfFrame *frame, const SfLiveTarget *target)
{
  GstBuffer *buffer;

  if (frame->taken_us <= self->newest_us)
    return;
  self->newest_us = frame->taken_us;

  set_input (self, frame);
  set_output (self, frame, target);
  buffer = sf_gst_frame_get_buffer (frame);
  GST_BUFFER_PTS (buffer) = (GstClockTime) (frame->taken_us - self->zero_us) * GST_USECOND;
  gst_app_src_push_buffer (self->source, buffer);
}

void
sf_video_encoder_force_key (SfVideoEncoder *self)
{
  gst_element_send_event (GST_ELEMENT (self->sink), gst_video_event_new_upstream_force_key_unit (
                                                      GST_CLOCK_TIME_NONE, TRUE, 0));
}

/* Everything that takes time the first time is done before it matters. */
static gboolean
warm_up (SfVideoEncoder *self, GError **error)
{
  const SfLiveTarget target = {
    .bitrate_bps = SF_LIVE_MIN_BPS, .max_width = WARM_UP_WIDTH, .max_height = WARM_UP_HEIGHT};
  g_autoptr (SfFrame) frame = sf_frame_new (WARM_UP_WIDTH, WARM_UP_HEIGHT, error);
  g_autoptr (GstSample) sample = NULL;

  if (frame == NULL)
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (frame->planes); i++)
    memset (sf_frame_get_plane (frame, i), 128,
            frame->strides[i] * (gsize) (i == 0 ? frame->height : (frame->height + 1) / 2));
  frame->taken_us = self->zero_us + 1;
  sf_video_encoder_push (self, frame, &target);
  sample = gst_app_sink_try_pull_sample (self->sink, WARM_UP_NS);
  if (sample != NULL)
    return TRUE;

  g_set_error_literal (error, SF_ERROR, SF_ERROR_LIVE,
                       "GStreamer cannot show a live picture: nothing is encoded.");
  return FALSE;
}

SfVideoEncoder *
sf_video_encoder_new (SfEncodedFunc func, gpointer user_data, GError **error)
{
  const GstAppSinkCallbacks callbacks = {.new_sample = on_sink_new_sample};
  g_autoptr (SfVideoEncoder) self = g_new0 (SfVideoEncoder, 1);

  self->func = func;
  self->user_data = user_data;
  gst_video_info_init (&self->info);
  self->zero_us = g_get_monotonic_time () - G_USEC_PER_SEC; /* frames are of the past */
  self->newest_us = self->zero_us;
  self->pipeline = sf_video_pipeline_new (PIPELINE, &self->has_trouble, error);
  if (self->pipeline == NULL)
    return NULL;

  self->source = sf_video_pipeline_get (self->pipeline, "sf-encode");
  self->size = sf_video_pipeline_get (self->pipeline, "size");
  self->encoder = sf_video_pipeline_get (self->pipeline, "encoder");
  self->sink = sf_video_pipeline_get (self->pipeline, "sink");
  if (!warm_up (self, error))
    return NULL;

  gst_app_sink_set_callbacks (self->sink, (GstAppSinkCallbacks *) &callbacks, self, NULL);
  return g_steal_pointer (&self);
}

void
sf_video_encoder_free (SfVideoEncoder *self)
{
  if (self->pipeline != NULL) {
    sf_video_pipeline_free (self->pipeline);
    gst_object_unref (self->source);
    gst_object_unref (self->size);
    gst_object_unref (self->encoder);
    gst_object_unref (self->sink);
  }
  g_free (self);
}
