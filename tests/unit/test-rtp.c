/* RTP packets of the live picture, what they say of VP8, and the sender that cuts them. */

#include "app/media/sf-rtp-sender.h"
#include "app/media/sf-rtp.h"
#include "app/media/sf-vp8.h"
#include "net/media/sf-media-port.h"
#include "net/media/sf-rtp-header.h"

#include <string.h>

#define SECOND G_USEC_PER_SEC

static const guint8 payload[] = {1, 2, 3};
static const SfRtp plain = {
  .type = SF_RTP_TYPE_VP8,
  .ends_frame = TRUE,
  .sequence = 0xfedc,
  .timestamp = 0x12345678,
  .ssrc = 0xdeadbeef,
  .taken_us = G_GINT64_CONSTANT (0x0123456789abcdef),
  .sent_us = 0x89abcdef,
  .colour = 3,
  .payload = payload,
  .payload_size = sizeof payload,
};

/* By hand after RFC 3550, section 5.1, and RFC 8285, section 4.2. */
static const guint8 plain_bytes[] = {
  0x90, 0x80 | 96, 0xfe, 0xdc, 0x12, 0x34, 0x56, 0x78, 0xde, 0xad, 0xbe, 0xef,
  0xbe, 0xde,      0x00, 0x04, 0x17, 0x01, 0x23, 0x45, 0x67, 0x89, 0xab, 0xcd,
  0xef, 0x23,      0x89, 0xab, 0xcd, 0xef, 0x30, 0x03, 1,    2,    3,
};

static void
test_write (void)
{
  g_autoptr (GBytes) packet = sf_rtp_write (&plain, NULL, 0);
  gsize size;
  const guint8 *data = g_bytes_get_data (packet, &size);
  SfRtpHeader header;

  g_assert_cmpmem (data, size, plain_bytes, sizeof plain_bytes);

  /* As the link reads it. */
  g_assert_true (sf_rtp_header_parse (&header, data, size));
  g_assert_cmpuint (header.size, ==, SF_RTP_HEADER_SIZE);
}

static void
test_parse (void)
{
  SfRtp rtp;

  g_assert_true (sf_rtp_parse (&rtp, plain_bytes, sizeof plain_bytes));
  g_assert_cmpuint (rtp.type, ==, plain.type);
  g_assert_true (rtp.ends_frame);
  g_assert_cmpuint (rtp.sequence, ==, plain.sequence);
  g_assert_cmpuint (rtp.timestamp, ==, plain.timestamp);
  g_assert_cmpuint (rtp.ssrc, ==, plain.ssrc);
  g_assert_cmpint (rtp.taken_us, ==, plain.taken_us);
  g_assert_cmpuint (rtp.sent_us, ==, plain.sent_us);
  g_assert_cmpuint (rtp.colour, ==, plain.colour);
  g_assert_cmpmem (rtp.payload, rtp.payload_size, payload, sizeof payload);
}

static void
test_refuses (void)
{
  static const struct {
    gsize at;
    guint8 value;
  } faults[] = {
    {0, 0x50},  /* version 1 */
    {0, 0x80},  /* no extension */
    {0, 0xb0},  /* padding */
    {0, 0x91},  /* a contributor */
    {12, 0x10}, /* two-byte headers */
    {15, 5},    /* more words than ours */
    {16, 0x16}, /* a time of seven bytes */
    {17, 0x80}, /* a time beyond all */
    {25, 0x33}, /* another extension */
    {30, 0x31}, /* two bytes of colour */
  };
  SfRtp rtp;

  for (gsize i = 0; i < G_N_ELEMENTS (faults); i++) {
    guint8 bytes[sizeof plain_bytes];

    memcpy (bytes, plain_bytes, sizeof bytes);
    bytes[faults[i].at] = faults[i].value;
    g_assert_false (sf_rtp_parse (&rtp, bytes, sizeof bytes));
  }
  for (gsize size = 0; size <= SF_RTP_HEADER_SIZE; size++)
    g_assert_false (sf_rtp_parse (&rtp, plain_bytes, size));
}

static void
test_unwraps (void)
{
  static const guint8 resent[] = {0x12, 0x34, 7};
  SfRtp rtp = plain;

  g_assert_false (sf_rtp_unwrap (&rtp));

  rtp.type = SF_RTP_TYPE_RESENT;
  rtp.payload = resent;
  rtp.payload_size = SF_RTP_RESENT_SIZE;
  g_assert_false (sf_rtp_unwrap (&rtp));

  rtp.payload_size = sizeof resent;
  g_assert_true (sf_rtp_unwrap (&rtp));
  g_assert_cmpuint (rtp.type, ==, SF_RTP_TYPE_VP8);
  g_assert_cmpuint (rtp.sequence, ==, 0x1234);
  g_assert_cmpmem (rtp.payload, rtp.payload_size, "\7", 1);
}

/* The examples of RFC 7741, section 4.6, and what is just beyond. */
static void
test_pieces (void)
{
  static const struct {
    const char *bytes;
    gsize size;
    gsize header_size; /* 0: refused */
    gboolean begins_frame;
  } cases[] = {
    {"\x10z", 2, 1, TRUE},                     /* the first piece */
    {"\0z", 2, 1, FALSE},                      /* a later one */
    {"\x11z", 2, 1, FALSE},                    /* of the second partition */
    {"\x90\x80\x11z", 4, 3, TRUE},             /* a short picture number */
    {"\x90\x80\x92\x11z", 5, 4, TRUE},         /* a long one */
    {"\x90\xe0\x92\x11\x05\x80z", 7, 6, TRUE}, /* all there can be */
    {"\x90\x10\x80z", 4, 3, TRUE},             /* only the key frame's number */
    {"\x10", 1, 0, FALSE},                     /* nothing follows */
    {"\x90\xe0\x92\x11\x05\x80", 6, 0, FALSE},
    {"\x90\x80\x92", 3, 0, FALSE},
    {"\x90", 1, 0, FALSE},
    {"", 0, 0, FALSE},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    const guint8 *bytes = (const guint8 *) cases[i].bytes;
    SfVp8Piece piece;

    g_assert_cmpint (sf_vp8_piece_parse (&piece, bytes, cases[i].size), ==,
                     cases[i].header_size > 0);
    if (cases[i].header_size == 0)
      continue;
    g_assert_cmpint (piece.begins_frame, ==, cases[i].begins_frame);
    g_assert_true (piece.data == bytes + cases[i].header_size);
    g_assert_cmpuint (piece.size, ==, cases[i].size - cases[i].header_size);
  }
}

static void
test_frame_headers (void)
{
  static const struct {
    guint8 bytes[SF_VP8_KEY_HEADER_SIZE];
    gsize size;
    gboolean is_valid;
    gboolean is_key;
    int width, height;
  } cases[] = {
    {{0x90, 1, 0, 0x9d, 1, 0x2a, 0x80, 2, 0x68, 1}, 10, TRUE, TRUE, 640, 360},
    {{0x90, 1, 0, 0x9d, 1, 0x2a, 0x80, 0x42, 0x68, 0x81}, 10, TRUE, TRUE, 640, 360}, /* scaled */
    {{0x90, 1, 0, 0x9d, 1, 0x2a, 0x80, 7, 0x38, 4}, 10, TRUE, TRUE, 1920, 1080},
    {{0x90, 1, 0, 0x9d, 1, 0x2a, 0x81, 7, 0x38, 4}, 10, FALSE}, /* 1921 */
    {{0x90, 1, 0, 0x9d, 1, 0x2a, 0x80, 7, 0x39, 4}, 10, FALSE}, /* 1081 */
    {{0x90, 1, 0, 0x9d, 1, 0x2a, 0xff, 0x3f, 0xff, 0x3f}, 10, FALSE},
    {{0x90, 1, 0, 0x9d, 1, 0x2a, 0, 0, 0x68, 1}, 10, FALSE},
    {{0x90, 1, 0, 0x9d, 1, 0x2a, 0x80, 2, 0, 0}, 10, FALSE},
    {{0x90, 1, 0, 0x9d, 1, 0x2b, 0x80, 2, 0x68, 1}, 10, FALSE}, /* the start code */
    {{0x90, 1, 0, 0x9d, 1, 0x2a, 0x80, 2, 0x68, 1}, 9, FALSE},
    {{0x98, 1, 0, 0x9d, 1, 0x2a, 0x80, 2, 0x68, 1}, 10, FALSE}, /* version 4 */
    {{0x91, 1, 0}, 3, TRUE, FALSE},
    {{0x91, 1, 0}, 2, FALSE},
    {{0}, 0, FALSE},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    SfVp8Header header;

    g_assert_cmpint (sf_vp8_header_parse (&header, cases[i].bytes, cases[i].size), ==,
                     cases[i].is_valid);
    if (!cases[i].is_valid)
      continue;
    g_assert_cmpint (header.is_key, ==, cases[i].is_key);
    g_assert_cmpint (header.width, ==, cases[i].width);
    g_assert_cmpint (header.height, ==, cases[i].height);
  }
}

static SfRtp
parse (GBytes *packet)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (packet, &size);
  SfRtp rtp;

  g_assert_cmpuint (size, <=, SF_MEDIA_MAX_RTP);
  g_assert_true (sf_rtp_parse (&rtp, data, size));
  return rtp;
}

static GPtrArray *
cut (SfRtpSender *sender, gsize size, gint64 now_us)
{
  g_autofree guint8 *data = g_malloc (size);
  g_auto (SfEncodedFrame) frame = {.taken_us = now_us - 5000, .colour = 1};
  GPtrArray *packets = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);

  for (gsize i = 0; i < size; i++)
    data[i] = (guint8) (i * 7);
  frame.data = g_bytes_new_take (g_steal_pointer (&data), size);
  for (gsize at = 0; at < size;)
    g_ptr_array_add (packets, sf_rtp_sender_cut (sender, &frame, &at, now_us));
  return packets;
}

static void
test_cuts (void)
{
  static const gsize sizes[] = {1, 1101, 1102, 1103, 1104, 5000, 100000};
  g_autoptr (SfRtpSender) sender = sf_rtp_sender_new ();
  guint sequence = G_MAXUINT;

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++) {
    g_autoptr (GPtrArray) packets = cut (sender, sizes[i], 10 * SECOND);
    gsize total = 0;

    for (guint j = 0; j < packets->len; j++) {
      SfRtp rtp = parse (packets->pdata[j]);
      SfVp8Piece piece;

      g_assert_true (sf_vp8_piece_parse (&piece, rtp.payload, rtp.payload_size));
      g_assert_cmpint (piece.begins_frame, ==, j == 0);
      g_assert_cmpint (rtp.ends_frame, ==, j == packets->len - 1);
      g_assert_cmpuint (rtp.ssrc, ==, sf_rtp_sender_get_ssrc (sender));
      g_assert_cmpint (rtp.taken_us, ==, 10 * SECOND - 5000);
      g_assert_cmpuint (rtp.sent_us, ==, 10 * SECOND);
      g_assert_cmpuint (rtp.colour, ==, 1);
      if (sequence != G_MAXUINT)
        g_assert_cmpuint (rtp.sequence, ==, (guint16) (sequence + 1));
      sequence = rtp.sequence;
      for (gsize k = 0; k < piece.size; k++)
        g_assert_cmpuint (piece.data[k], ==, (guint8) ((total + k) * 7));
      total += piece.size;
    }
    g_assert_cmpuint (total, ==, sizes[i]);
  }
}

/* 90 of them in a millisecond, for days. */
static void
test_timestamps (void)
{
  g_autoptr (SfRtpSender) sender = sf_rtp_sender_new ();
  g_autoptr (GPtrArray) first = cut (sender, 10, 10 * SECOND);
  g_autoptr (GPtrArray) second = cut (sender, 10, 10 * SECOND + 33000);
  g_autoptr (GPtrArray) later = cut (sender, 10, G_GINT64_CONSTANT (1000000) * SECOND);
  guint32 timestamp = parse (first->pdata[0]).timestamp;

  g_assert_cmpuint (parse (second->pdata[0]).timestamp, ==, timestamp + 33 * 90);
  g_assert_cmpuint (parse (later->pdata[0]).timestamp, ==,
                    (guint32) (timestamp + G_GUINT64_CONSTANT (999990) * 90000));
}

static void
test_resends (void)
{
  g_autoptr (SfRtpSender) sender = sf_rtp_sender_new ();
  g_autoptr (GPtrArray) packets = cut (sender, 3000, 10 * SECOND);
  SfRtp first = parse (packets->pdata[1]);
  guint32 resent_sequence = G_MAXUINT32;

  for (guint i = 0; i < SF_RTP_SENDER_MAX_RESENT; i++) {
    g_autoptr (GBytes) packet =
      sf_rtp_sender_resend (sender, first.sequence, 10 * SECOND + 100 + i);
    SfRtp rtp = parse (packet);

    g_assert_cmpuint (rtp.ssrc, !=, first.ssrc);
    g_assert_cmpuint (rtp.sent_us, ==, 10 * SECOND + 100 + i);
    if (resent_sequence != G_MAXUINT32)
      g_assert_cmpuint (rtp.sequence, ==, (guint16) (resent_sequence + 1));
    resent_sequence = rtp.sequence;

    g_assert_true (sf_rtp_unwrap (&rtp));
    g_assert_cmpuint (rtp.sequence, ==, first.sequence);
    g_assert_cmpuint (rtp.timestamp, ==, first.timestamp);
    g_assert_cmpint (rtp.ends_frame, ==, first.ends_frame);
    g_assert_cmpmem (rtp.payload, rtp.payload_size, first.payload, first.payload_size);
  }

  g_assert_null (sf_rtp_sender_resend (sender, first.sequence, 10 * SECOND + 200));
}

static void
test_forgets (void)
{
  g_autoptr (SfRtpSender) sender = sf_rtp_sender_new ();
  g_autoptr (GPtrArray) packets = cut (sender, 10, 10 * SECOND);
  guint16 sequence = parse (packets->pdata[0]).sequence;
  g_autoptr (GBytes) packet =
    sf_rtp_sender_resend (sender, sequence, 10 * SECOND + SF_RTP_SENDER_HISTORY_US);
  guint64 more = G_GUINT64_CONSTANT (1100) * SF_RTP_SENDER_HISTORY;
  g_autoptr (GPtrArray) many = NULL;

  g_assert_nonnull (packet);
  g_assert_null (
    sf_rtp_sender_resend (sender, sequence, 10 * SECOND + SF_RTP_SENDER_HISTORY_US + 1));
  g_assert_null (sf_rtp_sender_resend (sender, (guint16) (sequence + 1), 10 * SECOND));

  many = cut (sender, more, 10 * SECOND);
  g_assert_null (sf_rtp_sender_resend (sender, sequence, 10 * SECOND));
}

/* Two streams have nothing in common, and begin where SRTP's counter cannot be mistaken. */
static void
test_streams_differ (void)
{
  for (guint i = 0; i < 100; i++) {
    g_autoptr (SfRtpSender) one = sf_rtp_sender_new ();
    g_autoptr (SfRtpSender) other = sf_rtp_sender_new ();
    g_autoptr (GPtrArray) packets = cut (one, 10, SECOND);

    g_assert_cmpuint (sf_rtp_sender_get_ssrc (one), !=, sf_rtp_sender_get_ssrc (other));
    g_assert_cmpuint (parse (packets->pdata[0]).sequence, <, 1 << 15);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/rtp/write", test_write);
  g_test_add_func ("/app/rtp/parse", test_parse);
  g_test_add_func ("/app/rtp/refuses", test_refuses);
  g_test_add_func ("/app/rtp/unwraps", test_unwraps);
  g_test_add_func ("/app/rtp/pieces", test_pieces);
  g_test_add_func ("/app/rtp/frame-headers", test_frame_headers);
  g_test_add_func ("/app/rtp/cuts", test_cuts);
  g_test_add_func ("/app/rtp/timestamps", test_timestamps);
  g_test_add_func ("/app/rtp/resends", test_resends);
  g_test_add_func ("/app/rtp/forgets", test_forgets);
  g_test_add_func ("/app/rtp/streams-differ", test_streams_differ);
  return g_test_run ();
}
