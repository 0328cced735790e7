/* Which chunks of a blob: one bit each, in the order in which they go over the wire. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Bit i is bit i % 8 (the least significant is 0) of byte i / 8. */
typedef struct {
  guint8 *bits;
  guint n_bits;
  guint n_set;
} SfBitmap;

void sf_bitmap_init (SfBitmap *self, guint n_bits);
void sf_bitmap_init_full (SfBitmap *self, guint n_bits);
void sf_bitmap_clear (SfBitmap *self);

/* Of all its bits, in bytes. */
gsize sf_bitmap_get_size (const SfBitmap *self);

gboolean sf_bitmap_get (const SfBitmap *self, guint index);
/* Returns: FALSE when it was like that already */
gboolean sf_bitmap_set (SfBitmap *self, guint index);
gboolean sf_bitmap_unset (SfBitmap *self, guint index);

/* Returns: the first set bit at or after @from; n_bits when there is none */
guint sf_bitmap_find_set (const SfBitmap *self, guint from);

/**
 * sf_bitmap_is_valid:
 * @bytes: (array length=size): a bitmap from outside
 *
 * Returns: whether @bytes can be a bitmap of @n_bits: of that size, no bit set beyond the last
 */
gboolean sf_bitmap_is_valid (guint n_bits, const guint8 *bytes, gsize size);

G_END_DECLS
