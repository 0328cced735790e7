/* JSON objects from strangers: bounded before they are parsed, checked where they are read. */

#include "net/wire/sf-json.h"

#include "net/sf-net-error.h"

#include <string.h>

static gboolean
check_limits (const char *text, gsize size, GError **error)
{
  guint n_containers = 0;

  for (gsize i = 0; i < size && size <= SF_JSON_MAX_SIZE; i++)
    n_containers += text[i] == '{' || text[i] == '[';

  if (size <= SF_JSON_MAX_SIZE && n_containers <= SF_JSON_MAX_CONTAINERS)
    return TRUE;

  g_set_error_literal (error, SF_NET_ERROR, SF_NET_ERROR_TOO_LARGE, "JSON beyond the limits");
  return FALSE;
}

JsonObject *
sf_json_parse (const char *text, gsize size, GError **error)
{
  g_autoptr (JsonParser) parser = NULL;
  JsonNode *root;

  g_return_val_if_fail (text != NULL || size == 0, NULL);

  if (!check_limits (text, size, error))
    return NULL;

  parser = json_parser_new_immutable ();
  if (size > 0 && g_utf8_validate_len (text, size, NULL) &&
      json_parser_load_from_data (parser, text, (gssize) size, NULL)) {
    root = json_parser_get_root (parser);
    if (root != NULL && JSON_NODE_HOLDS_OBJECT (root))
      return json_node_dup_object (root);
  }

  g_set_error_literal (error, SF_NET_ERROR, SF_NET_ERROR_PROTOCOL, "Not one JSON object");
  return NULL;
}

static JsonNode *
get_value (JsonObject *object, const char *name, GType type)
{
  JsonNode *node = json_object_get_member (object, name);

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != type)
    return NULL;

  return node;
}

const char *
sf_json_get_string (JsonObject *object, const char *name, gsize max_size)
{
  JsonNode *node = get_value (object, name, G_TYPE_STRING);
  const char *text = node != NULL ? json_node_get_string (node) : NULL;

  /* Half a surrogate pair, "\uD800x", comes out of json-glib as invalid UTF-8. */
  if (text == NULL || strlen (text) > max_size || !g_utf8_validate (text, -1, NULL))
    return NULL;

  return text;
}

JsonObject *
sf_json_get_object (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

gboolean
sf_json_get_boolean (JsonObject *object, const char *name, gboolean *ret_value)
{
  JsonNode *node = get_value (object, name, G_TYPE_BOOLEAN);

  if (node == NULL)
    return FALSE;

  *ret_value = json_node_get_boolean (node);
  return TRUE;
}

gboolean
sf_json_get_integer (JsonObject *object, const char *name, gint64 *ret_value)
{
  JsonNode *node = get_value (object, name, G_TYPE_INT64);

  if (node == NULL)
    return FALSE;

  *ret_value = json_node_get_int (node);
  return TRUE;
}

char *
sf_json_to_text (JsonObject *object)
{
  g_autoptr (JsonNode) root = json_node_new (JSON_NODE_OBJECT);

  json_node_set_object (root, object);
  return json_to_string (root, FALSE);
}
