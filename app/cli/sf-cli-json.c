/* One JSON object on one line of standard output, flushed at once. */

#include "app/cli/sf-cli-json.h"

#include <stdio.h>

JsonBuilder *
sf_cli_json_begin (const char *event)
{
  JsonBuilder *self = json_builder_new ();

  json_builder_begin_object (self);
  sf_cli_json_add_string (self, "event", event);

  return self;
}

void
sf_cli_json_add_string (JsonBuilder *self, const char *key, const char *value)
{
  g_autofree char *valid = value != NULL ? g_utf8_make_valid (value, -1) : NULL;

  json_builder_set_member_name (self, key);
  if (valid != NULL)
    json_builder_add_string_value (self, valid);
  else
    json_builder_add_null_value (self);
}

void
sf_cli_json_add_int (JsonBuilder *self, const char *key, gint64 value)
{
  json_builder_set_member_name (self, key);
  json_builder_add_int_value (self, value);
}

void
sf_cli_json_add_double (JsonBuilder *self, const char *key, double value)
{
  json_builder_set_member_name (self, key);
  json_builder_add_double_value (self, value);
}

void
sf_cli_json_add_boolean (JsonBuilder *self, const char *key, gboolean value)
{
  json_builder_set_member_name (self, key);
  json_builder_add_boolean_value (self, value);
}

void
sf_cli_json_add_null (JsonBuilder *self, const char *key)
{
  json_builder_set_member_name (self, key);
  json_builder_add_null_value (self);
}

char *
sf_cli_json_end (JsonBuilder *self)
{
  g_autoptr (JsonBuilder) owned = self;
  g_autoptr (JsonNode) root = NULL;

  json_builder_end_object (owned);
  root = json_builder_get_root (owned);

  return json_to_string (root, FALSE);
}

void
sf_cli_json_print (JsonBuilder *self)
{
  g_autofree char *line = sf_cli_json_end (self);

  /* Not g_print(): JSON is UTF-8 in every locale. */
  (void) puts (line);
  (void) fflush (stdout);
}
