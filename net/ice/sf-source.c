/* A main loop source held in a slot: one at a time, in the thread-default main context. */

#include "net/ice/sf-source.h"

void
sf_source_start (GSource **slot, GSource *source, GSourceFunc callback, gpointer user_data)
{
  sf_source_stop (slot);
  *slot = source;
  g_source_set_callback (source, callback, user_data, NULL);
  g_source_attach (source, g_main_context_get_thread_default ());
}

void
sf_source_stop (GSource **slot)
{
  GSource *source = g_steal_pointer (slot);

  if (source == NULL)
    return;

  g_source_destroy (source);
  g_source_unref (source);
}
