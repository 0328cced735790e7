/* What is shown of a shot, made in a worker thread. */
#pragma once

#include "app/session/sf-shot.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef enum {
  SF_SHOT_PICTURE_OWN,       /* from one's own small versions, dark where the others are to come */
  SF_SHOT_PICTURE_TAKEN,     /* the same, from whichever small versions of both are here */
  SF_SHOT_PICTURE_SMALL,     /* the result from the small versions, before the photos are here */
  SF_SHOT_PICTURE_RESULT,    /* the result itself; both photos where they were exchanged */
  SF_SHOT_PICTURE_ORIGINALS, /* both photos beside each other, the last of a strip */
} SfShotPictureKind;

/* Returns: whether all that is needed for it is here */
gboolean sf_shot_picture_is_ready (const SfShot *shot, SfShotPictureKind kind);

/* @shot: one that is ready for it; it may end meanwhile. */
void sf_shot_picture_async (const SfShot *shot,
                            SfShotPictureKind kind,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);

/* Returns: (transfer full): NULL with SF_ERROR_PICTURE, or G_IO_ERROR_CANCELLED */
GdkTexture *sf_shot_picture_finish (GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
