/* A Magic Wormhole mailbox server: embedded in the app (LAN, demo, tests) and hosted. */

#include "net/server/sf-rendezvous-server.h"

#include "net/server/sf-server-connection.h"
#include "net/server/sf-server-listener.h"

#include <unistd.h>

struct _SfRendezvousServer {
  GObject parent_instance;

  SfServerNet net;
  GPtrArray *listeners; /* (element-type SfServerListener) */
  GSource *source;
};

G_DEFINE_FINAL_TYPE (SfRendezvousServer, sf_rendezvous_server, G_TYPE_OBJECT)

/*
 * One source for all connections: the main loop looks at each of its sources in each turn, which
 * for thousands of waiting clients would cost more than everything else.
 */
typedef struct {
  GSource source;
  SfServerNet *net;
} NetSource;

static SfServerTime
get_now (void)
{
  return (SfServerTime){g_get_monotonic_time (), g_get_real_time ()};
}

static gboolean
net_source_dispatch (GSource *source, GSourceFunc callback, gpointer user_data)
{
  SfServerNet *net = ((NetSource *) source)->net;
  SfServerTime now = get_now ();

  g_source_set_ready_time (source, sf_server_net_turn (net, &now));

  return G_SOURCE_CONTINUE;
}

static GSourceFuncs net_source_funcs = {.dispatch = net_source_dispatch};

static GSource *
net_source_new (SfServerNet *net)
{
  GSource *source = g_source_new (&net_source_funcs, sizeof (NetSource));

  ((NetSource *) source)->net = net;
  g_source_set_static_name (source, "rendezvous server");
  g_source_add_unix_fd (source, net->epoll_fd, G_IO_IN);

  return source;
}

static void
sf_rendezvous_server_finalize (GObject *object)
{
  SfRendezvousServer *self = SF_RENDEZVOUS_SERVER (object);

  sf_rendezvous_server_stop (self);
  g_ptr_array_unref (self->listeners);
  sf_server_core_free (self->net.core);
  close (self->net.epoll_fd);

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
  self->listeners = g_ptr_array_new_with_free_func ((GDestroyNotify) sf_server_listener_free);
  self->net.epoll_fd = epoll_create1 (EPOLL_CLOEXEC);
}

SfRendezvousServer *
sf_rendezvous_server_new (const SfRendezvousServerConfig *config)
{
  static const SfServerHost host = {sf_server_connection_send, sf_server_connection_drop};
  SfRendezvousServer *self = g_object_new (SF_TYPE_RENDEZVOUS_SERVER, NULL);
  SfRendezvousServerConfig defaults;

  sf_rendezvous_server_config_init (&defaults);
  self->net.core = sf_server_core_new (config != NULL ? config : &defaults, &host);
  self->source = net_source_new (&self->net);
  g_source_attach (self->source, g_main_context_get_thread_default ());

  return self;
}

gboolean
sf_rendezvous_server_listen (SfRendezvousServer *self, GSocketAddress *address, GError **error)
{
  SfServerListener *listener = sf_server_listener_new (&self->net, address, error);

  if (listener == NULL)
    return FALSE;

  g_ptr_array_add (self->listeners, listener);

  return TRUE;
}

GSocketAddress *
sf_rendezvous_server_get_address (SfRendezvousServer *self, guint index)
{
  g_return_val_if_fail (index < self->listeners->len, NULL);

  return sf_server_listener_get_address (self->listeners->pdata[index]);
}

guint16
sf_rendezvous_server_get_port (SfRendezvousServer *self)
{
  GSocketAddress *address = sf_rendezvous_server_get_address (self, 0);

  g_return_val_if_fail (address != NULL, 0);

  return g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (address));
}

guint
sf_rendezvous_server_get_n_connections (SfRendezvousServer *self)
{
  return self->net.core->n_connections;
}

void
sf_rendezvous_server_stop (SfRendezvousServer *self)
{
  SfServerTime now = get_now ();

  g_ptr_array_set_size (self->listeners, 0);
  sf_server_net_close_all (&self->net, &now);
  if (self->source != NULL)
    g_source_destroy (self->source);
  g_clear_pointer (&self->source, g_source_unref);
}
