/* All layouts of two live pictures or photographs, small, in a worker thread. */
#pragma once

#include "app/capture/sf-frame.h"
#include "app/stage/sf-live-canvas.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * sf_live_thumbnails_async:
 * @creator: (nullable): the newest frame
 * @joiner: (nullable)
 * @recipe: whose crops and order hold; each layout takes the place of its own
 * @limit: pixels of each
 */
void sf_live_thumbnails_async (SfFrame *creator,
                               SfFrame *joiner,
                               const SfRecipe *recipe,
                               SySize limit,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);

/* The same of two photographs. */
void sf_live_thumbnails_of_photos_async (SfImage *creator,
                                         SfImage *joiner,
                                         const SfRecipe *recipe,
                                         SySize limit,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);

/* Returns: (transfer full) (element-type SfLivePicture) (nullable): one for each of sy_layouts[];
 *   %NULL with %SF_ERROR_PICTURE or %G_IO_ERROR_CANCELLED */
GPtrArray *sf_live_thumbnails_finish (GAsyncResult *result,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
