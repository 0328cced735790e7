/* The packets of the transfer: a number, then frames. */
#pragma once

#include "net/wire/sf-reader.h"
#include "net/wire/sf-writer.h"

G_BEGIN_DECLS

/*
 * All integers are varints (net/wire/sf-varint.h), except the type, a byte.
 *
 *   packet  +--------+-------+-----+-------+
 *           | number | frame | ... | frame |     numbers ascend and are never used twice
 *           +--------+-------+-----+-------+
 *
 *   PING    | 0x01 |                             wants an acknowledgement, says nothing
 *   ACK     | 0x02 | largest | delay_us | n - 1 | length - 1 | { gap - 1 | length - 1 } x (n - 1)
 *   MESSAGE | 0x03 | sequence | size | index | bytes of chunk @index of the message
 *   BLOB    | 0x04 | id | index | length | bytes of chunk @index of the blob
 *
 * ACK lists runs of packet numbers that came, the highest first; between two runs @gap numbers are
 * missing; the delay is that between the arrival of @largest and this frame. A message or blob is
 * cut into chunks of SF_CHUNK_SIZE bytes, of which the last may be shorter.
 */
#define SF_CHUNK_SIZE 1150
#define SF_PACKET_MAX_ACK_RANGES 64
#define SF_PACKET_MAX_MESSAGES 4            /* MESSAGE frames in a packet */
#define SF_MESSAGE_MAX_SIZE (64 * 1024 + 1) /* bytes: a type, and what the user may send */

typedef struct {
  guint64 first; /* both inclusive */
  guint64 last;
} SfAckRange;

typedef struct {
  guint64 delay_us;
  guint n_ranges;                              /* 0: no ACK */
  SfAckRange ranges[SF_PACKET_MAX_ACK_RANGES]; /* descending, with gaps between */
} SfAckFrame;

typedef struct {
  guint64 sequence; /* of the message, from 0 */
  guint32 size;     /* of the message, 1..SF_MESSAGE_MAX_SIZE */
  guint32 index;
  const guint8 *bytes; /* within the packet; as many as sf_chunk_size() says */
} SfMessageFrame;

typedef struct {
  guint64 id;
  guint64 index;
  const guint8 *bytes; /* within the packet */
  gsize size;          /* 1..SF_CHUNK_SIZE */
} SfBlobFrame;

typedef struct {
  guint64 number;
  SfAckFrame ack;
  guint n_messages;
  SfMessageFrame messages[SF_PACKET_MAX_MESSAGES];
  gboolean has_blob;
  SfBlobFrame blob;
  gboolean wants_ack; /* holds anything besides ACK */
} SfPacket;

/* Returns: how many chunks something of @size bytes has */
static inline guint
sf_chunk_count (guint64 size)
{
  return (guint) ((size + SF_CHUNK_SIZE - 1) / SF_CHUNK_SIZE);
}

/* Returns: the bytes of chunk @index of something of @size bytes; 0 when there is no such chunk */
static inline gsize
sf_chunk_size (guint64 size, guint64 index)
{
  guint64 offset = index * SF_CHUNK_SIZE;

  if (index > size / SF_CHUNK_SIZE || offset >= size)
    return 0;
  return (gsize) MIN (size - offset, SF_CHUNK_SIZE);
}

/**
 * sf_packet_parse:
 *
 * Returns: %FALSE when @data is not a whole packet; @ret_packet is undefined then
 */
gboolean sf_packet_parse (const guint8 *data, gsize size, SfPacket *ret_packet);

void sf_packet_write_number (SfWriter *writer, guint64 number);
void sf_packet_write_ping (SfWriter *writer);
void sf_packet_write_ack (SfWriter *writer, const SfAckFrame *ack);
void sf_packet_write_message (SfWriter *writer, const SfMessageFrame *frame);
void sf_packet_write_blob (SfWriter *writer, const SfBlobFrame *frame);

/* What the frames would take, in bytes. */
gsize sf_packet_ack_size (const SfAckFrame *ack);
gsize sf_packet_message_size (const SfMessageFrame *frame);
gsize sf_packet_blob_size (const SfBlobFrame *frame);

G_END_DECLS
