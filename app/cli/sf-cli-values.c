/* The values of options, checked one by one. */

#include "app/cli/sf-cli-values.h"

#include "app/session/sf-network.h"

#include <string.h>

#define MAX_CREDENTIALS_BYTES 4096

static gboolean refuse (GError **error, const char *format, ...) G_GNUC_PRINTF (2, 3);

static gboolean
refuse (GError **error, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, message);

  return FALSE;
}

gboolean
sf_cli_value_number (
  const char *option, const char *text, guint min, guint max, guint *ret_number, GError **error)
{
  guint64 number;

  if (!g_ascii_string_to_unsigned (text, 10, min, max, &number, NULL))
    return refuse (error, "%s takes a number from %u to %u.", option, min, max);

  *ret_number = (guint) number;
  return TRUE;
}

char *
sf_cli_value_server (const char *option, const char *text, GError **error)
{
  char *url = sf_network_normalize_server (text);

  if (url == NULL)
    refuse (error, "%s takes the address of a server, as in wss://example.org/v1, or the word lan.",
            option);

  return url;
}

gboolean
sf_cli_value_is_safe_server (const char *url)
{
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_NONE, NULL);
  g_autoptr (GInetAddress) address = NULL;
  const char *host;

  if (uri == NULL)
    return FALSE;
  if (strcmp (g_uri_get_scheme (uri), "wss") == 0)
    return TRUE;

  host = g_uri_get_host (uri);
  address = host != NULL ? g_inet_address_new_from_string (host) : NULL;
  return strcmp (g_uri_get_scheme (uri), "ws") == 0 &&
         (g_strcmp0 (host, "localhost") == 0 ||
          (address != NULL && g_inet_address_get_is_loopback (address)));
}

gboolean
sf_cli_value_check_host_port (const char *option, const char *text, GError **error)
{
  if (!sf_network_is_host_port (text))
    return refuse (error, "%s takes HOST:PORT, as in stun.example.org:3478, or none.", option);

  return TRUE;
}

gboolean
sf_cli_value_camera (const char *option, const char *text, SfCliCamera *ret_camera, GError **error)
{
  SfCliCamera camera = {.kind = SF_CLI_CAMERA_DEVICE};
  guint64 seed = 0;

  if (strcmp (text, "test") == 0 || g_str_has_prefix (text, "test:")) {
    const char *number = text[strlen ("test")] == ':' ? text + strlen ("test:") : "0";

    if (!g_ascii_string_to_unsigned (number, 10, 0, G_MAXUINT32, &seed, NULL))
      return refuse (error, "%s test:SEED takes a whole number, as in test:7.", option);
    camera.kind = SF_CLI_CAMERA_TEST;
    camera.seed = (guint32) seed;
  } else if (g_str_has_prefix (text, "video:")) {
    camera.kind = SF_CLI_CAMERA_VIDEO;
    text += strlen ("video:");
  }
  if (*text == '\0')
    return refuse (error, "%s takes the id of a camera, test, or video:FILE.", option);

  if (camera.kind != SF_CLI_CAMERA_TEST)
    camera.name = g_strdup (text);
  *ret_camera = camera;
  return TRUE;
}

gboolean
sf_cli_value_check_turn (const char *option, const char *text, GError **error)
{
  const char *query = strchr (text, '?');
  g_autofree char *address = NULL;

  if (g_str_has_prefix (text, "turns:"))
    return refuse (error,
                   "%s cannot use turns:, because the library beneath would send it in the clear. "
                   "The pictures are sealed anyway; use turn:.",
                   option);

  if (g_str_has_prefix (text, "turn:"))
    address = g_strndup (text + strlen ("turn:"), strcspn (text + strlen ("turn:"), "?"));
  if (address == NULL || !sf_network_is_host_port (address) ||
      (query != NULL && strcmp (query, "?transport=udp") != 0 &&
       strcmp (query, "?transport=tcp") != 0))
    return refuse (error, "%s takes turn:HOST:PORT, maybe with ?transport=udp or ?transport=tcp.",
                   option);

  return TRUE;
}

gboolean
sf_cli_value_credentials (
  const char *option, const char *path, char **ret_user, char **ret_password, GError **error)
{
  g_autofree char *contents = NULL;
  g_autoptr (GError) file_error = NULL;
  gsize size;
  char *colon;

  if (!g_file_get_contents (path, &contents, &size, &file_error))
    return refuse (error, "%s: %s.", option, file_error->message);

  if (size <= MAX_CREDENTIALS_BYTES)
    contents[strcspn (contents, "\r\n")] = '\0';
  colon = size <= MAX_CREDENTIALS_BYTES ? strchr (contents, ':') : NULL;
  if (colon == NULL || colon == contents || !g_utf8_validate (contents, -1, NULL)) {
    explicit_bzero (contents, size);
    return refuse (error, "%s takes a file whose first line is USER:PASSWORD.", option);
  }

  *ret_user = g_strndup (contents, (gsize) (colon - contents));
  *ret_password = g_strdup (colon + 1);
  explicit_bzero (contents, size);

  return TRUE;
}
