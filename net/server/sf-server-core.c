/* What all connections of a server share: mailboxes, addresses, limits. */

#include "net/server/sf-server-core.h"

SfServerCore *
sf_server_core_new (const SfRendezvousServerConfig *config, const SfServerHost *host)
{
  SfServerCore *self = g_new0 (SfServerCore, 1);

  self->config = sf_rendezvous_server_config_copy (config);
  self->host = *host;
  self->mailboxes = sf_mailboxes_new (self->config);
  self->addresses = sf_address_table_new ();

  return self;
}

void
sf_server_core_free (SfServerCore *self)
{
  g_return_if_fail (self->n_clients == 0);

  sf_mailboxes_free (self->mailboxes);
  sf_address_table_free (self->addresses);
  sf_rendezvous_server_config_free (self->config);
  g_free (self);
}

gint64
sf_server_core_expire (SfServerCore *self, gint64 now_us)
{
  return sf_mailboxes_expire (self->mailboxes, now_us);
}
