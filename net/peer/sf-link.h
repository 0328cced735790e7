/* A path and all that runs over it, in a thread of its own, for a caller in another. */
#pragma once

#include "net/ice/sf-ice-path.h"
#include "net/peer/sf-link-core.h"

G_BEGIN_DECLS

typedef struct _SfLink SfLink;

/**
 * sf_link_new:
 * @keys: copied
 * @ice: copied
 * @port: of the live picture; of this link alone
 * @events: as in a core, but called in the thread-default main context of the caller; not after
 *   sf_link_close_async(). `blob_offered` comes after the fact: %FALSE cancels what was begun
 * @user_data: for @events
 *
 * Begins to gather candidates; nothing is told to the other side before sf_link_permit().
 */
SfLink *sf_link_new (const SfSessionKeys *keys,
                     const SfIceConfig *ice,
                     SfMediaPort *port,
                     const SfLinkEvents *events,
                     gpointer user_data) G_GNUC_WARN_UNUSED_RESULT;

void sf_link_permit (SfLink *self);
void sf_link_remote_signal (SfLink *self, GBytes *signal);
void sf_link_restart (SfLink *self);
/* Leaves the direct way for a relay, the last resort; @server as in SfRelayConfig. */
void sf_link_use_relay (SfLink *self, const char *server);
void sf_link_send_message (SfLink *self, GBytes *message);
void sf_link_send_blob (SfLink *self, guint64 id, GBytes *bytes, guint priority);
void sf_link_cancel_blob (SfLink *self, guint64 id, gboolean incoming);
void sf_link_say_bye (SfLink *self);

/* Closes the path politely, ends the thread, frees @self, then calls @done in the caller's
 * context. */
void sf_link_close (SfLink *self, void (*done) (gpointer user_data), gpointer user_data);

G_END_DECLS
