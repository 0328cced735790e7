/* The server's connections over a pair of sockets, with the time by hand. */

#include "net/server/sf-server-connection.h"

#include <sys/socket.h>
#include <unistd.h>

#define REQUEST                                                                                    \
  "GET /v1 HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"                   \
  "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
#define RESPONSE_END "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n"

/* Frames with the mask 0, which leaves the payload readable. */
#define MASK "\0\0\0\0"
#define PING "{\"type\":\"ping\",\"ping\":1}"
#define PING_FRAME "\x81\x98" MASK PING

typedef struct {
  SfRendezvousServerConfig config;
  SfServerNet net;
  SfServerTime now;
  int fd; /* the client's end */
} Fixture;

static void
set_up_empty (Fixture *self)
{
  static const SfServerHost host = {sf_server_connection_send, sf_server_connection_drop};

  self->net.core = sf_server_core_new (&self->config, &host);
  self->net.epoll_fd = epoll_create1 (EPOLL_CLOEXEC);
  self->now = (SfServerTime){G_USEC_PER_SEC, G_USEC_PER_SEC};
  self->net.now = self->now;
}

static int
connect_client (Fixture *self, guint64 address_key)
{
  int fds[2];

  g_assert_cmpint (socketpair (AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, fds), ==, 0);
  sf_server_connection_start (&self->net, fds[0], address_key);

  return fds[1];
}

static void
set_up (Fixture *self, gconstpointer user_data)
{
  sf_rendezvous_server_config_init (&self->config);
  set_up_empty (self);
  self->fd = connect_client (self, 1);
}

static void
tear_down (Fixture *self, gconstpointer user_data)
{
  sf_server_net_close_all (&self->net, &self->now);
  g_assert_cmpuint (self->net.core->n_connections, ==, 0);
  g_assert_cmpuint (self->net.buffered_bytes, ==, 0);
  sf_server_core_free (self->net.core);
  close (self->net.epoll_fd);
  close (self->fd);
}

static gint64
turn (Fixture *self)
{
  return sf_server_net_turn (&self->net, &self->now);
}

static gint64
pass (Fixture *self, gint64 us)
{
  self->now.monotonic_us += us;

  return turn (self);
}

static void
say (Fixture *self, const char *bytes, gsize length)
{
  g_assert_cmpint (send (self->fd, bytes, length, MSG_NOSIGNAL), ==, length);
  turn (self);
}

/* What the client has received, or %NULL when the server closed without a word. */
static GString *
hear (Fixture *self)
{
  GString *heard = g_string_new (NULL);
  char bytes[65536];
  gssize length;

  while ((length = recv (self->fd, bytes, sizeof bytes, 0)) > 0)
    g_string_append_len (heard, bytes, length);
  if (length == 0 && heard->len == 0) {
    g_string_free (heard, TRUE);
    heard = NULL;
  }

  return heard;
}

static gboolean
is_closed (Fixture *self)
{
  g_autoptr (GString) heard = hear (self);

  return heard == NULL;
}

static void
expect (Fixture *self, const char *bytes, gsize length)
{
  g_autoptr (GString) heard = hear (self);

  g_assert_nonnull (heard);
  g_assert_cmpmem (heard->str, heard->len, bytes, length);
}

#define SAY(self, bytes) say (self, bytes, sizeof (bytes) - 1)
#define EXPECT(self, bytes) expect (self, bytes, sizeof (bytes) - 1)

static void
upgrade (Fixture *self)
{
  g_autoptr (GString) heard = NULL;

  SAY (self, REQUEST);
  heard = hear (self);
  g_assert_nonnull (strstr (heard->str, RESPONSE_END "\x81"));
  g_assert_nonnull (strstr (heard->str, "{\"type\":\"welcome\""));
}

static void
test_upgrade_in_pieces (Fixture *self, gconstpointer user_data)
{
  g_autoptr (GString) heard = NULL;

  for (gsize i = 0; i < strlen (REQUEST) - 1; i++)
    say (self, &REQUEST[i], 1);
  EXPECT (self, "");
  say (self, "\n", 1);
  heard = hear (self);
  g_assert_nonnull (strstr (heard->str, RESPONSE_END));
}

/* A client may talk before it has the answer to its request. */
static void
test_frames_with_the_request (Fixture *self, gconstpointer user_data)
{
  g_autoptr (GString) heard = NULL;

  SAY (self, REQUEST PING_FRAME);
  heard = hear (self);
  g_assert_nonnull (strstr (heard->str, "{\"type\":\"pong\",\"pong\":1,"));
}

static void
test_refused_request (Fixture *self, gconstpointer user_data)
{
  g_autoptr (GString) heard = NULL;

  SAY (self, "GET / HTTP/1.1\r\n\r\n");
  heard = hear (self);
  g_assert_true (g_str_has_prefix (heard->str, "HTTP/1.1 404 "));
  g_assert_true (is_closed (self));
  g_assert_cmpint (pass (self, SF_SERVER_CLOSING_US), ==, -1);
  g_assert_cmpuint (self->net.core->n_connections, ==, 0);
}

static void
test_silent_request (Fixture *self, gconstpointer user_data)
{
  gint64 due_us = self->now.monotonic_us + SF_SERVER_UPGRADE_US;

  g_assert_cmpint (turn (self), ==, due_us);
  pass (self, SF_SERVER_UPGRADE_US - 1);
  g_assert_false (is_closed (self));
  pass (self, 1);
  g_assert_true (is_closed (self));
}

static void
test_dead_client (Fixture *self, gconstpointer user_data)
{
  upgrade (self);
  for (guint i = 0; i < SF_SERVER_MAX_MISSES; i++) {
    EXPECT (self, "");
    pass (self, SF_SERVER_PING_US);
    EXPECT (self, "\x89\x00");
  }
  pass (self, SF_SERVER_PING_US);
  g_assert_true (is_closed (self));
}

static void
test_living_client (Fixture *self, gconstpointer user_data)
{
  upgrade (self);
  for (guint i = 0; i < 10 * SF_SERVER_MAX_MISSES; i++) {
    pass (self, SF_SERVER_PING_US);
    EXPECT (self, "\x89\x00");
    SAY (self, "\x8a\x80" MASK);
  }
}

static void
test_answers_ping (Fixture *self, gconstpointer user_data)
{
  upgrade (self);
  SAY (self, "\x89\x82" MASK "ab");
  EXPECT (self, "\x8a\x02"
                "ab");
}

static void
test_closed_by_client (Fixture *self, gconstpointer user_data)
{
  upgrade (self);
  SAY (self, "\x88\x82" MASK "\x03\xe8");
  EXPECT (self, "\x88\x02\x03\xe8");
  g_assert_true (is_closed (self));
  g_assert_cmpuint (self->net.core->n_connections, ==, 0);
}

static void
test_lost (Fixture *self, gconstpointer user_data)
{
  upgrade (self);
  shutdown (self->fd, SHUT_WR);
  turn (self);
  g_assert_cmpuint (self->net.core->n_connections, ==, 0);
}

static void
test_broken_frame (Fixture *self, gconstpointer user_data)
{
  upgrade (self);
  SAY (self, "\x83\x80" MASK);
  EXPECT (self, "\x88\x02\x03\xea");
  SAY (self, PING_FRAME);
  g_assert_true (is_closed (self));
  g_assert_cmpuint (self->net.core->n_connections, ==, 1);
  pass (self, SF_SERVER_CLOSING_US);
  g_assert_cmpuint (self->net.core->n_connections, ==, 0);
}

static void
test_too_many (void)
{
  Fixture self = {0};
  int second, third;

  sf_rendezvous_server_config_init (&self.config);
  self.config.max_connections = 2;
  self.config.max_connections_per_address = 1;
  set_up_empty (&self);
  self.fd = connect_client (&self, 1);
  second = connect_client (&self, 1);
  third = connect_client (&self, 2);
  g_assert_cmpuint (self.net.core->n_connections, ==, 2);
  close (second);
  second = connect_client (&self, 3);
  g_assert_cmpuint (self.net.core->n_connections, ==, 2);

  close (second);
  close (third);
  tear_down (&self, NULL);
}

/* Behind a proxy all come from one address; what counts is the one it names. */
static void
test_behind_proxy (void)
{
  static const char request[] =
    "GET /v1 HTTP/1.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
    "X-Real-IP: 192.0.2.1\r\n\r\n";
  g_autoptr (GString) heard = NULL;
  Fixture self = {0};
  int first;

  sf_rendezvous_server_config_init (&self.config);
  self.config.trust_proxy = TRUE;
  self.config.max_connections_per_address = 1;
  set_up_empty (&self);
  self.fd = first = connect_client (&self, 0);
  SAY (&self, request);
  self.fd = connect_client (&self, 0);
  SAY (&self, request);
  heard = hear (&self);
  g_assert_true (g_str_has_prefix (heard->str, "HTTP/1.1 503 "));

  close (first);
  tear_down (&self, NULL);
}

/* A client that does not read is not read from, and its answers wait; nothing is lost when it
 * reads. */
static void
test_slow_reader (Fixture *self, gconstpointer user_data)
{
  g_autoptr (GString) all = g_string_new (NULL);
  gsize n_sent = 0, n_pongs = 0;

  upgrade (self);
  while (send (self->fd, PING_FRAME, sizeof PING_FRAME - 1, MSG_NOSIGNAL) > 0) {
    n_sent++;
    turn (self);
  }
  g_assert_cmpuint (self->net.buffered_bytes, <, 256 * 1024);

  for (guint i = 0; i < 1000; i++) {
    g_autoptr (GString) heard = hear (self);

    g_string_append_len (all, heard->str, (gssize) heard->len);
    turn (self);
  }
  for (const char *at = all->str; (at = strstr (at, "\"pong\":")) != NULL; at++)
    n_pongs++;
  g_assert_cmpuint (n_pongs, ==, n_sent);
}

/* When the buffers of all together are full, whoever takes more than a small share is dropped. */
static void
test_full_buffers (Fixture *self, gconstpointer user_data)
{
  static const char header[] = "\x81\xfe\xf0\x00" MASK;
  g_autofree char *payload = g_strnfill (SF_SERVER_SMALL_SHARE / 2, 'x');

  upgrade (self);
  self->net.buffered_bytes += SF_SERVER_MAX_BUFFERED;
  say (self, header, sizeof header - 1);
  say (self, payload, strlen (payload));
  EXPECT (self, "");
  say (self, payload, strlen (payload));
  g_assert_true (is_closed (self));
  self->net.buffered_bytes -= SF_SERVER_MAX_BUFFERED;
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/net/server/net/upgrade-in-pieces", test_upgrade_in_pieces);
  ADD ("/net/server/net/frames-with-the-request", test_frames_with_the_request);
  ADD ("/net/server/net/refused-request", test_refused_request);
  ADD ("/net/server/net/silent-request", test_silent_request);
  ADD ("/net/server/net/dead-client", test_dead_client);
  ADD ("/net/server/net/living-client", test_living_client);
  ADD ("/net/server/net/answers-ping", test_answers_ping);
  ADD ("/net/server/net/closed-by-client", test_closed_by_client);
  ADD ("/net/server/net/lost", test_lost);
  ADD ("/net/server/net/broken-frame", test_broken_frame);
  g_test_add_func ("/net/server/net/too-many", test_too_many);
  g_test_add_func ("/net/server/net/behind-proxy", test_behind_proxy);
  ADD ("/net/server/net/slow-reader", test_slow_reader);
  ADD ("/net/server/net/full-buffers", test_full_buffers);
  return g_test_run ();
}
