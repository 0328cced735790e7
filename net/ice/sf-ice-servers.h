/* Addresses of STUN and TURN servers, as people type them and as a rendezvous lends them. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SF_SERVER_MAX_HOST 253 /* characters of a DNS name */

#define SF_ICE_SERVERS_MAX_SERVERS 8
#define SF_ICE_SERVERS_MAX_URLS 8   /* of one server */
#define SF_ICE_SERVERS_MAX_TURN 4   /* kept */
#define SF_ICE_SERVERS_MAX_TEXT 512 /* bytes of an URL, a user name or a credential */

typedef struct {
  char *uri; /* `turn:HOST:PORT`; one transport alone with `?transport=udp` or `tcp` behind */
  char *username;
  char *password;
} SfTurnServer;

/* Frees what it holds; the password is wiped. */
void sf_turn_server_clear (SfTurnServer *self);

/* Plain data. */
typedef struct {
  char host[SF_SERVER_MAX_HOST + 1]; /* a name or a numeric address, IPv6 without brackets */
  guint16 port;
  gboolean udp;
  gboolean tcp;
} SfServerAddress;

/**
 * sf_server_address_parse:
 * @text: `HOST`, `HOST:PORT`, `[IPV6]:PORT`
 *
 * Returns: %FALSE with %SF_NET_ERROR_BAD_ADDRESS; @ret_address is untouched then
 */
gboolean sf_server_address_parse (const char *text,
                                  guint16 default_port,
                                  SfServerAddress *ret_address,
                                  GError **error);

/**
 * sf_server_address_parse_stun:
 * @text: as above, also behind `stun:`; the default port is 3478
 *
 * Returns: %FALSE with %SF_NET_ERROR_BAD_ADDRESS; @ret_address is untouched then
 */
gboolean sf_server_address_parse_stun (const char *text,
                                       SfServerAddress *ret_address,
                                       GError **error);

/**
 * sf_server_address_parse_turn:
 * @uri: `turn:HOST`, `turn:HOST:PORT`, `turn:[IPV6]:PORT`, each also with `?transport=udp` or
 *   `?transport=tcp`
 *
 * `turns:` is refused: libnice has no TLS there and would send user name and addresses in the
 * clear.
 *
 * Returns: %FALSE with %SF_NET_ERROR_BAD_ADDRESS; @ret_address is untouched then
 */
gboolean sf_server_address_parse_turn (const char *uri,
                                       SfServerAddress *ret_address,
                                       GError **error);

/* What a rendezvous lends. */
typedef struct {
  char *stun_server;          /* (nullable): the first that can be used */
  SfTurnServer *turn_servers; /* (array length=n_turn_servers) */
  gsize n_turn_servers;
  gint64 ttl_s; /* how long the credentials hold; 0: it did not say */
} SfIceServers;

/**
 * sf_ice_servers_new_from_json:
 * @json: `{"servers":[{"urls":[…],"username":…,"credential":…},…],"ttl":…}`, where `urls` may be a
 *   single string
 *
 * Servers of a kind that cannot be used (`turns:`, no credential) are left out, and so is what
 * passes a limit.
 *
 * Returns: (nullable): %NULL with %SF_NET_ERROR_PROTOCOL or %SF_NET_ERROR_TOO_LARGE
 */
SfIceServers *sf_ice_servers_new_from_json (GBytes *json, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void sf_ice_servers_free (SfIceServers *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SfIceServers, sf_ice_servers_free)

G_END_DECLS
