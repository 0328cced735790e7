/* The WebSocket to a server: bounded text frames, dialled again whenever it is asked for. */

#include "net/rendezvous/sf-line.h"

#include "net/rendezvous/sf-dialer.h"
#include "net/wire/sf-json.h"

struct _SfLine {
  GObject parent_instance;

  SfDialer *dialer;
  SoupWebsocketConnection *connection; /* (nullable) */
};

G_DEFINE_FINAL_TYPE (SfLine, sf_line, G_TYPE_OBJECT)

enum {
  SIGNAL_CONNECTED,
  SIGNAL_FRAME,
  SIGNAL_LOST,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void
on_connection_message (SoupWebsocketConnection *connection,
                       SoupWebsocketDataType type,
                       GBytes *frame,
                       gpointer user_data)
{
  SfLine *self = user_data;
  g_autoptr (GBytes) empty = g_bytes_new (NULL, 0);

  g_signal_emit (self, signals[SIGNAL_FRAME], 0, type == SOUP_WEBSOCKET_DATA_TEXT ? frame : empty);
}

static void
on_connection_closed (SoupWebsocketConnection *connection, gpointer user_data)
{
  SfLine *self = user_data;

  sf_line_hang_up (self);
  g_signal_emit (self, signals[SIGNAL_LOST], 0);
}

/* The limit of libsoup 3.2 is on a frame; the one on a whole message came later. */
static void
limit_incoming (SoupWebsocketConnection *connection)
{
  const char *of_message = "max-total-message-size";
  GObjectClass *class = G_OBJECT_GET_CLASS (connection);

  soup_websocket_connection_set_max_incoming_payload_size (connection, SF_JSON_MAX_SIZE);
  if (g_object_class_find_property (class, of_message) != NULL)
    g_object_set (connection, of_message, (guint64) SF_JSON_MAX_SIZE, NULL);
}

static void
on_dialer_connected (SfDialer *dialer, SoupWebsocketConnection *connection, gpointer user_data)
{
  SfLine *self = user_data;

  self->connection = g_object_ref (connection);
  limit_incoming (connection);
  g_signal_connect (connection, "message", G_CALLBACK (on_connection_message), self);
  g_signal_connect (connection, "closed", G_CALLBACK (on_connection_closed), self);
  g_signal_emit (self, signals[SIGNAL_CONNECTED], 0);
}

static void
on_dialer_failed (SfDialer *dialer, gpointer user_data)
{
  SfLine *self = user_data;

  g_signal_emit (self, signals[SIGNAL_LOST], 0);
}

static void
sf_line_dispose (GObject *object)
{
  SfLine *self = SF_LINE (object);

  if (self->dialer != NULL) {
    g_signal_handlers_disconnect_by_data (self->dialer, self);
    sf_line_hang_up (self);
  }
  g_clear_object (&self->dialer);

  G_OBJECT_CLASS (sf_line_parent_class)->dispose (object);
}

static void
sf_line_class_init (SfLineClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sf_line_dispose;

  signals[SIGNAL_CONNECTED] =
    g_signal_new ("connected", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_FRAME] = g_signal_new ("frame", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 1, G_TYPE_BYTES);
  signals[SIGNAL_LOST] =
    g_signal_new ("lost", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
sf_line_init (SfLine *self)
{
  self->dialer = sf_dialer_new ();
  g_signal_connect (self->dialer, "connected", G_CALLBACK (on_dialer_connected), self);
  g_signal_connect (self->dialer, "failed", G_CALLBACK (on_dialer_failed), self);
}

SfLine *
sf_line_new (void)
{
  return g_object_new (SF_TYPE_LINE, NULL);
}

gboolean
sf_line_add_url (SfLine *self, const char *url, GError **error)
{
  return sf_dialer_add_url (self->dialer, url, error);
}

void
sf_line_dial (SfLine *self)
{
  g_return_if_fail (self->connection == NULL);

  sf_dialer_dial (self->dialer);
}

void
sf_line_send (SfLine *self, const char *text)
{
  if (self->connection != NULL &&
      soup_websocket_connection_get_state (self->connection) == SOUP_WEBSOCKET_STATE_OPEN)
    soup_websocket_connection_send_text (self->connection, text);
}

void
sf_line_hang_up (SfLine *self)
{
  g_autoptr (SoupWebsocketConnection) connection = g_steal_pointer (&self->connection);

  sf_dialer_cancel (self->dialer);
  if (connection == NULL)
    return;

  g_signal_handlers_disconnect_by_data (connection, self);
  if (soup_websocket_connection_get_state (connection) != SOUP_WEBSOCKET_STATE_OPEN)
    return;

  /* It lives until the close frames are through, or libsoup's patience ends. */
  soup_websocket_connection_close (connection, SOUP_WEBSOCKET_CLOSE_NORMAL, NULL);
  g_signal_connect (g_steal_pointer (&connection), "closed", G_CALLBACK (g_object_unref), NULL);
}

const char *
sf_line_get_url (SfLine *self)
{
  return sf_dialer_get_url (self->dialer);
}

gboolean
sf_line_is_loopback (SfLine *self)
{
  g_autoptr (GUri) uri = NULL;
  g_autoptr (GInetAddress) address = NULL;

  if (sf_line_get_url (self) == NULL)
    return FALSE;

  uri = g_uri_parse (sf_line_get_url (self), SOUP_HTTP_URI_FLAGS, NULL);
  address = g_inet_address_new_from_string (g_uri_get_host (uri));
  if (address == NULL)
    return g_ascii_strcasecmp (g_uri_get_host (uri), "localhost") == 0;

  return g_inet_address_get_is_loopback (address);
}
