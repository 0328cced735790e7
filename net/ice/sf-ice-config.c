/* Deep copies of an SfIceConfig, for handing it to another thread. */

#include "net/ice/sf-ice-config.h"

void
sf_ice_config_copy (SfIceConfig *ret_config, const SfIceConfig *config)
{
  *ret_config = *config;
  ret_config->stun_server = g_strdup (config->stun_server);
  ret_config->turn_servers = NULL;
  ret_config->n_turn_servers = 0;
  for (gsize i = 0; i < config->n_turn_servers; i++)
    sf_ice_config_add_turn_server (ret_config, &config->turn_servers[i]);
}

void
sf_ice_config_clear (SfIceConfig *config)
{
  SfTurnServer *servers = (SfTurnServer *) config->turn_servers;

  for (gsize i = 0; i < config->n_turn_servers; i++)
    sf_turn_server_clear (&servers[i]);
  g_free (servers);
  g_free ((char *) config->stun_server);
  *config = (SfIceConfig){0};
}

void
sf_ice_config_add_turn_server (SfIceConfig *config, const SfTurnServer *server)
{
  SfTurnServer *servers = (SfTurnServer *) config->turn_servers;

  servers = g_renew (SfTurnServer, servers, config->n_turn_servers + 1);
  servers[config->n_turn_servers++] = (SfTurnServer){
    .uri = g_strdup (server->uri),
    .username = g_strdup (server->username),
    .password = g_strdup (server->password),
  };
  config->turn_servers = servers;
}
