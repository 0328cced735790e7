/* Messages on their way in: chunks put together, messages handed on in order, each once. */
#pragma once

#include "net/transfer/sf-packet.h"

G_BEGIN_DECLS

typedef struct _SfMessageReceiver SfMessageReceiver;

SfMessageReceiver *sf_message_receiver_new (void) G_GNUC_WARN_UNUSED_RESULT;
void sf_message_receiver_free (SfMessageReceiver *self);

/**
 * sf_message_receiver_add:
 *
 * Takes in a chunk; what came already is ignored.
 *
 * Returns: %FALSE with %SF_NET_ERROR_PROTOCOL when a sender that keeps to the window of
 *   net/transfer/sf-message-sender.h would not have sent it
 */
gboolean sf_message_receiver_add (SfMessageReceiver *self,
                                  const SfMessageFrame *frame,
                                  GError **error);

/* Returns: (transfer full) (nullable): the next message, if it is whole */
GBytes *sf_message_receiver_pop (SfMessageReceiver *self) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SfMessageReceiver, sf_message_receiver_free)

G_END_DECLS
