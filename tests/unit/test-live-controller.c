/* From reports to a rate and a size, step by step; and the gate that keeps to them. */

#include "app/media/sf-frame-gate.h"
#include "app/media/sf-live-controller.h"
#include "app/media/sf-picture-size.h"

#define MS 1000
#define SECOND (1000 * MS)

typedef struct {
  SfLiveController controller;
  SfLiveReport report;
  gint64 now_us;
} Stage;

static void
stage_init (Stage *stage)
{
  *stage = (Stage){.now_us = 10 * SECOND};
  sf_live_controller_init (&stage->controller, stage->now_us);
}

/* A report 200 ms later: what came meanwhile, how late, how much was missed. */
static void
hear (Stage *stage, gint64 received_bps, gint64 delay_us, guint n_missed)
{
  stage->now_us += 200 * MS;
  stage->report.time_us += 200 * MS;
  stage->report.n_packets += 100 - n_missed;
  stage->report.n_missed += n_missed;
  stage->report.n_bytes += (guint32) (received_bps / 8 / 5);
  stage->report.least_delay_us = stage->report.most_delay_us = delay_us;
  sf_live_controller_report (&stage->controller, &stage->report, stage->now_us);
}

static SfLiveTarget
target_of (const Stage *stage)
{
  SfLiveTarget target;

  sf_live_controller_get_target (&stage->controller, &target);
  return target;
}

static int
rate_of (const Stage *stage)
{
  return target_of (stage).bitrate_bps;
}

static void
test_begins (void)
{
  Stage stage;

  stage_init (&stage);
  g_assert_cmpint (rate_of (&stage), ==, 800 * 1000);
  g_assert_cmpint (target_of (&stage).max_width, ==, 640);
  g_assert_cmpint (target_of (&stage).max_height, ==, 360);
  g_assert_cmpint (target_of (&stage).max_fps, ==, 30);
}

/* A quarter more each time, until it is enough. */
static void
test_grows_fast (void)
{
  Stage stage;

  stage_init (&stage);
  hear (&stage, 800 * 1000, 0, 0); /* the first says nothing of a rate */
  g_assert_cmpint (rate_of (&stage), ==, 800 * 1000);
  hear (&stage, 800 * 1000, 0, 0);
  g_assert_cmpint (rate_of (&stage), ==, 1000 * 1000);
  for (guint i = 0; i < 10; i++)
    hear (&stage, rate_of (&stage), 0, 0);
  g_assert_cmpint (rate_of (&stage), ==, SF_LIVE_MAX_BPS);
}

static void
test_backs_off_for_delay (void)
{
  Stage stage;

  stage_init (&stage);
  hear (&stage, 800 * 1000, 0, 0);
  hear (&stage, 800 * 1000, 40 * MS, 0); /* not yet late */
  g_assert_cmpint (rate_of (&stage), ==, 1000 * 1000);
  hear (&stage, 800 * 1000, 50 * MS, 0); /* not yet too late */
  g_assert_cmpint (rate_of (&stage), ==, 1000 * 1000);
  hear (&stage, 600 * 1000, 200 * MS, 0);
  g_assert_cmpint (rate_of (&stage), ==, 600 * 1000 * 95 / 100 * 8 / 10);
  hear (&stage, 600 * 1000, 180 * MS, 0); /* it drains: no need for more */
  g_assert_cmpint (rate_of (&stage), ==, 600 * 1000 * 95 / 100 * 8 / 10);
  hear (&stage, 600 * 1000, 0, 0);
  g_assert_cmpint (rate_of (&stage), ==, 600 * 1000 * 95 / 100 * 8 / 10 * 110 / 100);
}

/* Near to where it had enough it grows slowly, beyond that faster. */
static void
test_wall (void)
{
  Stage stage;
  int before;

  stage_init (&stage);
  hear (&stage, 600 * 1000, 100 * MS, 0);
  hear (&stage, 600 * 1000, 100 * MS, 0);
  while (rate_of (&stage) < 540 * 1000)
    hear (&stage, rate_of (&stage), 0, 0);
  while (rate_of (&stage) <= 690 * 1000) {
    before = rate_of (&stage);
    hear (&stage, before, 0, 0);
    g_assert_cmpint (rate_of (&stage), ==, before * 102LL / 100);
  }
  before = rate_of (&stage);
  hear (&stage, before, 0, 0);
  g_assert_cmpint (rate_of (&stage), ==, before * 106LL / 100);
}

static void
test_backs_off_for_loss (void)
{
  Stage stage;

  stage_init (&stage);
  for (guint i = 0; i < 10; i++)
    hear (&stage, rate_of (&stage), 0, 4);
  g_assert_cmpint (rate_of (&stage), ==, SF_LIVE_MAX_BPS);
  hear (&stage, 2500 * 1000, 0, 20);
  g_assert_cmpint (rate_of (&stage), ==, SF_LIVE_MAX_BPS * 85 / 100);
  hear (&stage, 2125 * 1000, 0, 20); /* what was sent before the cut */
  g_assert_cmpint (rate_of (&stage), ==, SF_LIVE_MAX_BPS * 85 / 100);
}

/* A picture that hardly moves is no proof of a path that carries all. */
static void
test_unproven (void)
{
  Stage stage;

  stage_init (&stage);
  for (guint i = 0; i < 50; i++)
    hear (&stage, 100 * 1000, 0, 0);
  g_assert_cmpint (rate_of (&stage), <=, 800 * 1000);
}

static void
test_silence (void)
{
  Stage stage;
  int before;

  stage_init (&stage);
  for (guint i = 0; i < 10; i++)
    hear (&stage, rate_of (&stage), 0, 0);
  before = rate_of (&stage);
  sf_live_controller_tick (&stage.controller, stage.now_us + 699 * MS);
  g_assert_cmpint (rate_of (&stage), ==, before);
  sf_live_controller_tick (&stage.controller, stage.now_us + 700 * MS);
  g_assert_cmpint (rate_of (&stage), ==, before * 7 / 10);
  sf_live_controller_tick (&stage.controller, stage.now_us + 999 * MS);
  g_assert_cmpint (rate_of (&stage), ==, before * 7 / 10);
  for (guint i = 0; i < 60; i++)
    sf_live_controller_tick (&stage.controller, stage.now_us + 1000 * MS + i * 300 * MS);
  g_assert_cmpint (rate_of (&stage), ==, SF_LIVE_MIN_BPS);
  g_assert_cmpint (target_of (&stage).max_width, ==, 320);
}

static void
test_old_reports (void)
{
  Stage stage;
  SfLiveReport old;
  int before;

  stage_init (&stage);
  hear (&stage, 800 * 1000, 0, 0);
  old = stage.report;
  hear (&stage, 800 * 1000, 0, 0);
  before = rate_of (&stage);
  old.most_delay_us = old.least_delay_us = SECOND;
  sf_live_controller_report (&stage.controller, &old, stage.now_us);
  sf_live_controller_report (&stage.controller, &stage.report, stage.now_us);
  g_assert_cmpint (rate_of (&stage), ==, before);
}

/* Counters that make no sense give a rate within the limits. */
static void
test_nonsense (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (9);
  Stage stage;

  stage_init (&stage);
  for (guint i = 0; i < 10000; i++) {
    const SfLiveReport report = {
      .time_us = g_rand_int (rand),
      .n_packets = g_rand_int (rand),
      .n_missed = g_rand_int (rand),
      .n_bytes = g_rand_int (rand),
      .least_delay_us = g_rand_int_range (rand, 0, 60 * SECOND),
      .most_delay_us = g_rand_int_range (rand, 0, 60 * SECOND),
    };

    stage.now_us += g_rand_int_range (rand, 0, SECOND);
    sf_live_controller_report (&stage.controller, &report, stage.now_us);
    sf_live_controller_tick (&stage.controller, stage.now_us);
    g_assert_cmpint (rate_of (&stage), >=, SF_LIVE_MIN_BPS);
    g_assert_cmpint (rate_of (&stage), <=, SF_LIVE_MAX_BPS);
  }
}

/* The size follows the rate, and not every turn of it. */
static void
test_sizes (void)
{
  Stage stage;
  guint n_changes = 0;
  int width;

  stage_init (&stage);
  for (guint i = 0; i < 30; i++)
    hear (&stage, rate_of (&stage), 0, 0);
  g_assert_cmpint (target_of (&stage).max_width, ==, 1280);

  width = 1280;
  for (guint i = 0; i < 300; i++) {
    hear (&stage, i % 20 < 3 ? 900 * 1000 : rate_of (&stage), i % 20 < 3 ? 80 * MS + i : 0, 0);
    n_changes += target_of (&stage).max_width != width ? 1 : 0;
    width = target_of (&stage).max_width;
  }
  g_assert_cmpuint (n_changes, <=, 30);
}

static void
test_modes (void)
{
  Stage stage;

  stage_init (&stage);
  sf_live_controller_set_busy (&stage.controller, TRUE);
  g_assert_cmpint (rate_of (&stage), ==, SF_LIVE_BUSY_BPS);
  g_assert_cmpint (target_of (&stage).max_width, ==, 320);
  sf_live_controller_set_busy (&stage.controller, FALSE);
  g_assert_cmpint (rate_of (&stage), ==, 800 * 1000);

  sf_live_controller_set_lean (&stage.controller, TRUE);
  g_assert_cmpint (rate_of (&stage), ==, SF_LIVE_LEAN_BPS);
  g_assert_cmpint (target_of (&stage).max_width, ==, 320);
  g_assert_cmpint (target_of (&stage).max_fps, ==, 2);
}

/* How many of the frames of 10 s pass at @camera_fps, each of so many bytes. */
static guint
count_passed (int camera_fps, int max_fps, gint64 bitrate_bps, gsize size)
{
  SfFrameGate gate = {0};
  guint n = 0;

  for (gint64 i = 1; i <= 10 * camera_fps; i++) {
    gint64 now_us = 100 * SECOND + i * SECOND / camera_fps + (i % 3) * MS;

    if (!sf_frame_gate_pass (&gate, now_us, max_fps, now_us))
      continue;
    n++;
    sf_frame_gate_spend (&gate, size, bitrate_bps, now_us);
  }
  return n;
}

static void
test_gate (void)
{
  g_assert_cmpuint (count_passed (30, 30, 1000 * 1000, 1000), ==, 300);
  g_assert_cmpuint (count_passed (24, 30, 1000 * 1000, 1000), ==, 240);
  g_assert_cmpuint (count_passed (60, 30, 1000 * 1000, 1000), ==, 300);
  g_assert_cmpuint (count_passed (30, 2, 1000 * 1000, 1000), ==, 20);
  /* Five times what may be: every fifth. */
  g_assert_cmpuint (count_passed (30, 30, 240 * 1000, 5000), >=, 58);
  g_assert_cmpuint (count_passed (30, 30, 240 * 1000, 5000), <=, 65);
}

static void
test_picture_sizes (void)
{
  static const struct {
    int width, height, max_width, max_height;
    int expected_width, expected_height;
  } cases[] = {
    {1280, 720, 640, 360, 640, 360},  {1920, 1080, 1280, 720, 1280, 720},
    {640, 480, 640, 360, 480, 360},   {640, 360, 1280, 720, 640, 360}, /* nothing larger */
    {720, 1280, 640, 360, 360, 640},                                   /* standing */
    {641, 361, 1280, 720, 640, 360},  {4096, 2, 320, 180, 320, 2},
    {2, 4096, 320, 180, 2, 320},      {3, 3, 320, 180, 2, 2},
    {1000, 1000, 320, 180, 180, 180},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    int width, height;

    sf_picture_size_fit (cases[i].width, cases[i].height, cases[i].max_width, cases[i].max_height,
                         &width, &height);
    g_assert_cmpint (width, ==, cases[i].expected_width);
    g_assert_cmpint (height, ==, cases[i].expected_height);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/live-controller/begins", test_begins);
  g_test_add_func ("/app/live-controller/grows-fast", test_grows_fast);
  g_test_add_func ("/app/live-controller/backs-off-for-delay", test_backs_off_for_delay);
  g_test_add_func ("/app/live-controller/wall", test_wall);
  g_test_add_func ("/app/live-controller/backs-off-for-loss", test_backs_off_for_loss);
  g_test_add_func ("/app/live-controller/unproven", test_unproven);
  g_test_add_func ("/app/live-controller/silence", test_silence);
  g_test_add_func ("/app/live-controller/old-reports", test_old_reports);
  g_test_add_func ("/app/live-controller/nonsense", test_nonsense);
  g_test_add_func ("/app/live-controller/sizes", test_sizes);
  g_test_add_func ("/app/live-controller/modes", test_modes);
  g_test_add_func ("/app/live-controller/gate", test_gate);
  g_test_add_func ("/app/live-controller/picture-sizes", test_picture_sizes);
  return g_test_run ();
}
