/* The other side's live packets: blocks of a length, a time and a packet, into one receiver. */

#include "app/media/sf-rtp-receiver.h"
#include "app/media/sf-vp8.h"
#include "net/wire/sf-reader.h"

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

static void
on_frame (const SfEncodedFrame *frame, gpointer user_data)
{
  SfVp8Header header;
  gsize size;
  const guint8 *data = g_bytes_get_data (frame->data, &size);

  g_assert_cmpuint (size, <=, SF_ENCODED_FRAME_MAX_SIZE);
  g_assert_true (sf_vp8_header_parse (&header, data, size));
  g_assert_cmpint (header.is_key, ==, frame->is_key);
}

static void
on_feedback (const SfLiveFeedback *feedback, gpointer user_data)
{
  guint8 bytes[SF_LIVE_FEEDBACK_MAX_SIZE];
  SfLiveFeedback parsed;

  g_assert_true (sf_live_feedback_parse (&parsed, bytes, sf_live_feedback_write (feedback, bytes)));
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  static const SfRtpReceiverFuncs funcs = {.frame = on_frame, .feedback = on_feedback};
  g_autoptr (SfRtpReceiver) receiver = sf_rtp_receiver_new (&funcs, NULL);
  gint64 now_us = G_USEC_PER_SEC;
  SfReader reader;

  sf_reader_init (&reader, data, size);
  while (reader.left > 0) {
    const guint8 *packet;
    gsize packet_size;

    now_us += sf_reader_u16 (&reader);
    packet = sf_reader_block (&reader, 2000, &packet_size);
    if (packet != NULL)
      sf_rtp_receiver_add (receiver, packet, packet_size, now_us);
  }

  return 0;
}
