/* What the two engines say to each other, as messages: the user's own, and all about blobs. */

#include "net/transfer/sf-letter.h"

#include "net/wire/sf-reader.h"
#include "net/wire/sf-writer.h"

#include <string.h>

#define MAX_HEADER (1 + 8 + 8 + SF_SHA256_SIZE)

GBytes *
sf_letter_compose (const SfLetter *letter)
{
  SfWriter writer;

  sf_writer_init_alloc (&writer, MAX_HEADER + letter->rest_size);
  sf_writer_u8 (&writer, (guint8) letter->type);
  if (letter->type != SF_LETTER_USER)
    sf_writer_varint (&writer, letter->id);
  if (letter->type == SF_LETTER_OFFER) {
    sf_writer_varint (&writer, letter->size);
    sf_writer_bytes (&writer, letter->sha256, SF_SHA256_SIZE);
  }
  sf_writer_bytes (&writer, letter->rest, letter->rest_size);

  return sf_writer_free_to_bytes (&writer);
}

static void
read_rest (SfReader *reader, SfLetter *letter)
{
  letter->rest_size = reader->left;
  letter->rest = sf_reader_bytes (reader, reader->left);
}

gboolean
sf_letter_parse (GBytes *message, SfLetter *ret_letter)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (message, &size);
  SfReader reader;
  guint8 type;

  memset (ret_letter, 0, sizeof *ret_letter);
  sf_reader_init (&reader, data, size);

  type = sf_reader_u8 (&reader);
  ret_letter->type = MIN (type, SF_LETTER_UNKNOWN);
  if (ret_letter->type == SF_LETTER_UNKNOWN)
    return !sf_reader_has_failed (&reader);

  if (ret_letter->type != SF_LETTER_USER)
    ret_letter->id = sf_reader_varint (&reader);
  if (ret_letter->type == SF_LETTER_OFFER) {
    ret_letter->size = sf_reader_varint (&reader);
    ret_letter->sha256 = sf_reader_bytes (&reader, SF_SHA256_SIZE);
  }
  if (ret_letter->type == SF_LETTER_USER || ret_letter->type == SF_LETTER_ACCEPT)
    read_rest (&reader, ret_letter);

  return sf_reader_finish (&reader);
}
