/* Names of servers to numeric addresses: several at once, within a deadline. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * sf_resolver_lookup_async:
 * @names: (array zero-terminated=1)
 * @deadline_ms: what is not known by then counts as unknown
 *
 * A numeric address is its own answer and asks nobody.
 */
void sf_resolver_lookup_async (const char *const *names,
                               guint deadline_ms,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);

/**
 * sf_resolver_lookup_finish:
 *
 * Returns: (transfer full) (nullable) (element-type utf8 GStrv): the numeric addresses of each name
 *   that has any, IPv4 first; %NULL with %G_IO_ERROR_CANCELLED
 */
GHashTable *sf_resolver_lookup_finish (GAsyncResult *result,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
