/* The elements behind a camera, from a device's source to frames. May block: for a thread alone. */

#include "app/capture/sf-camera-pipeline.h"

#include "app/capture/sf-gst-frame.h"
#include "app/capture/sf-gst.h"
#include "app/sf-error.h"

#include <gst/app/gstappsink.h>

/* Between the device and a frame function that takes its time. */
#define MAX_BUFFERS 2

struct _SfCameraPipeline {
  GstElement *pipeline;
  GstElement *convert; /* borrowed */
  GstClock *clock;
  gint64 latency_us;
  gboolean is_scarce; /* the device has only a few buffers, and they may come through */
  int is_quit;        /* atomic */
  SfFrameFunc func;
  gpointer user_data;
};

/* Of g_get_monotonic_time(), for which the pipeline's clock is the monotonic one. */
static gint64
get_taken_us (SfCameraPipeline *self, GstSample *sample)
{
  GstClockTime running =
    gst_segment_to_running_time (gst_sample_get_segment (sample), GST_FORMAT_TIME,
                                 GST_BUFFER_PTS (gst_sample_get_buffer (sample)));
  gint64 now_us = (gint64) (gst_clock_get_time (self->clock) / GST_USECOND);
  gint64 stamped_us = now_us;

  if (GST_CLOCK_TIME_IS_VALID (running))
    stamped_us = (gint64) ((gst_element_get_base_time (self->pipeline) + running) / GST_USECOND);

  /* No picture is from the future, whatever a device says. */
  return MIN (stamped_us, now_us) - self->latency_us;
}

/* A device with four buffers of its own would stand still once the ring held them. */
static GstBuffer *
take_buffer (SfCameraPipeline *self, GstSample *sample)
{
  GstBuffer *buffer = gst_sample_get_buffer (sample);

  if (self->is_scarce && gst_base_transform_is_passthrough (GST_BASE_TRANSFORM (self->convert)))
    return gst_buffer_copy_deep (buffer);

  return gst_buffer_ref (buffer);
}

static GstFlowReturn
on_new_sample (GstAppSink *sink, gpointer user_data)
{
  SfCameraPipeline *self = user_data;
  g_autoptr (GstSample) sample = gst_app_sink_pull_sample (sink);
  g_autoptr (GstBuffer) buffer = NULL;
  g_autoptr (SfFrame) frame = NULL;
  g_autoptr (GError) error = NULL;
  GstVideoInfo info;

  if (sample == NULL)
    return GST_FLOW_EOS;

  buffer = take_buffer (self, sample);
  if (buffer == NULL || !gst_video_info_from_caps (&info, gst_sample_get_caps (sample)))
    return GST_FLOW_ERROR;

  frame = sf_gst_frame_new (buffer, &info, get_taken_us (self, sample), &error);
  if (frame == NULL) {
    g_debug ("%s", error->message);
    return GST_FLOW_ERROR;
  }

  self->func (frame, self->user_data);
  return GST_FLOW_OK;
}

static GstElement *
make_sink (SfCameraPipeline *self)
{
  static GstAppSinkCallbacks callbacks = {.new_sample = on_new_sample};
  g_autofree char *description = g_strdup_printf (
    "video/x-raw, format=I420, width=[2,%d], height=[2,%d]", SF_FRAME_MAX_SIDE, SF_FRAME_MAX_SIDE);
  g_autoptr (GstCaps) caps = gst_caps_from_string (description);
  GstElement *sink = gst_element_factory_make ("appsink", NULL);

  if (sink == NULL)
    return NULL;

  g_object_set (sink, "caps", caps, "sync", FALSE, "max-buffers", MAX_BUFFERS, "drop", TRUE,
                "enable-last-sample", FALSE, NULL);
  gst_app_sink_set_callbacks (GST_APP_SINK (sink), &callbacks, self, NULL);
  return sink;
}

static gboolean
gives_jpeg (GstElement *source)
{
  g_autoptr (GstPad) pad = gst_element_get_static_pad (source, "src");
  g_autoptr (GstCaps) caps = pad != NULL ? gst_pad_query_caps (pad, NULL) : NULL;

  return caps != NULL && !gst_caps_is_any (caps) && gst_caps_get_size (caps) > 0 &&
         gst_structure_has_name (gst_caps_get_structure (caps, 0), "image/jpeg");
}

/* Puts @element behind @last. Returns: FALSE when it is missing, or does not fit */
static gboolean
append (SfCameraPipeline *self, GstElement **last, GstElement *element)
{
  GstElement *before = *last;

  if (element == NULL)
    return FALSE;

  gst_bin_add (GST_BIN (self->pipeline), element);
  *last = element;
  return gst_element_link (before, element);
}

/* Takes @source. Returns: FALSE when an element is missing, or one cannot be linked */
static gboolean
build (SfCameraPipeline *self, GstElement *source, SfCameraKind kind)
{
  gboolean is_jpeg = gives_jpeg (source);
  GstElement *last = source;

  self->is_scarce = !is_jpeg && (kind == SF_CAMERA_KIND_V4L2 || kind == SF_CAMERA_KIND_PIPEWIRE);
  gst_bin_add (GST_BIN (self->pipeline), source);
  if (is_jpeg && !append (self, &last, gst_element_factory_make ("jpegdec", NULL)))
    return FALSE;

  self->convert = gst_element_factory_make ("videoconvert", NULL);
  return append (self, &last, self->convert) && append (self, &last, make_sink (self));
}

SfCameraPipeline *
sf_camera_pipeline_new (SfCameraDevice *device,
                        SfFrameFunc func,
                        gpointer user_data,
                        GError **error)
{
  g_autoptr (SfCameraPipeline) self = NULL;
  GstElement *source;

  if (!sf_gst_ensure (error))
    return NULL;
  source = sf_camera_device_create_source (device, error);
  if (source == NULL)
    return NULL;

  self = g_new0 (SfCameraPipeline, 1);
  self->func = func;
  self->user_data = user_data;
  self->latency_us = sf_camera_device_get_latency_us (device);
  self->pipeline = gst_pipeline_new (NULL);
  self->clock = g_object_new (GST_TYPE_SYSTEM_CLOCK, "clock-type", GST_CLOCK_TYPE_MONOTONIC, NULL);
  gst_object_ref_sink (self->clock);
  gst_pipeline_use_clock (GST_PIPELINE (self->pipeline), self->clock);
  if (!build (self, source, sf_camera_device_get_kind (device))) {
    g_set_error_literal (error, SF_ERROR, SF_ERROR_CAMERA,
                         "A part of GStreamer that cameras need is missing.");
    return NULL;
  }

  return g_steal_pointer (&self);
}

void
sf_camera_pipeline_free (SfCameraPipeline *self)
{
  gst_element_set_state (self->pipeline, GST_STATE_NULL);
  gst_object_unref (self->pipeline);
  gst_object_unref (self->clock);
  g_free (self);
}

void
sf_camera_pipeline_quit (SfCameraPipeline *self)
{
  /* The message alone would be lost: the bus of a pipeline that has not begun takes none. */
  g_atomic_int_set (&self->is_quit, TRUE);
  gst_element_post_message (self->pipeline,
                            gst_message_new_application (NULL, gst_structure_new_empty ("quit")));
}

gboolean
sf_camera_pipeline_run (SfCameraPipeline *self, GError **error)
{
  const GstMessageType types = GST_MESSAGE_ERROR | GST_MESSAGE_EOS | GST_MESSAGE_APPLICATION;
  g_autoptr (GstBus) bus = gst_element_get_bus (self->pipeline);
  g_autoptr (GstMessage) message = NULL;
  GstStateChangeReturn change;

  change = gst_element_set_state (self->pipeline, GST_STATE_PLAYING);
  if (!g_atomic_int_get (&self->is_quit))
    message = gst_bus_timed_pop_filtered (
      bus, change == GST_STATE_CHANGE_FAILURE ? 0 : GST_CLOCK_TIME_NONE, types);
  if (g_atomic_int_get (&self->is_quit))
    return TRUE;

  if (message != NULL && GST_MESSAGE_TYPE (message) == GST_MESSAGE_ERROR)
    gst_message_parse_error (message, error, NULL);
  return FALSE;
}
