/* What a camera gave, kept for a test: a frame function and its frames. */

#include "tests/support/sf-album.h"

#include "tests/support/sf-until.h"

void
sf_album_init (SfAlbum *self)
{
  g_mutex_init (&self->lock);
  self->frames = g_ptr_array_new_with_free_func ((GDestroyNotify) sf_frame_unref);
}

void
sf_album_clear (SfAlbum *self)
{
  g_ptr_array_unref (self->frames);
  g_mutex_clear (&self->lock);
}

void
sf_album_add (SfFrame *frame, gpointer user_data)
{
  SfAlbum *self = user_data;

  g_mutex_lock (&self->lock);
  g_ptr_array_add (self->frames, sf_frame_ref (frame));
  g_mutex_unlock (&self->lock);
  g_main_context_wakeup (NULL);
}

guint
sf_album_count (SfAlbum *self)
{
  guint n_frames;

  g_mutex_lock (&self->lock);
  n_frames = self->frames->len;
  g_mutex_unlock (&self->lock);

  return n_frames;
}

const SfFrame *
sf_album_get (SfAlbum *self, guint index)
{
  const SfFrame *frame;

  g_mutex_lock (&self->lock);
  frame = g_ptr_array_index (self->frames, index);
  g_mutex_unlock (&self->lock);

  return frame;
}

static void
on_gone (gpointer data, GObject *device)
{
  g_atomic_int_set ((int *) data, TRUE);
  g_main_context_wakeup (NULL);
}

void
sf_album_await_end (SfCameraDevice *device)
{
  int is_gone;

  g_atomic_int_set (&is_gone, FALSE);
  g_object_weak_ref (G_OBJECT (device), on_gone, &is_gone);
  g_object_unref (device);
  sf_until (g_atomic_int_get (&is_gone));
}
