/* Who wants to be told of each frame, from any thread. */

#include "app/capture/sf-frame-funcs.h"

typedef struct {
  guint id;
  SfFrameFunc func;
  gpointer user_data;
} Entry;

void
sf_frame_funcs_init (SfFrameFuncs *self)
{
  g_mutex_init (&self->lock);
  self->entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  self->last_id = 0;
}

void
sf_frame_funcs_clear (SfFrameFuncs *self)
{
  g_clear_pointer (&self->entries, g_array_unref);
  g_mutex_clear (&self->lock);
}

guint
sf_frame_funcs_add (SfFrameFuncs *self, SfFrameFunc func, gpointer user_data)
{
  Entry entry = {.func = func, .user_data = user_data};

  g_return_val_if_fail (func != NULL, 0);

  g_mutex_lock (&self->lock);
  entry.id = ++self->last_id;
  g_array_append_val (self->entries, entry);
  g_mutex_unlock (&self->lock);

  return entry.id;
}

void
sf_frame_funcs_remove (SfFrameFuncs *self, guint id)
{
  g_mutex_lock (&self->lock);
  for (guint i = 0; i < self->entries->len; i++)
    if (g_array_index (self->entries, Entry, i).id == id) {
      g_array_remove_index (self->entries, i);
      break;
    }
  g_mutex_unlock (&self->lock);
}

void
sf_frame_funcs_call (SfFrameFuncs *self, SfFrame *frame)
{
  g_mutex_lock (&self->lock);
  for (guint i = 0; i < self->entries->len; i++) {
    const Entry *entry = &g_array_index (self->entries, Entry, i);

    entry->func (frame, entry->user_data);
  }
  g_mutex_unlock (&self->lock);
}
