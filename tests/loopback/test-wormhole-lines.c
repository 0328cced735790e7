/* Wormholes on real connections that break, and at servers that are none. */

#include "net/server/sf-rendezvous-server.h"
#include "net/sf-net-error.h"
#include "tests/support/sf-guest.h"
#include "tests/support/sf-odd-server.h"
#include "tests/support/sf-proxy.h"
#include "tests/support/sf-until.h"

#include <string.h>

typedef struct {
  SfRendezvousServer *server;
  SfProxy *proxies[2];
  const char *urls[2][2];
  SfGuest *a;
  SfGuest *b;
} Fixture;

static void
start_server (Fixture *fixture, guint16 port)
{
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (loopback, port);
  g_autoptr (GError) error = NULL;

  fixture->server = sf_rendezvous_server_new (NULL);
  sf_rendezvous_server_listen (fixture->server, address, &error);
  g_assert_no_error (error);
}

static void
stop_server (Fixture *fixture)
{
  sf_rendezvous_server_stop (fixture->server);
  g_clear_object (&fixture->server);
}

/* Two that met, each on a line of its own. */
static void
set_up (Fixture *fixture, gconstpointer data)
{
  start_server (fixture, 0);
  for (guint i = 0; i < 2; i++) {
    fixture->proxies[i] = sf_proxy_new (sf_rendezvous_server_get_port (fixture->server));
    fixture->urls[i][0] =
      g_strdup_printf ("ws://127.0.0.1:%u/v1", sf_proxy_get_port (fixture->proxies[i]));
  }
  fixture->a = sf_guest_new (fixture->urls[0], NULL, "{}");
  fixture->b = sf_guest_new (fixture->urls[1], sf_guest_wait_for_code (fixture->a), "{}");
  sf_guest_expect_pair (fixture->a, fixture->b);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  sf_guest_free (fixture->a);
  sf_guest_free (fixture->b);
  for (guint i = 0; i < 2; i++) {
    sf_proxy_free (fixture->proxies[i]);
    g_free ((char *) fixture->urls[i][0]);
  }
  stop_server (fixture);
}

static void
expect_talk (Fixture *fixture)
{
  sf_guest_send (fixture->a, "from a");
  sf_guest_send (fixture->b, "from b");
  sf_diary_expect_message (fixture->a->diary, "from b");
  sf_diary_expect_message (fixture->b->diary, "from a");
}

static void
test_cut (Fixture *fixture, gconstpointer data)
{
  sf_proxy_cut (fixture->proxies[0]);
  sf_until (fixture->a->diary->online->len == 1);
  g_assert_cmpstr (fixture->a->diary->online->str, ==, "-");
  sf_until (g_str_equal (fixture->b->diary->peer->str, "-"));
  expect_talk (fixture);
  g_assert_cmpstr (fixture->a->diary->online->str, ==, "-+");
  g_assert_cmpstr (fixture->b->diary->online->str, ==, "");
  g_assert_cmpstr (fixture->b->diary->peer->str, ==, "-+");
}

static void
test_cut_both_while_talking (Fixture *fixture, gconstpointer data)
{
  sf_guest_send (fixture->a, "from a");
  sf_guest_send (fixture->b, "from b");
  sf_proxy_cut (fixture->proxies[0]);
  sf_proxy_cut (fixture->proxies[1]);
  sf_diary_expect_message (fixture->a->diary, "from b");
  sf_diary_expect_message (fixture->b->diary, "from a");
  expect_talk (fixture);
}

static void
test_corrupt (Fixture *fixture, gconstpointer data)
{
  sf_proxy_corrupt (fixture->proxies[0]);
  expect_talk (fixture);
  sf_until (g_str_equal (fixture->a->diary->online->str, "-+"));
  expect_talk (fixture);
}

static void
test_server_restarted (Fixture *fixture, gconstpointer data)
{
  guint16 port = sf_rendezvous_server_get_port (fixture->server);

  stop_server (fixture);
  sf_until (fixture->a->diary->online->len > 0 && fixture->b->diary->online->len > 0);
  start_server (fixture, port);
  expect_talk (fixture);
  g_assert_cmpstr (fixture->a->diary->online->str, ==, "-+");
  g_assert_cmpstr (fixture->b->diary->online->str, ==, "-+");
}

/* A server that says nothing any more is not waited for, but told. */
static void
test_close_without_answer (Fixture *fixture, gconstpointer data)
{
  sf_proxy_hold (fixture->proxies[0]);
  sf_guest_close (fixture->a, "happy");
  sf_until (g_str_equal (fixture->b->diary->peer->str, "-"));
}

typedef struct {
  const char *name;
  SfOddKind kind;
  const char *text;
} Odd;

static const Odd odds[] = {
  {"not-json", SF_ODD_TEXT, "hello"},
  {"not-a-mailbox-server", SF_ODD_TEXT, "{\"jsonrpc\":\"2.0\"}"},
  {"not-text", SF_ODD_BINARY, "{\"type\":\"welcome\",\"welcome\":{}}"},
  {"one-megabyte", SF_ODD_LARGE, NULL},
  {"closes-at-once", SF_ODD_CLOSE, NULL},
  {"nothing-there", SF_ODD_MISSING, NULL},
};

static void
test_odd (gconstpointer data)
{
  const Odd *odd = data;
  g_autoptr (SfOddServer) server = sf_odd_server_new (odd->kind, odd->text);
  const char *urls[] = {sf_odd_server_get_url (server), NULL};
  g_autoptr (SfGuest) guest = sf_guest_new (urls, NULL, "{}");

  sf_diary_expect_failure (guest->diary, SF_NET_ERROR_SERVER_UNREACHABLE);
  sf_guest_close (guest, "errory");
}

/* A server may not send us somewhere else. */
static void
test_redirect (void)
{
  g_autoptr (SfOddServer) trap =
    sf_odd_server_new (SF_ODD_TEXT, "{\"type\":\"welcome\",\"welcome\":{}}");
  g_autoptr (SfOddServer) server = sf_odd_server_new (SF_ODD_MOVED, sf_odd_server_get_url (trap));
  const char *urls[] = {sf_odd_server_get_url (server), NULL};
  g_autoptr (SfGuest) guest = sf_guest_new (urls, NULL, "{}");

  sf_diary_expect_failure (guest->diary, SF_NET_ERROR_SERVER_UNREACHABLE);
}

static void
test_refusal (void)
{
  g_autoptr (SfOddServer) server = sf_odd_server_new (
    SF_ODD_TEXT, "{\"type\":\"welcome\",\"welcome\":{\"error\":\"closed for ever\"}}");
  const char *urls[] = {sf_odd_server_get_url (server), NULL};
  g_autoptr (SfGuest) guest = sf_guest_new (urls, NULL, "{}");

  sf_diary_expect_failure (guest->diary, SF_NET_ERROR_SERVER_REFUSED);
  g_assert_nonnull (strstr (guest->diary->error->message, "closed for ever"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function)                                                                        \
  g_test_add ("/net/wormhole-lines/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("cut", test_cut);
  ADD ("cut-both-while-talking", test_cut_both_while_talking);
  ADD ("corrupt", test_corrupt);
  ADD ("server-restarted", test_server_restarted);
  ADD ("close-without-answer", test_close_without_answer);
#undef ADD
  for (gsize i = 0; i < G_N_ELEMENTS (odds); i++) {
    g_autofree char *path = g_strconcat ("/net/wormhole-lines/", odds[i].name, NULL);
    g_test_add_data_func (path, &odds[i], test_odd);
  }
  g_test_add_func ("/net/wormhole-lines/redirect", test_redirect);
  g_test_add_func ("/net/wormhole-lines/refusal", test_refusal);
  return g_test_run ();
}
