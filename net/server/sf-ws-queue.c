/* WebSocket frames on their way to a client: RFC 6455 section 5. Pure. */

#include "net/server/sf-ws-queue.h"

#define MAX_HEADER 10
#define FIN 0x80
#define LENGTH_16 126
#define LENGTH_64 127

typedef struct {
  GBytes *payload;
  guint8 header_size;
  guint8 header[MAX_HEADER];
} Frame;

static void
clear_frame (gpointer data)
{
  Frame *frame = data;

  g_clear_pointer (&frame->payload, g_bytes_unref);
}

void
sf_ws_queue_clear (SfWsQueue *self)
{
  g_clear_pointer (&self->frames, g_array_unref);
  *self = (SfWsQueue){0};
}

/* A server's frames have no mask. */
static void
make_header (Frame *frame, SfWsOpcode opcode)
{
  guint64 length = g_bytes_get_size (frame->payload);
  guint length_size = 0;

  frame->header[0] = (guint8) (FIN | opcode);
  if (length < LENGTH_16) {
    frame->header[1] = (guint8) length;
  } else {
    length_size = length <= G_MAXUINT16 ? 2 : 8;
    frame->header[1] = length_size == 2 ? LENGTH_16 : LENGTH_64;
  }
  for (guint i = 0; i < length_size; i++)
    frame->header[2 + i] = (guint8) (length >> 8 * (length_size - 1 - i));
  frame->header_size = (guint8) (2 + length_size);
}

static void
push (SfWsQueue *self, const Frame *frame)
{
  if (self->frames == NULL) {
    self->frames = g_array_new (FALSE, FALSE, sizeof (Frame));
    g_array_set_clear_func (self->frames, clear_frame);
  }
  g_array_append_vals (self->frames, frame, 1);
  self->size_bytes += frame->header_size + g_bytes_get_size (frame->payload);
}

void
sf_ws_queue_push (SfWsQueue *self, SfWsOpcode opcode, GBytes *payload)
{
  Frame frame = {.payload = g_bytes_ref (payload)};

  make_header (&frame, opcode);
  push (self, &frame);
}

void
sf_ws_queue_push_raw (SfWsQueue *self, GBytes *bytes)
{
  const Frame frame = {.payload = g_bytes_ref (bytes)};

  push (self, &frame);
}

static const Frame *
get_frame (const SfWsQueue *self, guint index)
{
  return &g_array_index (self->frames, Frame, index);
}

static gsize
get_size (const Frame *frame)
{
  return frame->header_size + g_bytes_get_size (frame->payload);
}

/* Leaves out what is @done of @bytes. */
static guint
add_vector (struct iovec *ret_vector, const void *bytes, gsize length, gsize *done)
{
  gsize skipped = MIN (*done, length);

  *done -= skipped;
  *ret_vector = (struct iovec){(guint8 *) bytes + skipped, length - skipped};

  return length > skipped ? 1 : 0;
}

guint
sf_ws_queue_peek (const SfWsQueue *self, struct iovec *ret_vectors, guint n_vectors)
{
  gsize done = self->first_done;
  guint n = 0;

  if (self->frames == NULL)
    return 0;

  for (guint i = self->first; i < self->frames->len && n + 2 <= n_vectors; i++) {
    const Frame *frame = get_frame (self, i);
    gsize length;
    const void *payload = g_bytes_get_data (frame->payload, &length);

    n += add_vector (&ret_vectors[n], frame->header, frame->header_size, &done);
    n += add_vector (&ret_vectors[n], payload, length, &done);
  }

  return n;
}

void
sf_ws_queue_consume (SfWsQueue *self, gsize n_bytes)
{
  self->size_bytes -= n_bytes;
  if (self->size_bytes == 0) {
    sf_ws_queue_clear (self);
    return;
  }

  self->first_done += n_bytes;
  while (self->first_done >= get_size (get_frame (self, self->first))) {
    self->first_done -= get_size (get_frame (self, self->first));
    clear_frame (&g_array_index (self->frames, Frame, self->first));
    self->first++;
  }
}
