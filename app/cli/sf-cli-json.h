/* One JSON object on one line of standard output, flushed at once. */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Begins `{"event":"@event"`; more is added by json-glib. */
JsonBuilder *sf_cli_json_begin (const char *event) G_GNUC_WARN_UNUSED_RESULT;

/* @value: (nullable): %NULL gives null; what is not UTF-8, as a file name may be, is replaced */
void sf_cli_json_add_string (JsonBuilder *self, const char *key, const char *value);
void sf_cli_json_add_int (JsonBuilder *self, const char *key, gint64 value);
/* @value: finite */
void sf_cli_json_add_double (JsonBuilder *self, const char *key, double value);
void sf_cli_json_add_boolean (JsonBuilder *self, const char *key, gboolean value);
void sf_cli_json_add_null (JsonBuilder *self, const char *key);

/* Takes @self. Returns: (transfer full): the line, without its newline */
char *sf_cli_json_end (JsonBuilder *self) G_GNUC_WARN_UNUSED_RESULT;
/* Takes @self, and prints the line. */
void sf_cli_json_print (JsonBuilder *self);

G_END_DECLS
