/* The frames in a sealed datagram, whole and just outside their bounds. */

#include "net/peer/sf-link-frame.h"

#include <string.h>

static void
test_pong (void)
{
  guint8 bytes[SF_LINK_FRAME_PONG_SIZE];
  SfLinkFrame frame;

  sf_link_frame_write_pong (bytes, 1, G_MAXINT64, -7);
  g_assert_true (sf_link_frame_parse (&frame, bytes, sizeof bytes));
  g_assert_cmpint (frame.channel, ==, SF_LINK_CHANNEL_PONG);
  g_assert_cmpint (frame.t1_us, ==, 1);
  g_assert_cmpint (frame.t2_us, ==, G_MAXINT64);
  g_assert_cmpint (frame.t3_us, ==, -7);
}

static void
test_ping (void)
{
  guint8 bytes[SF_LINK_FRAME_PING_SIZE];
  SfLinkFrame frame;

  sf_link_frame_write_ping (bytes, 0x0102030405060708);
  g_assert_cmpmem (bytes, sizeof bytes, "\x02\x01\x02\x03\x04\x05\x06\x07\x08", 9);
  g_assert_true (sf_link_frame_parse (&frame, bytes, sizeof bytes));
  g_assert_cmpint (frame.t1_us, ==, 0x0102030405060708);
}

static void
test_transfer (void)
{
  const guint8 bytes[] = {SF_LINK_CHANNEL_TRANSFER, 'a', 'b'};
  SfLinkFrame frame;

  g_assert_true (sf_link_frame_parse (&frame, bytes, sizeof bytes));
  g_assert_cmpint (frame.channel, ==, SF_LINK_CHANNEL_TRANSFER);
  g_assert_cmpmem (frame.body, frame.body_size, "ab", 2);
}

static void
test_feedback (void)
{
  static const guint8 feedback[SF_MEDIA_MAX_FEEDBACK] = {7, 8, 9};
  static const gsize sizes[] = {1, 3, SF_MEDIA_MAX_FEEDBACK};
  guint8 bytes[SF_LINK_FRAME_MAX_FEEDBACK_SIZE];
  SfLinkFrame frame;

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++) {
    gsize size = sf_link_frame_write_feedback (bytes, feedback, sizes[i]);

    g_assert_true (sf_link_frame_parse (&frame, bytes, size));
    g_assert_cmpint (frame.channel, ==, SF_LINK_CHANNEL_MEDIA_FEEDBACK);
    g_assert_cmpmem (frame.body, frame.body_size, feedback, sizes[i]);
  }
}

static void
test_refuses (void)
{
  guint8 bytes[SF_LINK_FRAME_MAX_FEEDBACK_SIZE + 1] = {0};
  static const struct {
    SfLinkChannel channel;
    gsize size;
  } sizes[] = {
    {SF_LINK_CHANNEL_PING, SF_LINK_FRAME_PING_SIZE},
    {SF_LINK_CHANNEL_PONG, SF_LINK_FRAME_PONG_SIZE},
    {SF_LINK_CHANNEL_BYE, 1},
    {SF_LINK_CHANNEL_BYE_ANSWER, 1},
  };
  SfLinkFrame frame = {.t1_us = 42};

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++) {
    bytes[0] = sizes[i].channel;
    g_assert_false (sf_link_frame_parse (&frame, bytes, sizes[i].size - 1));
    g_assert_false (sf_link_frame_parse (&frame, bytes, sizes[i].size + 1));
  }
  bytes[0] = SF_LINK_CHANNEL_MEDIA_FEEDBACK;
  g_assert_false (sf_link_frame_parse (&frame, bytes, 1));
  g_assert_false (sf_link_frame_parse (&frame, bytes, SF_LINK_FRAME_MAX_FEEDBACK_SIZE + 1));
  for (guint channel = SF_LINK_CHANNEL_MEDIA_FEEDBACK + 1; channel <= 255; channel++) {
    bytes[0] = (guint8) channel;
    g_assert_false (sf_link_frame_parse (&frame, bytes, 1));
  }
  g_assert_cmpint (frame.t1_us, ==, 42);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/net/link-frame/ping", test_ping);
  g_test_add_func ("/net/link-frame/pong", test_pong);
  g_test_add_func ("/net/link-frame/transfer", test_transfer);
  g_test_add_func ("/net/link-frame/feedback", test_feedback);
  g_test_add_func ("/net/link-frame/refuses", test_refuses);
  return g_test_run ();
}
