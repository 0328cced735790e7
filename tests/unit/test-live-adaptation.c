/* The live picture's rate over links that change, in virtual time, with a fluid for an encoder. */

#include "app/media/sf-live-outlet.h"
#include "app/media/sf-rtp-receiver.h"
#include "app/media/sf-rtp.h"
#include "tests/support/sf-way.h"

#include <stdlib.h>
#include <string.h>

#define MS 1000
#define SECOND (1000 * MS)
#define FPS 30
#define KEY_SHARE 4 /* frames: what a key frame takes, more than the encoder is told */
#define FOLLOWS 10  /* frames: how soon the encoder keeps to a new rate */
#define HEADERS 60  /* bytes more of a packet on the wire: SRTP, UDP, IP, Ethernet */

typedef struct {
  gint64 now_us;
  SfLiveOutlet *outlet;
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
  link->outlet = sf_live_outlet_new (link->now_us);
  sf_live_outlet_start (link->outlet, link->now_us);
  link->receiver = sf_rtp_receiver_new (&receiver_funcs, link);
  sf_way_init (&link->there, 0);
  sf_way_init (&link->back, 1);
  set_way (&link->there, there, link->now_us);
  set_way (&link->back, back, link->now_us);
}

static void
link_clear (Link *link)
{
  sf_live_outlet_free (link->outlet);
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

/* A frame without pixels of the size that an encoder would make of it. */
static void
encode (Link *link, const SfLiveTarget *target, SfEncodedFrame *ret_frame)
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
  ret_frame->is_key = is_key;
  ret_frame->data = g_bytes_new_take (data, size);
}

static void
send_due (Link *link)
{
  GBytes *packet;

  while ((packet = sf_live_outlet_pop (link->outlet, link->now_us)) != NULL) {
    send_packet (link, packet);
    g_bytes_unref (packet);
  }
}

static void
on_camera (Link *link)
{
  g_auto (SfEncodedFrame) frame = {.taken_us = link->now_us};
  SfLiveTarget target;

  send_due (link);
  if (!sf_live_outlet_admit (link->outlet, link->now_us, link->now_us, &target))
    return;

  encode (link, &target, &frame);
  sf_live_outlet_add (link->outlet, &frame);
  send_due (link);
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
  link->wants_key |= sf_live_outlet_hear (link->outlet, &feedback, link->now_us);
  send_due (link);
}

static SfLiveTarget
target_of (const Link *link)
{
  SfLiveTarget target;

  sf_live_outlet_get_target (link->outlet, &target);
  return target;
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
    g_test_message ("%6d ms: %7d bit/s, %4d wide, late %4d ms, %u frames",
                    (int) (link->now_us / MS - 100 * SECOND / MS), target_of (link).bitrate_bps,
                    target_of (link).max_width, (int) (link->queueing_us / MS), link->n_frames);
}

static void
run (Link *link, gint64 for_us)
{
  for (gint64 end_us = link->now_us + for_us; link->now_us < end_us;)
    step (link);
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
  g_assert_cmpint (link.longest_gap_us, <=, 200 * MS);
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

/* A line that drops what its queue does not hold. */
typedef struct {
  guint wide_bytes; /* that the queue holds at 8 Mbit/s, and at 600 kbit/s */
  guint narrow_bytes;
  const char *loss; /* besides */
} TailDrop;

static void
narrow_and_widen (const TailDrop *line, guint seed)
{
  g_autofree char *wide =
    g_strdup_printf ("rate_kbit=8000 delay_ms=25 queue_bytes=%u loss=%s seed=%u", line->wide_bytes,
                     line->loss, seed);
  g_autofree char *narrow = g_strdup_printf (NARROW " queue_bytes=%u", line->narrow_bytes);
  gint64 narrowed_us, late_us = 0;
  Link link;

  link_init (&link, wide, "delay_ms=25");
  run (&link, 10 * SECOND + seed * 37 * MS);
  narrowed_us = link.now_us;
  link.n_frames = 0;
  link.longest_gap_us = 0;
  set_way (&link.there, narrow, link.now_us);
  while (link.now_us < narrowed_us + 15 * SECOND) {
    step (&link);
    if (link.queueing_us - 25 * MS > 150 * MS)
      late_us = link.now_us - narrowed_us;
  }
  g_assert_cmpint (link.longest_gap_us, <=, 1000 * MS);
  g_assert_cmpint (late_us, <=, 3 * SECOND);
  g_assert_cmpuint (link.n_frames, >=, 15 * 26);

  set_way (&link.there, wide, link.now_us);
  run (&link, 10 * SECOND);
  g_assert_cmpint (target_of (&link).bitrate_bps, >=, SF_LIVE_MAX_BPS * 9 / 10);
  link_clear (&link);
}

/* The depth is that of 200 ms, or the same at any rate. */
static void
test_tail_drop (void)
{
  static const TailDrop lines[] = {
    {200000, 15000, "0"},
    {200000, 15000, "0.01"},
    {100000, 100000, "0"},
    {100000, 100000, "0.01"},
  };

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    for (guint seed = 1; seed <= 8; seed++)
      narrow_and_widen (&lines[i], seed);
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
  g_test_add_func ("/app/live-adaptation/tail-drop", test_tail_drop);
  g_test_add_func ("/app/live-adaptation/cut-and-joined", test_cut_and_joined);
  g_test_add_func ("/app/live-adaptation/slow-way-back", test_slow_way_back);
  return g_test_run ();
}
