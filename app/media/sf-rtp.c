/* RTP packets of the live picture: header, extensions, what is sent again (RFC 3550). */

#include "app/media/sf-rtp.h"

#include "net/wire/sf-reader.h"
#include "net/wire/sf-writer.h"

#define VERSION (2 << 6)
#define HAS_EXTENSION (1 << 4)
#define MARKER (1 << 7)
#define ONE_BYTE_HEADERS 0xbede
#define EXTENSION_WORDS 4

/* RFC 8285, section 4.2: an ID in the upper four bits, in the lower ones the size less 1. */
#define TAKEN (1 << 4 | (8 - 1))
#define SENT (2 << 4 | (4 - 1))
#define COLOUR (3 << 4 | (1 - 1))

/* Every stream of ours has the same extensions in the same order, so no others are looked for. */
static void
read_extensions (SfReader *reader, SfRtp *rtp)
{
  guint64 taken_us;

  if (sf_reader_u16 (reader) != ONE_BYTE_HEADERS || sf_reader_u16 (reader) != EXTENSION_WORDS)
    sf_reader_fail (reader);

  if (sf_reader_u8 (reader) != TAKEN)
    sf_reader_fail (reader);
  taken_us = sf_reader_u64 (reader);
  if (sf_reader_u8 (reader) != SENT)
    sf_reader_fail (reader);
  rtp->sent_us = sf_reader_u32 (reader);
  if (sf_reader_u8 (reader) != COLOUR)
    sf_reader_fail (reader);
  rtp->colour = sf_reader_u8 (reader);

  /* Far from where sums of two times would overflow. */
  if (taken_us > G_MAXINT64 / 4)
    sf_reader_fail (reader);
  rtp->taken_us = (gint64) taken_us;
}

gboolean
sf_rtp_parse (SfRtp *ret_rtp, const guint8 *packet, gsize size)
{
  SfRtp rtp = {0};
  SfReader reader;
  guint8 second;

  sf_reader_init (&reader, packet, size);
  if (sf_reader_u8 (&reader) != (VERSION | HAS_EXTENSION)) /* no padding, no contributors */
    return FALSE;

  second = sf_reader_u8 (&reader);
  rtp.type = second & ~MARKER;
  rtp.ends_frame = (second & MARKER) != 0;
  rtp.sequence = sf_reader_u16 (&reader);
  rtp.timestamp = sf_reader_u32 (&reader);
  rtp.ssrc = sf_reader_u32 (&reader);
  read_extensions (&reader, &rtp);
  rtp.payload_size = reader.left;
  rtp.payload = sf_reader_bytes (&reader, reader.left);
  if (!sf_reader_finish (&reader) || rtp.payload_size == 0)
    return FALSE;

  *ret_rtp = rtp;
  return TRUE;
}

GBytes *
sf_rtp_write (const SfRtp *rtp, const guint8 *prefix, gsize prefix_size)
{
  SfWriter writer;

  sf_writer_init_alloc (&writer, SF_RTP_HEADER_SIZE + prefix_size + rtp->payload_size);
  sf_writer_u8 (&writer, VERSION | HAS_EXTENSION);
  sf_writer_u8 (&writer, rtp->type | (rtp->ends_frame ? MARKER : 0));
  sf_writer_u16 (&writer, rtp->sequence);
  sf_writer_u32 (&writer, rtp->timestamp);
  sf_writer_u32 (&writer, rtp->ssrc);
  sf_writer_u16 (&writer, ONE_BYTE_HEADERS);
  sf_writer_u16 (&writer, EXTENSION_WORDS);
  sf_writer_u8 (&writer, TAKEN);
  sf_writer_u64 (&writer, (guint64) rtp->taken_us);
  sf_writer_u8 (&writer, SENT);
  sf_writer_u32 (&writer, rtp->sent_us);
  sf_writer_u8 (&writer, COLOUR);
  sf_writer_u8 (&writer, rtp->colour);
  sf_writer_bytes (&writer, prefix, prefix_size);
  sf_writer_bytes (&writer, rtp->payload, rtp->payload_size);

  return sf_writer_free_to_bytes (&writer);
}

gboolean
sf_rtp_unwrap (SfRtp *rtp)
{
  if (rtp->type != SF_RTP_TYPE_RESENT || rtp->payload_size <= SF_RTP_RESENT_SIZE)
    return FALSE;

  rtp->type = SF_RTP_TYPE_VP8;
  rtp->sequence = (guint16) (rtp->payload[0] << 8 | rtp->payload[1]);
  rtp->payload += SF_RTP_RESENT_SIZE;
  rtp->payload_size -= SF_RTP_RESENT_SIZE;
  return TRUE;
}
