/* What a packet says of its piece of a VP8 frame (RFC 7741), and a frame of itself (RFC 6386). */

#include "app/media/sf-vp8.h"

#include "app/media/sf-encoded-frame.h"
#include "net/wire/sf-reader.h"

/* RFC 7741, section 4.2. */
#define EXTENDED 0x80
#define BEGINS_PARTITION 0x10
#define PARTITION_MASK 0x07
#define HAS_PICTURE 0x80
#define HAS_LAYER_ZERO 0x40
#define HAS_LAYER_OR_KEY 0x30
#define LONG_PICTURE 0x80

/* RFC 6386, section 9.1. */
#define IS_INTER_FRAME 0x01
#define VERSION_OF(tag) ((tag) >> 1 & 7)
#define MAX_VERSION 3
#define START_CODE 0x9d012a
#define SIDE_MASK 0x3fff

void
sf_vp8_descriptor_write (guint8 out[SF_VP8_DESCRIPTOR_SIZE], gboolean begins_frame, guint16 picture)
{
  out[0] = EXTENDED | (begins_frame ? BEGINS_PARTITION : 0);
  out[1] = HAS_PICTURE;
  out[2] = LONG_PICTURE | (picture >> 8 & 0x7f);
  out[3] = picture & 0xff;
}

gboolean
sf_vp8_piece_parse (SfVp8Piece *ret_piece, const guint8 *payload, gsize size)
{
  SfReader reader;
  guint8 first;
  guint8 extended = 0;

  sf_reader_init (&reader, payload, size);
  first = sf_reader_u8 (&reader);
  if (first & EXTENDED)
    extended = sf_reader_u8 (&reader);
  if (extended & HAS_PICTURE && sf_reader_u8 (&reader) & LONG_PICTURE)
    sf_reader_u8 (&reader);
  if (extended & HAS_LAYER_ZERO)
    sf_reader_u8 (&reader);
  if (extended & HAS_LAYER_OR_KEY)
    sf_reader_u8 (&reader);
  if (sf_reader_has_failed (&reader) || reader.left == 0)
    return FALSE;

  ret_piece->begins_frame = (first & (BEGINS_PARTITION | PARTITION_MASK)) == BEGINS_PARTITION;
  ret_piece->data = reader.data;
  ret_piece->size = reader.left;
  return TRUE;
}

static guint16
read_little_endian (SfReader *reader)
{
  guint16 swapped = sf_reader_u16 (reader);

  return GUINT16_SWAP_LE_BE (swapped);
}

static void
read_key_header (SfReader *reader, SfVp8Header *header)
{
  guint32 code = sf_reader_u16 (reader) << 8;

  code |= sf_reader_u8 (reader);
  header->width = read_little_endian (reader) & SIDE_MASK;
  header->height = read_little_endian (reader) & SIDE_MASK;

  if (code != START_CODE || header->width == 0 || header->width > SF_ENCODED_FRAME_MAX_WIDTH ||
      header->height == 0 || header->height > SF_ENCODED_FRAME_MAX_HEIGHT)
    sf_reader_fail (reader);
}

gboolean
sf_vp8_header_parse (SfVp8Header *ret_header, const guint8 *frame, gsize size)
{
  SfVp8Header header = {0};
  SfReader reader;
  guint8 tag;

  sf_reader_init (&reader, frame, size);
  tag = sf_reader_u8 (&reader);
  sf_reader_u16 (&reader); /* the size of the first partition, which the decoder checks */
  header.is_key = !(tag & IS_INTER_FRAME);
  if (VERSION_OF (tag) > MAX_VERSION)
    sf_reader_fail (&reader);
  if (header.is_key)
    read_key_header (&reader, &header);
  if (sf_reader_has_failed (&reader))
    return FALSE;

  *ret_header = header;
  return TRUE;
}
