/* The creator's place on the LAN: a server of its own for one nameplate, and its announcement. */

#include "net/rendezvous/sf-lan-host.h"

#include "net/lan/sf-lan-announcer.h"
#include "net/server/sf-rendezvous-server.h"

/* Two come; hosts of the LAN that mean ill must not take all descriptors of a desktop program. */
#define MAX_CONNECTIONS 64
#define MAX_CONNECTIONS_PER_ADDRESS 8

#define DRAIN_INTERVAL_MS 20
#define DRAIN_LIMIT_US (2 * G_USEC_PER_SEC)

struct _SfLanHost {
  SfRendezvousServer *server;
  SfLanAnnouncer *announcer; /* (nullable): until it listens */
  SfLanHostFunc announced;
  gpointer user_data;
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

static void
on_announcer_announced (SfLanAnnouncer *announcer, gboolean is_announced, gpointer user_data)
{
  SfLanHost *self = user_data;

  self->announced (is_announced, self->user_data);
}

static void
end_announcement (SfLanHost *self)
{
  if (self->announcer == NULL)
    return;

  g_signal_handlers_disconnect_by_data (self->announcer, self);
  sf_lan_announcer_stop (self->announcer);
  g_clear_object (&self->announcer);
}

SfLanHost *
sf_lan_host_new (const char *nameplate, SfLanHostFunc announced, gpointer user_data, GError **error)
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
  self->announced = announced;
  self->user_data = user_data;
  self->announcer = sf_lan_announcer_new (port, nameplate);
  g_signal_connect (self->announcer, "announced", G_CALLBACK (on_announcer_announced), self);
  sf_lan_announcer_start (self->announcer);
  return g_steal_pointer (&self);
}

void
sf_lan_host_free (SfLanHost *self)
{
  end_announcement (self);
  sf_rendezvous_server_stop (self->server);
  g_object_unref (self->server);
  g_free (self->url);
  g_free (self);
}

typedef struct {
  SfLanHost *host;
  gint64 until_us;
  void (*done) (gpointer user_data);
  gpointer user_data;
} Drain;

static gboolean
on_drain (gpointer data)
{
  Drain *drain = data;

  if (sf_rendezvous_server_get_n_connections (drain->host->server) > 0 &&
      g_get_monotonic_time () < drain->until_us)
    return G_SOURCE_CONTINUE;

  sf_lan_host_free (drain->host);
  drain->done (drain->user_data);
  return G_SOURCE_REMOVE;
}

void
sf_lan_host_drain (SfLanHost *self, void (*done) (gpointer user_data), gpointer user_data)
{
  g_autoptr (GSource) source = g_timeout_source_new (DRAIN_INTERVAL_MS);
  Drain *drain = g_new (Drain, 1);

  end_announcement (self);
  *drain = (Drain){self, g_get_monotonic_time () + DRAIN_LIMIT_US, done, user_data};
  g_source_set_callback (source, on_drain, drain, g_free);
  g_source_attach (source, g_main_context_get_thread_default ());
}

const char *
sf_lan_host_get_url (SfLanHost *self)
{
  return self->url;
}
