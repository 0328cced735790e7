/* The bounded reader: what it accepts, the writer writes back byte for byte. */

#include "net/wire/sf-reader.h"
#include "net/wire/sf-writer.h"

#include <string.h>

#define MAX_BLOCK 300 /* bytes */

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

static void
copy_block (SfReader *reader, SfWriter *writer)
{
  gsize size;
  const guint8 *block = sf_reader_block (reader, MAX_BLOCK, &size);

  if (block != NULL)
    sf_writer_block (writer, block, size);
}

static void
copy_string (SfReader *reader, SfWriter *writer)
{
  g_autofree char *text = sf_reader_dup_string (reader, MAX_BLOCK);

  if (text != NULL)
    sf_writer_string (writer, text);
}

static void
copy_one (guint8 what, SfReader *reader, SfWriter *writer)
{
  SfReader before = *reader;

  if (what % 7 == 0)
    sf_writer_u8 (writer, sf_reader_u8 (reader));
  else if (what % 7 == 1)
    sf_writer_u16 (writer, sf_reader_u16 (reader));
  else if (what % 7 == 2)
    sf_writer_u32 (writer, sf_reader_u32 (reader));
  else if (what % 7 == 3)
    sf_writer_u64 (writer, sf_reader_u64 (reader));
  else if (what % 7 == 4)
    sf_writer_varint (writer, sf_reader_varint (reader));
  else if (what % 7 == 5)
    copy_block (reader, writer);
  else
    copy_string (reader, writer);

  if (!sf_reader_has_failed (reader))
    g_assert_true (reader->data + reader->left == before.data + before.left);
}

/* The first byte says how many bytes of the input name the reads; the others are read. */
int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  gsize n = size > 0 ? MIN (data[0], size - 1) : 0;
  const guint8 *input = data + MIN (size, 1 + n);
  gsize input_size = size - (gsize) (input - data);
  g_autofree guint8 *out = g_malloc (input_size + 8);
  SfReader reader;
  SfWriter writer;

  sf_reader_init (&reader, input, input_size);
  sf_writer_init (&writer, out, input_size + 8);

  for (gsize i = 1; i <= n && !sf_reader_has_failed (&reader); i++) {
    gsize written = writer.size;

    copy_one (data[i], &reader, &writer);
    if (sf_reader_has_failed (&reader))
      writer.size = written;
  }

  g_assert_true (writer.size <= input_size);
  g_assert_true (memcmp (out, input, writer.size) == 0);
  return 0;
}
