/* Addresses of STUN and TURN servers, as people type them and as a rendezvous lends them. */

#include "net/ice/sf-ice-servers.h"

#include "net/sf-net-error.h"
#include "net/wire/sf-json.h"

#include <gio/gio.h>
#include <sodium.h>

#include <string.h>

#define STUN_PORT 3478 /* and TURN, RFC 8489 and RFC 8656 */
#define TRANSPORT_QUERY "?transport="

static gboolean
has_scheme (const char *text, const char *scheme)
{
  return g_ascii_strncasecmp (text, scheme, strlen (scheme)) == 0;
}

static gboolean
refuse (const char *why, GError **error)
{
  g_set_error_literal (error, SF_NET_ERROR, SF_NET_ERROR_BAD_ADDRESS, why);
  return FALSE;
}

static gboolean
is_name (const char *text)
{
  if (text[0] == '\0' || text[0] == '.' || text[0] == '-')
    return FALSE;

  for (gsize i = 0; text[i] != '\0'; i++) {
    if (!g_ascii_isalnum (text[i]) && strchr (".-_", text[i]) == NULL)
      return FALSE;
  }

  return TRUE;
}

static gboolean
parse_host (const char *text, gsize size, gboolean bracketed, char *out, GError **error)
{
  g_autofree char *host = g_strndup (text, size);

  if (size > SF_SERVER_MAX_HOST)
    return refuse ("The server's name is too long", error);
  if (bracketed ? strchr (host, ':') == NULL || strchr (host, '%') != NULL ||
                    !g_hostname_is_ip_address (host)
                : !is_name (host))
    return refuse ("The server's name is not valid", error);

  g_strlcpy (out, host, SF_SERVER_MAX_HOST + 1);
  return TRUE;
}

/* @text: ":PORT" or "" */
static gboolean
parse_port (const char *text, guint16 default_port, guint16 *ret_port, GError **error)
{
  guint64 port = default_port;

  if (text[0] != '\0' && (text[0] != ':' || !g_ascii_isdigit (text[1]) ||
                          !g_ascii_string_to_unsigned (text + 1, 10, 1, G_MAXUINT16, &port, NULL)))
    return refuse ("The server's port is not valid", error);

  *ret_port = (guint16) port;
  return TRUE;
}

gboolean
sf_server_address_parse (const char *text,
                         guint16 default_port,
                         SfServerAddress *ret_address,
                         GError **error)
{
  SfServerAddress address = {0};
  gboolean bracketed = text[0] == '[';
  const char *host = text + (bracketed ? 1 : 0);
  gsize size = strcspn (host, bracketed ? "]" : ":");

  if (bracketed && host[size] != ']')
    return refuse ("The server's address lacks a bracket", error);
  if (!parse_host (host, size, bracketed, address.host, error) ||
      !parse_port (host + size + (bracketed ? 1 : 0), default_port, &address.port, error))
    return FALSE;

  *ret_address = address;
  return TRUE;
}

gboolean
sf_server_address_parse_stun (const char *text, SfServerAddress *ret_address, GError **error)
{
  if (has_scheme (text, "stuns:"))
    return refuse ("STUN over TLS is not supported", error);
  if (has_scheme (text, "stun:"))
    text += strlen ("stun:");
  if (!sf_server_address_parse (text, STUN_PORT, ret_address, error))
    return FALSE;

  ret_address->udp = TRUE;
  return TRUE;
}

/* @query: "" or "?transport=…" */
static gboolean
parse_transport (const char *query, gboolean *ret_udp, gboolean *ret_tcp, GError **error)
{
  const char *transport;

  *ret_udp = *ret_tcp = TRUE;
  if (query[0] == '\0')
    return TRUE;
  if (!has_scheme (query, TRANSPORT_QUERY))
    return refuse ("The relay's address has an unknown ending", error);

  transport = query + strlen (TRANSPORT_QUERY);
  *ret_udp = g_ascii_strcasecmp (transport, "udp") == 0;
  *ret_tcp = g_ascii_strcasecmp (transport, "tcp") == 0;
  return *ret_udp || *ret_tcp || refuse ("The relay's transport is unknown", error);
}

gboolean
sf_server_address_parse_turn (const char *uri, SfServerAddress *ret_address, GError **error)
{
  g_autofree char *host_port = NULL;
  const char *query;
  gboolean udp;
  gboolean tcp;

  if (has_scheme (uri, "turns:"))
    return refuse ("A relay over TLS (turns:) is not supported; "
                   "use turn:, the content is sealed anyway",
                   error);
  if (!has_scheme (uri, "turn:"))
    return refuse ("A relay's address begins with turn:", error);

  uri += strlen ("turn:");
  query = uri + strcspn (uri, "?");
  host_port = g_strndup (uri, query - uri);
  if (!parse_transport (query, &udp, &tcp, error) ||
      !sf_server_address_parse (host_port, STUN_PORT, ret_address, error))
    return FALSE;

  ret_address->udp = udp;
  ret_address->tcp = tcp;
  return TRUE;
}

static void
take_url (SfIceServers *self, const char *url, const char *username, const char *credential)
{
  SfServerAddress unused;

  if (strlen (url) > SF_ICE_SERVERS_MAX_TEXT)
    return;

  if (has_scheme (url, "stun:")) {
    if (self->stun_server == NULL && sf_server_address_parse_stun (url, &unused, NULL))
      self->stun_server = g_strdup (url);
  } else if (username != NULL && credential != NULL &&
             self->n_turn_servers < SF_ICE_SERVERS_MAX_TURN &&
             sf_server_address_parse_turn (url, &unused, NULL)) {
    self->turn_servers[self->n_turn_servers++] = (SfTurnServer){
      .uri = g_strdup (url),
      .username = g_strdup (username),
      .password = g_strdup (credential),
    };
  }
}

static void
take_server (SfIceServers *self, JsonObject *server)
{
  const char *username = sf_json_get_string (server, "username", SF_ICE_SERVERS_MAX_TEXT);
  const char *credential = sf_json_get_string (server, "credential", SF_ICE_SERVERS_MAX_TEXT);
  const char *single = sf_json_get_string (server, "urls", SF_ICE_SERVERS_MAX_TEXT);
  JsonNode *urls = json_object_get_member (server, "urls");
  JsonArray *array;

  if (single != NULL)
    take_url (self, single, username, credential);
  if (urls == NULL || !JSON_NODE_HOLDS_ARRAY (urls))
    return;

  array = json_node_get_array (urls);
  for (guint i = 0; i < MIN (json_array_get_length (array), SF_ICE_SERVERS_MAX_URLS); i++) {
    JsonNode *url = json_array_get_element (array, i);

    if (json_node_get_value_type (url) == G_TYPE_STRING)
      take_url (self, json_node_get_string (url), username, credential);
  }
}

SfIceServers *
sf_ice_servers_new_from_json (GBytes *json, GError **error)
{
  g_autoptr (JsonObject) root = NULL;
  g_autoptr (SfIceServers) self = NULL;
  JsonNode *servers;
  JsonArray *array;

  root = sf_json_parse (g_bytes_get_data (json, NULL), g_bytes_get_size (json), error);
  if (root == NULL)
    return NULL;

  servers = json_object_get_member (root, "servers");
  if (servers == NULL || !JSON_NODE_HOLDS_ARRAY (servers)) {
    g_set_error_literal (error, SF_NET_ERROR, SF_NET_ERROR_PROTOCOL, "No list of servers");
    return NULL;
  }

  self = g_new0 (SfIceServers, 1);
  self->turn_servers = g_new0 (SfTurnServer, SF_ICE_SERVERS_MAX_TURN);
  array = json_node_get_array (servers);
  for (guint i = 0; i < MIN (json_array_get_length (array), SF_ICE_SERVERS_MAX_SERVERS); i++) {
    JsonNode *server = json_array_get_element (array, i);

    if (JSON_NODE_HOLDS_OBJECT (server))
      take_server (self, json_node_get_object (server));
  }

  if (sf_json_get_integer (root, "ttl", &self->ttl_s) && self->ttl_s < 0)
    self->ttl_s = 0;
  return g_steal_pointer (&self);
}

void
sf_turn_server_clear (SfTurnServer *self)
{
  if (self->password != NULL)
    sodium_memzero (self->password, strlen (self->password));
  g_clear_pointer (&self->password, g_free);
  g_clear_pointer (&self->username, g_free);
  g_clear_pointer (&self->uri, g_free);
}

void
sf_ice_servers_free (SfIceServers *self)
{
  for (gsize i = 0; i < self->n_turn_servers; i++)
    sf_turn_server_clear (&self->turn_servers[i]);
  g_free (self->turn_servers);
  g_free (self->stun_server);
  g_free (self);
}
