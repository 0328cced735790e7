/* Trying servers out: those that answer, those that do not, and none that is needed. */

#include "app/session/sf-network-test.h"

#include "net/server/sf-rendezvous-server.h"
#include "tests/support/sf-run-until.h"
#include "tests/support/sf-turn-program.h"

typedef struct {
  gboolean is_done;
  gboolean is_told; /* and not cancelled */
  SfNetworkVerdict verdict;
  GError *error;
} Answer;

static void
on_network_test_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Answer *answer = user_data;

  answer->is_told = sf_network_test_finish (result, &answer->verdict, &answer->error);
  answer->is_done = TRUE;
}

static SfNetworkVerdict
ask (SfNetworkCheck check, const SfNetworkChoice *choice)
{
  Answer answer = {0};

  sf_network_test_async (choice, check, NULL, on_network_test_ready, &answer);
  SF_RUN_UNTIL (answer.is_done);
  g_assert_no_error (answer.error);
  return answer.verdict;
}

static SfRendezvousServer *
start_server (char **ret_url)
{
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (loopback, 0);
  SfRendezvousServer *server = sf_rendezvous_server_new (NULL);

  g_assert_true (sf_rendezvous_server_listen (server, address, NULL));
  *ret_url = g_strdup_printf ("ws://127.0.0.1:%u/v1", sf_rendezvous_server_get_port (server));

  return server;
}

static void
test_server (void)
{
  g_autofree char *url = NULL;
  g_autoptr (SfRendezvousServer) server = start_server (&url);
  SfNetworkChoice choice = {.server = url};

  g_assert_cmpint (ask (SF_NETWORK_CHECK_SERVER, &choice), ==, SF_NETWORK_VERDICT_WORKS);
  sf_rendezvous_server_stop (server);
  choice.mode = SF_NETWORK_MODE_RELAY_ONLY;
  g_assert_cmpint (ask (SF_NETWORK_CHECK_SERVER, &choice), ==, SF_NETWORK_VERDICT_SILENT);
  choice.server = "https://example.org";
  g_assert_cmpint (ask (SF_NETWORK_CHECK_SERVER, &choice), ==, SF_NETWORK_VERDICT_BAD_ADDRESS);
}

/* What a session would not ask is not asked here. */
static void
test_unused (void)
{
  SfNetworkChoice choice = {.mode = SF_NETWORK_MODE_LOCAL_ONLY};

  for (guint check = 0; check < SF_N_NETWORK_CHECKS; check++)
    g_assert_cmpint (ask ((SfNetworkCheck) check, &choice), ==, SF_NETWORK_VERDICT_UNUSED);
  choice.mode = SF_NETWORK_MODE_RELAY_ONLY;
  g_assert_cmpint (ask (SF_NETWORK_CHECK_STUN, &choice), ==, SF_NETWORK_VERDICT_UNUSED);
  g_assert_cmpint (ask (SF_NETWORK_CHECK_RELAY, &choice), ==, SF_NETWORK_VERDICT_NONE);
}

/* Of a relay that can be reached in two ways, the better one counts. */
static void
test_coturn (void)
{
  g_autoptr (SfTurnProgram) program = sf_turn_program_new ();
  g_autofree char *stun = NULL;
  g_autofree char *turn = NULL;
  SfNetworkChoice choice = {.turn_username = SF_TURN_PROGRAM_USER,
                            .turn_password = SF_TURN_PROGRAM_PASSWORD};

  if (program == NULL) {
    g_test_skip ("there is no turnserver");
    return;
  }

  choice.stun_server = stun = g_strdup_printf ("127.0.0.1:%u", sf_turn_program_get_port (program));
  choice.turn_server = turn = g_strconcat ("turn:", stun, NULL);
  g_assert_cmpint (ask (SF_NETWORK_CHECK_STUN, &choice), ==, SF_NETWORK_VERDICT_WORKS);
  g_assert_cmpint (ask (SF_NETWORK_CHECK_RELAY, &choice), ==, SF_NETWORK_VERDICT_WORKS);
  choice.turn_password = "another";
  g_assert_cmpint (ask (SF_NETWORK_CHECK_RELAY, &choice), ==, SF_NETWORK_VERDICT_DENIED);
}

/* A server that takes connections and never says a word: the person has had enough of it. */
static void
test_cancelled (void)
{
  g_autoptr (GSocketListener) listener = g_socket_listener_new ();
  guint16 port = g_socket_listener_add_any_inet_port (listener, NULL, NULL);
  g_autofree char *url = g_strdup_printf ("ws://127.0.0.1:%u/v1", port);
  SfNetworkChoice choice = {.server = url};
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Answer answer = {0};

  sf_network_test_async (&choice, SF_NETWORK_CHECK_SERVER, cancellable, on_network_test_ready,
                         &answer);
  g_cancellable_cancel (cancellable);
  SF_RUN_UNTIL (answer.is_done);
  g_assert_false (answer.is_told);
  g_assert_error (answer.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&answer.error);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session/network-test/server", test_server);
  g_test_add_func ("/session/network-test/unused", test_unused);
  g_test_add_func ("/session/network-test/coturn", test_coturn);
  g_test_add_func ("/session/network-test/cancelled", test_cancelled);
  return g_test_run ();
}
