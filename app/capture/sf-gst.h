/* GStreamer, begun when it is first needed: it costs every start of a program otherwise. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * sf_gst_ensure:
 *
 * From any thread; the first call may take long, where GStreamer looks through its plugins anew.
 *
 * Returns: %FALSE with %SF_ERROR_CAMERA when it cannot begin
 */
gboolean sf_gst_ensure (GError **error);

G_END_DECLS
