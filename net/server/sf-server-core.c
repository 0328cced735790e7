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
  g_return_if_fail (self->n_connections == 0);

  sf_mailboxes_free (self->mailboxes);
  sf_address_table_free (self->addresses);
  sf_rendezvous_server_config_free (self->config);
  g_free (self);
}

gboolean
sf_server_core_enter (SfServerCore *self,
                      guint64 address_key,
                      gint64 now_us,
                      SfAddress **ret_address)
{
  SfAddress *address = NULL;

  if (self->n_connections >= self->config->max_connections)
    return FALSE;

  if (address_key != 0) {
    address = sf_address_table_get (self->addresses, address_key, now_us);
    if (address->connections >= self->config->max_connections_per_address)
      return FALSE;
    address->connections++;
  }
  self->n_connections++;
  *ret_address = address;

  return TRUE;
}

void
sf_server_core_leave (SfServerCore *self, SfAddress *address)
{
  self->n_connections--;
  if (address != NULL)
    address->connections--;
}

gint64
sf_server_core_expire (SfServerCore *self, gint64 now_us)
{
  return sf_mailboxes_expire (self->mailboxes, now_us);
}
