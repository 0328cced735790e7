/* Runs the main context until a condition holds, or fails after a generous time. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SF_RUN_UNTIL_GUARD_S 60

static inline gboolean
sf_run_until_on_guard (gpointer data)
{
  g_error ("waited %d s in vain for: %s", SF_RUN_UNTIL_GUARD_S, (const char *) data);
  return G_SOURCE_REMOVE;
}

#define SF_RUN_UNTIL(condition)                                                                    \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autoptr (GSource) guard_source = g_timeout_source_new_seconds (SF_RUN_UNTIL_GUARD_S);        \
    g_source_set_callback (guard_source, sf_run_until_on_guard, (gpointer) #condition, NULL);      \
    g_source_attach (guard_source, g_main_context_get_thread_default ());                          \
    while (!(condition))                                                                           \
      g_main_context_iteration (g_main_context_get_thread_default (), TRUE);                       \
    g_source_destroy (guard_source);                                                               \
  }                                                                                                \
  G_STMT_END

G_END_DECLS
