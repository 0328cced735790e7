/* Messages on their way out: in order, a window of them open, cut into chunks. */

#include "net/transfer/sf-message-sender.h"

/* Maps of chunks are bits of one integer. */
G_STATIC_ASSERT (SF_MESSAGE_MAX_SIZE <= 64 * SF_CHUNK_SIZE);

typedef struct {
  GBytes *bytes;
  guint64 pending; /* chunks to be sent */
  guint64 missing; /* chunks not acknowledged */
} Message;

struct _SfMessageSender {
  Message open[SF_MESSAGE_MAX_OPEN]; /* place of a sequence: sequence % SF_MESSAGE_MAX_OPEN */
  guint64 first;                     /* the oldest that is not wholly acknowledged */
  guint64 next;                      /* one above the newest opened */
  gsize open_bytes;
  GQueue waiting; /* (element-type GBytes) (owned) */
};

SfMessageSender *
sf_message_sender_new (void)
{
  SfMessageSender *self = g_new0 (SfMessageSender, 1);

  g_queue_init (&self->waiting);
  return self;
}

void
sf_message_sender_free (SfMessageSender *self)
{
  for (guint i = 0; i < SF_MESSAGE_MAX_OPEN; i++)
    g_clear_pointer (&self->open[i].bytes, g_bytes_unref);
  g_queue_clear_full (&self->waiting, (GDestroyNotify) g_bytes_unref);
  g_free (self);
}

static Message *
get_open (SfMessageSender *self, guint64 sequence)
{
  return &self->open[sequence % SF_MESSAGE_MAX_OPEN];
}

/* As many as the receiver is ready to hold; one always. */
static void
open_waiting (SfMessageSender *self)
{
  while (!g_queue_is_empty (&self->waiting) && self->next - self->first < SF_MESSAGE_MAX_OPEN) {
    Message *message = get_open (self, self->next);
    gsize size = g_bytes_get_size (g_queue_peek_head (&self->waiting));

    if (self->open_bytes + size > SF_MESSAGE_MAX_OPEN_BYTES)
      break;

    message->bytes = g_queue_pop_head (&self->waiting);
    message->missing = G_MAXUINT64 >> (64 - sf_chunk_count (size));
    message->pending = message->missing;
    self->open_bytes += size;
    self->next++;
  }
}

static void
close_acked (SfMessageSender *self)
{
  while (self->first < self->next && get_open (self, self->first)->missing == 0) {
    Message *message = get_open (self, self->first++);

    self->open_bytes -= g_bytes_get_size (message->bytes);
    g_clear_pointer (&message->bytes, g_bytes_unref);
  }
}

void
sf_message_sender_take (SfMessageSender *self, GBytes *message)
{
  gsize size = g_bytes_get_size (message);

  g_return_if_fail (size >= 1 && size <= SF_MESSAGE_MAX_SIZE);

  g_queue_push_tail (&self->waiting, message);
  open_waiting (self);
}

guint
sf_message_sender_get_length (const SfMessageSender *self)
{
  return (guint) (self->next - self->first) + self->waiting.length;
}

gboolean
sf_message_sender_peek (SfMessageSender *self, SfMessageFrame *ret_frame)
{
  for (guint64 sequence = self->first; sequence < self->next; sequence++) {
    Message *message = get_open (self, sequence);
    gsize size;
    const guint8 *bytes;

    if (message->pending == 0)
      continue;

    bytes = g_bytes_get_data (message->bytes, &size);
    ret_frame->sequence = sequence;
    ret_frame->size = (guint32) size;
    ret_frame->index = (guint32) __builtin_ctzll (message->pending);
    ret_frame->bytes = bytes + (gsize) ret_frame->index * SF_CHUNK_SIZE;
    return TRUE;
  }

  return FALSE;
}

void
sf_message_sender_on_sent (SfMessageSender *self, const SfMessageFrame *frame)
{
  get_open (self, frame->sequence)->pending &= ~(G_GUINT64_CONSTANT (1) << frame->index);
}

void
sf_message_sender_on_acked (SfMessageSender *self, guint64 sequence, guint32 index)
{
  Message *message = get_open (self, sequence);

  if (sequence < self->first)
    return;

  message->missing &= ~(G_GUINT64_CONSTANT (1) << index);
  message->pending &= message->missing;
  close_acked (self);
  open_waiting (self);
}

void
sf_message_sender_on_lost (SfMessageSender *self, guint64 sequence, guint32 index)
{
  Message *message = get_open (self, sequence);

  if (sequence >= self->first)
    message->pending |= message->missing & (G_GUINT64_CONSTANT (1) << index);
}
