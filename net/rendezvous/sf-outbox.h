/* What we said to a mailbox, kept so that it can be said again to a server that forgot it. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Half of what the strictest server we know allows (512 messages, 1 MiB of hexadecimal). */
#define SF_OUTBOX_MAX_MESSAGES 256
#define SF_OUTBOX_MAX_SIZE (256 * 1024) /* bytes of all bodies */

typedef struct _SfOutbox SfOutbox;

SfOutbox *sf_outbox_new (void) G_GNUC_WARN_UNUSED_RESULT;
void sf_outbox_free (SfOutbox *self);

/**
 * sf_outbox_put:
 * @phase: not put before
 *
 * Returns: %FALSE when it would pass the limits
 */
gboolean sf_outbox_put (SfOutbox *self, const char *phase, GBytes *body);

/**
 * sf_outbox_take:
 *
 * The oldest message that was neither taken nor echoed since sf_outbox_forget().
 *
 * Returns: %FALSE when there is none
 */
gboolean sf_outbox_take (SfOutbox *self, const char **ret_phase, GBytes **ret_body);

/**
 * sf_outbox_echo:
 *
 * The server showed a message of our own side: it has it.
 *
 * Returns: %FALSE when we never said this: somebody else uses our side
 */
gboolean sf_outbox_echo (SfOutbox *self, const char *phase, GBytes *body);

/* The connection is gone: nothing counts as said until it is echoed again. */
void sf_outbox_forget (SfOutbox *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SfOutbox, sf_outbox_free)

G_END_DECLS
