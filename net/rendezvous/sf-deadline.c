/* A source that calls back at a monotonic time, which may be moved at any moment. */

#include "net/rendezvous/sf-deadline.h"

static gboolean
on_source_dispatch (GSource *source, GSourceFunc callback, gpointer user_data)
{
  g_source_set_ready_time (source, -1);
  callback (user_data);
  return G_SOURCE_CONTINUE;
}

static GSourceFuncs source_funcs = {NULL, NULL, on_source_dispatch, NULL, NULL, NULL};

GSource *
sf_deadline_new (GSourceFunc callback, gpointer user_data)
{
  GSource *self = g_source_new (&source_funcs, sizeof (GSource));

  g_source_set_callback (self, callback, user_data, NULL);
  g_source_attach (self, g_main_context_get_thread_default ());
  return self;
}

void
sf_deadline_set (GSource *self, gint64 time_us)
{
  g_source_set_ready_time (self, time_us == SF_DEADLINE_NEVER ? -1 : time_us);
}

void
sf_deadline_free (GSource *self)
{
  g_source_destroy (self);
  g_source_unref (self);
}
