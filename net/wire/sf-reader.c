/* Reads a bounded run of bytes: every value checked against what is left, failure remembered. */

#include "net/wire/sf-reader.h"

#include "net/wire/sf-varint.h"

void
sf_reader_init (SfReader *self, const guint8 *data, gsize size)
{
  g_return_if_fail (data != NULL || size == 0);

  self->data = data;
  self->left = size;
  self->failed = FALSE;
}

void
sf_reader_fail (SfReader *self)
{
  self->failed = TRUE;
  self->left = 0;
}

gboolean
sf_reader_has_failed (const SfReader *self)
{
  return self->failed;
}

gboolean
sf_reader_finish (const SfReader *self)
{
  return !self->failed && self->left == 0;
}

const guint8 *
sf_reader_bytes (SfReader *self, gsize size)
{
  const guint8 *bytes = self->data;

  if (self->failed || size > self->left) {
    sf_reader_fail (self);
    return NULL;
  }

  self->data += size;
  self->left -= size;
  return bytes;
}

static guint64
read_big_endian (SfReader *self, gsize size)
{
  const guint8 *bytes = sf_reader_bytes (self, size);
  guint64 value = 0;

  for (gsize i = 0; bytes != NULL && i < size; i++)
    value = value << 8 | bytes[i];

  return value;
}

guint8
sf_reader_u8 (SfReader *self)
{
  return (guint8) read_big_endian (self, 1);
}

guint16
sf_reader_u16 (SfReader *self)
{
  return (guint16) read_big_endian (self, 2);
}

guint32
sf_reader_u32 (SfReader *self)
{
  return (guint32) read_big_endian (self, 4);
}

guint64
sf_reader_u64 (SfReader *self)
{
  return read_big_endian (self, 8);
}

guint64
sf_reader_varint (SfReader *self)
{
  guint prefix = self->left > 0 ? (self->data[0] >> 6) & 3 : 0;
  gsize size = (gsize) 1 << prefix;
  guint64 value = read_big_endian (self, size) & SF_VARINT_MAX >> (64 - (8u << prefix));

  if (!self->failed && sf_varint_size (value) != size)
    sf_reader_fail (self);

  return self->failed ? 0 : value;
}

const guint8 *
sf_reader_block (SfReader *self, gsize max_size, gsize *ret_size)
{
  guint64 size = sf_reader_varint (self);
  const guint8 *bytes;

  if (size > max_size)
    sf_reader_fail (self);

  bytes = sf_reader_bytes (self, (gsize) size);
  *ret_size = bytes != NULL ? (gsize) size : 0;
  return bytes;
}

char *
sf_reader_dup_string (SfReader *self, gsize max_size)
{
  gsize size;
  const char *text = (const char *) sf_reader_block (self, max_size, &size);

  if (text == NULL)
    return NULL;

  if (!g_utf8_validate_len (text, size, NULL)) {
    sf_reader_fail (self);
    return NULL;
  }

  return g_strndup (text, size);
}
