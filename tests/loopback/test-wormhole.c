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
  static const char *const turn_uris[] = {"turn:turn.example.org:3478", NULL};
  SfRendezvousServerConfig config;

  sf_rendezvous_server_config_init (&config);
  config.motd = "Be kind";
  config.turn_uris = turn_uris;
  config.turn_secret = "not a secret";
  fixture->server = sf_rendezvous_server_new (&config);
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
  const char *code = sf_guest_wait_for_code (a);
  g_autoptr (SfGuest) b = sf_guest_new (fixture->urls, code, "{\"i\":\"b\"}");

  sf_guest_expect_pair (a, b);
  g_assert_cmpstr (sf_wormhole_get_code (a->wormhole), ==, code);
  g_assert_cmpstr (sf_wormhole_get_motd (a->wormhole), ==, "Be kind");
  g_assert_cmpstr (sf_wormhole_get_url (a->wormhole), ==, fixture->urls[0]);
  g_assert_true (sf_wormhole_is_loopback (a->wormhole));
  g_assert_cmpstr (a->diary->waiting->str, ==, "-+");
  g_assert_cmpstr (b->diary->waiting->str, ==, "+");
  sf_until (strstr (b->diary->ice->str, "turn.example.org") != NULL);

  sf_guest_close (a, "happy");
  sf_until (g_str_equal (b->diary->peer->str, "-"));
  sf_guest_close (b, "happy");
}

static void
test_talks_in_order (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SfGuest) a = sf_guest_new (fixture->urls, NULL, "{}");
  g_autoptr (SfGuest) b = NULL;

  sf_guest_send (a, "before anybody is there");
  b = sf_guest_new (fixture->urls, sf_guest_wait_for_code (a), "{}");
  sf_guest_send (b, "early");
  sf_guest_expect_pair (a, b);
  for (guint i = 0; i < 20; i++) {
    g_autofree char *text = g_strdup_printf ("%u", i);
    sf_guest_send (a, text);
  }

  sf_diary_expect_message (a->diary, "early");
  sf_diary_expect_message (b->diary, "before anybody is there");
  for (guint i = 0; i < 20; i++) {
    g_autofree char *text = g_strdup_printf ("%u", i);
    sf_diary_expect_message (b->diary, text);
  }
}

static void
test_tells_wrong_code (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SfGuest) a = sf_guest_new (fixture->urls, "811-aardvark-adroitness", "{}");
  g_autoptr (SfGuest) b = sf_guest_new (fixture->urls, "811-aardvark-adviser", "{}");

  sf_diary_expect_failure (a->diary, SF_NET_ERROR_WRONG_CODE);
  sf_diary_expect_failure (b->diary, SF_NET_ERROR_WRONG_CODE);
  g_assert_null (a->diary->peer_hello);
  g_assert_null (sf_wormhole_get_key (a->wormhole));
  sf_guest_close (a, "scary");
  sf_guest_close (b, "scary");
}

static void
test_refuses_third (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SfGuest) a = sf_guest_new (fixture->urls, NULL, "{}");
  const char *code = sf_guest_wait_for_code (a);
  g_autoptr (SfGuest) b = sf_guest_new (fixture->urls, code, "{}");
  g_autoptr (SfGuest) c = sf_guest_new (fixture->urls, code, "{}");
  SfGuest *late;

  sf_until (b->diary->error != NULL || c->diary->error != NULL);
  late = c->diary->error != NULL ? c : b;
  sf_diary_expect_failure (late->diary, SF_NET_ERROR_CODE_USED);
  sf_guest_expect_pair (a, late == c ? b : c);
}

static void
test_nobody_there (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SfGuest) b = sf_guest_new (fixture->urls, "812-aardvark-adroitness", "{}");

  sf_until (b->diary->waiting->len > 0);
  g_assert_cmpstr (b->diary->waiting->str, ==, "-");
  sf_guest_close (b, "lonely");
}

static void
test_nobody_answers (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SfGuest) a = NULL;

  sf_rendezvous_server_stop (fixture->server);
  a = sf_guest_new (fixture->urls, NULL, "{}");
  sf_diary_expect_failure (a->diary, SF_NET_ERROR_SERVER_UNREACHABLE);
  sf_guest_close (a, "errory");
}

static void
test_second_address (Fixture *fixture, gconstpointer data)
{
  const char *urls[] = {"wss://127.0.0.1:1/v1", fixture->urls[0], NULL};
  g_autoptr (SfGuest) a = sf_guest_new (urls, NULL, "{}");

  sf_guest_wait_for_code (a);
  g_assert_cmpstr (sf_wormhole_get_url (a->wormhole), ==, fixture->urls[0]);
}

/* The first address takes the connection and says nothing: the next one is tried beside it. */
static void
test_slow_first_address (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GSocketListener) listener = g_socket_listener_new ();
  guint16 port = g_socket_listener_add_any_inet_port (listener, NULL, NULL);
  g_autofree char *silent = g_strdup_printf ("ws://127.0.0.1:%u/v1", port);
  const char *urls[] = {silent, fixture->urls[0], NULL};
  g_autoptr (SfGuest) a = sf_guest_new (urls, NULL, "{}");

  sf_guest_wait_for_code (a);
  g_assert_cmpstr (sf_wormhole_get_url (a->wormhole), ==, fixture->urls[0]);
}

static void
test_added_address (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GSocketListener) listener = g_socket_listener_new ();
  guint16 port = g_socket_listener_add_any_inet_port (listener, NULL, NULL);
  g_autofree char *silent = g_strdup_printf ("ws://127.0.0.1:%u/v1", port);
  const char *urls[] = {silent, NULL};
  g_autoptr (SfGuest) a = sf_guest_new (urls, NULL, "{}");

  sf_wormhole_add_url (a->wormhole, fixture->urls[0]);
  sf_guest_wait_for_code (a);
  g_assert_cmpstr (sf_wormhole_get_url (a->wormhole), ==, fixture->urls[0]);
}

static void
test_refuses_bad_address (void)
{
  static const char *const addresses[] = {"", "http://localhost/v1", "ws:///v1",
                                          "ws:", "localhost"};

  for (gsize i = 0; i < G_N_ELEMENTS (addresses); i++) {
    const char *urls[] = {addresses[i], NULL};
    g_autoptr (SfGuest) a = sf_guest_new (urls, NULL, "{}");

    sf_diary_expect_failure (a->diary, SF_NET_ERROR_BAD_ADDRESS);
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
  ADD ("second-address", test_second_address);
  ADD ("slow-first-address", test_slow_first_address);
  ADD ("added-address", test_added_address);
#undef ADD
  g_test_add_func ("/net/wormhole/refuses-bad-address", test_refuses_bad_address);
  return g_test_run ();
}
