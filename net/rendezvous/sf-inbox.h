/* The phases of one other side, in order and each once, whatever order a mailbox delivers. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SF_INBOX_WINDOW 64   /* phases that may arrive before the one that is due */
#define SF_INBOX_MAX_HELD 32 /* messages kept while nobody has sent a `pake` yet */

/* Pins the first side that sends a `pake`; what comes from any other is dropped. */
typedef struct _SfInbox SfInbox;

SfInbox *sf_inbox_new (void) G_GNUC_WARN_UNUSED_RESULT;
void sf_inbox_free (SfInbox *self);

/**
 * sf_inbox_put:
 * @side: not our own
 * @body: (nullable): %NULL when it could not be read
 *
 * Copies are dropped: the first body of a phase counts. So are phases other than `pake`, `version`
 * and decimal numbers without leading zeros.
 *
 * Returns: %FALSE with %SF_NET_ERROR_PROTOCOL when the pinned side sent what cannot be read, with
 *   %SF_NET_ERROR_TOO_LARGE when it is further ahead than the window
 */
gboolean sf_inbox_put (
  SfInbox *self, const char *side, const char *phase, GBytes *body, GError **error);

/**
 * sf_inbox_take:
 * @ret_phase: (out) (transfer full)
 * @ret_body: (out) (transfer full)
 *
 * Returns: %FALSE when the phase that is due is not there
 */
gboolean sf_inbox_take (SfInbox *self, char **ret_phase, GBytes **ret_body);

/* Returns: (nullable): the pinned side */
const char *sf_inbox_get_peer_side (SfInbox *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SfInbox, sf_inbox_free)

G_END_DECLS
