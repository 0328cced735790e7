/* Packets: what is written is read, byte for byte as drawn; everything else is refused. */

#include "net/transfer/sf-packet.h"
#include "net/transfer/sf-transfer.h"

#include <string.h>

static void
test_chunks (void)
{
  g_assert_cmpuint (sf_chunk_count (0), ==, 0);
  g_assert_cmpuint (sf_chunk_count (1), ==, 1);
  g_assert_cmpuint (sf_chunk_count (1150), ==, 1);
  g_assert_cmpuint (sf_chunk_count (1151), ==, 2);
  g_assert_cmpuint (sf_chunk_size (0, 0), ==, 0);
  g_assert_cmpuint (sf_chunk_size (1151, 0), ==, 1150);
  g_assert_cmpuint (sf_chunk_size (1151, 1), ==, 1);
  g_assert_cmpuint (sf_chunk_size (1151, 2), ==, 0);
  g_assert_cmpuint (sf_chunk_size (2300, 2), ==, 0);
  g_assert_cmpuint (sf_chunk_size (G_MAXUINT64, G_MAXUINT64), ==, 0);
}

static void
test_ack_bytes (void)
{
  static const guint8 expected[] = {
    0x05,       /* number 5 */
    0x02,       /* ACK */
    0x40, 0x64, /* largest 100 */
    0x07,       /* 7 us */
    0x01,       /* two runs */
    0x02,       /* 98..100 */
    0x00,       /* 97 is missing */
    0x40, 0x60, /* 0..96 */
  };
  SfAckFrame ack = {.delay_us = 7, .n_ranges = 2, .ranges = {{98, 100}, {0, 96}}};
  guint8 out[64];
  SfWriter writer;
  SfPacket packet;

  sf_writer_init (&writer, out, sizeof out);
  sf_packet_write_number (&writer, 5);
  sf_packet_write_ack (&writer, &ack);
  g_assert_cmpmem (out, writer.size, expected, sizeof expected);
  g_assert_cmpuint (sf_packet_ack_size (&ack), ==, sizeof expected - 1);

  g_assert_true (sf_packet_parse (out, writer.size, &packet));
  g_assert_cmpuint (packet.number, ==, 5);
  g_assert_false (packet.wants_ack);
  g_assert_cmpuint (packet.ack.delay_us, ==, 7);
  g_assert_cmpuint (packet.ack.n_ranges, ==, 2);
  g_assert_cmpmem (packet.ack.ranges, 2 * sizeof (SfAckRange), ack.ranges, 2 * sizeof (SfAckRange));
}

static void
test_everything_in_one (void)
{
  static const guint8 data[SF_CHUNK_SIZE] = {1, 2, 3};
  SfAckFrame ack = {.n_ranges = 1, .ranges = {{3, 4}}};
  SfMessageFrame short_message = {.sequence = 70, .size = 3, .index = 0, .bytes = data};
  SfMessageFrame last_chunk = {.sequence = 71, .size = 1152, .index = 1, .bytes = data + 1};
  SfBlobFrame blob = {.id = 1 << 20, .index = 4000, .bytes = data, .size = 900};
  guint8 out[SF_TRANSFER_MAX_PACKET];
  gsize expected;
  guint n_whole = 0;
  SfWriter writer;
  SfPacket packet;

  sf_writer_init (&writer, out, sizeof out);
  sf_packet_write_number (&writer, 9);
  sf_packet_write_ping (&writer);
  sf_packet_write_ack (&writer, &ack);
  sf_packet_write_message (&writer, &short_message);
  sf_packet_write_message (&writer, &last_chunk);
  sf_packet_write_blob (&writer, &blob);
  expected = 2 + sf_packet_ack_size (&ack) + sf_packet_message_size (&short_message) +
             sf_packet_message_size (&last_chunk) + sf_packet_blob_size (&blob);
  g_assert_cmpuint (writer.size, ==, expected);

  g_assert_true (sf_packet_parse (out, writer.size, &packet));
  g_assert_true (packet.wants_ack);
  g_assert_cmpuint (packet.n_messages, ==, 2);
  g_assert_cmpuint (packet.messages[0].sequence, ==, 70);
  g_assert_cmpmem (packet.messages[0].bytes, 3, data, 3);
  g_assert_cmpuint (packet.messages[1].size, ==, 1152);
  g_assert_cmpuint (packet.messages[1].index, ==, 1);
  g_assert_cmpmem (packet.messages[1].bytes, 2, data + 1, 2);
  g_assert_true (packet.has_blob);
  g_assert_cmpuint (packet.blob.id, ==, 1 << 20);
  g_assert_cmpuint (packet.blob.index, ==, 4000);
  g_assert_cmpmem (packet.blob.bytes, packet.blob.size, data, 900);

  /* Cut anywhere it is no packet, unless one of the first four frames ends there. */
  for (gsize size = 0; size < writer.size; size++)
    n_whole += sf_packet_parse (out, size, &packet) ? 1 : 0;
  g_assert_cmpuint (n_whole, ==, 4);
}

/* The largest numbers there are, and the fullest ACK, still fit. */
static void
test_largest (void)
{
  static const guint8 data[SF_CHUNK_SIZE];
  guint64 max = (G_GUINT64_CONSTANT (1) << 62) - 1;
  SfBlobFrame blob = {.id = max, .index = (1 << 30) - 1, .bytes = data, .size = SF_CHUNK_SIZE};
  SfMessageFrame message = {
    .sequence = max, .size = SF_MESSAGE_MAX_SIZE, .index = 5, .bytes = data};
  SfAckFrame ack = {.delay_us = max};

  for (guint i = 0; i < SF_PACKET_MAX_ACK_RANGES; i++)
    ack.ranges[ack.n_ranges++] =
      (SfAckRange){max - (i + 1) * (guint64) 40000 + 20000, max - i * (guint64) 40000};

  g_assert_cmpuint (8 + sf_packet_blob_size (&blob), <=, SF_TRANSFER_MAX_PACKET);
  g_assert_cmpuint (8 + sf_packet_message_size (&message), <=, SF_TRANSFER_MAX_PACKET);
  g_assert_cmpuint (8 + sf_packet_ack_size (&ack), <=, SF_TRANSFER_MAX_PACKET);
}

static void
test_refuses (void)
{
  static const struct {
    const char *why;
    gsize size;
    const char *bytes;
  } cases[] = {
    {"nothing", 0, ""},
    {"a number alone", 1, "\x01"},
    {"an unknown frame", 2, "\x01\x05"},
    {"an unknown frame after a ping", 3, "\x01\x01\x00"},
    {"an ACK below 0", 6, "\x01\x02\x04\x00\x00\x05"},
    {"a second run below 0", 8, "\x01\x02\x04\x00\x01\x01\x02\x00"},
    {"a second run that begins below 0", 8, "\x01\x02\x04\x00\x01\x01\x00\x02"},
    {"65 runs", 6, "\x01\x02\x7f\xff\x00\x40\x40"},
    {"two ACKs", 11, "\x01\x02\x04\x00\x00\x00\x02\x04\x00\x00\x00"},
    {"a message of no size", 5, "\x01\x03\x00\x00\x00"},
    {"a chunk that the message has not", 6, "\x01\x03\x00\x01\x01x"},
    {"a message too large", 8, "\x01\x03\x00\x80\x01\x00\x02\x00"},
    {"a chunk cut short", 7, "\x01\x03\x00\x04\x00xy"},
    {"an empty chunk of a blob", 5, "\x01\x04\x01\x00\x00"},
    {"two chunks of blobs", 12, "\x01\x04\x01\x00\x01x\x04\x01\x01\x01y"},
    {"five messages", 26, "\x01\x03\0\1\0a\x03\1\1\0a\x03\2\1\0a\x03\3\1\0a\x03\4\1\0a"},
  };
  SfPacket packet;

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_test_message ("%s", cases[i].why);
    g_assert_false (sf_packet_parse ((const guint8 *) cases[i].bytes, cases[i].size, &packet));
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/net/transfer/packet/chunks", test_chunks);
  g_test_add_func ("/net/transfer/packet/ack-bytes", test_ack_bytes);
  g_test_add_func ("/net/transfer/packet/everything-in-one", test_everything_in_one);
  g_test_add_func ("/net/transfer/packet/largest", test_largest);
  g_test_add_func ("/net/transfer/packet/refuses", test_refuses);
  return g_test_run ();
}
