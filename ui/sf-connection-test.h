/* Trying out the servers of the settings, with a plain verdict on each. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define SF_TYPE_CONNECTION_TEST (sf_connection_test_get_type ())
G_DECLARE_FINAL_TYPE (
  SfConnectionTest, sf_connection_test, SF, CONNECTION_TEST, AdwPreferencesGroup)

/* Once, before it is shown. */
void sf_connection_test_set_settings (SfConnectionTest *self, GSettings *settings);

G_END_DECLS
