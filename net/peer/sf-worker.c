/* A thread with a main context of its own. */

#include "net/peer/sf-worker.h"

struct _SfWorker {
  GMainContext *context;
  GMainLoop *loop;
  GThread *thread;
};

static gpointer
worker_main (gpointer data)
{
  SfWorker *self = data;

  g_main_context_push_thread_default (self->context);
  g_main_loop_run (self->loop);
  g_main_context_pop_thread_default (self->context);

  return NULL;
}

SfWorker *
sf_worker_new (const char *name)
{
  SfWorker *self = g_new0 (SfWorker, 1);

  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
  self->thread = g_thread_new (name, worker_main, self);

  return self;
}

static gboolean
on_quit (gpointer data)
{
  SfWorker *self = data;

  g_main_loop_quit (self->loop);
  return G_SOURCE_REMOVE;
}

void
sf_worker_free (SfWorker *self)
{
  g_return_if_fail (g_thread_self () != self->thread);

  sf_worker_invoke (self, on_quit, self, NULL);
  g_thread_join (self->thread);
  g_main_loop_unref (self->loop);
  g_main_context_unref (self->context);
  g_free (self);
}

GMainContext *
sf_worker_get_context (SfWorker *self)
{
  return self->context;
}

void
sf_worker_invoke (SfWorker *self, GSourceFunc func, gpointer data, GDestroyNotify destroy)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  /* Not g_main_context_invoke(): before the loop runs, that would call in the caller's thread. */
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, func, data, destroy);
  g_source_attach (source, self->context);
}
