/* VP8 by GStreamer, in a thread of its own: frames in, pictures out at once. */

#include "app/media/sf-video-decoder.h"

#include "app/capture/sf-gst-frame.h"
#include "app/media/sf-video-pipeline.h"

#include <gst/app/gstappsink.h>
#include <gst/app/gstappsrc.h>

/* What gathers while a packet is waited for, and as much again. */
#define MAX_WAITING 64

/* The source's name is that of the thread which decodes. The first error ends it: where errors are
 * let pass, GStreamer (1.22) keeps each frame that could not be decoded for ever. */
#define PIPELINE                                                                                   \
  "appsrc name=sf-decode format=time is-live=true max-buffers=0 max-bytes=0"                       \
  "     caps=video/x-vp8"                                                                          \
  " ! vp8dec threads=1 max-errors=0"                                                               \
  " ! appsink name=sink sync=false max-buffers=4"

/* What the decoder does not carry along. */
typedef struct {
  GstClockTime number;
  gint64 taken_us;
  guint8 colour;
} Note;

struct _SfVideoDecoder {
  SfFrameFunc func;
  gpointer user_data;

  GstElement *pipeline; /* owned, as the next two */
  GstAppSrc *source;
  GstAppSink *sink;
  gint has_trouble;

  GstClockTime next_number; /* of the thread that pushes */
  GMutex lock;
  Note notes[2 * MAX_WAITING]; /* under the lock; by number */
};

static gboolean
find_note (SfVideoDecoder *self, GstClockTime number, Note *ret_note)
{
  g_mutex_lock (&self->lock);
  *ret_note = self->notes[number % G_N_ELEMENTS (self->notes)];
  g_mutex_unlock (&self->lock);

  return ret_note->number == number;
}

static SfFrame *
wrap_sample (GstSample *sample, const Note *note)
{
  GstVideoInfo info;

  if (!gst_video_info_from_caps (&info, gst_sample_get_caps (sample)))
    return NULL;

  gst_video_colorimetry_from_string (&info.colorimetry, note->colour & SF_COLOUR_BT709
                                                          ? GST_VIDEO_COLORIMETRY_BT709
                                                          : GST_VIDEO_COLORIMETRY_BT601);
  if (note->colour & SF_COLOUR_FULL_RANGE)
    info.colorimetry.range = GST_VIDEO_COLOR_RANGE_0_255;
  return sf_gst_frame_new (gst_sample_get_buffer (sample), &info, note->taken_us, NULL);
}

static GstFlowReturn
on_sink_new_sample (GstAppSink *sink, gpointer user_data)
{
  SfVideoDecoder *self = user_data;
  g_autoptr (GstSample) sample = gst_app_sink_pull_sample (sink);
  g_autoptr (SfFrame) frame = NULL;
  Note note;

  if (sample == NULL || !find_note (self, GST_BUFFER_PTS (gst_sample_get_buffer (sample)), &note))
    return GST_FLOW_OK;

  frame = wrap_sample (sample, &note);
  if (frame != NULL)
    self->func (frame, self->user_data);
  return GST_FLOW_OK;
}

SfVideoDecoder *
sf_video_decoder_new (SfFrameFunc func, gpointer user_data, GError **error)
{
  GstAppSinkCallbacks callbacks = {.new_sample = on_sink_new_sample};
  g_autoptr (SfVideoDecoder) self = g_new0 (SfVideoDecoder, 1);

  self->func = func;
  self->user_data = user_data;
  self->next_number = 1; /* 0 is no note's */
  g_mutex_init (&self->lock);
  self->pipeline = sf_video_pipeline_new (PIPELINE, &self->has_trouble, error);
  if (self->pipeline == NULL)
    return NULL;

  self->source = sf_video_pipeline_get (self->pipeline, "sf-decode");
  self->sink = sf_video_pipeline_get (self->pipeline, "sink");
  gst_app_sink_set_callbacks (self->sink, &callbacks, self, NULL);
  return g_steal_pointer (&self);
}

void
sf_video_decoder_free (SfVideoDecoder *self)
{
  if (self->pipeline != NULL) {
    sf_video_pipeline_free (self->pipeline);
    gst_object_unref (self->source);
    gst_object_unref (self->sink);
  }
  g_mutex_clear (&self->lock);
  g_free (self);
}

gboolean
sf_video_decoder_push (SfVideoDecoder *self, const SfEncodedFrame *frame)
{
  Note note = {.taken_us = frame->taken_us, .colour = frame->colour};
  GstBuffer *buffer;

  if (gst_app_src_get_current_level_buffers (self->source) >= MAX_WAITING)
    return FALSE;

  note.number = self->next_number++;
  g_mutex_lock (&self->lock);
  self->notes[note.number % G_N_ELEMENTS (self->notes)] = note;
  g_mutex_unlock (&self->lock);

  /* The other side's times could be anything: a number that only grows goes through the decoder. */
  buffer = gst_buffer_new_wrapped_bytes (frame->data);
  GST_BUFFER_PTS (buffer) = note.number;
  if (!frame->is_key)
    GST_BUFFER_FLAG_SET (buffer, GST_BUFFER_FLAG_DELTA_UNIT);
  gst_app_src_push_buffer (self->source, buffer);
  return TRUE;
}

gboolean
sf_video_decoder_recover (SfVideoDecoder *self)
{
  if (!g_atomic_int_get (&self->has_trouble))
    return FALSE;

  gst_element_set_state (self->pipeline, GST_STATE_READY);
  g_atomic_int_set (&self->has_trouble, FALSE);
  gst_element_set_state (self->pipeline, GST_STATE_PLAYING);
  return TRUE;
}
