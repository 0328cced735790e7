/* One client's TCP connection: upgrade, frames in, frames out, end. */

#include "net/server/sf-server-connection.h"

#include "net/server/sf-server-client.h"
#include "net/server/sf-upgrade.h"
#include "net/server/sf-ws-queue.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define MAX_VECTORS 64

typedef enum {
  STATE_UPGRADING,
  STATE_OPEN,
  STATE_CLOSING, /* our last words are written or queued */
  STATE_LOST,    /* to be freed when settled */
} State;

struct _SfServerConnection {
  SfServerPollable pollable;
  SfServerNet *net;
  State state;
  SfAddress *address;     /* (nullable): not limited */
  SfServerClient *client; /* (nullable): while open */
  GByteArray *head;       /* (nullable): the beginning of an HTTP request */
  SfWsReader reader;
  SfWsQueue queue;
  gsize buffered_bytes;
  guint n_misses;
  guint close_code;      /* 0, or with what to close when settled */
  gboolean is_peer_done; /* the client sent its last words */
  gboolean is_shut;      /* ... and we ours */
  gboolean is_blocked;   /* the client does not read: neither do we */
  gboolean is_unsettled;
  SfServerWait wait;
  gint64 deadline_us;
  GList wait_link;
  GList unsettled_link;
};

static const gint64 durations_us[SF_SERVER_N_WAITS] = {
  [SF_SERVER_WAIT_UPGRADE] = SF_SERVER_UPGRADE_US,
  [SF_SERVER_WAIT_PING] = SF_SERVER_PING_US,
  [SF_SERVER_WAIT_CLOSING] = SF_SERVER_CLOSING_US,
};

static void
unsettle (SfServerConnection *self)
{
  if (self->is_unsettled)
    return;

  self->is_unsettled = TRUE;
  g_queue_push_tail_link (&self->net->unsettled, &self->unsettled_link);
}

void
sf_server_connection_lose (SfServerConnection *self)
{
  self->state = STATE_LOST;
  unsettle (self);
}

static void
set_wait (SfServerConnection *self, SfServerWait wait)
{
  if (self->deadline_us != 0)
    g_queue_unlink (&self->net->waits[self->wait], &self->wait_link);

  self->wait = wait;
  self->deadline_us = self->net->now.monotonic_us + durations_us[wait];
  g_queue_push_tail_link (&self->net->waits[wait], &self->wait_link);
}

/* Counts what this connection makes the server hold. */
static void
account (SfServerConnection *self)
{
  SfServerNet *net = self->net;
  gsize head = self->head != NULL ? self->head->len : 0;
  gsize now = head + sf_ws_reader_get_size (&self->reader) + self->queue.size_bytes;
  gboolean has_grown = now > self->buffered_bytes;

  net->buffered_bytes += now - self->buffered_bytes;
  self->buffered_bytes = now;

  if (self->queue.size_bytes > net->core->config->max_queue_bytes ||
      (has_grown && now > SF_SERVER_SMALL_SHARE && net->buffered_bytes > SF_SERVER_MAX_BUFFERED))
    sf_server_connection_lose (self);
}

static void
push_frame (SfServerConnection *self, SfWsOpcode opcode, GBytes *payload)
{
  if (self->state == STATE_LOST)
    return;

  sf_ws_queue_push (&self->queue, opcode, payload);
  account (self);
  unsettle (self);
}

static void
push_control (SfServerConnection *self, SfWsOpcode opcode, const void *payload, gsize length)
{
  g_autoptr (GBytes) bytes = g_bytes_new (payload, length);

  push_frame (self, opcode, bytes);
}

void
sf_server_connection_send (gpointer connection, GBytes *text)
{
  push_frame (connection, SF_WS_OPCODE_TEXT, text);
}

void
sf_server_connection_drop (gpointer connection)
{
  sf_server_connection_close (connection, SF_WS_CLOSE_POLICY_VIOLATION);
}

void
sf_server_connection_close (SfServerConnection *self, guint close_code)
{
  self->close_code = close_code;
  unsettle (self);
}

static void
on_event (SfServerConnection *self, const SfWsEvent *event)
{
  switch (event->type) {
  case SF_WS_EVENT_MESSAGE:
    sf_server_client_receive (self->client, (const char *) event->payload, event->length,
                              &self->net->now);
    break;
  case SF_WS_EVENT_PING:
    push_control (self, SF_WS_OPCODE_PONG, event->payload, event->length);
    break;
  case SF_WS_EVENT_CLOSE:
    self->is_peer_done = TRUE;
    sf_server_connection_close (self, SF_WS_CLOSE_NORMAL);
    break;
  case SF_WS_EVENT_ERROR:
    sf_server_connection_close (self, event->close_code);
    break;
  case SF_WS_EVENT_PONG:
  case SF_WS_EVENT_NONE:
  default:
    break;
  }
}

static void
read_frames (SfServerConnection *self, guint8 *bytes, gsize length)
{
  SfWsEvent event;

  self->n_misses = 0;
  sf_ws_reader_feed (&self->reader, bytes, length);
  while (self->state == STATE_OPEN && self->close_code == 0 &&
         sf_ws_reader_next (&self->reader, &event) != SF_WS_EVENT_NONE)
    on_event (self, &event);
  account (self);
}

static void
respond (SfServerConnection *self, SfUpgradeStatus status, const SfUpgradeRequest *request)
{
  char *response = sf_upgrade_make_response (status, request);
  g_autoptr (GBytes) bytes = g_bytes_new_take (response, strlen (response));

  sf_ws_queue_push_raw (&self->queue, bytes);
  account (self);
  unsettle (self);
}

/* Behind a proxy, the client's own address stands in the request. Returns: an HTTP status */
static SfUpgradeStatus
enter_as_client (SfServerConnection *self, const SfUpgradeRequest *request)
{
  SfServerNet *net = self->net;
  g_autoptr (GInetAddress) inet = NULL;
  SfAddress *address;

  if (!net->core->config->trust_proxy)
    return SF_UPGRADE_ACCEPTED;

  /* A proxy that does not say it would lift all limits by address. */
  inet = g_inet_address_new_from_string (request->real_ip);
  if (inet == NULL)
    return SF_UPGRADE_BAD_REQUEST;
  if (!sf_server_core_enter (net->core, sf_address_key (inet), net->now.monotonic_us, &address))
    return SF_UPGRADE_UNAVAILABLE;

  sf_server_core_leave (net->core, self->address);
  self->address = address;

  return SF_UPGRADE_ACCEPTED;
}

static void
open_websocket (SfServerConnection *self, const SfUpgradeRequest *request)
{
  SfServerNet *net = self->net;

  respond (self, SF_UPGRADE_ACCEPTED, request);
  self->state = STATE_OPEN;
  self->client = sf_server_client_new (net->core, self, self->address, &net->now);
  set_wait (self, SF_SERVER_WAIT_PING);
}

static void
refuse (SfServerConnection *self, SfUpgradeStatus status)
{
  respond (self, status, NULL);
  self->state = STATE_CLOSING;
  set_wait (self, SF_SERVER_WAIT_CLOSING);
}

static void
read_head (SfServerConnection *self, guint8 *bytes, gsize length)
{
  g_autoptr (GByteArray) head = g_steal_pointer (&self->head);
  SfUpgradeRequest request;
  SfUpgradeStatus status;

  if (head != NULL) {
    g_byte_array_append (head, bytes, (guint) length);
    bytes = head->data;
    length = head->len;
  }

  status = sf_upgrade_parse ((const char *) bytes, length, &request);
  if (status == SF_UPGRADE_ACCEPTED)
    status = enter_as_client (self, &request);
  if (status == SF_UPGRADE_INCOMPLETE) {
    if (head == NULL)
      head = g_byte_array_append (g_byte_array_new (), bytes, (guint) length);
    self->head = g_steal_pointer (&head);
    account (self);
  } else if (status != SF_UPGRADE_ACCEPTED) {
    refuse (self, status);
  } else {
    open_websocket (self, &request);
    read_frames (self, bytes + request.head_size, length - request.head_size);
  }
}

static void
read_bytes (SfServerConnection *self)
{
  guint8 *bytes = self->net->scratch;
  gssize length = recv (self->pollable.fd, bytes, SF_SERVER_READ_BYTES, 0);

  if (length < 0 && (errno == EAGAIN || errno == EINTR))
    return;
  if (length <= 0) {
    sf_server_connection_lose (self);
    return;
  }

  if (self->state == STATE_UPGRADING)
    read_head (self, bytes, (gsize) length);
  else if (self->state == STATE_OPEN)
    read_frames (self, bytes, (gsize) length);
}

static void
on_ready (SfServerPollable *pollable, guint32 events)
{
  SfServerConnection *self = (SfServerConnection *) pollable;

  if (self->state == STATE_LOST)
    return;

  if ((events & EPOLLIN) != 0 && !self->is_blocked)
    read_bytes (self);
  else if ((events & (EPOLLERR | EPOLLHUP)) != 0)
    sf_server_connection_lose (self);
  if ((events & EPOLLOUT) != 0)
    unsettle (self);
}

/* Returns: FALSE when the connection is broken */
static gboolean
write_queue (SfServerConnection *self)
{
  struct iovec vectors[MAX_VECTORS];
  guint n_vectors;

  while ((n_vectors = sf_ws_queue_peek (&self->queue, vectors, MAX_VECTORS)) > 0) {
    struct msghdr message = {.msg_iov = vectors, .msg_iovlen = n_vectors};
    gssize written = sendmsg (self->pollable.fd, &message, MSG_NOSIGNAL);

    if (written < 0 && errno == EAGAIN)
      return TRUE;
    if (written < 0 && errno != EINTR)
      return FALSE;
    sf_ws_queue_consume (&self->queue, (gsize) MAX (written, 0));
  }

  return TRUE;
}

/* Stops reading from a client that does not read, and starts again when it does. */
static void
set_blocked (SfServerConnection *self, gboolean is_blocked)
{
  if (self->is_blocked == is_blocked)
    return;

  self->is_blocked = is_blocked;
  if (!sf_server_net_poll (self->net, &self->pollable, EPOLL_CTL_MOD,
                           is_blocked ? EPOLLOUT : EPOLLIN))
    sf_server_connection_lose (self);
}

/* RFC 6455 section 5.5.1. */
static void
begin_closing (SfServerConnection *self)
{
  guint8 payload[2] = {(guint8) (self->close_code >> 8), (guint8) self->close_code};

  sf_server_client_free (g_steal_pointer (&self->client), &self->net->now);
  self->state = STATE_CLOSING;
  set_wait (self, SF_SERVER_WAIT_CLOSING);
  push_control (self, SF_WS_OPCODE_CLOSE, payload, sizeof payload);
}

/* Our last words are written. */
static void
end_closing (SfServerConnection *self)
{
  if (self->is_peer_done)
    sf_server_connection_lose (self);
  else if (!self->is_shut)
    shutdown (self->pollable.fd, SHUT_WR);
  self->is_shut = TRUE;
}

static void
connection_free (SfServerConnection *self)
{
  SfServerNet *net = self->net;

  if (self->client != NULL)
    sf_server_client_free (self->client, &net->now);
  sf_server_core_leave (net->core, self->address);
  g_queue_unlink (&net->waits[self->wait], &self->wait_link);
  net->buffered_bytes -= self->buffered_bytes;

  close (self->pollable.fd);
  g_clear_pointer (&self->head, g_byte_array_unref);
  sf_ws_reader_clear (&self->reader);
  sf_ws_queue_clear (&self->queue);
  g_free (self);
}

void
sf_server_connection_settle (SfServerConnection *self)
{
  if (self->state == STATE_UPGRADING && self->close_code != 0)
    sf_server_connection_lose (self);
  if (self->state == STATE_OPEN && self->close_code != 0)
    begin_closing (self);

  if (self->state != STATE_LOST && !write_queue (self))
    sf_server_connection_lose (self);
  account (self);
  if (self->state != STATE_LOST)
    set_blocked (self, self->queue.size_bytes > 0);
  if (self->state == STATE_CLOSING && self->queue.size_bytes == 0)
    end_closing (self);

  g_queue_unlink (&self->net->unsettled, &self->unsettled_link);
  self->is_unsettled = FALSE;
  if (self->state == STATE_LOST)
    connection_free (self);
}

void
sf_server_connection_on_deadline (SfServerConnection *self)
{
  if (self->wait != SF_SERVER_WAIT_PING || self->n_misses >= SF_SERVER_MAX_MISSES) {
    sf_server_connection_lose (self);
    return;
  }

  self->n_misses++;
  push_control (self, SF_WS_OPCODE_PING, NULL, 0);
  set_wait (self, SF_SERVER_WAIT_PING);
}

gint64
sf_server_connection_get_deadline (const SfServerConnection *self)
{
  return self->deadline_us;
}

void
sf_server_connection_start (SfServerNet *net, int fd, guint64 address_key)
{
  SfServerConnection *self;
  SfAddress *address;

  if (!sf_server_core_enter (net->core, address_key, net->now.monotonic_us, &address)) {
    close (fd);
    return;
  }

  self = g_new0 (SfServerConnection, 1);
  self->pollable = (SfServerPollable){fd, on_ready};
  self->net = net;
  self->address = address;
  self->wait_link.data = self;
  self->unsettled_link.data = self;
  sf_ws_reader_init (&self->reader, net->core->config->max_message_bytes);
  set_wait (self, SF_SERVER_WAIT_UPGRADE);
  if (!sf_server_net_poll (net, &self->pollable, EPOLL_CTL_ADD, EPOLLIN))
    sf_server_connection_lose (self);
}
