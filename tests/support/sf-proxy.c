/* A TCP proxy on the loopback interface that can break what goes through it. */

#include "tests/support/sf-proxy.h"

#include <string.h>

#define CHUNK_SIZE 65536

struct _SfProxy {
  GSocketService *service;
  guint16 port;
  guint16 target;
  GCancellable *cancellable;
  gboolean corrupts;
  gboolean holds;
};

/* One direction of one connection; lives until either end is closed. */
typedef struct {
  SfProxy *proxy;
  GIOStream *from;
  GIOStream *to;
  GCancellable *cancellable;
  gboolean is_answer; /* from the server */
  gsize size;
  guint8 chunk[CHUNK_SIZE];
} Pipe;

static void pump (Pipe *pipe);

static void
pipe_free (Pipe *pipe)
{
  g_io_stream_close (pipe->from, NULL, NULL);
  g_io_stream_close (pipe->to, NULL, NULL);
  g_object_unref (pipe->from);
  g_object_unref (pipe->to);
  g_object_unref (pipe->cancellable);
  g_free (pipe);
}

static void
on_write_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Pipe *pipe = user_data;

  if (g_output_stream_write_all_finish (G_OUTPUT_STREAM (source), result, NULL, NULL))
    pump (pipe);
  else
    pipe_free (pipe);
}

static void
spoil (Pipe *pipe)
{
  guint8 *brace = memchr (pipe->chunk, '{', pipe->size);

  if (!pipe->is_answer || !pipe->proxy->corrupts || brace == NULL)
    return;

  *brace = 'x';
  pipe->proxy->corrupts = FALSE;
}

static void
on_read_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Pipe *pipe = user_data;
  gssize size = g_input_stream_read_finish (G_INPUT_STREAM (source), result, NULL);

  if (size <= 0) {
    pipe_free (pipe);
    return;
  }
  if (pipe->is_answer && pipe->proxy->holds) {
    pump (pipe);
    return;
  }

  pipe->size = (gsize) size;
  spoil (pipe);
  g_output_stream_write_all_async (g_io_stream_get_output_stream (pipe->to), pipe->chunk,
                                   pipe->size, G_PRIORITY_DEFAULT, pipe->cancellable,
                                   on_write_ready, pipe);
}

static void
pump (Pipe *pipe)
{
  g_input_stream_read_async (g_io_stream_get_input_stream (pipe->from), pipe->chunk,
                             sizeof pipe->chunk, G_PRIORITY_DEFAULT, pipe->cancellable,
                             on_read_ready, pipe);
}

static void
add_pipe (SfProxy *self, GIOStream *from, GIOStream *to, gboolean is_answer)
{
  Pipe *pipe = g_new0 (Pipe, 1);

  pipe->proxy = self;
  pipe->from = g_object_ref (from);
  pipe->to = g_object_ref (to);
  pipe->cancellable = g_object_ref (self->cancellable);
  pipe->is_answer = is_answer;
  pump (pipe);
}

static gboolean
on_service_incoming (GSocketService *service,
                     GSocketConnection *client,
                     GObject *source,
                     gpointer user_data)
{
  SfProxy *self = user_data;
  g_autoptr (GSocketClient) connector = g_socket_client_new ();
  g_autoptr (GSocketConnection) server =
    g_socket_client_connect_to_host (connector, "127.0.0.1", self->target, NULL, NULL);

  if (server == NULL)
    return TRUE;

  add_pipe (self, G_IO_STREAM (client), G_IO_STREAM (server), FALSE);
  add_pipe (self, G_IO_STREAM (server), G_IO_STREAM (client), TRUE);
  return TRUE;
}

SfProxy *
sf_proxy_new (guint16 port)
{
  SfProxy *self = g_new0 (SfProxy, 1);
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) any_port = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) address = NULL;
  g_autoptr (GError) error = NULL;

  self->target = port;
  self->cancellable = g_cancellable_new ();
  self->service = g_socket_service_new ();
  g_socket_listener_add_address (G_SOCKET_LISTENER (self->service), any_port, G_SOCKET_TYPE_STREAM,
                                 G_SOCKET_PROTOCOL_TCP, NULL, &address, &error);
  g_assert_no_error (error);
  self->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (address));
  g_signal_connect (self->service, "incoming", G_CALLBACK (on_service_incoming), self);
  return self;
}

void
sf_proxy_free (SfProxy *self)
{
  g_signal_handlers_disconnect_by_data (self->service, self);
  g_socket_service_stop (self->service);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));
  sf_proxy_cut (self);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_object_unref (self->service);
  g_object_unref (self->cancellable);
  g_free (self);
}

guint16
sf_proxy_get_port (SfProxy *self)
{
  return self->port;
}

/* Each pipe finds itself cancelled and frees itself, before it looks at the proxy. */
void
sf_proxy_cut (SfProxy *self)
{
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  self->holds = FALSE;
}

void
sf_proxy_corrupt (SfProxy *self)
{
  self->corrupts = TRUE;
}

void
sf_proxy_hold (SfProxy *self)
{
  self->holds = TRUE;
}
