/* Whether the servers that a person chose can be used, tried out. */
#pragma once

#include "app/session/sf-network.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * sf_network_test_async:
 * @choice: with %SF_NETWORK_MODE_LOCAL_ONLY there is nothing to try
 *
 * Connects to the server where codes meet, and ends the connection. Takes at most ten seconds.
 */
void sf_network_test_async (const SfNetworkChoice *choice,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);

/* Returns: %FALSE with %SF_NET_ERROR_SERVER_UNREACHABLE, _BAD_ADDRESS or %G_IO_ERROR_CANCELLED */
gboolean sf_network_test_finish (GAsyncResult *result, GError **error);

G_END_DECLS
