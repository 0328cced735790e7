/* What a person chooses of the network becomes what a session does, and no more. */

#include "app/session/sf-network.h"

static void
test_built_in (void)
{
  SfNetworkServers servers;
  SfPeerConfig config;

  sf_network_choice_apply (&(SfNetworkChoice){.server = "", .stun_server = ""}, &servers, &config);

  g_assert_cmpuint (g_strv_length ((GStrv) config.server_urls), ==, SF_NETWORK_MAX_SERVERS);
  g_assert_true (g_str_has_prefix (config.server_urls[0], "wss:"));
  g_assert_true (config.use_lan);
  g_assert_false (config.relay_only);
  g_assert_cmpstr (config.stun_server, ==, SF_NETWORK_BUILT_IN_STUN);
  g_assert_cmpstr (config.transit_relay, ==, SF_NETWORK_BUILT_IN_TRANSIT);
}

static void
test_own_servers (void)
{
  SfNetworkServers servers;
  SfPeerConfig config;

  sf_network_choice_apply (&(SfNetworkChoice){.server = "ws://localhost:4000/v1",
                                              .stun_server = "example.org:3478",
                                              .transit_relay = "not an address"},
                           &servers, &config);

  g_assert_cmpuint (g_strv_length ((GStrv) config.server_urls), ==, 1);
  g_assert_cmpstr (config.server_urls[0], ==, "ws://localhost:4000/v1");
  g_assert_cmpstr (config.stun_server, ==, "example.org:3478");
  g_assert_cmpstr (config.transit_relay, ==, SF_NETWORK_BUILT_IN_TRANSIT);
}

static void
test_relay_only_stays_off_the_lan (void)
{
  SfNetworkServers servers;
  SfPeerConfig config;

  sf_network_choice_apply (&(SfNetworkChoice){.mode = SF_NETWORK_MODE_RELAY_ONLY}, &servers,
                           &config);

  g_assert_true (config.relay_only);
  g_assert_false (config.use_lan);
}

static void
test_local_only_asks_nobody_outside (void)
{
  SfNetworkServers servers;
  SfPeerConfig config;

  sf_network_choice_apply (
    &(SfNetworkChoice){.mode = SF_NETWORK_MODE_LOCAL_ONLY, .server = "wss://example.org/v1"},
    &servers, &config);

  g_assert_true (config.use_lan);
  g_assert_null (config.server_urls);
  g_assert_null (config.stun_server);
  g_assert_null (config.transit_relay);
}

/* All three, or none: half an account opens no relay. */
static void
test_own_relay (void)
{
  static const struct {
    SfNetworkChoice choice;
    gsize n;
  } rows[] = {
    {{.turn_server = "turn:relay.example.org", .turn_username = "u", .turn_password = "p"}, 1},
    {{.turn_server = "turns:relay.example.org", .turn_username = "u", .turn_password = "p"}, 0},
    {{.turn_server = "turn:relay.example.org", .turn_username = "u", .turn_password = ""}, 0},
    {{.turn_server = "turn:relay.example.org", .turn_username = "", .turn_password = "p"}, 0},
    {{.turn_server = "", .turn_username = "u", .turn_password = "p"}, 0},
    {{.mode = SF_NETWORK_MODE_LOCAL_ONLY,
      .turn_server = "turn:relay.example.org",
      .turn_username = "u",
      .turn_password = "p"},
     0},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    SfNetworkServers servers;
    SfPeerConfig config;

    sf_network_choice_apply (&rows[i].choice, &servers, &config);
    g_assert_cmpuint (config.n_turn_servers, ==, rows[i].n);
    if (rows[i].n > 0) {
      g_assert_cmpstr (config.turn_servers[0].uri, ==, rows[i].choice.turn_server);
      g_assert_cmpstr (config.turn_servers[0].username, ==, "u");
      g_assert_cmpstr (config.turn_servers[0].password, ==, "p");
    }
  }
}

static void
test_relay_addresses (void)
{
  static const struct {
    const char *text;
    const char *uri;
    SfAddressVerdict verdict;
  } rows[] = {
    {"turn:relay.example.org", "turn:relay.example.org", SF_ADDRESS_FINE},
    {"relay.example.org:3478", "turn:relay.example.org:3478", SF_ADDRESS_FINE},
    {"TURN:[2001:db8::1]:3478?transport=tcp", "TURN:[2001:db8::1]:3478?transport=tcp",
     SF_ADDRESS_FINE},
    {"turns:relay.example.org", NULL, SF_ADDRESS_TLS},
    {"https://relay.example.org", NULL, SF_ADDRESS_BAD},
    {"relay.example.org:0", NULL, SF_ADDRESS_BAD},
    {"", NULL, SF_ADDRESS_BAD},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    SfAddressVerdict verdict;
    g_autofree char *uri = sf_network_normalize_turn (rows[i].text, &verdict);

    g_assert_cmpstr (uri, ==, rows[i].uri);
    g_assert_cmpint (verdict, ==, rows[i].verdict);
  }
}

static void
test_server_addresses (void)
{
  static const struct {
    const char *text;
    const char *url;
  } rows[] = {
    {"wss://example.org/v1", "wss://example.org/v1"},
    {"ws://127.0.0.1:4000", "ws://127.0.0.1:4000/v1"},
    {"https://example.org", NULL},
    {"example.org", NULL},
    {"wss://", NULL},
    {"wss://user@example.org/v1", NULL},
    {"", NULL},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *url = sf_network_normalize_server (rows[i].text);

    g_assert_cmpstr (url, ==, rows[i].url);
  }
}

static void
test_host_and_port (void)
{
  static const struct {
    const char *text;
    gboolean is_valid;
  } rows[] = {
    {"example.org:3478", TRUE},
    {"192.0.2.1:1", TRUE},
    {"[2001:db8::1]:3478", TRUE},
    {"example.org", FALSE},
    {":3478", FALSE},
    {"example.org:0", FALSE},
    {"a@b:1", FALSE},
    {"example.org:1/path", FALSE},
    {"", FALSE},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_cmpint (sf_network_is_host_port (rows[i].text), ==, rows[i].is_valid);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session/network/built-in", test_built_in);
  g_test_add_func ("/session/network/own-servers", test_own_servers);
  g_test_add_func ("/session/network/relay-only-stays-off-the-lan",
                   test_relay_only_stays_off_the_lan);
  g_test_add_func ("/session/network/local-only-asks-nobody-outside",
                   test_local_only_asks_nobody_outside);
  g_test_add_func ("/session/network/own-relay", test_own_relay);
  g_test_add_func ("/session/network/relay-addresses", test_relay_addresses);
  g_test_add_func ("/session/network/server-addresses", test_server_addresses);
  g_test_add_func ("/session/network/host-and-port", test_host_and_port);
  return g_test_run ();
}
