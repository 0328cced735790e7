/* The creator's place on the LAN: a server of its own for one nameplate, and its announcement. */

#include "net/rendezvous/sf-lan-host.h"

#include "net/lan/sf-lan-announcer.h"
#include "net/server/sf-rendezvous-server.h"

/* Two come; hosts of the LAN that mean ill must not take all descriptors of a desktop program. */
#define MAX_CONNECTIONS 64
#define MAX_CONNECTIONS_PER_ADDRESS 8

struct _SfLanHost {
  SfRendezvousServer *server;
  SfLanAnnouncer *announcer; /* (nullable): until it listens */
  char *url;
};

static gboolean
listen_any (SfLanHost *self, GSocketFamily family, guint16 port, GError **error)
{
  g_autoptr (GInetAddress) any = g_inet_address_new_any (family);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (any, port);

  return sf_rendezvous_server_listen (self->server, address, error);
}

/* Unless the system is told otherwise an IPv6 socket serves IPv4 too: then the second one fails. */
static gboolean
listen_everywhere (SfLanHost *self, GError **error)
{
  if (!listen_any (self, G_SOCKET_FAMILY_IPV6, 0, NULL))
    return listen_any (self, G_SOCKET_FAMILY_IPV4, 0, error);

  listen_any (self, G_SOCKET_FAMILY_IPV4, sf_rendezvous_server_get_port (self->server), NULL);
  return TRUE;
}

SfLanHost *
sf_lan_host_new (const char *nameplate, GError **error)
{
  g_autoptr (SfLanHost) self = g_new0 (SfLanHost, 1);
  SfRendezvousServerConfig config;
  guint16 port;

  sf_rendezvous_server_config_init (&config);
  config.only_nameplate = nameplate;
  config.max_connections = MAX_CONNECTIONS;
  config.max_connections_per_address = MAX_CONNECTIONS_PER_ADDRESS;
  self->server = sf_rendezvous_server_new (&config);
  if (!listen_everywhere (self, error))
    return NULL;

  port = sf_rendezvous_server_get_port (self->server);
  self->url = g_strdup_printf ("ws://127.0.0.1:%u/v1", port);
  self->announcer = sf_lan_announcer_new (port, nameplate);
  sf_lan_announcer_start (self->announcer);
  return g_steal_pointer (&self);
}

void
sf_lan_host_free (SfLanHost *self)
{
  if (self->announcer != NULL)
    sf_lan_announcer_stop (self->announcer);
  g_clear_object (&self->announcer);
  sf_rendezvous_server_stop (self->server);
  g_object_unref (self->server);
  g_free (self->url);
  g_free (self);
}

const char *
sf_lan_host_get_url (SfLanHost *self)
{
  return self->url;
}
