/* Trying a server out: one that answers, one that is not there, and none that is needed. */

#include "app/session/sf-network-test.h"

#include "net/server/sf-rendezvous-server.h"
#include "net/sf-net-error.h"
#include "tests/support/sf-run-until.h"

typedef struct {
  gboolean is_done;
  gboolean is_fine;
  GError *error;
} Answer;

static void
on_network_test_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Answer *answer = user_data;

  answer->is_fine = sf_network_test_finish (result, &answer->error);
  answer->is_done = TRUE;
}

static void
ask (Answer *answer, SfNetworkMode mode, const char *server)
{
  *answer = (Answer){0};
  sf_network_test_async (&(SfNetworkChoice){.mode = mode, .server = server}, NULL,
                         on_network_test_ready, answer);
  SF_RUN_UNTIL (answer->is_done);
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
test_there_and_gone (void)
{
  g_autofree char *url = NULL;
  g_autoptr (SfRendezvousServer) server = start_server (&url);
  Answer answer;

  ask (&answer, SF_NETWORK_MODE_AUTO, url);
  g_assert_no_error (answer.error);
  g_assert_true (answer.is_fine);

  sf_rendezvous_server_stop (server);
  ask (&answer, SF_NETWORK_MODE_RELAY_ONLY, url);
  g_assert_error (answer.error, SF_NET_ERROR, SF_NET_ERROR_SERVER_UNREACHABLE);
  g_clear_error (&answer.error);
}

static void
test_bad_address (void)
{
  Answer answer;

  ask (&answer, SF_NETWORK_MODE_AUTO, "https://example.org");
  g_assert_error (answer.error, SF_NET_ERROR, SF_NET_ERROR_BAD_ADDRESS);
  g_clear_error (&answer.error);
}

static void
test_none_needed (void)
{
  Answer answer;

  ask (&answer, SF_NETWORK_MODE_LOCAL_ONLY, NULL);
  g_assert_true (answer.is_fine);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session/network-test/there-and-gone", test_there_and_gone);
  g_test_add_func ("/session/network-test/bad-address", test_bad_address);
  g_test_add_func ("/session/network-test/none-needed", test_none_needed);
  return g_test_run ();
}
