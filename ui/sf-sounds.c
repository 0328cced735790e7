/* The few short sounds of the program. */

#include "ui/sf-sounds.h"

#include <gst/gst.h>

/* Tones made on the spot: 4410 samples are a tenth of a second. */
static const char *const pipelines[] = {
  [SF_SOUND_TICK] = "audiotestsrc wave=sine freq=880 volume=0.2 num-buffers=1 "
                    "samplesperbuffer=2646 ! audioconvert ! autoaudiosink",
  [SF_SOUND_SHUTTER] = "audiotestsrc wave=pink-noise volume=0.25 num-buffers=1 "
                       "samplesperbuffer=3528 ! audioconvert ! autoaudiosink",
};

static void
stop (GstElement *pipeline, gpointer user_data)
{
  gst_element_set_state (pipeline, GST_STATE_NULL);
}

static void
start (GstElement *pipeline, gpointer user_data)
{
  gst_element_set_state (pipeline, GST_STATE_PLAYING);
}

/* Ends with the sound, or with what prevented it. */
static gboolean
on_message (GstBus *bus, GstMessage *message, gpointer user_data)
{
  GstElement *pipeline = user_data;

  if (GST_MESSAGE_TYPE (message) != GST_MESSAGE_EOS &&
      GST_MESSAGE_TYPE (message) != GST_MESSAGE_ERROR)
    return G_SOURCE_CONTINUE;

  gst_element_call_async (pipeline, stop, NULL, NULL);
  return G_SOURCE_REMOVE;
}

/* Opening a device may take long, so that is for GStreamer's threads. */
void
sf_sounds_play (SfSound sound)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GstBus) bus = NULL;
  GstElement *pipeline;

  g_return_if_fail (sound < G_N_ELEMENTS (pipelines));

  pipeline = gst_is_initialized () ? gst_parse_launch (pipelines[sound], &error) : NULL;
  if (error != NULL)
    g_debug ("No sound: %s", error->message);
  if (pipeline == NULL)
    return;

  gst_object_ref_sink (pipeline);
  bus = gst_element_get_bus (pipeline);
  gst_bus_add_watch_full (bus, G_PRIORITY_DEFAULT, on_message, pipeline, gst_object_unref);
  gst_element_call_async (pipeline, start, NULL, NULL);
}
