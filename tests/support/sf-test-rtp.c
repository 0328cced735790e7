/* RTP packets for tests: a header and a payload that follows from the sequence number. */

#include "tests/support/sf-test-rtp.h"

#include "net/wire/sf-reader.h"
#include "net/wire/sf-writer.h"

#include <string.h>

#define PAYLOAD_TYPE 96

void
sf_test_rtp_write (guint8 *out, gsize size, guint32 ssrc, guint16 sequence)
{
  SfWriter writer;

  sf_writer_init (&writer, out, size);
  sf_writer_u8 (&writer, 0x80);
  sf_writer_u8 (&writer, PAYLOAD_TYPE);
  sf_writer_u16 (&writer, sequence);
  sf_writer_u32 (&writer, sequence * 3000U);
  sf_writer_u32 (&writer, ssrc);
  for (gsize i = writer.size; i < size; i++)
    sf_writer_u8 (&writer, (guint8) (sequence + i * ssrc));
}

GBytes *
sf_test_rtp_new (gsize size, guint32 ssrc, guint16 sequence)
{
  guint8 *rtp = g_malloc (size);

  sf_test_rtp_write (rtp, size, ssrc, sequence);
  return g_bytes_new_take (rtp, size);
}

guint16
sf_test_rtp_get_sequence (const guint8 *rtp)
{
  return (guint16) (rtp[2] << 8 | rtp[3]);
}

gboolean
sf_test_rtp_is_whole (const guint8 *rtp, gsize size)
{
  g_autofree guint8 *expected = g_malloc (size);
  SfReader reader;

  sf_reader_init (&reader, rtp, size);
  sf_reader_u64 (&reader);
  sf_test_rtp_write (expected, size, sf_reader_u32 (&reader), sf_test_rtp_get_sequence (rtp));
  return memcmp (rtp, expected, size) == 0;
}
