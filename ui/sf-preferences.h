/* The window of settings. */
#pragma once

#include "ui/sf-booth.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SF_TYPE_PREFERENCES (sf_preferences_get_type ())
G_DECLARE_FINAL_TYPE (SfPreferences, sf_preferences, SF, PREFERENCES, AdwPreferencesWindow)

/* @parent: (nullable) */
SfPreferences *sf_preferences_new (GtkWindow *parent, SfBooth *booth);

G_END_DECLS
