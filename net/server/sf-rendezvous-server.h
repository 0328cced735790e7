/* A Magic Wormhole mailbox server: embedded in the app (LAN, demo, tests) and hosted. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* All limits are on what strangers can make the server hold. */
typedef struct {
  gsize max_message_bytes;    /* one WebSocket message; 64 KiB */
  guint max_mailbox_messages; /* 512 */
  gsize max_mailbox_bytes;    /* 1 MiB */
  guint max_connections;      /* 20000 */
  guint max_connections_per_address; /* 0: no limit */
  const char *only_nameplate; /* (nullable): refuse every other one (the LAN's embedded server) */
  gboolean trust_proxy;       /* the client's address is in X-Real-IP */
  const char *const *turn_uris; /* (nullable) (array zero-terminated=1) */
  const char *turn_secret;    /* (nullable): coturn's static-auth-secret */
  const char *motd;           /* (nullable) */
} SfRendezvousServerConfig;

void sf_rendezvous_server_config_init (SfRendezvousServerConfig *config);

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

/* The port of the first listening socket. */
guint16 sf_rendezvous_server_get_port (SfRendezvousServer *self);

/* Closes every connection politely and stops listening. */
void sf_rendezvous_server_stop (SfRendezvousServer *self);

G_END_DECLS
