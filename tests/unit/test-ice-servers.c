/* Addresses of STUN and TURN servers, as people type them and as a rendezvous sends them. */

#include "net/ice/sf-ice-servers.h"
#include "net/sf-net-error.h"

#include <string.h>

static void
test_stun (void)
{
  static const struct {
    const char *text;
    const char *host;
    guint16 port;
  } good[] = {
    {"stun.example:19302", "stun.example", 19302},
    {"stun.example", "stun.example", 3478},
    {"stun:stun.example:1", "stun.example", 1},
    {"STUN:stun.example:65535", "stun.example", 65535},
    {"192.0.2.1:3479", "192.0.2.1", 3479},
    {"[2001:db8::1]:3479", "2001:db8::1", 3479},
    {"stun:[2001:db8::1]", "2001:db8::1", 3478},
    {"under_score.example", "under_score.example", 3478},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (good); i++) {
    g_autoptr (GError) error = NULL;
    SfServerAddress address;

    g_assert_true (sf_server_address_parse_stun (good[i].text, &address, &error));
    g_assert_no_error (error);
    g_assert_cmpstr (address.host, ==, good[i].host);
    g_assert_cmpuint (address.port, ==, good[i].port);
    g_assert_true (address.udp);
    g_assert_false (address.tcp);
  }
}

static void
test_refuses_stun (void)
{
  static const char *const bad[] = {
    "",         ":3478",        "stun:",
    "host:",    "host:0",       "host:65536",
    "host:+1",  "host: 1",      "host:1x",
    "ho st",    "host/x",       "-host",
    ".host",    "[2001:db8::1", "[::1]x",
    "[::1]:",   "[fe80::1%lo]", "[192.0.2.1]:1",
    "[host]:1", "2001:db8::1",  "stuns:host",
    "host:1:2", "user@host",    "h\303\266st",
    "host\n",   "[]",           "host:99999999999999999999",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++) {
    g_autoptr (GError) error = NULL;
    SfServerAddress address = {.port = 7};

    g_test_message ("%s", bad[i]);
    g_assert_false (sf_server_address_parse_stun (bad[i], &address, &error));
    g_assert_error (error, SF_NET_ERROR, SF_NET_ERROR_BAD_ADDRESS);
    g_assert_cmpuint (address.port, ==, 7);
  }
}

static void
test_host_length (void)
{
  g_autofree char *longest = g_strnfill (SF_SERVER_MAX_HOST, 'a');
  g_autofree char *longer = g_strnfill (SF_SERVER_MAX_HOST + 1, 'a');
  SfServerAddress address;

  g_assert_true (sf_server_address_parse_stun (longest, &address, NULL));
  g_assert_cmpstr (address.host, ==, longest);
  g_assert_false (sf_server_address_parse_stun (longer, &address, NULL));
}

static void
test_turn (void)
{
  static const struct {
    const char *uri;
    const char *host;
    guint16 port;
    gboolean udp;
    gboolean tcp;
  } good[] = {
    {"turn:turn.example", "turn.example", 3478, TRUE, TRUE},
    {"turn:turn.example:443?transport=tcp", "turn.example", 443, FALSE, TRUE},
    {"TURN:turn.example?transport=UDP", "turn.example", 3478, TRUE, FALSE},
    {"turn:[2001:db8::1]:3479?transport=udp", "2001:db8::1", 3479, TRUE, FALSE},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (good); i++) {
    SfServerAddress address;

    g_assert_true (sf_server_address_parse_turn (good[i].uri, &address, NULL));
    g_assert_cmpstr (address.host, ==, good[i].host);
    g_assert_cmpuint (address.port, ==, good[i].port);
    g_assert_cmpint (address.udp, ==, good[i].udp);
    g_assert_cmpint (address.tcp, ==, good[i].tcp);
  }
}

static void
test_refuses_turn (void)
{
  static const char *const bad[] = {
    "",
    "turn.example",
    "turn:",
    "turn:?transport=udp",
    "turns:turn.example",
    "TURNS:turn.example?transport=tcp",
    "turn:host?transport=tls",
    "turn:host?transport=",
    "turn:host?transport=udp&x=1",
    "turn:host?x=1",
    "turn:host?",
    "turn://host",
    "turn:user:password@host",
    "stun:host",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++) {
    g_autoptr (GError) error = NULL;
    SfServerAddress address;

    g_test_message ("%s", bad[i]);
    g_assert_false (sf_server_address_parse_turn (bad[i], &address, &error));
    g_assert_error (error, SF_NET_ERROR, SF_NET_ERROR_BAD_ADDRESS);
    if (g_ascii_strncasecmp (bad[i], "turns:", 6) == 0)
      g_assert_nonnull (strstr (error->message, "turns:"));
  }
}

static SfIceServers *
parse (const char *json, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (json, strlen (json));

  return sf_ice_servers_new_from_json (bytes, error);
}

static void
test_json (void)
{
  g_autoptr (SfIceServers) servers =
    parse ("{\"ttl\":600,\"more\":1,\"servers\":["
           "{\"urls\":\"stun:stun.example\"},"
           "{\"urls\":[\"turns:turn.example\",\"turn:turn.example?transport=udp\",7,"
           "\"turn:turn.example?transport=tcp\"],\"username\":\"1:u\",\"credential\":\"c\"}]}",
           NULL);

  g_assert_nonnull (servers);
  g_assert_cmpstr (servers->stun_server, ==, "stun:stun.example");
  g_assert_cmpuint (servers->n_turn_servers, ==, 2);
  g_assert_cmpstr (servers->turn_servers[0].uri, ==, "turn:turn.example?transport=udp");
  g_assert_cmpstr (servers->turn_servers[1].uri, ==, "turn:turn.example?transport=tcp");
  g_assert_cmpstr (servers->turn_servers[1].username, ==, "1:u");
  g_assert_cmpstr (servers->turn_servers[1].password, ==, "c");
  g_assert_cmpint (servers->ttl_s, ==, 600);
}

static void
test_json_leaves_out (void)
{
  static const char *const useless[] = {
    "{\"servers\":[]}",
    "{\"servers\":[7,null,\"x\",[],{}]}",
    "{\"servers\":[{\"urls\":\"turn:h\"}]}",
    "{\"servers\":[{\"urls\":\"turn:h\",\"username\":\"u\"}]}",
    "{\"servers\":[{\"urls\":\"turn:h\",\"username\":\"u\",\"credential\":7}]}",
    "{\"servers\":[{\"urls\":{},\"username\":\"u\",\"credential\":\"c\"}]}",
    "{\"servers\":[{\"urls\":[[\"turn:h\"]],\"username\":\"u\",\"credential\":\"c\"}]}",
    "{\"servers\":[{\"urls\":[\"turns:h\",\"\"],\"username\":\"u\",\"credential\":\"c\"}]}",
    "{\"servers\":[],\"ttl\":-1}",
    "{\"servers\":[],\"ttl\":\"long\"}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (useless); i++) {
    g_autoptr (SfIceServers) servers = parse (useless[i], NULL);

    g_assert_nonnull (servers);
    g_assert_null (servers->stun_server);
    g_assert_cmpuint (servers->n_turn_servers, ==, 0);
    g_assert_cmpint (servers->ttl_s, ==, 0);
  }
}

static void
test_json_refuses (void)
{
  static const char *const bad[] = {
    "", "[]", "{", "{}", "{\"servers\":{}}", "{\"servers\":\"turn:h\"}", "{\"servers\":null}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (parse (bad[i], &error));
    g_assert_error (error, SF_NET_ERROR, SF_NET_ERROR_PROTOCOL);
  }
}

static void
test_json_limits (void)
{
  g_autoptr (GString) json = g_string_new ("{\"servers\":[");
  g_autoptr (SfIceServers) servers = NULL;
  g_autoptr (SfIceServers) too_long = NULL;
  g_autofree char *name = g_strnfill (SF_ICE_SERVERS_MAX_TEXT + 1, 'u');
  g_autofree char *text = NULL;

  for (guint i = 0; i < SF_ICE_SERVERS_MAX_SERVERS; i++)
    g_string_append (json,
                     "{\"urls\":[\"turn:h\",\"turn:h\"],\"username\":\"u\",\"credential\":\"c\"},");
  g_string_append (json, "{\"urls\":\"stun:ninth\"}]}");
  servers = parse (json->str, NULL);
  g_assert_cmpuint (servers->n_turn_servers, ==, SF_ICE_SERVERS_MAX_TURN);
  g_assert_null (servers->stun_server);

  text = g_strdup_printf (
    "{\"servers\":[{\"urls\":\"turn:h\",\"username\":\"%s\",\"credential\":\"c\"}]}", name);
  too_long = parse (text, NULL);
  g_assert_cmpuint (too_long->n_turn_servers, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/net/ice-servers/stun", test_stun);
  g_test_add_func ("/net/ice-servers/refuses-stun", test_refuses_stun);
  g_test_add_func ("/net/ice-servers/host-length", test_host_length);
  g_test_add_func ("/net/ice-servers/turn", test_turn);
  g_test_add_func ("/net/ice-servers/refuses-turn", test_refuses_turn);
  g_test_add_func ("/net/ice-servers/json", test_json);
  g_test_add_func ("/net/ice-servers/json-leaves-out", test_json_leaves_out);
  g_test_add_func ("/net/ice-servers/json-refuses", test_json_refuses);
  g_test_add_func ("/net/ice-servers/json-limits", test_json_limits);
  return g_test_run ();
}
