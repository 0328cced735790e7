/* A Magic Wormhole mailbox server: embedded in the app (LAN, demo, tests) and hosted. */

#include "net/server/sf-rendezvous-server.h"

#include "net/server/sf-server-client.h"

#include <libsoup/soup.h>
#include <netinet/in.h>
#include <netinet/tcp.h>

#define WEBSOCKET_PATH "/v1"
#define PING_INTERVAL_S 50
#define EXPIRY_INTERVAL_S 10
#define BACKLOG 1024

struct _SfRendezvousServer {
  GObject parent_instance;

  SfRendezvousServerConfig *config;
  SfServerCore *core;
  SoupServer *soup;
  GSource *expiry;
  GPtrArray *addresses;    /* (element-type GSocketAddress) */
  GHashTable *connections; /* Connection -> itself */
};

typedef struct {
  SfRendezvousServer *server;
  SoupWebsocketConnection *websocket;
  SfServerClient *client;
} Connection;

G_DEFINE_FINAL_TYPE (SfRendezvousServer, sf_rendezvous_server, G_TYPE_OBJECT)

static SfServerTime
get_now (void)
{
  return (SfServerTime){g_get_monotonic_time (), g_get_real_time ()};
}

static void
send_text (gpointer data, GBytes *text)
{
  Connection *connection = data;

  if (soup_websocket_connection_get_state (connection->websocket) == SOUP_WEBSOCKET_STATE_OPEN)
    soup_websocket_connection_send_message (connection->websocket, SOUP_WEBSOCKET_DATA_TEXT, text);
}

static void
drop_connection (gpointer data)
{
  Connection *connection = data;

  if (soup_websocket_connection_get_state (connection->websocket) == SOUP_WEBSOCKET_STATE_OPEN)
    soup_websocket_connection_close (connection->websocket, SOUP_WEBSOCKET_CLOSE_POLICY_VIOLATION,
                                     NULL);
}

static void
connection_free (gpointer data)
{
  Connection *connection = data;
  SfServerTime now = get_now ();

  g_signal_handlers_disconnect_by_data (connection->websocket, connection);
  if (connection->client != NULL)
    sf_server_client_free (connection->client, &now);
  g_object_unref (connection->websocket);
  g_free (connection);
}

static void
on_websocket_message (SoupWebsocketConnection *websocket,
                      SoupWebsocketDataType type,
                      GBytes *message,
                      gpointer user_data)
{
  Connection *connection = user_data;
  SfServerTime now = get_now ();
  gsize length;
  const char *text = g_bytes_get_data (message, &length);

  sf_server_client_receive (connection->client, text != NULL ? text : "", length, &now);
}

static void
on_websocket_closed (SoupWebsocketConnection *websocket, gpointer user_data)
{
  Connection *connection = user_data;

  g_hash_table_remove (connection->server->connections, connection);
}

static guint64
get_address_key (SfRendezvousServer *self, SoupServerMessage *message)
{
  const char *real_ip =
    soup_message_headers_get_one (soup_server_message_get_request_headers (message), "X-Real-IP");
  GSocketAddress *remote = soup_server_message_get_remote_address (message);
  g_autoptr (GInetAddress) address = NULL;

  if (self->config->trust_proxy && real_ip != NULL)
    address = g_inet_address_new_from_string (real_ip);
  if (address == NULL && G_IS_INET_SOCKET_ADDRESS (remote))
    address = g_object_ref (g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (remote)));
  if (address == NULL || (g_inet_address_get_is_loopback (address) && !self->config->trust_proxy))
    return 0;

  return sf_address_key (address);
}

static void
set_no_delay (SoupWebsocketConnection *websocket)
{
  GIOStream *stream = soup_websocket_connection_get_io_stream (websocket);

  if (G_IS_SOCKET_CONNECTION (stream))
    g_socket_set_option (g_socket_connection_get_socket (G_SOCKET_CONNECTION (stream)), IPPROTO_TCP,
                         TCP_NODELAY, 1, NULL);
}

static void
on_websocket (SoupServer *soup,
              SoupServerMessage *message,
              const char *path,
              SoupWebsocketConnection *websocket,
              gpointer user_data)
{
  SfRendezvousServer *self = user_data;
  SfServerTime now = get_now ();
  Connection *connection = g_new0 (Connection, 1);

  connection->server = self;
  connection->websocket = g_object_ref (websocket);
  g_hash_table_add (self->connections, connection);

  set_no_delay (websocket);
  soup_websocket_connection_set_max_incoming_payload_size (websocket,
                                                           self->config->max_message_bytes);
  soup_websocket_connection_set_keepalive_interval (websocket, PING_INTERVAL_S);
  connection->client =
    sf_server_client_new (self->core, connection, get_address_key (self, message), &now);
  if (connection->client == NULL) {
    soup_websocket_connection_close (websocket, SOUP_WEBSOCKET_CLOSE_GOING_AWAY, NULL);
    g_hash_table_remove (self->connections, connection);
    return;
  }
  g_signal_connect (websocket, "message", G_CALLBACK (on_websocket_message), connection);
  g_signal_connect (websocket, "closed", G_CALLBACK (on_websocket_closed), connection);
}

static gboolean
on_expiry (gpointer user_data)
{
  SfRendezvousServer *self = user_data;

  sf_server_core_expire (self->core, g_get_monotonic_time ());

  return G_SOURCE_CONTINUE;
}

static void
sf_rendezvous_server_finalize (GObject *object)
{
  SfRendezvousServer *self = SF_RENDEZVOUS_SERVER (object);

  sf_rendezvous_server_stop (self);
  g_hash_table_unref (self->connections);
  g_ptr_array_unref (self->addresses);
  g_object_unref (self->soup);
  sf_server_core_free (self->core);
  sf_rendezvous_server_config_free (self->config);

  G_OBJECT_CLASS (sf_rendezvous_server_parent_class)->finalize (object);
}

static void
sf_rendezvous_server_class_init (SfRendezvousServerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sf_rendezvous_server_finalize;
}

static void
sf_rendezvous_server_init (SfRendezvousServer *self)
{
  self->connections = g_hash_table_new_full (NULL, NULL, connection_free, NULL);
  self->addresses = g_ptr_array_new_with_free_func (g_object_unref);
  self->soup = soup_server_new (NULL, NULL);
  soup_server_add_websocket_handler (self->soup, WEBSOCKET_PATH, NULL, NULL, on_websocket, self,
                                     NULL);
}

SfRendezvousServer *
sf_rendezvous_server_new (const SfRendezvousServerConfig *config)
{
  static const SfServerHost host = {send_text, drop_connection};
  SfRendezvousServer *self = g_object_new (SF_TYPE_RENDEZVOUS_SERVER, NULL);
  SfRendezvousServerConfig defaults;

  sf_rendezvous_server_config_init (&defaults);
  self->config = sf_rendezvous_server_config_copy (config != NULL ? config : &defaults);
  self->core = sf_server_core_new (self->config, &host);
  self->expiry = g_timeout_source_new_seconds (EXPIRY_INTERVAL_S);
  g_source_set_callback (self->expiry, on_expiry, self, NULL);
  g_source_attach (self->expiry, g_main_context_get_thread_default ());

  return self;
}

gboolean
sf_rendezvous_server_listen (SfRendezvousServer *self, GSocketAddress *address, GError **error)
{
  g_autoptr (GSocket) socket = g_socket_new (g_socket_address_get_family (address),
                                             G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, error);

  if (socket == NULL)
    return FALSE;

  g_socket_set_listen_backlog (socket, BACKLOG);
  if (!g_socket_bind (socket, address, TRUE, error) || !g_socket_listen (socket, error) ||
      !soup_server_listen_socket (self->soup, socket, 0, error))
    return FALSE;

  g_ptr_array_add (self->addresses, g_socket_get_local_address (socket, NULL));

  return TRUE;
}

GSocketAddress *
sf_rendezvous_server_get_address (SfRendezvousServer *self, guint index)
{
  g_return_val_if_fail (index < self->addresses->len, NULL);

  return self->addresses->pdata[index];
}

guint16
sf_rendezvous_server_get_port (SfRendezvousServer *self)
{
  GSocketAddress *address = sf_rendezvous_server_get_address (self, 0);

  return g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (address));
}

void
sf_rendezvous_server_stop (SfRendezvousServer *self)
{
  GHashTableIter iter;
  gpointer data;

  soup_server_disconnect (self->soup);
  g_hash_table_iter_init (&iter, self->connections);
  while (g_hash_table_iter_next (&iter, &data, NULL)) {
    Connection *connection = data;

    g_signal_handlers_disconnect_by_data (connection->websocket, connection);
    if (soup_websocket_connection_get_state (connection->websocket) == SOUP_WEBSOCKET_STATE_OPEN)
      soup_websocket_connection_close (connection->websocket, SOUP_WEBSOCKET_CLOSE_GOING_AWAY,
                                       NULL);
    g_hash_table_iter_remove (&iter);
  }

  if (self->expiry != NULL)
    g_source_destroy (self->expiry);
  g_clear_pointer (&self->expiry, g_source_unref);
}
