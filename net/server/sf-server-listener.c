/* A listening socket of a server. */

#include "net/server/sf-server-listener.h"

#include "net/server/sf-server-connection.h"

#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#define BACKLOG 1024

struct _SfServerListener {
  SfServerPollable pollable;
  SfServerNet *net;
  GSocket *socket;
  GSocketAddress *address;
};

static guint64
get_address_key (SfServerNet *net, const struct sockaddr_storage *native)
{
  g_autoptr (GSocketAddress) address =
    g_socket_address_new_from_native ((gpointer) native, sizeof *native);
  GInetAddress *inet;

  if (!G_IS_INET_SOCKET_ADDRESS (address) || net->core->config->trust_proxy)
    return 0;

  inet = g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (address));

  return sf_address_is_loopback (inet) ? 0 : sf_address_key (inet);
}

/* Until there are no more, or no more descriptors: whoever still waits then is accepted with the
 * next one that comes, because the event is edge-triggered. */
static void
on_ready (SfServerPollable *pollable, guint32 events)
{
  SfServerListener *self = (SfServerListener *) pollable;

  for (guint i = 0; i < BACKLOG; i++) {
    struct sockaddr_storage native = {0};
    socklen_t size = sizeof native;
    int fd = accept4 (pollable->fd, (gpointer) &native, &size, SOCK_NONBLOCK | SOCK_CLOEXEC);

    if (fd < 0 && (errno == ECONNABORTED || errno == EINTR))
      continue;
    if (fd < 0)
      return;
    sf_server_connection_start (self->net, fd, get_address_key (self->net, &native));
  }
}

/* Accepted sockets inherit the option. */
static void
set_no_delay (GSocket *socket)
{
  g_socket_set_option (socket, IPPROTO_TCP, TCP_NODELAY, 1, NULL);
}

SfServerListener *
sf_server_listener_new (SfServerNet *net, GSocketAddress *address, GError **error)
{
  g_autoptr (GSocket) socket = g_socket_new (g_socket_address_get_family (address),
                                             G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, error);
  g_autoptr (GSocketAddress) bound = NULL;
  SfServerListener *self;

  if (socket == NULL)
    return NULL;

  g_socket_set_blocking (socket, FALSE);
  g_socket_set_listen_backlog (socket, BACKLOG);
  set_no_delay (socket);
  if (!g_socket_bind (socket, address, TRUE, error) || !g_socket_listen (socket, error))
    return NULL;
  bound = g_socket_get_local_address (socket, error);
  if (bound == NULL)
    return NULL;

  self = g_new0 (SfServerListener, 1);
  self->pollable = (SfServerPollable){g_socket_get_fd (socket), on_ready};
  self->net = net;
  self->socket = g_steal_pointer (&socket);
  self->address = g_steal_pointer (&bound);
  if (!sf_server_net_poll (net, &self->pollable, EPOLL_CTL_ADD, EPOLLIN | EPOLLET)) {
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "cannot wait for connections");
    g_clear_pointer (&self, sf_server_listener_free);
  }

  return self;
}

void
sf_server_listener_free (SfServerListener *self)
{
  g_object_unref (self->socket);
  g_object_unref (self->address);
  g_free (self);
}

GSocketAddress *
sf_server_listener_get_address (SfServerListener *self)
{
  return self->address;
}
