/* The page of the preferences for servers and relays. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define SF_TYPE_NETWORK_PREFERENCES (sf_network_preferences_get_type ())
G_DECLARE_FINAL_TYPE (
  SfNetworkPreferences, sf_network_preferences, SF, NETWORK_PREFERENCES, AdwPreferencesPage)

/* Once, before it is shown. */
void sf_network_preferences_set_settings (SfNetworkPreferences *self, GSettings *settings);

G_END_DECLS
