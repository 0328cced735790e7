/* A source that calls back at a monotonic time, which may be moved at any moment. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SF_DEADLINE_NEVER G_MAXINT64

/* In the thread-default main context. The result of @callback does not matter. */
GSource *sf_deadline_new (GSourceFunc callback, gpointer user_data) G_GNUC_WARN_UNUSED_RESULT;

/* @time_us: as g_get_monotonic_time(), or %SF_DEADLINE_NEVER */
void sf_deadline_set (GSource *self, gint64 time_us);

/* It never calls back again. For g_clear_pointer(). */
void sf_deadline_free (GSource *self);

G_END_DECLS
