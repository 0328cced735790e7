/* The page of the preferences for oneself, the photos and the countdown. */
#pragma once

#include "ui/sf-booth.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SF_TYPE_GENERAL_PREFERENCES (sf_general_preferences_get_type ())
G_DECLARE_FINAL_TYPE (
  SfGeneralPreferences, sf_general_preferences, SF, GENERAL_PREFERENCES, AdwPreferencesPage)

/* Once, before it is shown. */
void sf_general_preferences_set_booth (SfGeneralPreferences *self, SfBooth *booth);

G_END_DECLS
