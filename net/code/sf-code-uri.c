/* The `sameframe:` URI of a share code, found in any text. */

#include "net/code/sf-code-uri.h"

#include "net/code/sf-share-code-private.h"
#include "net/code/sf-share-code.h"

#include <gio/gio.h>
#include <string.h>

#define SCHEME SF_SHARE_CODE_URI_SCHEME ":"

/* RFC 3986, 2: the characters of a URI beside letters and digits. */
#define URI_PUNCTUATION "-._~:/?#[]@!$&'()*+,;=%"

static gboolean
is_uri_character (char c)
{
  return g_ascii_isalnum (c) || (c != '\0' && strchr (URI_PUNCTUATION, c) != NULL);
}

/* The punctuation of the sentence around a URI, and a bracket that was opened before it. */
static gboolean
is_final_punctuation (const GString *uri)
{
  char last = uri->str[uri->len - 1];

  if (last == ')' || last == ']')
    return strchr (uri->str, last == ')' ? '(' : '[') == NULL;

  return strchr (".,;:!?'*_~", last) != NULL;
}

/* What follows the scheme at @start, up to the end of the URI or its fragment. */
static char *
cut_uri (const char *start)
{
  GString *uri = g_string_new (NULL);

  while (is_uri_character (*start))
    g_string_append_c (uri, *start++);
  while (uri->len > 0 && is_final_punctuation (uri))
    g_string_truncate (uri, uri->len - 1);
  g_string_truncate (uri, strcspn (uri->str, "#"));

  return g_string_free (uri, FALSE);
}

static gboolean
is_loopback (const char *host)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);

  return g_ascii_strcasecmp (host, "localhost") == 0 ||
         (address != NULL && g_inet_address_get_is_loopback (address));
}

/* What a link may name: scheme, host, port and path, and in the clear only on this computer. */
static gboolean
is_acceptable_server (const char *server)
{
  g_autoptr (GUri) uri = NULL;

  if (strlen (server) > SF_CODE_URI_MAX_SERVER)
    return FALSE;
  for (const char *p = server; *p != '\0'; p++)
    if (!g_ascii_isgraph (*p))
      return FALSE;

  uri = g_uri_parse (server, G_URI_FLAGS_NONE, NULL);
  if (uri == NULL || g_uri_get_host (uri) == NULL || *g_uri_get_host (uri) == '\0' ||
      g_uri_get_userinfo (uri) != NULL || g_uri_get_query (uri) != NULL ||
      g_uri_get_fragment (uri) != NULL)
    return FALSE;

  return strcmp (g_uri_get_scheme (uri), "wss") == 0 ||
         (strcmp (g_uri_get_scheme (uri), "ws") == 0 && is_loopback (g_uri_get_host (uri)));
}

/* The first `server=` of @query, when it is acceptable. */
static char *
read_server (const char *query)
{
  GUriParamsIter iter;
  char *name;
  char *value;

  g_uri_params_iter_init (&iter, query, -1, "&", G_URI_PARAMS_NONE);
  while (g_uri_params_iter_next (&iter, &name, &value, NULL)) {
    g_autofree char *owned_name = name;
    g_autofree char *owned_value = value;

    if (strcmp (owned_name, "server") == 0)
      return is_acceptable_server (owned_value) ? g_steal_pointer (&owned_value) : NULL;
  }

  return NULL;
}

/* The code in what follows the scheme, `CODE` or `//CODE/` (as some launchers write it). */
static char *
read_code (const char *uri)
{
  g_autofree char *raw = g_strndup (uri, strcspn (uri, "?"));
  g_autofree char *text = g_uri_unescape_string (raw, NULL);
  g_autofree char *code = text != NULL ? sf_share_code_normalize (text) : NULL;
  g_auto (GStrv) parts = code != NULL ? sf_share_code_split (code) : NULL;

  return parts != NULL ? g_steal_pointer (&code) : NULL;
}

static gboolean
is_scheme (const char *text, const char *p)
{
  return g_ascii_strncasecmp (p, SCHEME, strlen (SCHEME)) == 0 &&
         (p == text || !g_ascii_isalnum (p[-1]));
}

char *
sf_code_uri_find (const char *text, char **ret_server)
{
  for (const char *p = text; *p != '\0'; p++) {
    g_autofree char *uri = NULL;
    char *code;

    if (!is_scheme (text, p))
      continue;

    uri = cut_uri (p + strlen (SCHEME));
    code = read_code (uri);
    if (code != NULL) {
      const char *query = strchr (uri, '?');

      if (ret_server != NULL)
        *ret_server = query != NULL ? read_server (query + 1) : NULL;
      return code;
    }
  }

  return NULL;
}
