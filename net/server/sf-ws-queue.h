/* WebSocket frames on their way to a client: RFC 6455 section 5. Pure. */
#pragma once

#include "net/server/sf-ws-reader.h"

#include <sys/uio.h>

G_BEGIN_DECLS

/* Payloads are shared, so that a message to many, or replayed, is in memory once. */
typedef struct {
  GArray *frames; /* (nullable): from @first on */
  guint first;
  gsize first_done; /* bytes of the first frame that are written */
  gsize size_bytes; /* all that is not written */
} SfWsQueue;

void sf_ws_queue_clear (SfWsQueue *self);

/* @payload: at most %SF_WS_MAX_CONTROL bytes in a control frame */
void sf_ws_queue_push (SfWsQueue *self, SfWsOpcode opcode, GBytes *payload);

/* Bytes as they are: the answer to the upgrade. */
void sf_ws_queue_push_raw (SfWsQueue *self, GBytes *bytes);

/**
 * sf_ws_queue_peek:
 * @ret_vectors: (out caller-allocates): what to write next
 *
 * Returns: how many of @n_vectors were filled
 */
guint sf_ws_queue_peek (const SfWsQueue *self, struct iovec *ret_vectors, guint n_vectors);

/* @n_bytes of what sf_ws_queue_peek() gave were written. */
void sf_ws_queue_consume (SfWsQueue *self, gsize n_bytes);

G_END_DECLS
