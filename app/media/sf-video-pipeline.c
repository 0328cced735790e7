/* What encoder and decoder have in common: a running pipeline of GStreamer. */

#include "app/media/sf-video-pipeline.h"

#include "app/capture/sf-gst.h"
#include "app/sf-error.h"

/* Nothing is queued on the bus: nobody would take it from there. */
static GstBusSyncReply
on_bus_message (GstBus *bus, GstMessage *message, gpointer has_trouble)
{
  if (GST_MESSAGE_TYPE (message) & (GST_MESSAGE_ERROR | GST_MESSAGE_WARNING)) {
    g_debug ("%s of %s", GST_MESSAGE_TYPE_NAME (message), GST_MESSAGE_SRC_NAME (message));
    g_atomic_int_set ((gint *) has_trouble, TRUE);
  }

  gst_message_unref (message); /* who drops it, frees it */
  return GST_BUS_DROP;
}

GstElement *
sf_video_pipeline_new (const char *description, gint *has_trouble, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (GstElement) pipeline = NULL;
  g_autoptr (GstBus) bus = NULL;

  if (!sf_gst_ensure (error))
    return NULL;

  pipeline = gst_parse_launch_full (description, NULL, GST_PARSE_FLAG_FATAL_ERRORS, &local_error);
  if (pipeline == NULL) {
    g_set_error (error, SF_ERROR, SF_ERROR_LIVE, "GStreamer cannot show a live picture: %s",
                 local_error->message);
    return NULL;
  }
  gst_object_ref_sink (pipeline);

  bus = gst_element_get_bus (pipeline);
  gst_bus_set_sync_handler (bus, on_bus_message, has_trouble, NULL);
  if (gst_element_set_state (pipeline, GST_STATE_PLAYING) == GST_STATE_CHANGE_FAILURE) {
    g_set_error_literal (error, SF_ERROR, SF_ERROR_LIVE,
                         "GStreamer cannot show a live picture: a part of it does not begin.");
    gst_element_set_state (pipeline, GST_STATE_NULL);
    return NULL;
  }

  return g_steal_pointer (&pipeline);
}

void
sf_video_pipeline_free (GstElement *pipeline)
{
  gst_element_set_state (pipeline, GST_STATE_NULL);
  gst_object_unref (pipeline);
}

gpointer
sf_video_pipeline_get (GstElement *pipeline, const char *name)
{
  return gst_bin_get_by_name (GST_BIN (pipeline), name);
}
