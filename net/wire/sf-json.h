/* JSON objects from strangers: bounded before they are parsed, checked where they are read. */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define SF_JSON_MAX_SIZE (128 * 1024) /* bytes of text */
/* json-glib recurses once for each nested container. Counted wherever a bracket stands, in strings
 * and comments too, so that nothing can hide one. */
#define SF_JSON_MAX_CONTAINERS 128

/**
 * sf_json_parse:
 * @text: (array length=size): not necessarily terminated
 *
 * Returns: (transfer full) (nullable): the object; %NULL with %SF_NET_ERROR_PROTOCOL when @text is
 *   not UTF-8 or not one JSON object, with %SF_NET_ERROR_TOO_LARGE when it passes a limit above
 */
JsonObject *sf_json_parse (const char *text, gsize size, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * sf_json_get_string:
 * @max_size: the limit, in bytes
 *
 * Returns: (transfer none) (nullable): valid UTF-8; %NULL when @name is missing, of another type or
 *   too long
 */
const char *sf_json_get_string (JsonObject *object, const char *name, gsize max_size);

/* Returns: (transfer none) (nullable): NULL when @name is missing or of another type */
JsonObject *sf_json_get_object (JsonObject *object, const char *name);

/* Both return FALSE, and leave @ret_value alone, when @name is missing or of another type. */
gboolean sf_json_get_boolean (JsonObject *object, const char *name, gboolean *ret_value);
gboolean sf_json_get_integer (JsonObject *object, const char *name, gint64 *ret_value);

/* Returns: (transfer full): @object on one line */
char *sf_json_to_text (JsonObject *object) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
