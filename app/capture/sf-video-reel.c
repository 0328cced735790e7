/* The pictures of a video file, one after the other, without end. Blocks: for a thread alone. */

#include "app/capture/sf-video-reel.h"

#include "app/capture/sf-frame.h"
#include "app/sf-error.h"

#include <gst/app/gstappsink.h>

#define PATIENCE (5 * GST_SECOND)
/* Of a file that names no rate. */
#define DEFAULT_FPS 30

struct _SfVideoReel {
  GstElement *pipeline;
  GstAppSink *sink;
  GstCaps *caps;
  GstVideoInfo info;
};

static GstElement *
make_pipeline (void)
{
  g_autofree char *description = g_strdup_printf (
    "filesrc name=file ! decodebin caps=video/x-raw expose-all-streams=false ! videoconvert ! "
    "appsink name=sink sync=false max-buffers=2 enable-last-sample=false "
    "caps=\"video/x-raw, format=I420, width=[2,%d], height=[2,%d]\"",
    SF_FRAME_MAX_SIDE, SF_FRAME_MAX_SIDE);

  return gst_parse_launch (description, NULL);
}

/* Returns: FALSE when there is no first picture */
static gboolean
preroll (SfVideoReel *self, const char *path)
{
  g_autoptr (GstElement) file = gst_bin_get_by_name (GST_BIN (self->pipeline), "file");
  g_autoptr (GstBus) bus = gst_element_get_bus (self->pipeline);
  g_autoptr (GstMessage) message = NULL;

  g_object_set (file, "location", path, NULL);
  if (gst_element_set_state (self->pipeline, GST_STATE_PAUSED) == GST_STATE_CHANGE_FAILURE)
    return FALSE;

  message = gst_bus_timed_pop_filtered (bus, PATIENCE, GST_MESSAGE_ASYNC_DONE | GST_MESSAGE_ERROR);
  return message != NULL && GST_MESSAGE_TYPE (message) == GST_MESSAGE_ASYNC_DONE;
}

static gboolean
open_file (SfVideoReel *self, const char *path)
{
  g_autoptr (GstSample) sample = NULL;

  if (!preroll (self, path))
    return FALSE;

  /* None where the file ends before its first picture. */
  sample = gst_app_sink_try_pull_preroll (self->sink, 0);
  if (sample == NULL || !gst_video_info_from_caps (&self->info, gst_sample_get_caps (sample)))
    return FALSE;

  self->caps = gst_caps_ref (gst_sample_get_caps (sample));
  if (GST_VIDEO_INFO_FPS_N (&self->info) <= 0 || GST_VIDEO_INFO_FPS_D (&self->info) <= 0) {
    GST_VIDEO_INFO_FPS_N (&self->info) = DEFAULT_FPS;
    GST_VIDEO_INFO_FPS_D (&self->info) = 1;
  }

  return gst_element_set_state (self->pipeline, GST_STATE_PLAYING) != GST_STATE_CHANGE_FAILURE;
}

SfVideoReel *
sf_video_reel_new (const char *path, GError **error)
{
  g_autoptr (SfVideoReel) self = g_new0 (SfVideoReel, 1);

  self->pipeline = make_pipeline ();
  if (self->pipeline != NULL)
    self->sink = GST_APP_SINK (gst_bin_get_by_name (GST_BIN (self->pipeline), "sink"));
  if (self->sink == NULL || !open_file (self, path)) {
    g_set_error_literal (error, SF_ERROR, SF_ERROR_CAMERA,
                         "The video cannot be played here. Choose another one.");
    return NULL;
  }

  return g_steal_pointer (&self);
}

void
sf_video_reel_free (SfVideoReel *self)
{
  if (self->pipeline != NULL)
    gst_element_set_state (self->pipeline, GST_STATE_NULL);
  g_clear_pointer (&self->caps, gst_caps_unref);
  g_clear_object (&self->sink);
  g_clear_object (&self->pipeline);
  g_free (self);
}

const GstVideoInfo *
sf_video_reel_get_info (SfVideoReel *self)
{
  return &self->info;
}

static gboolean
rewind (SfVideoReel *self)
{
  return gst_element_seek_simple (self->pipeline, GST_FORMAT_TIME,
                                  GST_SEEK_FLAG_FLUSH | GST_SEEK_FLAG_KEY_UNIT, 0);
}

GstBuffer *
sf_video_reel_take_next (SfVideoReel *self)
{
  g_autoptr (GstSample) sample = gst_app_sink_try_pull_sample (self->sink, PATIENCE);
  GstBuffer *buffer;

  if (sample == NULL && gst_app_sink_is_eos (self->sink) && rewind (self))
    sample = gst_app_sink_try_pull_sample (self->sink, PATIENCE);
  if (sample == NULL || !gst_caps_is_equal (gst_sample_get_caps (sample), self->caps))
    return NULL;

  buffer = gst_buffer_copy (gst_sample_get_buffer (sample));
  GST_BUFFER_DTS (buffer) = GST_CLOCK_TIME_NONE;
  GST_BUFFER_DURATION (buffer) = GST_CLOCK_TIME_NONE;
  return buffer;
}
