/* Writes values into a bounded run of bytes; what does not fit is remembered as failure. */

#include "net/wire/sf-writer.h"

#include "net/wire/sf-varint.h"

#include <string.h>

void
sf_writer_init (SfWriter *self, guint8 *out, gsize capacity)
{
  self->data = out;
  self->capacity = capacity;
  self->size = 0;
  self->failed = FALSE;
}

void
sf_writer_init_alloc (SfWriter *self, gsize capacity)
{
  sf_writer_init (self, g_malloc (capacity), capacity);
}

gboolean
sf_writer_has_failed (const SfWriter *self)
{
  return self->failed;
}

gsize
sf_writer_get_room (const SfWriter *self)
{
  return self->failed ? 0 : self->capacity - self->size;
}

/* Returns: (nullable): where @size bytes may be written */
static guint8 *
claim (SfWriter *self, gsize size)
{
  guint8 *out = self->data + self->size;

  if (self->failed || size > self->capacity - self->size) {
    self->failed = TRUE;
    return NULL;
  }

  self->size += size;
  return out;
}

static void
write_big_endian (SfWriter *self, guint64 value, gsize size)
{
  guint8 *out = claim (self, size);

  for (gsize i = size; out != NULL && i > 0; i--, value >>= 8)
    out[i - 1] = value & 0xff;
}

void
sf_writer_u8 (SfWriter *self, guint8 value)
{
  write_big_endian (self, value, 1);
}

void
sf_writer_u16 (SfWriter *self, guint16 value)
{
  write_big_endian (self, value, 2);
}

void
sf_writer_u32 (SfWriter *self, guint32 value)
{
  write_big_endian (self, value, 4);
}

void
sf_writer_u64 (SfWriter *self, guint64 value)
{
  write_big_endian (self, value, 8);
}

void
sf_writer_varint (SfWriter *self, guint64 value)
{
  static const guint64 prefixes[] = {[1] = 0, [2] = 1, [4] = 2, [8] = 3};
  gsize size = sf_varint_size (value);

  g_return_if_fail (value <= SF_VARINT_MAX);

  write_big_endian (self, value | prefixes[size] << (8 * size - 2), size);
}

void
sf_writer_bytes (SfWriter *self, const guint8 *bytes, gsize size)
{
  guint8 *out = claim (self, size);

  if (out != NULL && size > 0)
    memcpy (out, bytes, size);
}

void
sf_writer_block (SfWriter *self, const guint8 *bytes, gsize size)
{
  sf_writer_varint (self, size);
  sf_writer_bytes (self, bytes, size);
}

void
sf_writer_string (SfWriter *self, const char *text)
{
  sf_writer_block (self, (const guint8 *) text, strlen (text));
}

GBytes *
sf_writer_free_to_bytes (SfWriter *self)
{
  g_autofree guint8 *data = g_steal_pointer (&self->data);

  if (self->failed)
    return NULL;

  return g_bytes_new_take (g_realloc (g_steal_pointer (&data), self->size), self->size);
}
