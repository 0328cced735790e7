/* A WebSocket server that says what no mailbox server should. */

#include "tests/support/sf-odd-server.h"

#include <gio/gio.h>
#include <string.h>

#define LARGE_SIZE (1024 * 1024)
#define MAX_REQUEST 4096
#define WEBSOCKET_GUID "258EAFA5-E914-47DA-95CA-C5AB0DC85B11" /* RFC 6455, section 1.3 */

/* RFC 6455, section 5.2, with the final bit. */
#define OPCODE_TEXT 0x81
#define OPCODE_BINARY 0x82
#define OPCODE_CLOSE 0x88
#define LENGTH_16 126
#define LENGTH_64 127

struct _SfOddServer {
  GSocketService *service;
  GCancellable *cancellable;
  SfOddKind kind;
  char *text;
  char *url;
};

/* One connection; it stays open until the other end closes it. */
typedef struct {
  SfOddServer *server;
  GIOStream *stream;
  GCancellable *cancellable;
  char request[MAX_REQUEST + 1];
  gsize size;
  GByteArray *answer;
} Visit;

static void read_more (Visit *visit);

static void
visit_free (Visit *visit)
{
  g_io_stream_close (visit->stream, NULL, NULL);
  g_object_unref (visit->stream);
  g_object_unref (visit->cancellable);
  g_byte_array_unref (visit->answer);
  g_free (visit);
}

static void
append (GByteArray *answer, const char *text)
{
  g_byte_array_append (answer, (const guint8 *) text, strlen (text));
}

static void
append_frame (GByteArray *answer, guint8 opcode, const char *text)
{
  guint64 size = strlen (text);
  guint8 first[2] = {opcode, (guint8) MIN (size, LENGTH_16)};

  if (size > G_MAXUINT16)
    first[1] = LENGTH_64;
  g_byte_array_append (answer, first, sizeof first);
  for (int shift = first[1] == LENGTH_64 ? 56 : 8; first[1] >= LENGTH_16 && shift >= 0; shift -= 8)
    g_byte_array_append (answer, &(guint8){(guint8) (size >> shift)}, 1);
  append (answer, text);
}

/* Accepts the WebSocket, as the request's key asks for it. */
static void
append_welcome (GByteArray *answer, const char *request)
{
  static const char name[] = "Sec-WebSocket-Key: ";
  const char *key = strstr (request, name);
  g_autofree char *seed = NULL;
  g_autofree char *accept = NULL;
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA1);
  guint8 digest[20];
  gsize digest_size = sizeof digest;

  g_assert_nonnull (key);
  key += strlen (name);
  seed = g_strdup_printf ("%.*s" WEBSOCKET_GUID, (int) strcspn (key, "\r"), key);
  g_checksum_update (checksum, (const guint8 *) seed, (gssize) strlen (seed));
  g_checksum_get_digest (checksum, digest, &digest_size);
  accept = g_base64_encode (digest, digest_size);
  append (answer, "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n");
  append (answer, "Connection: Upgrade\r\nSec-WebSocket-Accept: ");
  append (answer, accept);
  append (answer, "\r\n\r\n");
}

static void
fill_answer (Visit *visit)
{
  GByteArray *answer = visit->answer;
  const char *text = visit->server->text;
  SfOddKind kind = visit->server->kind;
  g_autofree char *large = kind == SF_ODD_LARGE ? g_strnfill (LARGE_SIZE, ' ') : NULL;

  if (kind == SF_ODD_MISSING) {
    append (answer, "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
    return;
  }
  if (kind == SF_ODD_MOVED) {
    append (answer, "HTTP/1.1 301 Moved\r\nContent-Length: 0\r\nLocation: ");
    append (answer, text);
    append (answer, "\r\n\r\n");
    return;
  }

  append_welcome (answer, visit->request);
  if (kind == SF_ODD_CLOSE)
    append_frame (answer, OPCODE_CLOSE, "");
  else
    append_frame (answer, kind == SF_ODD_BINARY ? OPCODE_BINARY : OPCODE_TEXT,
                  large != NULL ? large : text);
}

static void
on_write_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Visit *visit = user_data;

  if (g_output_stream_write_all_finish (G_OUTPUT_STREAM (source), result, NULL, NULL))
    read_more (visit);
  else
    visit_free (visit);
}

static void
answer (Visit *visit)
{
  fill_answer (visit);
  g_output_stream_write_all_async (g_io_stream_get_output_stream (visit->stream),
                                   visit->answer->data, visit->answer->len, G_PRIORITY_DEFAULT,
                                   visit->cancellable, on_write_ready, visit);
}

/* What comes after the request does not matter. */
static void
on_read_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Visit *visit = user_data;
  gssize size = g_input_stream_read_finish (G_INPUT_STREAM (source), result, NULL);

  if (size <= 0) {
    visit_free (visit);
    return;
  }
  if (visit->answer->len > 0) {
    read_more (visit);
    return;
  }

  visit->size += (gsize) size;
  visit->request[visit->size] = '\0';
  if (strstr (visit->request, "\r\n\r\n") != NULL)
    answer (visit);
  else
    read_more (visit);
}

static void
read_more (Visit *visit)
{
  if (visit->answer->len > 0)
    visit->size = 0;
  g_input_stream_read_async (g_io_stream_get_input_stream (visit->stream),
                             visit->request + visit->size, MAX_REQUEST - visit->size,
                             G_PRIORITY_DEFAULT, visit->cancellable, on_read_ready, visit);
}

static gboolean
on_service_incoming (GSocketService *service,
                     GSocketConnection *connection,
                     GObject *source,
                     gpointer user_data)
{
  SfOddServer *self = user_data;
  Visit *visit = g_new0 (Visit, 1);

  visit->server = self;
  visit->stream = g_object_ref (G_IO_STREAM (connection));
  visit->cancellable = g_object_ref (self->cancellable);
  visit->answer = g_byte_array_new ();
  read_more (visit);
  return TRUE;
}

SfOddServer *
sf_odd_server_new (SfOddKind kind, const char *text)
{
  SfOddServer *self = g_new0 (SfOddServer, 1);
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) any_port = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) address = NULL;
  g_autoptr (GError) error = NULL;

  self->kind = kind;
  self->text = g_strdup (text);
  self->cancellable = g_cancellable_new ();
  self->service = g_socket_service_new ();
  g_socket_listener_add_address (G_SOCKET_LISTENER (self->service), any_port, G_SOCKET_TYPE_STREAM,
                                 G_SOCKET_PROTOCOL_TCP, NULL, &address, &error);
  g_assert_no_error (error);
  g_signal_connect (self->service, "incoming", G_CALLBACK (on_service_incoming), self);
  self->url = g_strdup_printf ("ws://127.0.0.1:%u/v1",
                               g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (address)));
  return self;
}

/* Connections find themselves cancelled and free themselves, before they look at the server. */
void
sf_odd_server_free (SfOddServer *self)
{
  g_signal_handlers_disconnect_by_data (self->service, self);
  g_socket_service_stop (self->service);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));
  g_cancellable_cancel (self->cancellable);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_object_unref (self->service);
  g_object_unref (self->cancellable);
  g_free (self->text);
  g_free (self->url);
  g_free (self);
}

const char *
sf_odd_server_get_url (SfOddServer *self)
{
  return self->url;
}
