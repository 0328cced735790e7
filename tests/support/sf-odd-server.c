/* A WebSocket server that says what no mailbox server should. */

#include "tests/support/sf-odd-server.h"

#include <libsoup/soup.h>
#include <string.h>

#define LARGE_SIZE (1024 * 1024)

struct _SfOddServer {
  SoupServer *soup;
  SfOddKind kind;
  char *text;
  char *url;
  GPtrArray *connections; /* of SoupWebsocketConnection */
};

static void
on_websocket (SoupServer *soup,
              SoupServerMessage *message,
              const char *path,
              SoupWebsocketConnection *connection,
              gpointer user_data)
{
  SfOddServer *self = user_data;
  g_autofree char *large = NULL;

  g_ptr_array_add (self->connections, g_object_ref (connection));
  switch (self->kind) {
  case SF_ODD_TEXT:
    soup_websocket_connection_send_text (connection, self->text);
    break;
  case SF_ODD_BINARY:
    soup_websocket_connection_send_binary (connection, self->text, strlen (self->text));
    break;
  case SF_ODD_LARGE:
    large = g_strnfill (LARGE_SIZE, ' ');
    soup_websocket_connection_send_text (connection, large);
    break;
  case SF_ODD_CLOSE:
    soup_websocket_connection_close (connection, SOUP_WEBSOCKET_CLOSE_GOING_AWAY, NULL);
    break;
  case SF_ODD_MISSING:
  case SF_ODD_MOVED:
    break;
  }
}

static void
on_request (SoupServer *soup,
            SoupServerMessage *message,
            const char *path,
            GHashTable *query,
            gpointer user_data)
{
  SfOddServer *self = user_data;

  if (self->kind == SF_ODD_MOVED)
    soup_server_message_set_redirect (message, SOUP_STATUS_MOVED_PERMANENTLY, self->text);
  else
    soup_server_message_set_status (message, SOUP_STATUS_NOT_FOUND, NULL);
}

SfOddServer *
sf_odd_server_new (SfOddKind kind, const char *text)
{
  SfOddServer *self = g_new0 (SfOddServer, 1);
  g_autoptr (GError) error = NULL;
  GSList *uris;

  self->kind = kind;
  self->text = g_strdup (text);
  self->connections = g_ptr_array_new_with_free_func (g_object_unref);
  self->soup = g_object_new (SOUP_TYPE_SERVER, NULL);
  if (kind == SF_ODD_MISSING || kind == SF_ODD_MOVED)
    soup_server_add_handler (self->soup, "/v1", on_request, self, NULL);
  else
    soup_server_add_websocket_handler (self->soup, "/v1", NULL, NULL, on_websocket, self, NULL);
  soup_server_listen_local (self->soup, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);

  uris = soup_server_get_uris (self->soup);
  self->url = g_strdup_printf ("ws://127.0.0.1:%d/v1", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  return self;
}

void
sf_odd_server_free (SfOddServer *self)
{
  soup_server_disconnect (self->soup);
  g_object_unref (self->soup);
  g_ptr_array_unref (self->connections);
  g_free (self->text);
  g_free (self->url);
  g_free (self);
}

const char *
sf_odd_server_get_url (SfOddServer *self)
{
  return self->url;
}
