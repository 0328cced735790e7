/* A transit relay in this process, that can also misbehave. */

#include "tests/support/sf-test-relay.h"

#include <string.h>

#define TOKEN_END (sizeof "please relay " - 1 + 64)

struct _SfTestRelay {
  GSocketService *service;
  char *server;
  GBytes *answer;
  GPtrArray *handshakes;  /* of char * */
  GPtrArray *connections; /* of GSocketConnection */
  GHashTable *waiting;    /* handshake up to the token's end, to GIOStream */
};

static void
join (GIOStream *one, GIOStream *other)
{
  GIOStream *const ends[] = {one, other};

  for (gsize i = 0; i < G_N_ELEMENTS (ends); i++)
    g_output_stream_write_all (g_io_stream_get_output_stream (ends[i]), "ok\n", 3, NULL, NULL,
                               NULL);
  g_io_stream_splice_async (one, other,
                            G_IO_STREAM_SPLICE_CLOSE_STREAM1 | G_IO_STREAM_SPLICE_CLOSE_STREAM2,
                            G_PRIORITY_DEFAULT, NULL, NULL, NULL);
}

static void
take_handshake (SfTestRelay *self, GIOStream *stream, const char *line)
{
  g_autofree char *token = g_strndup (line, TOKEN_END);
  GIOStream *other = g_hash_table_lookup (self->waiting, token);

  g_ptr_array_add (self->handshakes, g_strdup (line));
  if (self->answer != NULL) {
    g_output_stream_write_all (g_io_stream_get_output_stream (stream),
                               g_bytes_get_data (self->answer, NULL),
                               g_bytes_get_size (self->answer), NULL, NULL, NULL);
  } else if (other == NULL) {
    g_hash_table_insert (self->waiting, g_steal_pointer (&token), g_object_ref (stream));
  } else {
    join (other, stream);
    g_hash_table_remove (self->waiting, token);
  }
}

typedef struct {
  SfTestRelay *relay;
  GIOStream *stream;
} Caller;

static void
on_read_line_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Caller *caller = user_data;
  g_autoptr (GIOStream) stream = caller->stream;
  g_autofree char *line =
    g_data_input_stream_read_line_finish (G_DATA_INPUT_STREAM (source), result, NULL, NULL);

  if (line != NULL)
    take_handshake (caller->relay, stream, line);
}

static gboolean
on_service_incoming (GSocketService *service,
                     GSocketConnection *connection,
                     GObject *source,
                     gpointer user_data)
{
  SfTestRelay *self = user_data;
  g_autoptr (GDataInputStream) input =
    g_data_input_stream_new (g_io_stream_get_input_stream (G_IO_STREAM (connection)));
  Caller *caller = g_new0 (Caller, 1);

  caller->relay = self;
  caller->stream = g_object_ref (G_IO_STREAM (connection));
  g_ptr_array_add (self->connections, g_object_ref (connection));
  g_filter_input_stream_set_close_base_stream (G_FILTER_INPUT_STREAM (input), FALSE);
  g_data_input_stream_read_line_async (input, G_PRIORITY_DEFAULT, NULL, on_read_line_ready, caller);
  return TRUE;
}

SfTestRelay *
sf_test_relay_new (void)
{
  SfTestRelay *self = g_new0 (SfTestRelay, 1);
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) any_port = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) address = NULL;
  g_autoptr (GError) error = NULL;

  self->handshakes = g_ptr_array_new_with_free_func (g_free);
  self->connections = g_ptr_array_new_with_free_func (g_object_unref);
  self->waiting = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->service = g_socket_service_new ();
  g_socket_listener_add_address (G_SOCKET_LISTENER (self->service), any_port, G_SOCKET_TYPE_STREAM,
                                 G_SOCKET_PROTOCOL_TCP, NULL, &address, &error);
  g_assert_no_error (error);
  self->server = g_strdup_printf ("127.0.0.1:%u",
                                  g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (address)));
  g_signal_connect (self->service, "incoming", G_CALLBACK (on_service_incoming), self);
  return self;
}

void
sf_test_relay_free (SfTestRelay *self)
{
  sf_test_relay_hang_up (self);
  g_signal_handlers_disconnect_by_data (self->service, self);
  g_socket_service_stop (self->service);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));
  g_object_unref (self->service);
  g_clear_pointer (&self->answer, g_bytes_unref);
  g_ptr_array_unref (self->handshakes);
  g_ptr_array_unref (self->connections);
  g_hash_table_unref (self->waiting);
  g_free (self->server);
  g_free (self);
}

const char *
sf_test_relay_get_server (SfTestRelay *self)
{
  return self->server;
}

void
sf_test_relay_set_answer (SfTestRelay *self, const char *answer, gsize size)
{
  g_clear_pointer (&self->answer, g_bytes_unref);
  if (answer != NULL)
    self->answer = g_bytes_new (answer, size);
}

GPtrArray *
sf_test_relay_get_handshakes (SfTestRelay *self)
{
  return self->handshakes;
}

void
sf_test_relay_hang_up (SfTestRelay *self)
{
  for (guint i = 0; i < self->connections->len; i++) {
    GSocket *socket = g_socket_connection_get_socket (self->connections->pdata[i]);

    g_socket_shutdown (socket, TRUE, TRUE, NULL);
  }
  g_ptr_array_set_size (self->connections, 0);
  g_hash_table_remove_all (self->waiting);
}
