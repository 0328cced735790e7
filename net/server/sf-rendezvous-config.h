/* What a rendezvous server is told: its limits, what it offers, whom it trusts. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SfRendezvousServerConfig:
 *
 * Every limit is on what strangers can make the server hold. "An address" is an IPv4 address or an
 * IPv6 /64; the limits per address do not hold for this computer itself, unless @trust_proxy.
 */
typedef struct {
  gsize max_message_bytes;           /* one WebSocket message; 64 KiB */
  guint max_mailbox_messages;        /* 512 */
  gsize max_mailbox_bytes;           /* 1 MiB */
  gsize max_address_bytes;           /* in all mailboxes that one address created; 16 MiB */
  gsize max_stored_bytes;            /* in all mailboxes; 256 MiB */
  guint max_mailboxes;               /* each has at most one nameplate; 10000 */
  guint max_mailboxes_per_address;   /* 200 */
  guint max_connections;             /* 10000 */
  guint max_connections_per_address; /* 200 */
  gsize max_queue_bytes;             /* sent to one connection but not read by it; 2 MiB */
  gboolean trust_proxy;              /* the client's address is in X-Real-IP */
  const char *only_nameplate;        /* (nullable): refuse every other one (the LAN's own server) */
  const char *motd;                  /* (nullable): UTF-8, shown by clients that connect */
  const char *const *turn_uris;      /* (nullable) (array zero-terminated=1) */
  const char *turn_secret;           /* (nullable): coturn's static-auth-secret */
} SfRendezvousServerConfig;

void sf_rendezvous_server_config_init (SfRendezvousServerConfig *config);

/**
 * sf_rendezvous_server_config_copy:
 *
 * Returns: (transfer full): a deep copy
 */
SfRendezvousServerConfig *sf_rendezvous_server_config_copy (const SfRendezvousServerConfig *config)
  G_GNUC_WARN_UNUSED_RESULT;

/* Of a copy only; wipes the secret. */
void sf_rendezvous_server_config_free (SfRendezvousServerConfig *config);

G_END_DECLS
