/* What a camera gave, kept for a test: a frame function and its frames. */
#pragma once

#include "app/capture/sf-camera.h"

G_BEGIN_DECLS

typedef struct {
  GMutex lock;
  GPtrArray *frames; /* under the lock */
} SfAlbum;

void sf_album_init (SfAlbum *self);
void sf_album_clear (SfAlbum *self);

/* An SfFrameFunc, for @user_data a SfAlbum. Wakes the main context that the test runs. */
void sf_album_add (SfFrame *frame, gpointer user_data);

guint sf_album_count (SfAlbum *self);
/* Returns: (transfer none): kept until sf_album_clear() */
const SfFrame *sf_album_get (SfAlbum *self, guint index);

/* Waits until the thread behind a stopped camera has let go of @device, whose last reference this
 * is otherwise. */
void sf_album_await_end (SfCameraDevice *device);

G_END_DECLS
