/* The last resort: a Magic Wormhole Transit Relay, where both sides are connected by TCP. */
#pragma once

#include "net/ice/sf-path.h"
#include "net/ice/sf-relay-wire.h"

G_BEGIN_DECLS

typedef struct {
  const char *server;                /* HOST:PORT, [IPV6]:PORT */
  guint8 token[SF_RELAY_TOKEN_SIZE]; /* the same on both sides, and nobody else's */
} SfRelayConfig;

#define SF_TYPE_RELAY_PATH (sf_relay_path_get_type ())
G_DECLARE_FINAL_TYPE (SfRelayPath, sf_relay_path, SF, RELAY_PATH, GObject)

/**
 * sf_relay_path_new:
 *
 * Connects at once, in the thread-default main context of the caller. The relay learns this
 * computer's address, the other side does not, and what passes is sealed already. Failed when the
 * other side is not there after 15 s.
 *
 * sf_path_send() returns %FALSE when more than 64 KiB wait to be sent.
 *
 * Returns: (nullable) (transfer full): %NULL with %SF_NET_ERROR_BAD_ADDRESS
 */
SfRelayPath *sf_relay_path_new (const SfRelayConfig *config,
                                SfPathReceiveFunc receive,
                                gpointer user_data,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
