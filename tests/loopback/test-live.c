/* The live picture between two cameras over a cable that can be bad, sealed by SRTP. */

#include "app/capture/sf-test-device.h"
#include "app/capture/sf-time-strip.h"
#include "app/media/sf-live.h"
#include "tests/support/sf-media-cable.h"
#include "tests/support/sf-until.h"

/* The least that is ever sent: on a busy computer no picture is smaller. */
#define WIDTH 320
#define HEIGHT 180
#define FPS 15 /* drawing them is what a sanitizer makes slow */

typedef struct {
  SfCamera *camera;
  SfLive *live;
  guint n_first;
  gboolean is_frozen;
} Side;

typedef struct {
  SfMediaCable *cable;
  Side sides[2];
} Pair;

static void
on_first_frame (SfLive *live, gpointer user_data)
{
  ((Side *) user_data)->n_first++;
}

/* Told in turns, and never of a picture that is new. */
static void
on_frozen (SfLive *live, gpointer user_data)
{
  Side *side = user_data;
  g_autoptr (SfFrame) frame = sf_live_dup_remote_frame (live);

  g_assert_cmpint (g_get_monotonic_time () - frame->taken_us, >=, SF_LIVE_FROZEN_US);
  g_assert_false (side->is_frozen);
  side->is_frozen = TRUE;
}

static void
on_resumed (SfLive *live, gpointer user_data)
{
  Side *side = user_data;

  g_assert_true (side->is_frozen);
  side->is_frozen = FALSE;
}

/* @scale: how many times larger than the least its pictures are */
static void
side_init (Side *side, SfMediaPort *port, guint seed, int scale)
{
  g_autoptr (SfCameraDevice) device =
    sf_test_device_new (seed, (SfSamplePerson) (seed % 2), scale * WIDTH, scale * HEIGHT, FPS);

  side->camera = sf_camera_new (device);
  sf_camera_start (side->camera);
  side->live = sf_live_new (port, side->camera);
  g_signal_connect (side->live, "first-frame", G_CALLBACK (on_first_frame), side);
  g_signal_connect (side->live, "frozen", G_CALLBACK (on_frozen), side);
  g_signal_connect (side->live, "resumed", G_CALLBACK (on_resumed), side);
}

/* @scale: of the second side's camera */
static void
pair_init_scaled (Pair *pair, const char *settings, int scale)
{
  *pair = (Pair){.cable = sf_media_cable_new (settings)};
  for (guint i = 0; i < G_N_ELEMENTS (pair->sides); i++) {
    side_init (&pair->sides[i], sf_media_cable_get_port (pair->cable, i), i + 1,
               i == 0 ? 1 : scale);
    sf_live_start (pair->sides[i].live);
  }
}

static void
pair_init (Pair *pair, const char *settings)
{
  pair_init_scaled (pair, settings, 1);
}

static void
pair_clear (Pair *pair)
{
  for (guint i = 0; i < G_N_ELEMENTS (pair->sides); i++) {
    g_clear_object (&pair->sides[i].live);
    g_clear_object (&pair->sides[i].camera);
  }
  g_clear_pointer (&pair->cable, sf_media_cable_free);
}

static guint64
n_shown (const Side *side)
{
  SfLiveStats stats;

  sf_live_get_stats (side->live, &stats);
  return stats.n_shown_frames;
}

static guint64
n_sent (const Side *side)
{
  SfLiveStats stats;

  sf_live_get_stats (side->live, &stats);
  return stats.n_sent_frames;
}

/* What is read in the picture is what is said of it. */
static void
assert_true_time (const Side *side)
{
  g_autoptr (SfFrame) frame = sf_live_dup_remote_frame (side->live);
  gint64 time_us;

  g_assert_nonnull (frame);
  g_assert_true (sf_time_strip_read_frame (frame, &time_us));
  g_assert_cmpint (frame->taken_us, ==, time_us);
}

static void
test_shows (void)
{
  Pair pair;
  SfLiveStats stats;

  pair_init (&pair, "");
  sf_until (pair.sides[0].n_first == 1 && pair.sides[1].n_first == 1);
  sf_until (n_shown (&pair.sides[0]) >= 10 && n_shown (&pair.sides[1]) >= 10);
  assert_true_time (&pair.sides[0]);
  assert_true_time (&pair.sides[1]);

  sf_live_get_stats (pair.sides[0].live, &stats);
  g_assert_cmpint (stats.width, ==, WIDTH);
  g_assert_cmpint (stats.height, ==, HEIGHT);
  g_assert_cmpuint (stats.n_lost_packets, <=,
                    sf_media_port_get_n_dropped (sf_media_cable_get_port (pair.cable, 1)));
  g_assert_cmpuint (pair.sides[0].n_first, ==, 1);
  pair_clear (&pair);
}

/* Their clock is an hour ahead. */
static void
test_other_clock (void)
{
  const SfClockEstimate clock = {.offset_us = 3600 * (gint64) G_USEC_PER_SEC, .rtt_us = 1000};
  g_autoptr (SfFrame) frame = NULL;
  gint64 time_us;
  Pair pair;

  pair_init (&pair, "");
  sf_live_set_clock (pair.sides[0].live, &clock);
  sf_until (n_shown (&pair.sides[0]) >= 3);
  frame = sf_live_dup_remote_frame (pair.sides[0].live);
  g_assert_true (sf_time_strip_read_frame (frame, &time_us));
  g_assert_cmpint (frame->taken_us, ==, time_us - clock.offset_us);
  pair_clear (&pair);
}

static void
test_bad_cable (void)
{
  Pair pair;

  pair_init (&pair, "loss=0.05 delay_ms=10 jitter_ms=6 reorder=1 seed=7");
  sf_until (n_shown (&pair.sides[0]) >= 60 && n_shown (&pair.sides[1]) >= 60);
  assert_true_time (&pair.sides[0]);
  assert_true_time (&pair.sides[1]);
  pair_clear (&pair);
}

static void
test_freezes (void)
{
  Pair pair;

  pair_init (&pair, "");
  sf_until (pair.sides[0].n_first == 1 && pair.sides[1].n_first == 1);
  sf_media_cable_set_cut (pair.cable, TRUE);
  sf_until (pair.sides[0].is_frozen && pair.sides[1].is_frozen);
  sf_media_cable_set_cut (pair.cable, FALSE);
  sf_until (!pair.sides[0].is_frozen && !pair.sides[1].is_frozen);
  assert_true_time (&pair.sides[0]);
  g_assert_cmpuint (pair.sides[0].n_first, ==, 1);
  pair_clear (&pair);
}

static void
test_starts_again (void)
{
  Pair pair;

  pair_init (&pair, "delay_ms=5");
  for (guint i = 1; i <= 3; i++) {
    sf_until (pair.sides[0].n_first == i && pair.sides[1].n_first == i);
    for (guint side = 0; side < G_N_ELEMENTS (pair.sides); side++) {
      sf_live_stop (pair.sides[side].live);
      g_assert_null (sf_live_dup_remote_frame (pair.sides[side].live));
    }
    sf_live_start (pair.sides[0].live);
    sf_live_start (pair.sides[1].live);
  }
  sf_until (pair.sides[0].n_first == 4 && pair.sides[1].n_first == 4);
  pair_clear (&pair);
}

/* Who is late sees the stream from the middle on. */
static void
test_joins_late (void)
{
  Pair pair;

  pair_init (&pair, "");
  sf_live_stop (pair.sides[1].live);
  sf_until (n_sent (&pair.sides[0]) >= 5);
  sf_live_start (pair.sides[1].live);
  sf_until (pair.sides[1].n_first == 1);
  assert_true_time (&pair.sides[1]);
  pair_clear (&pair);
}

static int
remote_width (const Side *side)
{
  g_autoptr (SfFrame) frame = sf_live_dup_remote_frame (side->live);

  return frame != NULL ? frame->width : 0;
}

static int
get_bitrate_bps (const Side *side)
{
  SfLiveStats stats;

  sf_live_get_stats (side->live, &stats);
  return stats.bitrate_bps;
}

static void
test_small_over_relay (void)
{
  Pair pair;

  pair_init_scaled (&pair, "", 2);
  sf_media_cable_set_lean (pair.cable, TRUE);
  sf_until (get_bitrate_bps (&pair.sides[1]) == 60 * 1000);
  sf_until (remote_width (&pair.sides[0]) == WIDTH);
  assert_true_time (&pair.sides[0]);
  sf_media_cable_set_lean (pair.cable, FALSE);
  sf_until (get_bitrate_bps (&pair.sides[1]) > 60 * 1000);
  pair_clear (&pair);
}

static void
test_small_while_busy (void)
{
  Pair pair;
  SfLiveStats stats;

  pair_init_scaled (&pair, "", 2);
  sf_live_set_busy (pair.sides[1].live, TRUE);
  sf_until (remote_width (&pair.sides[0]) == WIDTH);
  sf_live_get_stats (pair.sides[1].live, &stats);
  g_assert_cmpint (stats.bitrate_bps, <=, 150 * 1000);
  assert_true_time (&pair.sides[0]);
  pair_clear (&pair);
}

static void
on_frame (SfFrame *frame, gpointer user_data)
{
  g_atomic_int_inc ((gint *) user_data);
}

static void
test_frame_funcs (void)
{
  Pair pair;
  gint n_called = 0;
  gint n_called_before;
  guint64 n_before;
  guint id;

  pair_init (&pair, "");
  id = sf_live_add_frame_func (pair.sides[0].live, on_frame, &n_called);
  sf_until (g_atomic_int_get (&n_called) >= 3);
  sf_live_remove_frame_func (pair.sides[0].live, id);
  n_called_before = g_atomic_int_get (&n_called);
  n_before = n_shown (&pair.sides[0]);
  sf_until (n_shown (&pair.sides[0]) >= n_before + 3);
  g_assert_cmpint (g_atomic_int_get (&n_called), ==, n_called_before);
  pair_clear (&pair);
}

/* One who shows nothing sees the other none the less. */
static void
test_without_camera (void)
{
  g_autoptr (SfMediaCable) cable = sf_media_cable_new ("");
  g_autoptr (SfLive) blind = sf_live_new (sf_media_cable_get_port (cable, 1), NULL);
  Side side = {0};
  SfLiveStats stats;

  side_init (&side, sf_media_cable_get_port (cable, 0), 1, 1);
  sf_live_start (side.live);
  sf_live_start (blind);
  sf_until ((sf_live_get_stats (blind, &stats), stats.n_shown_frames) >= 3);
  g_assert_cmpuint (side.n_first, ==, 0);
  g_assert_cmpuint (stats.n_sent_frames, ==, 0);
  g_clear_object (&side.live);
  g_clear_object (&side.camera);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/live/shows", test_shows);
  g_test_add_func ("/app/live/other-clock", test_other_clock);
  g_test_add_func ("/app/live/bad-cable", test_bad_cable);
  g_test_add_func ("/app/live/freezes", test_freezes);
  g_test_add_func ("/app/live/starts-again", test_starts_again);
  g_test_add_func ("/app/live/joins-late", test_joins_late);
  g_test_add_func ("/app/live/small-over-relay", test_small_over_relay);
  g_test_add_func ("/app/live/small-while-busy", test_small_while_busy);
  g_test_add_func ("/app/live/frame-funcs", test_frame_funcs);
  g_test_add_func ("/app/live/without-camera", test_without_camera);
  return g_test_run ();
}
