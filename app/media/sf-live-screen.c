/* The other side's newest picture, between the decoder's thread and whoever looks. */

#include "app/media/sf-live-screen.h"

struct _SfLiveScreen {
  gatomicrefcount ref_count;
  GMainContext *context; /* owned */
  SfFrameFuncs funcs;

  /* Of the thread it was made in. */
  void (*news) (gpointer user_data); /* NULL: detached */
  gpointer user_data;

  GMutex showing; /* held while functions are called; taken before the other */
  GMutex lock;    /* of the rest */
  gboolean is_open;
  gboolean is_awaited;
  SfFrame *newest; /* owned (nullable) */
  gint64 shown_us;
  guint64 n_shown;
};

SfLiveScreen *
sf_live_screen_new (void (*news) (gpointer user_data), gpointer user_data)
{
  SfLiveScreen *self = g_new0 (SfLiveScreen, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->context = g_main_context_ref_thread_default ();
  sf_frame_funcs_init (&self->funcs);
  self->news = news;
  self->user_data = user_data;
  g_mutex_init (&self->showing);
  g_mutex_init (&self->lock);
  return self;
}

SfLiveScreen *
sf_live_screen_ref (SfLiveScreen *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
sf_live_screen_unref (SfLiveScreen *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_clear_pointer (&self->newest, sf_frame_unref);
  sf_frame_funcs_clear (&self->funcs);
  g_mutex_clear (&self->lock);
  g_mutex_clear (&self->showing);
  g_main_context_unref (self->context);
  g_free (self);
}

static gboolean
on_news (gpointer user_data)
{
  SfLiveScreen *self = user_data;

  if (self->news != NULL)
    self->news (self->user_data);
  return G_SOURCE_REMOVE;
}

static void
post_news (SfLiveScreen *self)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, on_news, sf_live_screen_ref (self),
                         (GDestroyNotify) sf_live_screen_unref);
  g_source_attach (source, self->context);
}

/* Returns: whether the frame is to be shown */
static gboolean
take (SfLiveScreen *self, SfFrame *frame, gboolean *ret_is_news)
{
  g_autoptr (SfFrame) previous = NULL;
  gboolean is_open;

  g_mutex_lock (&self->lock);
  is_open = self->is_open;
  if (is_open) {
    previous = g_steal_pointer (&self->newest);
    self->newest = sf_frame_ref (frame);
    self->shown_us = g_get_monotonic_time ();
    self->n_shown++;
    *ret_is_news = self->is_awaited;
    self->is_awaited = FALSE;
  }
  g_mutex_unlock (&self->lock);

  return is_open;
}

void
sf_live_screen_show (SfLiveScreen *self, SfFrame *frame)
{
  gboolean is_news = FALSE;

  g_mutex_lock (&self->showing);
  if (take (self, frame, &is_news))
    sf_frame_funcs_call (&self->funcs, frame);
  g_mutex_unlock (&self->showing);

  if (is_news)
    post_news (self);
}

void
sf_live_screen_open (SfLiveScreen *self)
{
  g_mutex_lock (&self->lock);
  self->is_open = TRUE;
  self->shown_us = 0;
  g_mutex_unlock (&self->lock);
}

void
sf_live_screen_close (SfLiveScreen *self)
{
  g_autoptr (SfFrame) previous = NULL;

  g_mutex_lock (&self->showing);
  g_mutex_lock (&self->lock);
  self->is_open = FALSE;
  self->is_awaited = FALSE;
  previous = g_steal_pointer (&self->newest);
  g_mutex_unlock (&self->lock);
  g_mutex_unlock (&self->showing);
}

void
sf_live_screen_detach (SfLiveScreen *self)
{
  sf_live_screen_close (self);
  self->news = NULL;
}

void
sf_live_screen_await (SfLiveScreen *self)
{
  g_mutex_lock (&self->lock);
  self->is_awaited = TRUE;
  g_mutex_unlock (&self->lock);
}

SfFrame *
sf_live_screen_dup_newest (SfLiveScreen *self)
{
  SfFrame *newest;

  g_mutex_lock (&self->lock);
  newest = self->newest != NULL ? sf_frame_ref (self->newest) : NULL;
  g_mutex_unlock (&self->lock);
  return newest;
}

gint64
sf_live_screen_get_shown_us (SfLiveScreen *self)
{
  gint64 shown_us;

  g_mutex_lock (&self->lock);
  shown_us = self->shown_us;
  g_mutex_unlock (&self->lock);
  return shown_us;
}

guint64
sf_live_screen_get_n_shown (SfLiveScreen *self)
{
  guint64 n_shown;

  g_mutex_lock (&self->lock);
  n_shown = self->n_shown;
  g_mutex_unlock (&self->lock);
  return n_shown;
}

SfFrameFuncs *
sf_live_screen_get_funcs (SfLiveScreen *self)
{
  return &self->funcs;
}
