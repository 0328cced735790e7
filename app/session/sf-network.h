/* What a person may choose of the network, and what a session is given for it. */
#pragma once

#include "net/peer/sf-peer.h"

G_BEGIN_DECLS

#define SF_NETWORK_BUILT_IN_STUN "stun.l.google.com:19302"
#define SF_NETWORK_BUILT_IN_TRANSIT "transit.magic-wormhole.io:4001"
#define SF_NETWORK_MAX_SERVERS 2

/* (array zero-terminated=1): addresses of the one server where codes meet, the best first */
extern const char *const sf_network_built_in_servers[SF_NETWORK_MAX_SERVERS + 1];

/* As the setting of that name counts them. */
typedef enum {
  SF_NETWORK_MODE_AUTO,
  SF_NETWORK_MODE_RELAY_ONLY, /* this computer's address is never told */
  SF_NETWORK_MODE_LOCAL_ONLY, /* nothing leaves the local network */
} SfNetworkMode;

/* Of the texts, empty and %NULL mean the built-in one; so does what cannot be used. */
typedef struct {
  SfNetworkMode mode;
  const char *server; /* see sf_network_normalize_server() */
  const char *stun_server;
  const char *transit_relay;
  const char *turn_server; /* see sf_network_normalize_turn(); there is no built-in one */
  const char *turn_username;
  const char *turn_password;
} SfNetworkChoice;

/* Plain data; what it points to belongs to the choice, or lives for ever. */
typedef struct {
  const char *urls[SF_NETWORK_MAX_SERVERS + 1];
  SfTurnServer turn;
} SfNetworkServers;

/* What can be said of an address while it is typed. */
typedef enum {
  SF_ADDRESS_FINE,
  SF_ADDRESS_BAD,
  SF_ADDRESS_TLS, /* a TURN server over TLS, which cannot be used */
} SfAddressVerdict;

/**
 * sf_network_choice_apply:
 * @servers: filled in; @ret_config points into it
 *
 * Sets all of @ret_config but its code and introduction.
 */
void sf_network_choice_apply (const SfNetworkChoice *self,
                              SfNetworkServers *servers,
                              SfPeerConfig *ret_config);

/**
 * sf_network_normalize_server:
 *
 * Returns: (transfer full) (nullable): @text with `/v1` where it has no path; %NULL when it is no
 *   `ws:` or `wss:` URL of a rendezvous
 */
char *sf_network_normalize_server (const char *text) G_GNUC_WARN_UNUSED_RESULT;

/**
 * sf_network_normalize_turn:
 * @ret_verdict: (optional): what is wrong
 *
 * Returns: (transfer full) (nullable): @text with `turn:` where it has none; %NULL when it is no
 *   address of a TURN server that can be used
 */
char *sf_network_normalize_turn (const char *text,
                                 SfAddressVerdict *ret_verdict) G_GNUC_WARN_UNUSED_RESULT;

/* Whether @text is HOST:PORT: `example.org:3478`, `192.0.2.1:3478`, `[2001:db8::1]:3478`. */
gboolean sf_network_is_host_port (const char *text);

G_END_DECLS
