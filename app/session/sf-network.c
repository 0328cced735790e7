/* What a person may choose of the network, and what a session is given for it. */

#include "app/session/sf-network.h"

#include <string.h>

const char *const sf_network_built_in_servers[] = {
  "wss://relay.magic-wormhole.io:443/v1",
  "ws://relay.magic-wormhole.io:4000/v1",
  NULL,
};

static gboolean
is_set (const char *text)
{
  return text != NULL && *text != '\0';
}

static const char *
host_port_or (const char *text, const char *built_in)
{
  return is_set (text) && sf_network_is_host_port (text) ? text : built_in;
}

/* A relay lends nothing without both a user name and a password. */
static gboolean
has_turn (const SfNetworkChoice *self)
{
  SfServerAddress unused;

  return is_set (self->turn_server) && is_set (self->turn_username) &&
         is_set (self->turn_password) && strlen (self->turn_username) <= SF_ICE_SERVERS_MAX_TEXT &&
         strlen (self->turn_password) <= SF_ICE_SERVERS_MAX_TEXT &&
         sf_server_address_parse_turn (self->turn_server, &unused, NULL);
}

void
sf_network_choice_apply (const SfNetworkChoice *self,
                         SfNetworkServers *servers,
                         SfPeerConfig *ret_config)
{
  gboolean is_local = self->mode == SF_NETWORK_MODE_LOCAL_ONLY;

  *servers = (SfNetworkServers){
    .urls = {sf_network_built_in_servers[0], sf_network_built_in_servers[1]},
    .turn = {(char *) self->turn_server, (char *) self->turn_username,
             (char *) self->turn_password},
  };
  if (is_set (self->server)) {
    servers->urls[0] = self->server;
    servers->urls[1] = NULL;
  }

  *ret_config = (SfPeerConfig){
    .server_urls = is_local ? NULL : servers->urls,
    .use_lan = self->mode != SF_NETWORK_MODE_RELAY_ONLY,
    .relay_only = self->mode == SF_NETWORK_MODE_RELAY_ONLY,
    .stun_server = is_local ? NULL : host_port_or (self->stun_server, SF_NETWORK_BUILT_IN_STUN),
    .turn_servers = &servers->turn,
    .n_turn_servers = !is_local && has_turn (self) ? 1 : 0,
    .transit_relay = is_local ? NULL
                              : host_port_or (self->transit_relay, SF_NETWORK_BUILT_IN_TRANSIT),
  };
}

char *
sf_network_normalize_server (const char *text)
{
  g_autoptr (GUri) uri = g_uri_parse (text, G_URI_FLAGS_NONE, NULL);
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;

  if (!is_set (host) || g_uri_get_userinfo (uri) != NULL || g_uri_get_fragment (uri) != NULL ||
      !g_strv_contains ((const char *const[]){"ws", "wss", NULL}, g_uri_get_scheme (uri)))
    return NULL;

  return g_strconcat (text, *g_uri_get_path (uri) == '\0' ? "/v1" : NULL, NULL);
}

char *
sf_network_normalize_turn (const char *text, SfAddressVerdict *ret_verdict)
{
  gboolean is_tls = g_ascii_strncasecmp (text, "turns:", strlen ("turns:")) == 0;
  gboolean has_scheme = g_ascii_strncasecmp (text, "turn:", strlen ("turn:")) == 0;
  g_autofree char *uri = g_strconcat (has_scheme ? "" : "turn:", text, NULL);
  SfServerAddress unused;
  gboolean is_fine = !is_tls && strlen (uri) <= SF_ICE_SERVERS_MAX_TEXT &&
                     sf_server_address_parse_turn (uri, &unused, NULL);

  if (ret_verdict != NULL)
    *ret_verdict = is_fine ? SF_ADDRESS_FINE : is_tls ? SF_ADDRESS_TLS : SF_ADDRESS_BAD;

  return is_fine ? g_steal_pointer (&uri) : NULL;
}

gboolean
sf_network_is_host_port (const char *text)
{
  g_autofree char *url = g_strconcat ("stun://", text, NULL);
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_NONE, NULL);

  return uri != NULL && is_set (g_uri_get_host (uri)) && g_uri_get_port (uri) > 0 &&
         g_uri_get_userinfo (uri) == NULL && *g_uri_get_path (uri) == '\0' &&
         g_uri_get_query (uri) == NULL && g_uri_get_fragment (uri) == NULL;
}
