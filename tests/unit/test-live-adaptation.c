/* The live picture's rate over links that change, in virtual time, with a fluid for an encoder. */

#include "app/media/sf-frame-gate.h"
#include "app/media/sf-live-controller.h"
#include "app/media/sf-rtp-receiver.h"
#include "app/media/sf-rtp-sender.h"
#include "app/media/sf-rtp.h"
#include "tests/support/sf-way.h"

#include <stdlib.h>
#include <string.h>

#define MS 1000
#define SECOND (1000 * MS)
#define FPS 30
#define KEY_SHARE 6 /* of a frame's share of the rate: what a key frame takes */
#define FOLLOWS 10  /* frames: how soon the encoder keeps to a new rate */
#define HEADERS 60  /* bytes more of a packet on the wire: SRTP, UDP, IP, Ethernet */

typedef struct {
  gint64 now_us;
  SfLiveController controller;
  SfFrameGate gate;
  SfRtpSender *sender;
  SfRtpReceiver *receiver;
  SfWay there;
  SfWay back;

  double encoder_bps;
  int width;
  gboolean wants_key;

  guint n_frames; /* that came */
  gint64 frame_us;
  gint64 longest_gap_us;
  gint64 queueing_us; /* of the newest packet to come */
} Link;

static void
set_way (SfWay *way, const char *settings, gint64 now_us)
{
  g_auto (GStrv) words = g_strsplit (settings, " ", -1);

  for (guint i = 0; words[i] != NULL; i++) {
    g_auto (GStrv) parts = g_strsplit (words[i], "=", 2);

    g_assert_true (sf_way_set (way, parts[0], parts[1], now_us * 1000));
  }
}

static void
on_frame (const SfEncodedFrame *frame, gpointer user_data)
{
  Link *link = user_data;

  if (link->frame_us != 0)
    link->longest_gap_us = MAX (link->longest_gap_us, link->now_us - link->frame_us);
  link->frame_us = link->now_us;
  link->n_frames++;
}

static void
on_feedback (const SfLiveFeedback *feedback, gpointer user_data)
{
  Link *link = user_data;
  guint8 bytes[SF_LIVE_FEEDBACK_MAX_SIZE];

  sf_way_push (&link->back, bytes, sf_live_feedback_write (feedback, bytes), false,
               link->now_us * 1000);
}

static const SfRtpReceiverFuncs receiver_funcs = {.frame = on_frame, .feedback = on_feedback};

static void
link_init (Link *link, const char *there, const char *back)
{
  *link = (Link){.now_us = 100 * SECOND, .wants_key = TRUE};
  sf_live_controller_init (&link->controller, link->now_us);
  link->sender = sf_rtp_sender_new ();
  link->receiver = sf_rtp_receiver_new (&receiver_funcs, link);
  sf_way_init (&link->there, 0);
  sf_way_init (&link->back, 1);
  set_way (&link->there, there, link->now_us);
  set_way (&link->back, back, link->now_us);
}

static void
link_clear (Link *link)
{
  sf_rtp_sender_free (link->sender);
  sf_rtp_receiver_free (link->receiver);
  sf_way_clear (&link->there);
  sf_way_clear (&link->back);
}

static void
send_packet (Link *link, GBytes *packet)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (packet, &size);
  guint8 frame[2048] = {0};

  memcpy (frame, data, size);
  sf_way_push (&link->there, frame, size + HEADERS, false, link->now_us * 1000);
}

/* Returns: a frame without pixels of the size an encoder would make of it */
static GBytes *
encode (Link *link, const SfLiveTarget *target)
{
  static const guint8 key[] = {0x10, 0, 0, 0x9d, 0x01, 0x2a, 0x80, 0x02, 0x68, 0x01};
  gboolean is_key = link->wants_key || link->width != target->max_width;
  gsize size;
  guint8 *data;

  if (is_key)
    link->encoder_bps = target->bitrate_bps;
  link->encoder_bps += (target->bitrate_bps - link->encoder_bps) / FOLLOWS;
  size = (gsize) (link->encoder_bps / 8 / FPS) * (is_key ? KEY_SHARE : 1) + sizeof key;
  data = g_malloc0 (size);
  memcpy (data, key, sizeof key);
  data[0] |= is_key ? 0 : 1;
  link->wants_key = FALSE;
  link->width = target->max_width;
  return g_bytes_new_take (data, size);
}

static void
on_camera (Link *link)
{
  g_auto (SfEncodedFrame) frame = {.taken_us = link->now_us};
  g_autoptr (GPtrArray) packets = NULL;
  SfLiveTarget target;

  sf_live_controller_tick (&link->controller, link->now_us);
  sf_live_controller_get_target (&link->controller, &target);
  if (!sf_frame_gate_pass (&link->gate, link->now_us, target.max_fps, target.bitrate_bps,
                           link->now_us))
    return;

  frame.data = encode (link, &target);
  sf_frame_gate_spend (&link->gate, g_bytes_get_size (frame.data));
  packets = sf_rtp_sender_cut (link->sender, &frame, link->now_us);
  for (guint i = 0; i < packets->len; i++)
    send_packet (link, packets->pdata[i]);
}

static void
receive (Link *link, const SfWayFrame *frame)
{
  SfRtp rtp;
  gsize size = frame->size - HEADERS;

  g_assert_true (sf_rtp_parse (&rtp, frame->bytes, size));
  link->queueing_us = (gint32) ((guint32) link->now_us - rtp.sent_us);
  sf_rtp_receiver_add (link->receiver, frame->bytes, size, link->now_us);
}

static void
hear (Link *link, const SfWayFrame *frame)
{
  SfLiveFeedback feedback;

  g_assert_true (sf_live_feedback_parse (&feedback, frame->bytes, frame->size));
  if (feedback.kind == SF_LIVE_FEEDBACK_REPORT)
    sf_live_controller_report (&link->controller, &feedback.report, link->now_us);
  if (feedback.kind == SF_LIVE_FEEDBACK_PLI)
    link->wants_key = TRUE;
  for (guint i = 0; i < feedback.n_nacks; i++) {
    g_autoptr (GBytes) packet =
      sf_rtp_sender_resend (link->sender, feedback.nacks[i], link->now_us);

    if (packet == NULL)
      continue;
    sf_frame_gate_spend (&link->gate, g_bytes_get_size (packet));
    send_packet (link, packet);
  }
}

static void
step (Link *link)
{
  SfWayFrame *frame;

  if (link->now_us % (SECOND / FPS) < MS)
    on_camera (link);
  while ((frame = sf_way_pop (&link->there, link->now_us * 1000)) != NULL) {
    receive (link, frame);
    free (frame);
  }
  while ((frame = sf_way_pop (&link->back, link->now_us * 1000)) != NULL) {
    hear (link, frame);
    free (frame);
  }
  link->now_us += MS;
  if (g_test_verbose () && link->now_us % (200 * MS) == 0)
    g_test_message ("%6" G_GINT64_FORMAT " ms: %7" G_GINT64_FORMAT " bit/s, rung %u, late %4d ms",
                    link->now_us / MS - 100 * SECOND / MS, link->controller.rate_bps,
                    link->controller.rung, (int) (link->queueing_us / MS));
}

static void
run (Link *link, gint64 for_us)
{
  for (gint64 end_us = link->now_us + for_us; link->now_us < end_us;)
    step (link);
}

static SfLiveTarget
target_of (const Link *link)
{
  SfLiveTarget target;

  sf_live_controller_get_target (&link->controller, &target);
  return target;
}

#define WIDE "rate_kbit=8000 queue_bytes=500000 delay_ms=25"
#define NARROW "rate_kbit=600"

static void
test_ramps_up (void)
{
  Link link;

  link_init (&link, WIDE, "delay_ms=25");
  run (&link, 4 * SECOND);
  g_assert_cmpint (target_of (&link).bitrate_bps, ==, SF_LIVE_MAX_BPS);
  g_assert_cmpint (target_of (&link).max_width, ==, 1280);
  g_assert_cmpint (link.longest_gap_us, <=, 150 * MS);
  link_clear (&link);
}

/* From 8 Mbit/s to 600 kbit/s, and back after 20 s. */
static void
test_drop_and_recovery (void)
{
  Link link;
  gint64 most_us = 0;

  link_init (&link, WIDE, "delay_ms=25");
  run (&link, 10 * SECOND);
  g_assert_cmpint (link.queueing_us, <, 60 * MS);

  set_way (&link.there, NARROW, link.now_us);
  run (&link, 3 * SECOND);
  for (gint64 end_us = link.now_us + 17 * SECOND; link.now_us < end_us;) {
    step (&link);
    most_us = MAX (most_us, link.queueing_us - 25 * MS);
  }
  g_assert_cmpint (most_us, <=, 150 * MS);
  g_assert_cmpint (target_of (&link).bitrate_bps, <=, 700 * 1000);
  g_assert_cmpint (target_of (&link).bitrate_bps, >=, 300 * 1000);
  g_assert_cmpint (link.longest_gap_us, <=, 1000 * MS);

  set_way (&link.there, WIDE, link.now_us);
  run (&link, 10 * SECOND);
  g_assert_cmpint (target_of (&link).bitrate_bps, >=, SF_LIVE_MAX_BPS * 9 / 10);
  g_assert_cmpint (target_of (&link).max_width, ==, 1280);
  link_clear (&link);
}

/* Loss that has nothing to do with the rate costs little. */
static void
test_random_loss (void)
{
  Link link;

  link_init (&link, WIDE " loss=0.02 seed=3", "delay_ms=25 loss=0.02 seed=4");
  run (&link, 20 * SECOND);
  g_assert_cmpint (target_of (&link).bitrate_bps, >=, 2000 * 1000);
  g_assert_cmpuint (link.n_frames, >=, 20 * FPS * 9 / 10);
  g_assert_cmpint (link.longest_gap_us, <=, 400 * MS);
  link_clear (&link);
}

/* So much loss is too much. */
static void
test_heavy_loss (void)
{
  Link link;

  link_init (&link, WIDE " loss=0.15 seed=3", "delay_ms=25");
  run (&link, 10 * SECOND);
  g_assert_cmpint (target_of (&link).bitrate_bps, <=, 600 * 1000);
  link_clear (&link);
}

static void
test_jitter (void)
{
  Link link;

  link_init (&link, WIDE " jitter_ms=30", "delay_ms=25 jitter_ms=30");
  run (&link, 20 * SECOND);
  g_assert_cmpint (target_of (&link).bitrate_bps, ==, SF_LIVE_MAX_BPS);
  link_clear (&link);
}

/* A queue that is full before it is late: loss is all that tells. */
static void
test_short_queue (void)
{
  Link link;

  link_init (&link, "rate_kbit=1000 queue_bytes=12000 delay_ms=25", "delay_ms=25");
  run (&link, 30 * SECOND);
  g_assert_cmpint (target_of (&link).bitrate_bps, <=, 1300 * 1000);
  g_assert_cmpint (target_of (&link).bitrate_bps, >=, 200 * 1000);
  g_assert_cmpuint (link.n_frames, >=, 30 * 8);
  g_assert_cmpint (link.longest_gap_us, <=, 2000 * MS);
  link_clear (&link);
}

static void
test_cut_and_joined (void)
{
  Link link;

  link_init (&link, WIDE, "delay_ms=25");
  run (&link, 5 * SECOND);
  sf_way_cut (&link.there);
  sf_way_cut (&link.back);
  run (&link, 4 * SECOND);
  g_assert_cmpint (target_of (&link).bitrate_bps, <=, 300 * 1000);

  sf_way_join (&link.there);
  sf_way_join (&link.back);
  link.longest_gap_us = 0;
  link.frame_us = link.now_us;
  run (&link, 6 * SECOND);
  g_assert_cmpint (link.longest_gap_us, <=, 300 * MS);
  g_assert_cmpint (target_of (&link).bitrate_bps, ==, SF_LIVE_MAX_BPS);
  link_clear (&link);
}

/* The other way, of which nothing is asked, is full: that is not our queue. */
static void
test_slow_way_back (void)
{
  Link link;

  link_init (&link, WIDE, "delay_ms=400");
  run (&link, 10 * SECOND);
  g_assert_cmpint (target_of (&link).bitrate_bps, ==, SF_LIVE_MAX_BPS);
  link_clear (&link);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/live-adaptation/ramps-up", test_ramps_up);
  g_test_add_func ("/app/live-adaptation/drop-and-recovery", test_drop_and_recovery);
  g_test_add_func ("/app/live-adaptation/random-loss", test_random_loss);
  g_test_add_func ("/app/live-adaptation/heavy-loss", test_heavy_loss);
  g_test_add_func ("/app/live-adaptation/jitter", test_jitter);
  g_test_add_func ("/app/live-adaptation/short-queue", test_short_queue);
  g_test_add_func ("/app/live-adaptation/cut-and-joined", test_cut_and_joined);
  g_test_add_func ("/app/live-adaptation/slow-way-back", test_slow_way_back);
  return g_test_run ();
}
