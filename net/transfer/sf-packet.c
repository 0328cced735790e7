/* The packets of the transfer: a number, then frames. */

#include "net/transfer/sf-packet.h"

#include "net/wire/sf-varint.h"

enum {
  FRAME_PING = 1,
  FRAME_ACK = 2,
  FRAME_MESSAGE = 3,
  FRAME_BLOB = 4
};

/* Takes a run of @length numbers that ends at @last. */
static void
parse_range (SfReader *reader, SfAckFrame *ack, guint64 last)
{
  guint64 less = sf_reader_varint (reader);

  if (sf_reader_has_failed (reader) || less > last) {
    sf_reader_fail (reader);
    return;
  }

  ack->ranges[ack->n_ranges].first = last - less;
  ack->ranges[ack->n_ranges].last = last;
  ack->n_ranges++;
}

static void
parse_ack (SfReader *reader, SfAckFrame *ack)
{
  guint64 largest = sf_reader_varint (reader);
  guint64 n_more;

  ack->delay_us = sf_reader_varint (reader);
  n_more = sf_reader_varint (reader);
  if (ack->n_ranges > 0 || n_more >= SF_PACKET_MAX_ACK_RANGES)
    sf_reader_fail (reader);

  parse_range (reader, ack, largest);
  while (n_more-- > 0 && !sf_reader_has_failed (reader)) {
    guint64 gap = sf_reader_varint (reader) + 1;
    guint64 first = ack->ranges[ack->n_ranges - 1].first;

    if (first <= gap)
      sf_reader_fail (reader);
    else
      parse_range (reader, ack, first - gap - 1);
  }
}

static void
parse_message (SfReader *reader, SfPacket *packet)
{
  SfMessageFrame frame = {.sequence = sf_reader_varint (reader)};
  guint64 size = sf_reader_varint (reader);
  guint64 index = sf_reader_varint (reader);
  gsize chunk_size = sf_chunk_size (size, index);

  if (size > SF_MESSAGE_MAX_SIZE || chunk_size == 0 ||
      packet->n_messages == SF_PACKET_MAX_MESSAGES) {
    sf_reader_fail (reader);
    return;
  }

  frame.size = (guint32) size;
  frame.index = (guint32) index;
  frame.bytes = sf_reader_bytes (reader, chunk_size);
  packet->messages[packet->n_messages++] = frame;
}

static void
parse_blob (SfReader *reader, SfPacket *packet)
{
  packet->blob.id = sf_reader_varint (reader);
  packet->blob.index = sf_reader_varint (reader);
  packet->blob.bytes = sf_reader_block (reader, SF_CHUNK_SIZE, &packet->blob.size);
  if (packet->has_blob || packet->blob.size == 0)
    sf_reader_fail (reader);
  packet->has_blob = TRUE;
}

static void
parse_frame (SfReader *reader, SfPacket *packet)
{
  guint8 type = sf_reader_u8 (reader);

  if (type == FRAME_ACK)
    parse_ack (reader, &packet->ack);
  else if (type == FRAME_MESSAGE)
    parse_message (reader, packet);
  else if (type == FRAME_BLOB)
    parse_blob (reader, packet);
  else if (type != FRAME_PING)
    sf_reader_fail (reader);

  packet->wants_ack |= type != FRAME_ACK;
}

gboolean
sf_packet_parse (const guint8 *data, gsize size, SfPacket *ret_packet)
{
  SfReader reader;

  sf_reader_init (&reader, data, size);
  ret_packet->number = sf_reader_varint (&reader);
  ret_packet->ack.n_ranges = 0;
  ret_packet->n_messages = 0;
  ret_packet->has_blob = FALSE;
  ret_packet->wants_ack = FALSE;

  do
    parse_frame (&reader, ret_packet);
  while (!sf_reader_has_failed (&reader) && !sf_reader_finish (&reader));

  return sf_reader_finish (&reader);
}

void
sf_packet_write_number (SfWriter *writer, guint64 number)
{
  sf_writer_varint (writer, number);
}

void
sf_packet_write_ping (SfWriter *writer)
{
  sf_writer_u8 (writer, FRAME_PING);
}

void
sf_packet_write_ack (SfWriter *writer, const SfAckFrame *ack)
{
  sf_writer_u8 (writer, FRAME_ACK);
  sf_writer_varint (writer, ack->ranges[0].last);
  sf_writer_varint (writer, ack->delay_us);
  sf_writer_varint (writer, ack->n_ranges - 1);

  for (guint i = 0; i < ack->n_ranges; i++) {
    if (i > 0)
      sf_writer_varint (writer, ack->ranges[i - 1].first - ack->ranges[i].last - 2);
    sf_writer_varint (writer, ack->ranges[i].last - ack->ranges[i].first);
  }
}

void
sf_packet_write_message (SfWriter *writer, const SfMessageFrame *frame)
{
  sf_writer_u8 (writer, FRAME_MESSAGE);
  sf_writer_varint (writer, frame->sequence);
  sf_writer_varint (writer, frame->size);
  sf_writer_varint (writer, frame->index);
  sf_writer_bytes (writer, frame->bytes, sf_chunk_size (frame->size, frame->index));
}

void
sf_packet_write_blob (SfWriter *writer, const SfBlobFrame *frame)
{
  sf_writer_u8 (writer, FRAME_BLOB);
  sf_writer_varint (writer, frame->id);
  sf_writer_varint (writer, frame->index);
  sf_writer_block (writer, frame->bytes, frame->size);
}

gsize
sf_packet_ack_size (const SfAckFrame *ack)
{
  gsize size = 1 + sf_varint_size (ack->ranges[0].last) + sf_varint_size (ack->delay_us) +
               sf_varint_size (ack->n_ranges - 1);

  for (guint i = 0; i < ack->n_ranges; i++) {
    if (i > 0)
      size += sf_varint_size (ack->ranges[i - 1].first - ack->ranges[i].last - 2);
    size += sf_varint_size (ack->ranges[i].last - ack->ranges[i].first);
  }

  return size;
}

gsize
sf_packet_message_size (const SfMessageFrame *frame)
{
  return 1 + sf_varint_size (frame->sequence) + sf_varint_size (frame->size) +
         sf_varint_size (frame->index) + sf_chunk_size (frame->size, frame->index);
}

gsize
sf_packet_blob_size (const SfBlobFrame *frame)
{
  return 1 + sf_varint_size (frame->id) + sf_varint_size (frame->index) +
         sf_varint_size (frame->size) + frame->size;
}
