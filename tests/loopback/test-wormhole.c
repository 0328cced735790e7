/* Two wormholes over our own server, in one process. */

#include "net/server/sf-rendezvous-server.h"
#include "net/sf-net-error.h"
#include "tests/support/sf-guest.h"
#include "tests/support/sf-until.h"

typedef struct {
  SfRendezvousServer *server;
  const char *urls[2];
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GError) error = NULL;

  fixture->server = sf_rendezvous_server_new (NULL);
  sf_rendezvous_server_listen (fixture->server, address, &error);
  g_assert_no_error (error);
  fixture->urls[0] =
    g_strdup_printf ("ws://127.0.0.1:%u/v1", sf_rendezvous_server_get_port (fixture->server));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  sf_rendezvous_server_stop (fixture->server);
  g_object_unref (fixture->server);
  g_free ((char *) fixture->urls[0]);
}

static void
test_meets (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SfGuest) a = sf_guest_new (fixture->urls, NULL, "{\"i\":\"a\"}");
  g_autoptr (SfGuest) b = NULL;

  sf_until (a->code != NULL);
  g_assert_cmpstr (sf_wormhole_get_code (a->wormhole), ==, a->code);
  b = sf_guest_new (fixture->urls, a->code, "{\"i\":\"b\"}");
  sf_guest_expect_pair (a, b);
  g_assert_cmpmem (g_bytes_get_data (a->peer_hello, NULL), g_bytes_get_size (a->peer_hello),
                   "{\"i\":\"b\"}", 9);
  g_assert_true (g_str_has_suffix (a->waiting->str, "+"));
  g_assert_cmpstr (b->waiting->str, ==, "+");
  g_assert_true (sf_wormhole_is_loopback (a->wormhole));
  g_assert_cmpstr (sf_wormhole_get_url (a->wormhole), ==, fixture->urls[0]);

  sf_guest_close (a, "happy");
  sf_guest_close (b, "happy");
}

static void
test_talks_in_order (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SfGuest) a = sf_guest_new (fixture->urls, NULL, "{}");
  g_autoptr (SfGuest) b = NULL;

  sf_guest_send (a, "before anybody is there");
  sf_until (a->code != NULL);
  b = sf_guest_new (fixture->urls, a->code, "{}");
  sf_guest_send (b, "early");
  sf_guest_expect_pair (a, b);
  for (guint i = 0; i < 20; i++) {
    g_autofree char *text = g_strdup_printf ("%u", i);
    sf_guest_send (a, text);
  }

  sf_guest_expect_message (a, "early");
  sf_guest_expect_message (b, "before anybody is there");
  for (guint i = 0; i < 20; i++) {
    g_autofree char *text = g_strdup_printf ("%u", i);
    sf_guest_expect_message (b, text);
  }
}

static void
test_tells_wrong_code (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SfGuest) a = sf_guest_new (fixture->urls, "811-aardvark-adroitness", "{}");
  g_autoptr (SfGuest) b = sf_guest_new (fixture->urls, "811-aardvark-adviser", "{}");

  sf_until (a->error != NULL && b->error != NULL);
  g_assert_error (a->error, SF_NET_ERROR, SF_NET_ERROR_WRONG_CODE);
  g_assert_error (b->error, SF_NET_ERROR, SF_NET_ERROR_WRONG_CODE);
  g_assert_null (a->peer_hello);
  g_assert_null (sf_wormhole_get_key (a->wormhole));
  sf_guest_close (a, "scary");
  sf_guest_close (b, "scary");
}

static void
test_refuses_third (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SfGuest) a = sf_guest_new (fixture->urls, NULL, "{}");
  g_autoptr (SfGuest) b = NULL;
  g_autoptr (SfGuest) c = NULL;
  SfGuest *late;

  sf_until (a->code != NULL);
  b = sf_guest_new (fixture->urls, a->code, "{}");
  c = sf_guest_new (fixture->urls, a->code, "{}");
  sf_until (b->error != NULL || c->error != NULL);
  late = c->error != NULL ? c : b;
  g_assert_error (late->error, SF_NET_ERROR, SF_NET_ERROR_CODE_USED);
  sf_guest_expect_pair (a, late == c ? b : c);
}

static void
test_nobody_there (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SfGuest) b = sf_guest_new (fixture->urls, "812-aardvark-adroitness", "{}");

  sf_until (b->waiting->len > 0);
  g_assert_cmpstr (b->waiting->str, ==, "-");
  sf_guest_close (b, "lonely");
}

static void
test_nobody_answers (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SfGuest) a = NULL;

  sf_rendezvous_server_stop (fixture->server);
  a = sf_guest_new (fixture->urls, NULL, "{}");
  sf_until (a->error != NULL);
  g_assert_error (a->error, SF_NET_ERROR, SF_NET_ERROR_SERVER_UNREACHABLE);
  sf_guest_close (a, "errory");
}

static void
test_refuses_bad_address (void)
{
  static const char *const addresses[] = {"", "http://localhost/v1", "ws:///v1",
                                          "ws:", "localhost"};

  for (gsize i = 0; i < G_N_ELEMENTS (addresses); i++) {
    const char *urls[] = {addresses[i], NULL};
    g_autoptr (SfGuest) a = sf_guest_new (urls, NULL, "{}");

    g_assert_error (a->error, SF_NET_ERROR, SF_NET_ERROR_BAD_ADDRESS);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function)                                                                        \
  g_test_add ("/net/wormhole/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("meets", test_meets);
  ADD ("talks-in-order", test_talks_in_order);
  ADD ("tells-wrong-code", test_tells_wrong_code);
  ADD ("refuses-third", test_refuses_third);
  ADD ("nobody-there", test_nobody_there);
  ADD ("nobody-answers", test_nobody_answers);
#undef ADD
  g_test_add_func ("/net/wormhole/refuses-bad-address", test_refuses_bad_address);
  return g_test_run ();
}
