/* One code on one mailbox server: nameplate, PAKE, key confirmation, sealed messages. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define SF_WORMHOLE_APPID "sameframe.github.io/v1"

typedef struct {
  const char *const
    *urls;           /* of one server, in the order to try: `wss://host/v1`, `ws://host:4000/v1` */
  const char *appid; /* (nullable): SF_WORMHOLE_APPID */
  const char *code;  /* (nullable): %NULL allocates a nameplate and makes a code */
  guint n_words;     /* 0: the default */
  GBytes *hello;     /* plaintext of the version phase: a JSON object */
} SfWormholeConfig;

#define SF_TYPE_WORMHOLE (sf_wormhole_get_type ())
G_DECLARE_FINAL_TYPE (SfWormhole, sf_wormhole, SF, WORMHOLE, GObject)

/*
 * Signals, all in the main context of the creator:
 *   code (const char *code)             the nameplate is allocated, the code is complete
 *   waiting (gboolean present)          somebody else is there, or is not; "nobody" comes 5 s after
 *                                       the mailbox was opened, from our server at once
 *   confirmed (GBytes *peer_hello)      the other side proved the same code
 *   message (GBytes *plaintext)         numeric phases, in order, each once
 *   peer-connection (gboolean there)    the other's connection closed, or is back (our server only)
 *   online (gboolean is_online)         own connection to the server lost, or back
 *   ice-servers (GBytes *json)          TURN credentials, once both opened (our server only)
 *   failed (GError *error)              the end; nothing follows
 */
SfWormhole *sf_wormhole_new (const SfWormholeConfig *config) G_GNUC_WARN_UNUSED_RESULT;
void sf_wormhole_start (SfWormhole *self);

/* One more address of the same server, behind the others; also while it dials. One of another
 * form is dropped. */
void sf_wormhole_add_url (SfWormhole *self, const char *url);

/* Seals @plaintext, at most 24 KiB, into the next phase. Held until the key is confirmed. */
void sf_wormhole_send (SfWormhole *self, GBytes *plaintext);

/* When the connection is needed now and may be dead: see sf_mailbox_client_probe(). */
void sf_wormhole_probe (SfWormhole *self);

/* Releases, closes with @mood ("happy", "lonely", "scary", "errory") and waits, at most 2 s. */
void sf_wormhole_close_async (SfWormhole *self,
                              const char *mood,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
void sf_wormhole_close_finish (SfWormhole *self, GAsyncResult *result);

const char *sf_wormhole_get_code (SfWormhole *self);
const char *sf_wormhole_get_url (SfWormhole *self); /* the one that answered */
const char *sf_wormhole_get_motd (
  SfWormhole *self); /* (nullable): the server's message of the day, plain text */
gboolean sf_wormhole_is_confirmed (SfWormhole *self);
gboolean sf_wormhole_is_loopback (SfWormhole *self); /* the server is on this computer */
const char *sf_wormhole_get_side (SfWormhole *self);
const char *sf_wormhole_get_peer_side (SfWormhole *self);
const guint8 *sf_wormhole_get_key (SfWormhole *self); /* 32 bytes; only once confirmed */

G_END_DECLS
