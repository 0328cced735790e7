/* Deep copies of an SfIceConfig, for handing it to another thread. */
#pragma once

#include "net/ice/sf-ice-path.h"

G_BEGIN_DECLS

/* @ret_config is overwritten. */
void sf_ice_config_copy (SfIceConfig *ret_config, const SfIceConfig *config);
/* Frees what sf_ice_config_copy() made; passwords are wiped. */
void sf_ice_config_clear (SfIceConfig *config);

/* Appends a copy of @server to a config made by sf_ice_config_copy(). */
void sf_ice_config_add_turn_server (SfIceConfig *config, const SfTurnServer *server);

G_END_DECLS
