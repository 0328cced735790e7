/* What a person may choose of the network, and what a session is given for it. */

#include "app/session/sf-network.h"

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

void
sf_network_choice_apply (const SfNetworkChoice *self, SfNetworkUrls *urls, SfPeerConfig *ret_config)
{
  gboolean is_local = self->mode == SF_NETWORK_MODE_LOCAL_ONLY;

  *urls = (SfNetworkUrls){{sf_network_built_in_servers[0], sf_network_built_in_servers[1]}};
  if (is_set (self->server))
    *urls = (SfNetworkUrls){{self->server}};

  *ret_config = (SfPeerConfig){
    .server_urls = is_local ? NULL : urls->servers,
    .use_lan = self->mode != SF_NETWORK_MODE_RELAY_ONLY,
    .relay_only = self->mode == SF_NETWORK_MODE_RELAY_ONLY,
    .stun_server = is_local ? NULL : host_port_or (self->stun_server, SF_NETWORK_BUILT_IN_STUN),
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

gboolean
sf_network_is_host_port (const char *text)
{
  g_autofree char *url = g_strconcat ("stun://", text, NULL);
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_NONE, NULL);

  return uri != NULL && is_set (g_uri_get_host (uri)) && g_uri_get_port (uri) > 0 &&
         g_uri_get_userinfo (uri) == NULL && *g_uri_get_path (uri) == '\0' &&
         g_uri_get_query (uri) == NULL && g_uri_get_fragment (uri) == NULL;
}
