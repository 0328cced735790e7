/* A frame at half its size, for windows. */
#pragma once

#include "app/capture/sf-frame.h"

G_BEGIN_DECLS

/* Only sizes that are multiples of four: those of cameras. */
gboolean sf_frame_can_halve (int width, int height);

/* Returns: (nullable): %NULL with %SF_ERROR_PICTURE when there is no memory */
SfFrame *sf_frame_halve (const SfFrame *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
