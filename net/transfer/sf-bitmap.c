/* Which chunks of a blob: one bit each, in the order in which they go over the wire. */

#include "net/transfer/sf-bitmap.h"

#include <string.h>

static gsize
size_of (guint n_bits)
{
  return ((gsize) n_bits + 7) / 8;
}

void
sf_bitmap_init (SfBitmap *self, guint n_bits)
{
  self->bits = g_malloc0 (MAX (size_of (n_bits), 1));
  self->n_bits = n_bits;
  self->n_set = 0;
}

void
sf_bitmap_init_full (SfBitmap *self, guint n_bits)
{
  sf_bitmap_init (self, n_bits);
  if (n_bits >= 8)
    memset (self->bits, 0xff, n_bits / 8);
  if (n_bits % 8 != 0)
    self->bits[n_bits / 8] = (guint8) ((1 << n_bits % 8) - 1);
  self->n_set = n_bits;
}

void
sf_bitmap_clear (SfBitmap *self)
{
  g_clear_pointer (&self->bits, g_free);
  self->n_bits = 0;
  self->n_set = 0;
}

gsize
sf_bitmap_get_size (const SfBitmap *self)
{
  return size_of (self->n_bits);
}

gboolean
sf_bitmap_get (const SfBitmap *self, guint index)
{
  g_return_val_if_fail (index < self->n_bits, FALSE);

  return (self->bits[index / 8] >> index % 8) & 1;
}

gboolean
sf_bitmap_set (SfBitmap *self, guint index)
{
  if (sf_bitmap_get (self, index))
    return FALSE;

  self->bits[index / 8] |= (guint8) (1 << index % 8);
  self->n_set++;
  return TRUE;
}

gboolean
sf_bitmap_unset (SfBitmap *self, guint index)
{
  if (!sf_bitmap_get (self, index))
    return FALSE;

  self->bits[index / 8] &= (guint8) ~(1 << index % 8);
  self->n_set--;
  return TRUE;
}

guint
sf_bitmap_find_set (const SfBitmap *self, guint from)
{
  guint index = from;

  while (index < self->n_bits) {
    guint rest = (guint) self->bits[index / 8] >> index % 8;

    if (rest != 0)
      return index + (guint) g_bit_nth_lsf (rest, -1);
    index = (index / 8 + 1) * 8;
  }

  return self->n_bits;
}

gboolean
sf_bitmap_is_valid (guint n_bits, const guint8 *bytes, gsize size)
{
  return size == size_of (n_bits) && (n_bits % 8 == 0 || bytes[size - 1] >> n_bits % 8 == 0);
}
