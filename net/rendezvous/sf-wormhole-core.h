/* A wormhole without its sockets: the mailbox and the keys. Pure: time is an argument. */
#pragma once

#include "net/rendezvous/sf-mailbox-client.h"

G_BEGIN_DECLS

typedef struct _SfWormholeCore SfWormholeCore;

/**
 * sf_wormhole_core_new:
 * @side: our side, the same for all connections
 * @code: (nullable): %NULL allocates a nameplate and makes a code
 * @hello: what the other side learns once the code is confirmed
 * @seed: of the jitter between attempts
 *
 * Driven like SfMailboxClient: what happens and the time go in, then outputs are taken until there
 * are none, then it waits for the deadline.
 */
SfWormholeCore *sf_wormhole_core_new (const char *appid,
                                      const char *side,
                                      const char *code,
                                      guint n_words,
                                      GBytes *hello,
                                      guint32 seed) G_GNUC_WARN_UNUSED_RESULT;
void sf_wormhole_core_free (SfWormholeCore *self);

void sf_wormhole_core_start (SfWormholeCore *self, gint64 now_us);

/* For sf_mailbox_client_connected(), _lost(), _receive(), _tick(), _close(), _fail(). */
SfMailboxClient *sf_wormhole_core_get_mailbox (SfWormholeCore *self);

/* Seals @plaintext, at most SF_KEYING_MAX_PLAINTEXT bytes; held until the code is confirmed. */
void sf_wormhole_core_send (SfWormholeCore *self, GBytes *plaintext, gint64 now_us);

/**
 * sf_wormhole_core_pop:
 *
 * The outputs of the mailbox, with CODE in the place of NAMEPLATE, and CONFIRMED and MESSAGE in the
 * place of PHASE.
 *
 * Returns: (transfer full) (nullable): NULL when there is none left
 */
SfMailboxOutput *sf_wormhole_core_pop (SfWormholeCore *self,
                                       gint64 now_us) G_GNUC_WARN_UNUSED_RESULT;

const char *sf_wormhole_core_get_code (SfWormholeCore *self); /* (nullable) */
gboolean sf_wormhole_core_is_confirmed (SfWormholeCore *self);
const guint8 *sf_wormhole_core_get_key (SfWormholeCore *self); /* (nullable) */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SfWormholeCore, sf_wormhole_core_free)

G_END_DECLS
