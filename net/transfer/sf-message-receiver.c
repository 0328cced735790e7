/* Messages on their way in: chunks put together, messages handed on in order, each once. */

#include "net/transfer/sf-message-receiver.h"

#include "net/sf-net-error.h"
#include "net/transfer/sf-message-sender.h"

#include <string.h>

typedef struct {
  guint8 *data; /* NULL: no chunk came yet */
  guint32 size;
  guint64 missing; /* chunks */
} Message;

struct _SfMessageReceiver {
  Message open[SF_MESSAGE_MAX_OPEN]; /* place of a sequence: sequence % SF_MESSAGE_MAX_OPEN */
  guint64 next;                      /* the one to be handed on next */
  gsize open_bytes;
};

SfMessageReceiver *
sf_message_receiver_new (void)
{
  return g_new0 (SfMessageReceiver, 1);
}

void
sf_message_receiver_free (SfMessageReceiver *self)
{
  for (guint i = 0; i < SF_MESSAGE_MAX_OPEN; i++)
    g_free (self->open[i].data);
  g_free (self);
}

static Message *
get_open (SfMessageReceiver *self, guint64 sequence)
{
  return &self->open[sequence % SF_MESSAGE_MAX_OPEN];
}

static gboolean
begin (SfMessageReceiver *self, Message *message, guint32 size, GError **error)
{
  if (self->open_bytes + size > SF_MESSAGE_MAX_OPEN_BYTES) {
    g_set_error_literal (error, SF_NET_ERROR, SF_NET_ERROR_PROTOCOL,
                         "too many messages begun at once");
    return FALSE;
  }

  message->data = g_malloc (size);
  message->size = size;
  message->missing = G_MAXUINT64 >> (64 - sf_chunk_count (size));
  self->open_bytes += size;
  return TRUE;
}

gboolean
sf_message_receiver_add (SfMessageReceiver *self, const SfMessageFrame *frame, GError **error)
{
  Message *message = get_open (self, frame->sequence);
  guint64 bit = G_GUINT64_CONSTANT (1) << frame->index;

  if (frame->sequence < self->next)
    return TRUE;
  if (frame->sequence - self->next >= SF_MESSAGE_MAX_OPEN) {
    g_set_error_literal (error, SF_NET_ERROR, SF_NET_ERROR_PROTOCOL,
                         "a message far ahead of its turn");
    return FALSE;
  }

  if (message->data == NULL && !begin (self, message, frame->size, error))
    return FALSE;
  if (message->size != frame->size) {
    g_set_error_literal (error, SF_NET_ERROR, SF_NET_ERROR_PROTOCOL, "a message of two sizes");
    return FALSE;
  }

  if (message->missing & bit)
    memcpy (message->data + (gsize) frame->index * SF_CHUNK_SIZE, frame->bytes,
            sf_chunk_size (frame->size, frame->index));
  message->missing &= ~bit;
  return TRUE;
}

GBytes *
sf_message_receiver_pop (SfMessageReceiver *self)
{
  Message *message = get_open (self, self->next);

  if (message->data == NULL || message->missing != 0)
    return NULL;

  self->next++;
  self->open_bytes -= message->size;
  return g_bytes_new_take (g_steal_pointer (&message->data), message->size);
}
