/* Messages on their way out: in order, a window of them open, cut into chunks. */
#pragma once

#include "net/transfer/sf-packet.h"

G_BEGIN_DECLS

/* What the receiver must be ready to hold: messages that came before an earlier one did. */
#define SF_MESSAGE_MAX_OPEN 64
#define SF_MESSAGE_MAX_OPEN_BYTES (256 * 1024)

typedef struct _SfMessageSender SfMessageSender;

SfMessageSender *sf_message_sender_new (void) G_GNUC_WARN_UNUSED_RESULT;
void sf_message_sender_free (SfMessageSender *self);

/* @message: (transfer full): 1 to SF_MESSAGE_MAX_SIZE bytes */
void sf_message_sender_take (SfMessageSender *self, GBytes *message);
/* Returns: how many messages are not wholly acknowledged */
guint sf_message_sender_get_length (const SfMessageSender *self);

/* Returns: FALSE when nothing is to be sent; otherwise the next chunk, borrowed, yet to be sent */
gboolean sf_message_sender_peek (SfMessageSender *self, SfMessageFrame *ret_frame);
/* The chunk from sf_message_sender_peek() left. */
void sf_message_sender_on_sent (SfMessageSender *self, const SfMessageFrame *frame);
void sf_message_sender_on_acked (SfMessageSender *self, guint64 sequence, guint32 index);
/* It is to be sent again, unless it was acknowledged meanwhile. */
void sf_message_sender_on_lost (SfMessageSender *self, guint64 sequence, guint32 index);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SfMessageSender, sf_message_sender_free)

G_END_DECLS
