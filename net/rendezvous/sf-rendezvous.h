/* One code at up to two places at once, a server and the LAN; the first that confirms wins. */
#pragma once

#include "net/rendezvous/sf-reach.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define SF_RENDEZVOUS_MAX_MESSAGE (24 * 1024)

typedef struct {
  const char *const *server_urls; /* (nullable): no server, the LAN only */
  gboolean use_lan;
  const char *code; /* (nullable): the joiner's; %NULL creates one */
  GBytes *hello;    /* as in SfWormholeConfig */
} SfRendezvousConfig;

#define SF_TYPE_RENDEZVOUS (sf_rendezvous_get_type ())
G_DECLARE_FINAL_TYPE (SfRendezvous, sf_rendezvous, SF, RENDEZVOUS, GObject)

/*
 * The signals of SfWormhole, with the two places made one: "code" comes once the server gave its
 * number or the LAN knows of it; "failed" when no place is left, or at once for a wrong code;
 * "confirmed" and all after it concern the winning place only, which the creator names in a sealed
 * message of its own. "ice-servers" that came before it is told right before "confirmed".
 *   reach (SfReach reach)   the creator's, until "confirmed": before "code", and when it changes
 */
SfRendezvous *sf_rendezvous_new (const SfRendezvousConfig *config) G_GNUC_WARN_UNUSED_RESULT;
void sf_rendezvous_start (SfRendezvous *self);
/* As sf_wormhole_send(); at most %SF_RENDEZVOUS_MAX_MESSAGE bytes. */
void sf_rendezvous_send (SfRendezvous *self, GBytes *plaintext);
/* As sf_wormhole_probe(), of the place that won. */
void sf_rendezvous_probe (SfRendezvous *self);
void sf_rendezvous_close_async (SfRendezvous *self,
                                const char *mood,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
void sf_rendezvous_close_finish (SfRendezvous *self, GAsyncResult *result);

/* Of the winning place; FALSE or NULL until it is confirmed and once it is closed. */
gboolean sf_rendezvous_is_lan (SfRendezvous *self);
gboolean sf_rendezvous_is_loopback (SfRendezvous *self); /* a server at a loopback address */
const char *sf_rendezvous_get_side (SfRendezvous *self);
const char *sf_rendezvous_get_peer_side (SfRendezvous *self);
const guint8 *sf_rendezvous_get_key (SfRendezvous *self);

G_END_DECLS
