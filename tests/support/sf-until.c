/* Waiting in a test: for a condition, never for a time. */

#include "tests/support/sf-until.h"

#define GUARD_SECONDS 60

static gboolean
on_guard_timeout (gpointer user_data)
{
  g_error ("%s", (const char *) user_data);
  return G_SOURCE_REMOVE;
}

GSource *
sf_until_guard_new (const char *place, const char *condition)
{
  GSource *guard = g_timeout_source_new_seconds (GUARD_SECONDS);
  char *text = g_strdup_printf ("%s: this never came true: %s", place, condition);

  g_source_set_priority (guard, G_PRIORITY_HIGH);
  g_source_set_callback (guard, on_guard_timeout, text, g_free);
  g_source_attach (guard, g_main_context_get_thread_default ());
  return guard;
}

void
sf_until_guard_free (GSource *guard)
{
  g_source_destroy (guard);
  g_source_unref (guard);
}
