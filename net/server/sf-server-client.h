/* One connection's talk with the server: magic-wormhole-protocols, server-protocol.md. */
#pragma once

#include "net/server/sf-server-core.h"

G_BEGIN_DECLS

/* So many errors of one connection are answered; at the next one it is dropped. */
#define SF_SERVER_MAX_ERRORS 20

/**
 * sf_server_client_new:
 * @connection: for the host's functions
 * @address: (nullable): from sf_server_core_enter(); outlives the client
 *
 * Says welcome.
 */
SfServerClient *sf_server_client_new (SfServerCore *core,
                                      gpointer connection,
                                      SfAddress *address,
                                      const SfServerTime *now) G_GNUC_WARN_UNUSED_RESULT;

/* The connection is closed. */
void sf_server_client_free (SfServerClient *self, const SfServerTime *now);

/* @text: one message of the client, not necessarily terminated, valid or not */
void sf_server_client_receive (SfServerClient *self,
                               const char *text,
                               gsize length,
                               const SfServerTime *now);

G_END_DECLS
