/* What the server says: one JSON object each, as UTF-8 text for one WebSocket message. */
#pragma once

#include "net/server/sf-json-reader.h"
#include "net/server/sf-rendezvous-config.h"

G_BEGIN_DECLS

/*
 * All of them are (transfer full) and carry the server's time as `server_tx`, @now_us in
 * microseconds since 1970. Spans are put in as they are; an empty one is `null`.
 */

/* @motd: (nullable) */
GBytes *sf_server_reply_welcome (const char *motd, gint64 now_us) G_GNUC_WARN_UNUSED_RESULT;

GBytes *sf_server_reply_ack (SfJsonSpan id, gint64 now_us) G_GNUC_WARN_UNUSED_RESULT;
GBytes *sf_server_reply_pong (SfJsonSpan pong, gint64 now_us) G_GNUC_WARN_UNUSED_RESULT;

/**
 * sf_server_reply_error:
 * @original: the message it answers, valid JSON
 * @type: its `type`, which stands for it when it is long
 */
GBytes *sf_server_reply_error (const char *error,
                               SfJsonSpan original,
                               SfJsonSpan type,
                               gint64 now_us) G_GNUC_WARN_UNUSED_RESULT;

/* The list is always empty: whoever could read it would know whose codes to spoil. */
GBytes *sf_server_reply_nameplates (gint64 now_us) G_GNUC_WARN_UNUSED_RESULT;

GBytes *sf_server_reply_allocated (const char *nameplate, gint64 now_us) G_GNUC_WARN_UNUSED_RESULT;

/* @waiting: somebody else holds the nameplate already */
GBytes *sf_server_reply_claimed (const char *mailbox,
                                 gboolean waiting,
                                 gint64 now_us) G_GNUC_WARN_UNUSED_RESULT;

GBytes *sf_server_reply_released (gint64 now_us) G_GNUC_WARN_UNUSED_RESULT;
GBytes *sf_server_reply_closed (gint64 now_us) G_GNUC_WARN_UNUSED_RESULT;

/* What one side said, for both. */
GBytes *sf_server_reply_message (const char *side,
                                 const char *phase,
                                 SfJsonSpan body,
                                 SfJsonSpan id,
                                 gint64 now_us) G_GNUC_WARN_UNUSED_RESULT;

/* The connection of @side, the other one, closed or came back. */
GBytes *sf_server_reply_peer_connection (const char *side,
                                         gboolean connected,
                                         gint64 now_us) G_GNUC_WARN_UNUSED_RESULT;

/* TURN servers with fresh credentials. @config: with a secret */
GBytes *sf_server_reply_ice_servers (const SfRendezvousServerConfig *config,
                                     gint64 now_us) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
