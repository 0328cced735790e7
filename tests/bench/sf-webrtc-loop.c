/* Two webrtcbin elements in one pipeline, VP8 from one to the other, to compare with. */

#include "tests/bench/sf-webrtc-loop.h"

#include "app/capture/sf-gst-frame.h"
#include "app/capture/sf-gst.h"

#include <gst/app/gstappsink.h>
#include <gst/app/gstappsrc.h>

/* GstWebRTCSessionDescription is passed on without a look inside: no header is needed. */
#define PIPELINE                                                                                   \
  "appsrc name=in format=time is-live=true max-buffers=1 max-bytes=0 leaky-type=downstream"        \
  " ! vp8enc name=encoder deadline=1 cpu-used=-6 threads=1 lag-in-frames=0 end-usage=cbr"          \
  "     timebase=1/90000 static-threshold=1 min-quantizer=4 max-quantizer=58"                      \
  "     keyframe-max-dist=100000"                                                                  \
  " ! rtpvp8pay pt=96 picture-id-mode=15-bit"                                                      \
  " ! application/x-rtp,media=video,encoding-name=VP8,payload=96,clock-rate=90000"                 \
  " ! webrtcbin name=sender latency=0 bundle-policy=max-bundle"                                    \
  " webrtcbin name=receiver latency=0 bundle-policy=max-bundle"

struct _SfWebrtcLoop {
  SfFrameFunc func;
  gpointer user_data;
  GstElement *pipeline;
  GstElement *ends[2];
  GstAppSrc *source;
  GstElement *encoder;
  gint64 zero_us;
};

static GstFlowReturn
on_sink_new_sample (GstAppSink *sink, gpointer user_data)
{
  SfWebrtcLoop *self = user_data;
  g_autoptr (GstSample) sample = gst_app_sink_pull_sample (sink);
  g_autoptr (SfFrame) frame = NULL;
  GstVideoInfo info;

  if (sample == NULL || !gst_video_info_from_caps (&info, gst_sample_get_caps (sample)))
    return GST_FLOW_OK;

  frame = sf_gst_frame_new (gst_sample_get_buffer (sample), &info, 0, NULL);
  if (frame != NULL)
    self->func (frame, self->user_data);
  return GST_FLOW_OK;
}

static void
on_receiver_pad_added (GstElement *receiver, GstPad *pad, gpointer user_data)
{
  GstAppSinkCallbacks callbacks = {.new_sample = on_sink_new_sample};
  SfWebrtcLoop *self = user_data;
  g_autoptr (GstElement) bin = gst_parse_bin_from_description (
    "rtpvp8depay ! vp8dec threads=1 ! appsink name=out sync=false", TRUE, NULL);
  g_autoptr (GstElement) sink = gst_bin_get_by_name (GST_BIN (bin), "out");
  g_autoptr (GstPad) entry = gst_element_get_static_pad (bin, "sink");

  gst_app_sink_set_callbacks (GST_APP_SINK (sink), &callbacks, self, NULL);
  gst_bin_add (GST_BIN (self->pipeline), gst_object_ref (bin));
  gst_element_sync_state_with_parent (bin);
  gst_pad_link (pad, entry);
}

static void
on_ice_candidate (GstElement *end, guint line, const char *candidate, gpointer user_data)
{
  SfWebrtcLoop *self = user_data;

  g_signal_emit_by_name (self->ends[end == self->ends[0]], "add-ice-candidate", line, candidate);
}

/* Both ends take what @by says under @name ("offer" or "answer"). */
static void
describe (SfWebrtcLoop *self, GstPromise *promise, guint by, const char *name)
{
  const GValue *value = gst_structure_get_value (gst_promise_get_reply (promise), name);

  g_signal_emit_by_name (self->ends[by], "set-local-description", g_value_get_boxed (value), NULL);
  g_signal_emit_by_name (self->ends[!by], "set-remote-description", g_value_get_boxed (value),
                         NULL);
}

static void
on_answer (GstPromise *promise, gpointer user_data)
{
  describe (user_data, promise, 1, "answer");
  gst_promise_unref (promise);
}

static void
on_offer (GstPromise *promise, gpointer user_data)
{
  SfWebrtcLoop *self = user_data;

  describe (self, promise, 0, "offer");
  gst_promise_unref (promise);
  g_signal_emit_by_name (self->ends[1], "create-answer", NULL,
                         gst_promise_new_with_change_func (on_answer, self, NULL));
}

static void
on_negotiation_needed (GstElement *sender, gpointer user_data)
{
  SfWebrtcLoop *self = user_data;

  g_signal_emit_by_name (self->ends[0], "create-offer", NULL,
                         gst_promise_new_with_change_func (on_offer, self, NULL));
}

SfWebrtcLoop *
sf_webrtc_loop_new (int width, int height, int bitrate_bps, SfFrameFunc func, gpointer user_data)
{
  SfWebrtcLoop *self;
  g_autoptr (GstElement) pipeline = NULL;
  g_autoptr (GstCaps) caps = NULL;

  if (!sf_gst_ensure (NULL))
    return NULL;
  pipeline = gst_parse_launch_full (PIPELINE, NULL, GST_PARSE_FLAG_FATAL_ERRORS, NULL);
  if (pipeline == NULL)
    return NULL;

  self = g_new0 (SfWebrtcLoop, 1);
  self->func = func;
  self->user_data = user_data;
  self->zero_us = g_get_monotonic_time ();
  self->pipeline = g_steal_pointer (&pipeline);
  self->ends[0] = gst_bin_get_by_name (GST_BIN (self->pipeline), "sender");
  self->ends[1] = gst_bin_get_by_name (GST_BIN (self->pipeline), "receiver");
  self->source = GST_APP_SRC (gst_bin_get_by_name (GST_BIN (self->pipeline), "in"));
  self->encoder = gst_bin_get_by_name (GST_BIN (self->pipeline), "encoder");
  g_object_set (self->encoder, "target-bitrate", bitrate_bps, NULL);
  caps =
    gst_caps_new_simple ("video/x-raw", "format", G_TYPE_STRING, "I420", "width", G_TYPE_INT, width,
                         "height", G_TYPE_INT, height, "framerate", GST_TYPE_FRACTION, 30, 1, NULL);
  gst_app_src_set_caps (self->source, caps);

  for (guint i = 0; i < 2; i++)
    g_signal_connect (self->ends[i], "on-ice-candidate", G_CALLBACK (on_ice_candidate), self);
  g_signal_connect (self->ends[0], "on-negotiation-needed", G_CALLBACK (on_negotiation_needed),
                    self);
  g_signal_connect (self->ends[1], "pad-added", G_CALLBACK (on_receiver_pad_added), self);
  gst_element_set_state (self->pipeline, GST_STATE_PLAYING);
  return self;
}

void
sf_webrtc_loop_free (SfWebrtcLoop *self)
{
  gst_element_set_state (self->pipeline, GST_STATE_NULL);
  gst_object_unref (self->ends[0]);
  gst_object_unref (self->ends[1]);
  gst_object_unref (self->source);
  gst_object_unref (self->encoder);
  gst_object_unref (self->pipeline);
  g_free (self);
}

void
sf_webrtc_loop_push (SfWebrtcLoop *self, SfFrame *frame)
{
  GstBuffer *buffer = sf_gst_frame_get_buffer (frame);

  GST_BUFFER_PTS (buffer) = (GstClockTime) (frame->taken_us - self->zero_us) * GST_USECOND;
  gst_app_src_push_buffer (self->source, buffer);
}
