/* Puts VP8 frames together from packets in order, and knows when only a key frame helps. */

#include "app/media/sf-vp8-assembler.h"

#include "app/media/sf-vp8.h"

struct _SfVp8Assembler {
  gboolean needs_key;
  GByteArray *partial; /* owned (nullable): a frame that has begun */
  gboolean is_key;     /* of the partial one */
  guint32 timestamp;
};

SfVp8Assembler *
sf_vp8_assembler_new (void)
{
  SfVp8Assembler *self = g_new0 (SfVp8Assembler, 1);

  self->needs_key = TRUE;
  return self;
}

static void
drop_partial (SfVp8Assembler *self)
{
  g_clear_pointer (&self->partial, g_byte_array_unref);
}

void
sf_vp8_assembler_free (SfVp8Assembler *self)
{
  drop_partial (self);
  g_free (self);
}

void
sf_vp8_assembler_need_key (SfVp8Assembler *self)
{
  self->needs_key = TRUE;
  if (!self->is_key)
    drop_partial (self);
}

gboolean
sf_vp8_assembler_needs_key (const SfVp8Assembler *self)
{
  return self->needs_key;
}

gboolean
sf_vp8_assembler_is_within_key (const SfVp8Assembler *self)
{
  return self->partial != NULL && self->is_key;
}

/* Returns: FALSE when the frame that begins with @piece cannot be used */
static gboolean
begin_frame (SfVp8Assembler *self, const SfVp8Piece *piece, guint32 timestamp)
{
  SfVp8Header header;

  /* A frame that is not ended before the next begins was given up by the sender. */
  self->needs_key |= self->partial != NULL;
  drop_partial (self);
  if (!sf_vp8_header_parse (&header, piece->data, piece->size))
    return FALSE;
  if (self->needs_key && !header.is_key)
    return FALSE;

  self->partial = g_byte_array_new ();
  self->is_key = header.is_key;
  self->timestamp = timestamp;
  return TRUE;
}

/* Returns: FALSE when the packet belongs to no frame that can be used */
static gboolean
take_piece (SfVp8Assembler *self, const SfRtp *rtp)
{
  SfVp8Piece piece;

  if (!sf_vp8_piece_parse (&piece, rtp->payload, rtp->payload_size))
    return FALSE;

  if (piece.begins_frame) {
    if (!begin_frame (self, &piece, rtp->timestamp))
      return FALSE;
  } else if (self->partial == NULL || rtp->timestamp != self->timestamp) {
    return FALSE;
  }

  if (self->partial->len + piece.size > SF_ENCODED_FRAME_MAX_SIZE)
    return FALSE;
  g_byte_array_append (self->partial, piece.data, (guint) piece.size);
  return TRUE;
}

gboolean
sf_vp8_assembler_add (SfVp8Assembler *self,
                      const SfRtp *rtp,
                      gboolean after_loss,
                      SfEncodedFrame *ret_frame)
{
  if (after_loss) {
    drop_partial (self);
    self->needs_key = TRUE;
  }

  if (!take_piece (self, rtp)) {
    drop_partial (self);
    self->needs_key = TRUE;
    return FALSE;
  }
  if (!rtp->ends_frame)
    return FALSE;

  if (self->is_key)
    self->needs_key = FALSE;
  *ret_frame = (SfEncodedFrame){
    .data = g_byte_array_free_to_bytes (g_steal_pointer (&self->partial)),
    .is_key = self->is_key,
    .taken_us = rtp->taken_us,
    .colour = rtp->colour,
  };
  return TRUE;
}
