/* What encoder and decoder have in common: a running pipeline of GStreamer. */
#pragma once

#include <gst/gst.h>

G_BEGIN_DECLS

/**
 * sf_video_pipeline_new:
 * @description: in the language of gst-launch
 * @has_trouble: set, atomically, when an element tells of an error or a warning; outlives the
 *   pipeline
 *
 * Returns: (transfer full) (nullable): playing; %NULL with %SF_ERROR_LIVE where an element is
 *   missing or does not begin
 */
GstElement *sf_video_pipeline_new (const char *description,
                                   gint *has_trouble,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Waits for its threads. */
void sf_video_pipeline_free (GstElement *pipeline);

/* Returns: (transfer full): the element @name of the description */
gpointer sf_video_pipeline_get (GstElement *pipeline, const char *name) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
