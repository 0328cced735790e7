/* All mailboxes of a server: found by id or nameplate, within limits, forgotten in time. */
#pragma once

#include "net/server/sf-mailbox.h"
#include "net/server/sf-rendezvous-config.h"

G_BEGIN_DECLS

/* A mailbox dies so long after its last connection closed. */
#define SF_MAILBOX_EXPIRY_US (11 * 60 * G_USEC_PER_SEC)

typedef struct _SfMailboxes SfMailboxes;

/* @config: must outlive the result */
SfMailboxes *sf_mailboxes_new (const SfRendezvousServerConfig *config) G_GNUC_WARN_UNUSED_RESULT;

/* No client may be in any of them. */
void sf_mailboxes_free (SfMailboxes *self);

/* Returns: (nullable) (transfer none): */
SfMailbox *sf_mailboxes_find (SfMailboxes *self, const char *appid, const char *id);
SfMailbox *sf_mailboxes_find_nameplate (SfMailboxes *self,
                                        const char *appid,
                                        const char *nameplate);

/**
 * sf_mailboxes_pick_nameplate:
 *
 * Returns: (transfer full) (nullable): a free number
 */
char *sf_mailboxes_pick_nameplate (SfMailboxes *self, const char *appid) G_GNUC_WARN_UNUSED_RESULT;

/**
 * sf_mailboxes_create:
 * @id: (nullable): of no mailbox there is; %NULL: a random one
 * @nameplate: (nullable): that nobody holds
 * @creator: (nullable): whose limits it counts against
 *
 * Follow it by sf_mailboxes_update() when its first side is in.
 *
 * Returns: (nullable) (transfer none): %NULL when the limits forbid it
 */
SfMailbox *sf_mailboxes_create (
  SfMailboxes *self, const char *appid, const char *id, const char *nameplate, SfAddress *creator);

/**
 * sf_mailboxes_store:
 *
 * Returns: whether the limits had room for @message
 */
gboolean sf_mailboxes_store (SfMailboxes *self,
                             SfMailbox *mailbox,
                             SfMailboxSide *side,
                             GBytes *message);

/**
 * sf_mailboxes_update:
 *
 * To be called after a side of @mailbox came or went: lets go of a nameplate that nobody claims,
 * forgets a mailbox that nobody holds, and starts or stops the time that an abandoned one has left.
 */
void sf_mailboxes_update (SfMailboxes *self, SfMailbox *mailbox, gint64 now_us);

/**
 * sf_mailboxes_expire:
 *
 * Returns: when to call it next; %G_MAXINT64: not before the next update
 */
gint64 sf_mailboxes_expire (SfMailboxes *self, gint64 now_us);

/* For tests: what the limits are about. */
guint sf_mailboxes_get_size (SfMailboxes *self);
guint sf_mailboxes_get_n_nameplates (SfMailboxes *self);
gsize sf_mailboxes_get_stored_bytes (SfMailboxes *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SfMailboxes, sf_mailboxes_free)

G_END_DECLS
