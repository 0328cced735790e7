/* What a person chooses of the network becomes what a session does, and no more. */

#include "app/session/sf-network.h"

static void
test_built_in (void)
{
  SfNetworkUrls urls;
  SfPeerConfig config;

  sf_network_choice_apply (&(SfNetworkChoice){.server = "", .stun_server = ""}, &urls, &config);

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
  SfNetworkUrls urls;
  SfPeerConfig config;

  sf_network_choice_apply (&(SfNetworkChoice){.server = "ws://localhost:4000/v1",
                                              .stun_server = "example.org:3478",
                                              .transit_relay = "not an address"},
                           &urls, &config);

  g_assert_cmpuint (g_strv_length ((GStrv) config.server_urls), ==, 1);
  g_assert_cmpstr (config.server_urls[0], ==, "ws://localhost:4000/v1");
  g_assert_cmpstr (config.stun_server, ==, "example.org:3478");
  g_assert_cmpstr (config.transit_relay, ==, SF_NETWORK_BUILT_IN_TRANSIT);
}

static void
test_relay_only_stays_off_the_lan (void)
{
  SfNetworkUrls urls;
  SfPeerConfig config;

  sf_network_choice_apply (&(SfNetworkChoice){.mode = SF_NETWORK_MODE_RELAY_ONLY}, &urls, &config);

  g_assert_true (config.relay_only);
  g_assert_false (config.use_lan);
}

static void
test_local_only_asks_nobody_outside (void)
{
  SfNetworkUrls urls;
  SfPeerConfig config;

  sf_network_choice_apply (
    &(SfNetworkChoice){.mode = SF_NETWORK_MODE_LOCAL_ONLY, .server = "wss://example.org/v1"}, &urls,
    &config);

  g_assert_true (config.use_lan);
  g_assert_null (config.server_urls);
  g_assert_null (config.stun_server);
  g_assert_null (config.transit_relay);
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
  g_test_add_func ("/session/network/server-addresses", test_server_addresses);
  g_test_add_func ("/session/network/host-and-port", test_host_and_port);
  return g_test_run ();
}
