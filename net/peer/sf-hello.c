/* What a side says of itself in the sealed version phase. */

#include "net/peer/sf-hello.h"

#include "net/sf-net-error.h"
#include "net/wire/sf-json.h"

#include <sodium.h>
#include <string.h>

#define NONCE_SIZE 16
#define MAX_ROLE_SIZE 16

static const char *
role_name (gboolean is_creator)
{
  return is_creator ? "creator" : "joiner";
}

GBytes *
sf_hello_build (gboolean is_creator, GBytes *introduction)
{
  g_autoptr (JsonObject) hello = json_object_new ();
  JsonObject *app_versions = json_object_new ();
  JsonObject *sameframe = json_object_new ();
  guint8 nonce[NONCE_SIZE];
  char nonce_hex[2 * NONCE_SIZE + 1];
  g_autofree char *encoded = NULL;
  gsize size;
  const guint8 *data = g_bytes_get_data (introduction, &size);
  char *text;

  g_return_val_if_fail (size <= SF_HELLO_MAX_INTRODUCTION_SIZE, NULL);

  randombytes_buf (nonce, sizeof nonce);
  sodium_bin2hex (nonce_hex, sizeof nonce_hex, nonce, sizeof nonce);
  encoded = g_base64_encode (data, size);

  json_object_set_int_member (sameframe, "version", SF_HELLO_VERSION);
  json_object_set_string_member (sameframe, "role", role_name (is_creator));
  json_object_set_string_member (sameframe, "nonce", nonce_hex);
  json_object_set_string_member (sameframe, "introduction", encoded);
  json_object_set_object_member (app_versions, "sameframe", sameframe);
  json_object_set_object_member (hello, "app_versions", app_versions);

  text = sf_json_to_text (hello);
  return g_bytes_new_take (text, strlen (text));
}

static gboolean
check_version_and_role (JsonObject *sameframe, gboolean expects_creator, GError **error)
{
  gint64 version;

  if (!sf_json_get_integer (sameframe, "version", &version) || version != SF_HELLO_VERSION) {
    g_set_error_literal (error, SF_NET_ERROR, SF_NET_ERROR_INCOMPATIBLE,
                         "the other side is of an incompatible version");
    return FALSE;
  }

  if (g_strcmp0 (sf_json_get_string (sameframe, "role", MAX_ROLE_SIZE),
                 role_name (expects_creator)) != 0) {
    g_set_error_literal (error, SF_NET_ERROR, SF_NET_ERROR_INCOMPATIBLE,
                         "the other side has our own role");
    return FALSE;
  }

  return TRUE;
}

gboolean
sf_hello_parse (SfHello *ret_hello, GBytes *json, gboolean expects_creator, GError **error)
{
  gsize size;
  const char *text = g_bytes_get_data (json, &size);
  g_autoptr (JsonObject) hello = sf_json_parse (text, MIN (size, SF_HELLO_MAX_SIZE), error);
  JsonObject *app_versions;
  JsonObject *sameframe;
  const char *encoded;
  g_autofree guint8 *introduction = NULL;

  if (hello == NULL)
    return FALSE;

  app_versions = sf_json_get_object (hello, "app_versions");
  sameframe = app_versions != NULL ? sf_json_get_object (app_versions, "sameframe") : NULL;
  if (sameframe == NULL) {
    g_set_error_literal (error, SF_NET_ERROR, SF_NET_ERROR_INCOMPATIBLE,
                         "the other side is not Sameframe");
    return FALSE;
  }
  if (!check_version_and_role (sameframe, expects_creator, error))
    return FALSE;

  encoded = sf_json_get_string (sameframe, "introduction", SF_HELLO_MAX_SIZE);
  introduction = encoded != NULL ? g_base64_decode (encoded, &size) : NULL;
  if (introduction == NULL || size > SF_HELLO_MAX_INTRODUCTION_SIZE) {
    g_set_error_literal (error, SF_NET_ERROR, SF_NET_ERROR_PROTOCOL,
                         "the hello holds no introduction");
    return FALSE;
  }

  ret_hello->introduction = g_bytes_new_take (g_steal_pointer (&introduction), size);
  return TRUE;
}

void
sf_hello_clear (SfHello *hello)
{
  g_clear_pointer (&hello->introduction, g_bytes_unref);
}
