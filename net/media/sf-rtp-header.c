/* The fixed part of an RTP packet's header, and where its payload begins. */

#include "net/media/sf-rtp-header.h"

#include "net/wire/sf-reader.h"

#define VERSION 2
#define EXTENSION_BIT 0x10
#define CSRC_MASK 0x0F
#define WORD_SIZE 4

gboolean
sf_rtp_header_is_first_byte (guint8 byte)
{
  return byte >> 6 == VERSION;
}

gboolean
sf_rtp_header_parse (SfRtpHeader *ret_header, const guint8 *packet, gsize size)
{
  SfRtpHeader header = {0};
  SfReader reader;
  guint8 first;

  sf_reader_init (&reader, packet, size);
  first = sf_reader_u8 (&reader);
  sf_reader_u8 (&reader);
  header.sequence = sf_reader_u16 (&reader);
  sf_reader_u32 (&reader);
  header.ssrc = sf_reader_u32 (&reader);
  sf_reader_bytes (&reader, (gsize) (first & CSRC_MASK) * WORD_SIZE);
  if ((first & EXTENSION_BIT) != 0) {
    sf_reader_u16 (&reader);
    sf_reader_bytes (&reader, (gsize) sf_reader_u16 (&reader) * WORD_SIZE);
  }
  if (sf_reader_has_failed (&reader) || !sf_rtp_header_is_first_byte (first))
    return FALSE;

  header.size = size - reader.left;
  *ret_header = header;
  return TRUE;
}
