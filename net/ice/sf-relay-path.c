/* The last resort: a Magic Wormhole Transit Relay, where both sides are connected by TCP. */

#include "net/ice/sf-relay-path.h"

#include "net/ice/sf-ice-servers.h"
#include "net/ice/sf-source.h"

#include <sodium.h>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>

#define NO_PATH_MS 15000
#define DEFAULT_PORT 4001
#define MAX_QUEUE (64 * 1024) /* bytes */
#define MAX_GENERATION_JUMP 16

/* A dead connection is noticed after 10 s, as a dead ICE path is. */
#define UNANSWERED_MS 10000
#define IDLE_S 4
#define PROBE_S 2
#define N_PROBES 3
/* What the kernel holds unsent delays whatever is queued behind it. */
#define KERNEL_UNSENT (16 * 1024)

struct _SfRelayPath {
  GObject parent_instance;

  GSocketConnectable *server; /* owned */
  guint8 token[SF_RELAY_TOKEN_SIZE];
  guint8 side[SF_RELAY_SIDE_SIZE];
  SfPathReceiveFunc receive;
  gpointer receive_data;

  SfPathState state;
  guint32 generation;
  GCancellable *connecting;      /* owned (nullable) */
  GSocketConnection *connection; /* owned (nullable) */
  SfRelayReader reader;
  GByteArray *queue; /* owned; not yet the kernel's */

  GSource *readable; /* owned (nullable), as the next two */
  GSource *writable;
  GSource *deadline;
};

static void sf_relay_path_path_init (SfPathInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SfRelayPath,
                               sf_relay_path,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SF_TYPE_PATH, sf_relay_path_path_init))

static void
set_state (SfRelayPath *self, SfPathState state)
{
  if (self->state == state || self->state == SF_PATH_STATE_CLOSED)
    return;

  self->state = state;
  g_signal_emit_by_name (self, "state-changed");
}

static void
disconnect (SfRelayPath *self)
{
  g_cancellable_cancel (self->connecting);
  g_clear_object (&self->connecting);
  sf_source_stop (&self->readable);
  sf_source_stop (&self->writable);
  sf_source_stop (&self->deadline);
  g_clear_object (&self->connection);
  g_byte_array_set_size (self->queue, 0);
}

static void
fail (SfRelayPath *self, const char *why)
{
  g_debug ("The relay is of no use: %s", why);
  disconnect (self);
  set_state (self, SF_PATH_STATE_FAILED);
}

static gboolean
on_deadline (gpointer user_data)
{
  fail (user_data, "the other side did not come");
  return G_SOURCE_REMOVE;
}

static gboolean on_writable (GSocket *socket, GIOCondition condition, gpointer user_data);

static void
watch (SfRelayPath *self, GSource **slot, GIOCondition condition, GSocketSourceFunc callback)
{
  GSocket *socket = g_socket_connection_get_socket (self->connection);

  sf_source_start (slot, g_socket_create_source (socket, condition, NULL), G_SOURCE_FUNC (callback),
                   self);
}

/* Gives the kernel what it takes. Returns: FALSE when the connection is lost */
static gboolean
flush (SfRelayPath *self, GError **error)
{
  GSocket *socket = g_socket_connection_get_socket (self->connection);
  g_autoptr (GError) local_error = NULL;
  gssize sent;

  if (self->queue->len == 0)
    return TRUE;

  sent =
    g_socket_send (socket, (const char *) self->queue->data, self->queue->len, NULL, &local_error);
  if (sent > 0)
    g_byte_array_remove_range (self->queue, 0, (guint) sent);
  else if (!g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK)) {
    g_propagate_error (error, g_steal_pointer (&local_error));
    return FALSE;
  }

  if (self->queue->len > 0 && self->writable == NULL)
    watch (self, &self->writable, G_IO_OUT, on_writable);
  return TRUE;
}

static gboolean
on_writable (GSocket *socket, GIOCondition condition, gpointer user_data)
{
  SfRelayPath *self = user_data;
  g_autoptr (GError) error = NULL;

  if (!flush (self, &error)) {
    fail (self, error->message);
    return G_SOURCE_REMOVE;
  }
  if (self->queue->len > 0)
    return G_SOURCE_CONTINUE;

  sf_source_stop (&self->writable);
  return G_SOURCE_REMOVE;
}

/* Returns: FALSE when the connection the bytes came by is gone */
static gboolean
take_events (SfRelayPath *self)
{
  GSocketConnection *connection = self->connection;
  const guint8 *datagram;
  gsize size;

  while (self->connection == connection) {
    switch (sf_relay_reader_next (&self->reader, &datagram, &size)) {
    case SF_RELAY_GREETING:
      sf_source_stop (&self->deadline);
      set_state (self, SF_PATH_STATE_CONNECTED);
      break;
    case SF_RELAY_DATAGRAM:
      self->receive (datagram, size, self->receive_data);
      break;
    case SF_RELAY_BROKEN:
      fail (self, "it does not speak the protocol");
      break;
    case SF_RELAY_NEEDS_MORE:
      return TRUE;
    }
  }

  return FALSE;
}

static gboolean
on_readable (GSocket *socket, GIOCondition condition, gpointer user_data)
{
  g_autoptr (SfRelayPath) self = g_object_ref (user_data);
  g_autoptr (GSocketConnection) connection = g_object_ref (self->connection);
  g_autoptr (GError) error = NULL;
  gsize size;
  guint8 *room = sf_relay_reader_get_room (&self->reader, &size);
  gssize n = g_socket_receive (socket, (char *) room, size, NULL, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
    return G_SOURCE_CONTINUE;
  if (n <= 0) {
    fail (self, error != NULL ? error->message : "it hung up");
    return G_SOURCE_REMOVE;
  }

  sf_relay_reader_add (&self->reader, (gsize) n);
  return take_events (self) ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

static void
tune (GSocket *socket)
{
  g_socket_set_blocking (socket, FALSE);
  g_socket_set_keepalive (socket, TRUE);

  /* Each is a gain where the system has it, and none is needed. */
  g_socket_set_option (socket, IPPROTO_TCP, TCP_NODELAY, TRUE, NULL);
  g_socket_set_option (socket, IPPROTO_TCP, TCP_USER_TIMEOUT, UNANSWERED_MS, NULL);
  g_socket_set_option (socket, IPPROTO_TCP, TCP_KEEPIDLE, IDLE_S, NULL);
  g_socket_set_option (socket, IPPROTO_TCP, TCP_KEEPINTVL, PROBE_S, NULL);
  g_socket_set_option (socket, IPPROTO_TCP, TCP_KEEPCNT, N_PROBES, NULL);
  g_socket_set_option (socket, IPPROTO_TCP, TCP_NOTSENT_LOWAT, KERNEL_UNSENT, NULL);
}

static void
begin_handshake (SfRelayPath *self)
{
  g_autoptr (GError) error = NULL;
  char handshake[SF_RELAY_HANDSHAKE_SIZE + 1];

  tune (g_socket_connection_get_socket (self->connection));
  self->reader = (SfRelayReader){0};
  sf_relay_write_handshake (handshake, self->token, self->generation, self->side);
  g_byte_array_append (self->queue, (const guint8 *) handshake, SF_RELAY_HANDSHAKE_SIZE);
  watch (self, &self->readable, G_IO_IN, on_readable);
  if (flush (self, &error))
    set_state (self, SF_PATH_STATE_CHECKING);
  else
    fail (self, error->message);
}

static void
on_connect_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SfRelayPath *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocketConnection) connection =
    g_socket_client_connect_finish (G_SOCKET_CLIENT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return; /* the path may be gone */

  g_clear_object (&self->connecting);
  self->connection = g_steal_pointer (&connection);
  if (self->connection != NULL)
    begin_handshake (self);
  else
    fail (self, error->message);
}

static void
open_connection (SfRelayPath *self)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();

  /* A proxy resolver may ask the desktop, and hang with it. */
  g_socket_client_set_enable_proxy (client, FALSE);
  self->connecting = g_cancellable_new ();
  sf_source_start (&self->deadline, g_timeout_source_new (NO_PATH_MS), on_deadline, self);
  g_socket_client_connect_async (client, self->server, self->connecting, on_connect_ready, self);
}

static void
begin_generation (SfRelayPath *self, guint32 generation)
{
  disconnect (self);
  self->generation = generation;
  open_connection (self);
  set_state (self, SF_PATH_STATE_GATHERING);
}

static SfPathState
sf_relay_path_get_state (SfPath *path)
{
  return SF_RELAY_PATH (path)->state;
}

static SfPathKind
sf_relay_path_get_kind (SfPath *path)
{
  return SF_PATH_KIND_RELAY;
}

static gboolean
sf_relay_path_send (SfPath *path, const guint8 *datagram, gsize size)
{
  SfRelayPath *self = SF_RELAY_PATH (path);

  if (self->state != SF_PATH_STATE_CONNECTED ||
      self->queue->len + SF_RELAY_FRAME_HEADER_SIZE + size > MAX_QUEUE)
    return FALSE;

  /* A lost connection is noticed by its reader, not within somebody's call. */
  sf_relay_write_frame (self->queue, datagram, size);
  return self->writable != NULL || flush (self, NULL);
}

static void
sf_relay_path_remote_signal (SfPath *path, GBytes *signal)
{
  SfRelayPath *self = SF_RELAY_PATH (path);
  guint32 generation;

  if (self->state == SF_PATH_STATE_CLOSED || !sf_relay_signal_read (signal, &generation) ||
      generation <= self->generation || generation - self->generation > MAX_GENERATION_JUMP)
    return;

  begin_generation (self, generation);
}

static void
sf_relay_path_restart (SfPath *path)
{
  SfRelayPath *self = SF_RELAY_PATH (path);
  g_autoptr (GBytes) signal = NULL;

  if (self->state == SF_PATH_STATE_CLOSED)
    return;

  begin_generation (self, self->generation + 1);
  signal = sf_relay_signal_write (self->generation);
  g_signal_emit_by_name (self, "local-signal", signal);
}

static void
sf_relay_path_close_async (SfPath *path, GAsyncReadyCallback callback, gpointer user_data)
{
  SfRelayPath *self = SF_RELAY_PATH (path);
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, sf_relay_path_close_async);
  disconnect (self);
  set_state (self, SF_PATH_STATE_CLOSED);
  g_task_return_boolean (task, TRUE);
}

static void
sf_relay_path_close_finish (SfPath *path, GAsyncResult *result)
{
  g_return_if_fail (g_task_is_valid (result, path));

  g_task_propagate_boolean (G_TASK (result), NULL);
}

static void
sf_relay_path_dispose (GObject *object)
{
  disconnect (SF_RELAY_PATH (object));

  G_OBJECT_CLASS (sf_relay_path_parent_class)->dispose (object);
}

static void
sf_relay_path_finalize (GObject *object)
{
  SfRelayPath *self = SF_RELAY_PATH (object);

  g_clear_object (&self->server);
  g_byte_array_unref (self->queue);
  sodium_memzero (self->token, sizeof self->token);

  G_OBJECT_CLASS (sf_relay_path_parent_class)->finalize (object);
}

static void
sf_relay_path_class_init (SfRelayPathClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = sf_relay_path_dispose;
  object_class->finalize = sf_relay_path_finalize;
}

static void
sf_relay_path_init (SfRelayPath *self)
{
  self->state = SF_PATH_STATE_GATHERING;
  self->queue = g_byte_array_new ();
  randombytes_buf (self->side, sizeof self->side);
}

static void
sf_relay_path_path_init (SfPathInterface *iface)
{
  iface->get_state = sf_relay_path_get_state;
  iface->get_kind = sf_relay_path_get_kind;
  iface->send = sf_relay_path_send;
  iface->remote_signal = sf_relay_path_remote_signal;
  iface->restart = sf_relay_path_restart;
  iface->close_async = sf_relay_path_close_async;
  iface->close_finish = sf_relay_path_close_finish;
}

SfRelayPath *
sf_relay_path_new (const SfRelayConfig *config,
                   SfPathReceiveFunc receive,
                   gpointer user_data,
                   GError **error)
{
  SfServerAddress address;
  SfRelayPath *self;

  if (!sf_server_address_parse (config->server, DEFAULT_PORT, &address, error))
    return NULL;

  self = g_object_new (SF_TYPE_RELAY_PATH, NULL);
  self->server = g_network_address_new (address.host, address.port);
  memcpy (self->token, config->token, sizeof self->token);
  self->receive = receive;
  self->receive_data = user_data;
  open_connection (self);
  return self;
}
