/* Trying STUN and TURN servers out: a real one, and some that are none. */

#include "net/ice/sf-server-probe.h"
#include "tests/support/sf-run-until.h"
#include "tests/support/sf-turn-program.h"

typedef struct {
  gboolean is_done;
  gboolean is_told; /* and not cancelled */
  SfProbeVerdict verdict;
  GError *error;
} Answer;

static const SfTurnServer right = {.username = (char *) SF_TURN_PROGRAM_USER,
                                   .password = (char *) SF_TURN_PROGRAM_PASSWORD};
static const SfTurnServer wrong = {.username = (char *) SF_TURN_PROGRAM_USER,
                                   .password = (char *) "another"};

static void
on_probe_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Answer *answer = user_data;

  answer->is_told = sf_server_probe_finish (result, &answer->verdict, &answer->error);
  answer->is_done = TRUE;
}

static SfServerAddress
at (guint16 port, gboolean by_tcp)
{
  return (SfServerAddress){.host = "127.0.0.1", .port = port, .udp = !by_tcp, .tcp = by_tcp};
}

static SfProbeVerdict
probe (guint16 port, gboolean by_tcp, const SfTurnServer *turn)
{
  SfServerAddress address = at (port, by_tcp);
  Answer answer = {0};

  sf_server_probe_async (&address, turn, NULL, on_probe_ready, &answer);
  SF_RUN_UNTIL (answer.is_done);
  g_assert_no_error (answer.error);
  g_assert_true (answer.is_told);
  return answer.verdict;
}

static void
test_coturn (void)
{
  g_autoptr (SfTurnProgram) program = sf_turn_program_new ();
  guint16 port;

  if (program == NULL) {
    g_test_skip ("there is no turnserver");
    return;
  }

  port = sf_turn_program_get_port (program);
  g_assert_cmpint (probe (port, FALSE, NULL), ==, SF_PROBE_WORKS);
  for (gboolean by_tcp = FALSE; by_tcp <= TRUE; by_tcp++) {
    g_assert_cmpint (probe (port, by_tcp, &right), ==, SF_PROBE_WORKS);
    g_assert_cmpint (probe (port, by_tcp, &wrong), ==, SF_PROBE_DENIED);
  }
}

static GSocket *
bind_socket (GSocketType type, guint16 *ret_port)
{
  GSocket *socket = g_socket_new (G_SOCKET_FAMILY_IPV4, type, G_SOCKET_PROTOCOL_DEFAULT, NULL);
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) any = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) address = NULL;

  g_assert_true (g_socket_bind (socket, any, FALSE, NULL));
  if (type == G_SOCKET_TYPE_STREAM)
    g_assert_true (g_socket_listen (socket, NULL));
  address = g_socket_get_local_address (socket, NULL);
  *ret_port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (address));
  return socket;
}

/* Nobody is there: that is known at once. */
static void
test_nobody (void)
{
  guint16 port;

  g_object_unref (bind_socket (G_SOCKET_TYPE_DATAGRAM, &port));
  g_assert_cmpint (probe (port, FALSE, NULL), ==, SF_PROBE_SILENT);
  g_object_unref (bind_socket (G_SOCKET_TYPE_STREAM, &port));
  g_assert_cmpint (probe (port, TRUE, &right), ==, SF_PROBE_SILENT);
}

/* It hears, and says nothing: until the time is over. */
static void
test_silent (void)
{
  guint16 port;
  g_autoptr (GSocket) socket = bind_socket (G_SOCKET_TYPE_DATAGRAM, &port);

  g_assert_cmpint (probe (port, FALSE, NULL), ==, SF_PROBE_SILENT);
}

static gboolean
on_request (GSocket *socket, GIOCondition condition, gpointer user_data)
{
  g_autoptr (GSocketAddress) from = NULL;
  char bytes[1500];
  gssize size = g_socket_receive_from (socket, &from, bytes, sizeof bytes, NULL, NULL);

  g_assert_cmpint (size, >, 0);
  for (guint i = 0; i < 10; i++)
    g_socket_send_to (socket, from, bytes, (gsize) (size + i), NULL, NULL);
  (*(guint *) user_data)++;
  return G_SOURCE_CONTINUE;
}

/* Whoever sends the question back, with more behind it, has not answered; and is asked again until
 * the person has had enough. */
static void
test_echo_is_cancelled (void)
{
  guint16 port;
  g_autoptr (GSocket) socket = bind_socket (G_SOCKET_TYPE_DATAGRAM, &port);
  g_autoptr (GSource) source = g_socket_create_source (socket, G_IO_IN, NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  SfServerAddress address = at (port, FALSE);
  Answer answer = {0};
  guint n_requests = 0;

  g_source_set_callback (source, G_SOURCE_FUNC (on_request), &n_requests, NULL);
  g_source_attach (source, NULL);
  sf_server_probe_async (&address, &right, cancellable, on_probe_ready, &answer);
  SF_RUN_UNTIL (n_requests == 2);
  g_assert_false (answer.is_done);
  g_cancellable_cancel (cancellable);
  SF_RUN_UNTIL (answer.is_done);
  g_source_destroy (source);

  g_assert_false (answer.is_told);
  g_assert_error (answer.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&answer.error);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/net/server-probe/coturn", test_coturn);
  g_test_add_func ("/net/server-probe/nobody", test_nobody);
  g_test_add_func ("/net/server-probe/silent", test_silent);
  g_test_add_func ("/net/server-probe/echo-is-cancelled", test_echo_is_cancelled);
  return g_test_run ();
}
