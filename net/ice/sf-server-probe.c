/* Whether a STUN or TURN server does what it is for, tried out. */

#include "net/ice/sf-server-probe.h"

#include "net/ice/sf-source.h"
#include "net/ice/sf-stun-talk.h"

/* RFC 8489, section 6.2.1: what is not answered is sent again, each time after twice as long. */
#define FIRST_RETRY_MS 500

/* One thing at a time goes on, connecting or reading; what ends it makes that return. */
typedef struct {
  SfStunTalk *talk;
  gboolean by_tcp;
  GCancellable *going_on; /* ended by the caller's cancellable, or when patience is over */
  GSource *cancelled;     /* (nullable) */
  GSource *patience;
  GSource *retry; /* (nullable) */
  guint retry_ms;
  GSocketConnection *connection; /* (nullable) */
  guint8 heard[SF_STUN_TALK_MAX_BYTES];
  gsize n_heard;
  SfProbeVerdict verdict;
} Probe;

static void
probe_free (gpointer data)
{
  Probe *self = data;

  sf_source_stop (&self->cancelled);
  sf_source_stop (&self->patience);
  sf_source_stop (&self->retry);
  g_clear_object (&self->connection);
  g_object_unref (self->going_on);
  sf_stun_talk_free (self->talk);
  g_free (self);
}

static void read_on (GTask *task);

/* A request fits into one datagram, and into the empty buffer of a new connection. */
static void
send_request (Probe *self)
{
  GSocket *socket = g_socket_connection_get_socket (self->connection);
  gsize size;
  const guint8 *request = sf_stun_talk_get_request (self->talk, &size);

  g_socket_send_with_blocking (socket, (const char *) request, size, FALSE, NULL, NULL);
}

/* Takes @task. */
static void
end (GTask *task)
{
  Probe *self = g_task_get_task_data (task);

  if (self->connection != NULL && sf_stun_talk_hand_back (self->talk))
    send_request (self);
  sf_source_stop (&self->cancelled);
  sf_source_stop (&self->patience);
  sf_source_stop (&self->retry);
  g_task_return_int (task, self->verdict);
  g_object_unref (task);
}

static gboolean
on_retry (gpointer user_data)
{
  Probe *self = user_data;

  send_request (self);
  self->retry_ms *= 2;
  sf_source_start (&self->retry, g_timeout_source_new (self->retry_ms), on_retry, self);
  return G_SOURCE_REMOVE;
}

static void
ask (Probe *self)
{
  send_request (self);
  self->retry_ms = FIRST_RETRY_MS;
  if (!self->by_tcp)
    sf_source_start (&self->retry, g_timeout_source_new (self->retry_ms), on_retry, self);
}

/* Returns: whether there is something to wait for */
static gboolean
go_on (Probe *self, SfStunTalkStep step)
{
  switch (step) {
  case SF_STUN_TALK_ASKS:
    ask (self);
    return TRUE;
  case SF_STUN_TALK_WORKS:
    self->verdict = SF_PROBE_WORKS;
    return FALSE;
  case SF_STUN_TALK_DENIED:
    self->verdict = SF_PROBE_DENIED;
    return FALSE;
  case SF_STUN_TALK_FAILED:
    self->verdict = SF_PROBE_FAILED;
    return FALSE;
  default:
    return TRUE;
  }
}

/* A datagram is one message; a stream may bring it in pieces. */
static gboolean
hear (Probe *self, gsize n)
{
  gsize size;

  self->n_heard += n;
  size = self->by_tcp ? sf_stun_talk_measure (self->heard, self->n_heard) : self->n_heard;
  if (size == 0 || size > self->n_heard)
    return TRUE;

  self->n_heard = 0;
  return go_on (self, sf_stun_talk_hear (self->talk, self->heard, size));
}

static void
on_read_ready (GObject *stream, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  gssize n = g_input_stream_read_finish (G_INPUT_STREAM (stream), result, NULL);

  if (n > 0 && hear (g_task_get_task_data (task), (gsize) n))
    read_on (task);
  else
    end (task);
}

/* A stream that fills the buffer with no message that ends gives 0 bytes, as one that is over. */
static void
read_on (GTask *task)
{
  Probe *self = g_task_get_task_data (task);
  GInputStream *stream = g_io_stream_get_input_stream (G_IO_STREAM (self->connection));

  g_input_stream_read_async (stream, self->heard + self->n_heard,
                             sizeof self->heard - self->n_heard, G_PRIORITY_DEFAULT, self->going_on,
                             on_read_ready, task);
}

static void
on_connect_ready (GObject *client, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Probe *self = g_task_get_task_data (task);

  self->connection = g_socket_client_connect_finish (G_SOCKET_CLIENT (client), result, NULL);
  if (self->connection == NULL) {
    end (task);
    return;
  }

  ask (self);
  read_on (task);
}

static gboolean
on_over (gpointer user_data)
{
  Probe *self = user_data;

  g_cancellable_cancel (self->going_on);
  return G_SOURCE_REMOVE;
}

static gboolean
on_cancelled (GCancellable *cancellable, gpointer user_data)
{
  return on_over (user_data);
}

static void
connect_to (GTask *task, const SfServerAddress *address)
{
  Probe *self = g_task_get_task_data (task);
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnectable) there = g_network_address_new (address->host, address->port);

  g_socket_client_set_enable_proxy (client, FALSE);
  g_socket_client_set_socket_type (client,
                                   self->by_tcp ? G_SOCKET_TYPE_STREAM : G_SOCKET_TYPE_DATAGRAM);
  g_socket_client_set_protocol (client,
                                self->by_tcp ? G_SOCKET_PROTOCOL_TCP : G_SOCKET_PROTOCOL_UDP);
  g_socket_client_connect_async (client, there, self->going_on, on_connect_ready, task);
}

void
sf_server_probe_async (const SfServerAddress *address,
                       const SfTurnServer *turn,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Probe *self = g_new0 (Probe, 1);

  g_task_set_source_tag (task, sf_server_probe_async);
  g_task_set_task_data (task, self, probe_free);
  self->talk =
    sf_stun_talk_new (turn != NULL ? turn->username : NULL, turn != NULL ? turn->password : NULL);
  self->by_tcp = address->tcp && !address->udp;
  self->going_on = g_cancellable_new ();
  if (cancellable != NULL)
    sf_source_start (&self->cancelled, g_cancellable_source_new (cancellable),
                     G_SOURCE_FUNC (on_cancelled), self);
  sf_source_start (&self->patience, g_timeout_source_new_seconds (SF_SERVER_PROBE_PATIENCE_S),
                   on_over, self);
  connect_to (task, address);
}

gboolean
sf_server_probe_finish (GAsyncResult *result, SfProbeVerdict *ret_verdict, GError **error)
{
  g_autoptr (GError) failure = NULL;
  gssize verdict = g_task_propagate_int (G_TASK (result), &failure);

  if (failure != NULL) {
    g_propagate_error (error, g_steal_pointer (&failure));
    return FALSE;
  }

  *ret_verdict = (SfProbeVerdict) verdict;
  return TRUE;
}
