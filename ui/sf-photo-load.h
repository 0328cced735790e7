/* Reads a photo in a worker thread, for showing it. */
#pragma once

#include <gdk/gdk.h>

G_BEGIN_DECLS

/**
 * sf_photo_load_async:
 * @path: a WebP, JPEG or PNG file
 * @max_side: pixels; the picture is made no larger than this
 */
void sf_photo_load_async (const char *path,
                          int max_side,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data);

/* Returns: (transfer full): NULL with SF_ERROR_PICTURE or a GIOError */
GdkTexture *sf_photo_load_finish (GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
