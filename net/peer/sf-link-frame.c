/* The plaintext of a sealed datagram: a channel byte, then what belongs to the channel. */

#include "net/peer/sf-link-frame.h"

#include "net/wire/sf-reader.h"
#include "net/wire/sf-writer.h"

void
sf_link_frame_write_ping (guint8 out[SF_LINK_FRAME_PING_SIZE], gint64 t1_us)
{
  SfWriter writer;

  sf_writer_init (&writer, out, SF_LINK_FRAME_PING_SIZE);
  sf_writer_u8 (&writer, SF_LINK_CHANNEL_PING);
  sf_writer_u64 (&writer, (guint64) t1_us);
}

void
sf_link_frame_write_pong (guint8 out[SF_LINK_FRAME_PONG_SIZE],
                          gint64 t1_us,
                          gint64 t2_us,
                          gint64 t3_us)
{
  SfWriter writer;

  sf_writer_init (&writer, out, SF_LINK_FRAME_PONG_SIZE);
  sf_writer_u8 (&writer, SF_LINK_CHANNEL_PONG);
  sf_writer_u64 (&writer, (guint64) t1_us);
  sf_writer_u64 (&writer, (guint64) t2_us);
  sf_writer_u64 (&writer, (guint64) t3_us);
}

gsize
sf_link_frame_write_feedback (guint8 out[SF_LINK_FRAME_MAX_FEEDBACK_SIZE],
                              const guint8 *feedback,
                              gsize size)
{
  SfWriter writer;

  sf_writer_init (&writer, out, SF_LINK_FRAME_MAX_FEEDBACK_SIZE);
  sf_writer_u8 (&writer, SF_LINK_CHANNEL_MEDIA_FEEDBACK);
  sf_writer_bytes (&writer, feedback, size);
  return writer.size;
}

gboolean
sf_link_frame_parse (SfLinkFrame *ret_frame, const guint8 *plaintext, gsize size)
{
  SfLinkFrame frame = {0};
  SfReader reader;

  sf_reader_init (&reader, plaintext, size);
  frame.channel = sf_reader_u8 (&reader);

  switch (frame.channel) {
  case SF_LINK_CHANNEL_TRANSFER:
    frame.body_size = reader.left;
    frame.body = sf_reader_bytes (&reader, reader.left);
    break;
  case SF_LINK_CHANNEL_PING:
    frame.t1_us = (gint64) sf_reader_u64 (&reader);
    break;
  case SF_LINK_CHANNEL_PONG:
    frame.t1_us = (gint64) sf_reader_u64 (&reader);
    frame.t2_us = (gint64) sf_reader_u64 (&reader);
    frame.t3_us = (gint64) sf_reader_u64 (&reader);
    break;
  case SF_LINK_CHANNEL_BYE:
  case SF_LINK_CHANNEL_BYE_ANSWER:
    break;
  case SF_LINK_CHANNEL_MEDIA_FEEDBACK:
    if (reader.left < 1 || reader.left > SF_MEDIA_MAX_FEEDBACK)
      sf_reader_fail (&reader);
    frame.body_size = reader.left;
    frame.body = sf_reader_bytes (&reader, reader.left);
    break;
  default:
    sf_reader_fail (&reader);
  }

  if (!sf_reader_finish (&reader))
    return FALSE;

  *ret_frame = frame;
  return TRUE;
}
