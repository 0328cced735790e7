/* Waiting in a test: for a condition, never for a time. */

#include "tests/support/sf-until.h"

#define GUARD_SECONDS 30

static gboolean
on_guard_timeout (gpointer user_data)
{
  g_error ("%s", (const char *) user_data);
  return G_SOURCE_REMOVE;
}

guint
sf_until_guard (const char *place, const char *condition)
{
  return g_timeout_add_seconds_full (
    G_PRIORITY_HIGH, GUARD_SECONDS, on_guard_timeout,
    g_strdup_printf ("%s: this never came true: %s", place, condition), g_free);
}
