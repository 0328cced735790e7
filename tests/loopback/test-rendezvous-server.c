/* The rendezvous server over TCP, with libsoup's WebSocket client against it. */

#include "net/server/sf-rendezvous-server.h"
#include "tests/support/sf-until.h"

#include <libsoup/soup.h>
#include <sys/socket.h>

typedef struct {
  SfRendezvousServer *server;
  SoupSession *session;
  char *url;
} Fixture;

typedef struct {
  SoupWebsocketConnection *websocket;
  GQueue heard; /* (element-type char *) */
  gboolean is_closed;
} Client;

static void
set_up_with (Fixture *self, const SfRendezvousServerConfig *config)
{
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new_from_string ("127.0.0.1", 0);
  g_autoptr (GError) error = NULL;

  self->server = sf_rendezvous_server_new (config);
  sf_rendezvous_server_listen (self->server, address, &error);
  g_assert_no_error (error);
  self->url =
    g_strdup_printf ("ws://127.0.0.1:%u/v1", sf_rendezvous_server_get_port (self->server));
  self->session =
    soup_session_new_with_options ("max-conns", 1000, "max-conns-per-host", 1000, NULL);
}

static void
set_up (Fixture *self, gconstpointer user_data)
{
  set_up_with (self, NULL);
}

static void
tear_down (Fixture *self, gconstpointer user_data)
{
  g_object_unref (self->session);
  g_object_unref (self->server);
  g_free (self->url);
}

static void
on_message (SoupWebsocketConnection *websocket, gint type, GBytes *message, gpointer user_data)
{
  Client *client = user_data;
  gsize size;
  const char *data = g_bytes_get_data (message, &size);

  g_assert_cmpint (type, ==, SOUP_WEBSOCKET_DATA_TEXT);
  if (!g_str_has_prefix (data, "{\"type\":\"ack\""))
    g_queue_push_tail (&client->heard, g_strndup (data, size));
}

static void
on_closed (SoupWebsocketConnection *websocket, gpointer user_data)
{
  ((Client *) user_data)->is_closed = TRUE;
}

static void
on_connected (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

/* Returns: NULL with what the server said instead of welcome */
static Client *
try_connect (Fixture *self, const char *real_ip, GError **error)
{
  g_autoptr (SoupMessage) message = soup_message_new ("GET", self->url);
  g_autoptr (GAsyncResult) result = NULL;
  SoupWebsocketConnection *websocket;
  Client *client;

  if (real_ip != NULL)
    soup_message_headers_append (soup_message_get_request_headers (message), "X-Real-IP", real_ip);
  soup_session_websocket_connect_async (self->session, message, NULL, NULL, G_PRIORITY_DEFAULT,
                                        NULL, on_connected, &result);
  sf_until (result != NULL);
  websocket = soup_session_websocket_connect_finish (self->session, result, error);
  if (websocket == NULL)
    return NULL;

  client = g_new0 (Client, 1);
  client->websocket = websocket;
  g_signal_connect (websocket, "message", G_CALLBACK (on_message), client);
  g_signal_connect (websocket, "closed", G_CALLBACK (on_closed), client);

  return client;
}

static Client *
connect_client (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  Client *client = try_connect (self, NULL, &error);

  g_assert_no_error (error);

  return client;
}

static void
client_free (Client *self)
{
  g_signal_handlers_disconnect_by_data (self->websocket, self);
  g_object_unref (self->websocket);
  g_queue_clear_full (&self->heard, g_free);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Client, client_free)

static void G_GNUC_PRINTF (2, 3) say (Client *self, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  soup_websocket_connection_send_text (self->websocket, g_strdelimit (text, "'", '"'));
}

static char *
expect (Client *self, const char *pattern)
{
  g_autofree char *quoted = g_strdelimit (g_strdup (pattern), "'", '"');
  char *message;

  sf_until (self->heard.length > 0 || self->is_closed);
  message = g_queue_pop_head (&self->heard);
  g_assert_nonnull (message);
  if (!g_pattern_match_simple (quoted, message))
    g_error ("wanted %s, got %s", quoted, message);

  return message;
}

#define EXPECT(client, pattern) g_free (expect (client, pattern))

static void
bind_side (Client *self, const char *side)
{
  EXPECT (self, "{'type':'welcome',*");
  say (self, "{'type':'bind','appid':'example.org/test','side':'%s'}", side);
}

static void
expect_closed (Client *self, gushort code)
{
  sf_until (self->is_closed);
  g_assert_cmpuint (soup_websocket_connection_get_close_code (self->websocket), ==, code);
}

static void
test_session (Fixture *self, gconstpointer user_data)
{
  g_autoptr (Client) a = connect_client (self), b = connect_client (self);

  bind_side (a, "aa");
  bind_side (b, "bb");
  say (a, "{'type':'claim','nameplate':'123'}");
  EXPECT (a, "{'type':'claimed','mailbox':'*','waiting':false,*");
  say (a, "{'type':'open','mailbox':'m'}");
  say (a, "{'type':'add','phase':'pake','body':'00'}");
  EXPECT (a, "{'type':'message','side':'aa','phase':'pake',*");
  say (b, "{'type':'open','mailbox':'m'}");
  EXPECT (b, "{'type':'message','side':'aa','phase':'pake',*");
  say (b, "{'type':'close','mood':'happy'}");
  EXPECT (b, "{'type':'closed',*");
  EXPECT (a, "{'type':'peer-connection','side':'bb','connected':false,*");

  soup_websocket_connection_close (b->websocket, SOUP_WEBSOCKET_CLOSE_NORMAL, NULL);
  expect_closed (b, SOUP_WEBSOCKET_CLOSE_NORMAL);
}

/* A message as large as allowed goes through; one byte more closes the connection. */
static void
test_largest_message (Fixture *self, gconstpointer user_data)
{
  static const char format[] = "{'type':'add','phase':'p','body':'%s'}";
  g_autofree char *body = g_strnfill (64 * 1024 - (sizeof format - 3), 'a');
  g_autoptr (Client) a = connect_client (self);

  bind_side (a, "aa");
  say (a, "{'type':'open','mailbox':'m'}");
  say (a, "{'type':'add','phase':'p','body':'%s'}", body);
  EXPECT (a, "{'type':'message','side':'aa','phase':'p','body':'aaa*");
  say (a, "{'type':'add','phase':'p','body':'%sa'}", body);
  expect_closed (a, SOUP_WEBSOCKET_CLOSE_TOO_BIG);
}

static void
test_limits_of_an_address (void)
{
  SfRendezvousServerConfig config;
  Fixture self;

  sf_rendezvous_server_config_init (&config);
  config.trust_proxy = TRUE;
  config.max_connections_per_address = 1;
  set_up_with (&self, &config);
  {
    g_autoptr (GError) error = NULL;
    g_autoptr (Client) first = try_connect (&self, "192.0.2.1", &error);
    g_autoptr (Client) other = try_connect (&self, "192.0.2.2", &error);
    g_autoptr (Client) second = NULL;

    g_assert_no_error (error);
    second = try_connect (&self, "192.0.2.1", &error);
    g_assert_null (second);
    g_assert_error (error, SOUP_WEBSOCKET_ERROR, SOUP_WEBSOCKET_ERROR_NOT_WEBSOCKET);
  }
  tear_down (&self, NULL);
}

/* A frame of less than 126 bytes, with the mask 0. */
static void
append_frame (GString *bytes, const char *text)
{
  g_string_append_c (bytes, '\x81');
  g_string_append_c (bytes, (char) (0x80 | strlen (text)));
  g_string_append_len (bytes, "\0\0\0\0", 4);
  g_string_append (bytes, text);
}

/* A side that opens the mailbox `m` and never reads. */
static GSocket *
connect_slow_reader (Fixture *self)
{
  g_autoptr (GSocket) socket =
    g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL);
  g_autoptr (GString) bytes = g_string_new (
    "GET /v1 HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
  g_autoptr (GError) error = NULL;

  append_frame (bytes, "{\"type\":\"bind\",\"appid\":\"example.org/test\",\"side\":\"slow\"}");
  append_frame (bytes, "{\"type\":\"open\",\"mailbox\":\"m\"}");
  append_frame (bytes, "{\"type\":\"add\",\"phase\":\"here\",\"body\":\"00\"}");
  g_socket_set_option (socket, SOL_SOCKET, SO_RCVBUF, 4096, NULL);
  g_socket_connect (socket, sf_rendezvous_server_get_address (self->server, 0), NULL, &error);
  g_assert_no_error (error);
  g_socket_send (socket, bytes->str, bytes->len, NULL, &error);
  g_assert_no_error (error);

  return g_steal_pointer (&socket);
}

static void
test_slow_reader (void)
{
  g_autofree char *body = g_strnfill (60000, 'a');
  SfRendezvousServerConfig config;
  Fixture self;

  sf_rendezvous_server_config_init (&config);
  config.max_mailbox_messages = 1000;
  config.max_mailbox_bytes = 1024 * 1024 * 1024;
  config.max_stored_bytes = config.max_mailbox_bytes;
  config.max_queue_bytes = 256 * 1024;
  set_up_with (&self, &config);
  {
    g_autoptr (GSocket) slow = connect_slow_reader (&self);
    g_autoptr (Client) a = connect_client (&self);
    g_autofree char *message = NULL;

    bind_side (a, "aa");
    say (a, "{'type':'open','mailbox':'m'}");
    EXPECT (a, "{'type':'message','side':'slow','phase':'here',*");
    do {
      say (a, "{'type':'add','phase':'p','body':'%s'}", body);
      g_free (message);
      message = expect (a, "*");
    } while (g_str_has_prefix (message, "{\"type\":\"message\""));
    g_assert_nonnull (strstr (message, "\"type\":\"peer-connection\",\"side\":\"slow\""));
  }
  tear_down (&self, NULL);
}

static void
test_stop (Fixture *self, gconstpointer user_data)
{
  g_autoptr (Client) a = connect_client (self);
  g_autoptr (Client) b = NULL;
  g_autoptr (GError) error = NULL;

  bind_side (a, "aa");
  sf_rendezvous_server_stop (self->server);
  expect_closed (a, SOUP_WEBSOCKET_CLOSE_GOING_AWAY);
  b = try_connect (self, NULL, &error);
  g_assert_null (b);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED);
}

/* A whole crowd that connects at once is heard, every one. */
static void
test_crowd (Fixture *self, gconstpointer user_data)
{
  g_autoptr (GPtrArray) results = g_ptr_array_new_with_free_func (g_object_unref);
  GAsyncResult *slots[200] = {NULL};

  for (guint i = 0; i < G_N_ELEMENTS (slots); i++) {
    g_autoptr (SoupMessage) message = soup_message_new ("GET", self->url);

    soup_session_websocket_connect_async (self->session, message, NULL, NULL, G_PRIORITY_DEFAULT,
                                          NULL, on_connected, &slots[i]);
  }
  for (guint i = 0; i < G_N_ELEMENTS (slots); i++) {
    g_autoptr (SoupWebsocketConnection) websocket = NULL;
    g_autoptr (GError) error = NULL;

    sf_until (slots[i] != NULL);
    g_ptr_array_add (results, slots[i]);
    websocket = soup_session_websocket_connect_finish (self->session, slots[i], &error);
    g_assert_no_error (error);
  }
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/net/server/loopback/session", test_session);
  ADD ("/net/server/loopback/largest-message", test_largest_message);
  g_test_add_func ("/net/server/loopback/limits-of-an-address", test_limits_of_an_address);
  g_test_add_func ("/net/server/loopback/slow-reader", test_slow_reader);
  ADD ("/net/server/loopback/stop", test_stop);
  ADD ("/net/server/loopback/crowd", test_crowd);
  return g_test_run ();
}
