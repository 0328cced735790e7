/* The desktop's one switch for all cameras. */

#include "app/capture/sf-camera-privacy.h"

#include <gio/gio.h>

#define SCHEMA "org.gnome.desktop.privacy"
#define KEY "disable-camera"

gboolean
sf_camera_privacy_is_on (void)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema = NULL;
  g_autoptr (GSettings) settings = NULL;

  /* g_settings_new() ends the program where there is no such schema. */
  if (source != NULL)
    schema = g_settings_schema_source_lookup (source, SCHEMA, TRUE);
  if (schema == NULL || !g_settings_schema_has_key (schema, KEY))
    return FALSE;

  settings = g_settings_new_full (schema, NULL, NULL);
  return g_settings_get_boolean (settings, KEY);
}
