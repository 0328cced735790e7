/* A Magic Wormhole mailbox server: embedded in the app (LAN, demo, tests) and hosted. */
#pragma once

#include "net/server/sf-rendezvous-config.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define SF_TYPE_RENDEZVOUS_SERVER (sf_rendezvous_server_get_type ())
G_DECLARE_FINAL_TYPE (SfRendezvousServer, sf_rendezvous_server, SF, RENDEZVOUS_SERVER, GObject)

/* Runs in the thread-default main context of the caller. @config is copied; %NULL: the defaults. */
SfRendezvousServer *sf_rendezvous_server_new (const SfRendezvousServerConfig *config)
  G_GNUC_WARN_UNUSED_RESULT;

/**
 * sf_rendezvous_server_listen:
 * @address: where to listen; port 0 lets the system choose
 *
 * May be called for several addresses. The WebSocket is at `/v1`.
 *
 * Returns: %FALSE with a %G_IO_ERROR
 */
gboolean sf_rendezvous_server_listen (SfRendezvousServer *self,
                                      GSocketAddress *address,
                                      GError **error);

/**
 * sf_rendezvous_server_get_address:
 * @index: of the calls of sf_rendezvous_server_listen() that succeeded
 *
 * Returns: (transfer none): where it listens, with the port that the system chose
 */
GSocketAddress *sf_rendezvous_server_get_address (SfRendezvousServer *self, guint index);

/* The port of the first one. */
guint16 sf_rendezvous_server_get_port (SfRendezvousServer *self);

/* Of clients, also of those whose end is not through yet. */
guint sf_rendezvous_server_get_n_connections (SfRendezvousServer *self);

/* Closes every connection politely and stops listening. */
void sf_rendezvous_server_stop (SfRendezvousServer *self);

G_END_DECLS
