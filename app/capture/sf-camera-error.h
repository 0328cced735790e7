/* What GStreamer says of a camera that does not work, in the terms of SF_ERROR. */
#pragma once

#include "app/sf-error.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * sf_camera_error_new:
 * @error: (nullable): as an element of GStreamer told it; %NULL: it failed without a word
 * @was_running: whether the camera had given a frame
 *
 * Returns: (transfer full): in the domain %SF_ERROR; what already is comes back as it was
 */
GError *sf_camera_error_new (const GError *error, gboolean was_running) G_GNUC_WARN_UNUSED_RESULT;

/* Returns: (transfer full): with this code's own sentence */
GError *sf_camera_error_new_code (SfError code) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
