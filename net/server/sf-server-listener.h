/* A listening socket of a server. */
#pragma once

#include "net/server/sf-server-net.h"

G_BEGIN_DECLS

typedef struct _SfServerListener SfServerListener;

/**
 * sf_server_listener_new:
 * @net: must outlive the result
 * @address: where; port 0 lets the system choose
 *
 * Returns: (nullable): %NULL with a %G_IO_ERROR
 */
SfServerListener *sf_server_listener_new (SfServerNet *net,
                                          GSocketAddress *address,
                                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

void sf_server_listener_free (SfServerListener *self);

/* Returns: (transfer none): with the port that the system chose */
GSocketAddress *sf_server_listener_get_address (SfServerListener *self);

G_END_DECLS
