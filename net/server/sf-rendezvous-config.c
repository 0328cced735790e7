/* What a rendezvous server is told: its limits, what it offers, whom it trusts. */

#include "net/server/sf-rendezvous-config.h"

#include <sodium.h>
#include <string.h>

void
sf_rendezvous_server_config_init (SfRendezvousServerConfig *config)
{
  *config = (SfRendezvousServerConfig){
    .max_message_bytes = 64 * 1024,
    .max_mailbox_messages = 512,
    .max_mailbox_bytes = 1024 * 1024,
    .max_address_bytes = 16 * 1024 * 1024,
    .max_stored_bytes = 256 * 1024 * 1024,
    .max_mailboxes = 10000,
    .max_mailboxes_per_address = 200,
    .max_connections = 10000,
    .max_connections_per_address = 200,
    .max_queue_bytes = 2 * 1024 * 1024,
  };
}

SfRendezvousServerConfig *
sf_rendezvous_server_config_copy (const SfRendezvousServerConfig *config)
{
  SfRendezvousServerConfig *copy = g_memdup2 (config, sizeof *config);

  copy->only_nameplate = g_strdup (config->only_nameplate);
  copy->motd = g_strdup (config->motd);
  copy->turn_uris = (const char *const *) g_strdupv ((GStrv) config->turn_uris);
  copy->turn_secret = g_strdup (config->turn_secret);

  return copy;
}

void
sf_rendezvous_server_config_free (SfRendezvousServerConfig *config)
{
  char *secret = (char *) config->turn_secret;

  if (secret != NULL)
    sodium_memzero (secret, strlen (secret));
  g_free (secret);
  g_strfreev ((GStrv) config->turn_uris);
  g_free ((char *) config->motd);
  g_free ((char *) config->only_nameplate);
  g_free (config);
}
