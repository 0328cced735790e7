/* A source element that gives a made picture at each instant of a grid on the monotonic clock. */
#pragma once

#include <gst/gst.h>

G_BEGIN_DECLS

/**
 * SfPacedFunc:
 * @time_us: of g_get_monotonic_time(): what the picture is to show
 *
 * Called a little before, in a thread of GStreamer.
 *
 * Returns: (transfer full) (nullable): a buffer that may be stamped; %NULL: there are no more
 */
typedef GstBuffer *(*SfPacedFunc) (gint64 time_us, gpointer user_data);

typedef struct {
  int fps_n; /* pictures in fps_d seconds */
  int fps_d;
  gint64 phase_us; /* after each instant of the grid that begins with the clock */
} SfPace;

/**
 * sf_paced_source_new:
 * @caps: of the buffers
 * @free_data: of @user_data, when the element goes
 *
 * Returns: (transfer floating): a live source, whose time stamps are exact to the microsecond
 *   where the pipeline's clock is the monotonic one. After sf_gst_ensure()
 */
GstElement *sf_paced_source_new (GstCaps *caps,
                                 const SfPace *pace,
                                 SfPacedFunc func,
                                 gpointer user_data,
                                 GDestroyNotify free_data) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
