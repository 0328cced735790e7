/* The pace of live pictures: of two cameras in and out of step, of one, and of changes. */

#include "app/stage/sf-live-pace.h"

#define SECOND_US ((gint64) 1000000)
#define FAR_US (60 * SECOND_US)

/* A camera that gives frames at regular times. */
typedef struct {
  gint64 next_us;
  gint64 interval_us; /* 0: none */
} Camera;

/* Returns: how many pictures were drawn in ten seconds; @ret_late_us: the longest that a frame of
 * either waited */
static int
count_pictures (Camera cameras[2], gint64 *ret_late_us)
{
  gint64 came_us[2] = {0, 0};
  SfLivePace pace;
  int n = 0;

  *ret_late_us = 0;
  sf_live_pace_init (&pace);
  for (gint64 now_us = 0; now_us < 10 * SECOND_US; now_us += 100) {
    for (int i = 0; i < 2; i++)
      if (cameras[i].interval_us > 0 && now_us >= cameras[i].next_us) {
        if (!pace.is_new[i])
          came_us[i] = now_us;
        sf_live_pace_take (&pace, i, now_us);
        cameras[i].next_us += cameras[i].interval_us;
      }
    if (sf_live_pace_get_due (&pace) > now_us)
      continue;
    for (int i = 0; i < 2; i++)
      if (pace.is_new[i])
        *ret_late_us = MAX (*ret_late_us, now_us - came_us[i]);
    sf_live_pace_draw (&pace, now_us);
    n++;
  }

  return n;
}

static void
test_two_cameras (void)
{
  static const struct {
    gint64 phase_us;
    gint64 interval_us;
    int least;
    int most;
  } seconds[] = {
    {0, 33333, 298, 302},     {5000, 33333, 298, 302}, {16000, 33333, 298, 302},
    {33000, 33333, 298, 302}, {7000, 33400, 297, 302}, {7000, 41667, 240, 302},
    {7000, 66667, 240, 302},  {0, 0, 298, 302}, /* only one gives pictures */
  };

  for (gsize i = 0; i < G_N_ELEMENTS (seconds); i++) {
    Camera cameras[2] = {{0, 33333}, {seconds[i].phase_us, seconds[i].interval_us}};
    gint64 late_us;
    int n = count_pictures (cameras, &late_us);

    g_test_message ("phase %" G_GINT64_FORMAT " interval %" G_GINT64_FORMAT ": %d pictures",
                    seconds[i].phase_us, seconds[i].interval_us, n);
    g_assert_cmpint (n, >=, seconds[i].least);
    g_assert_cmpint (n, <=, seconds[i].most);
    g_assert_cmpint (late_us, <=, SF_LIVE_PATIENCE_US);
  }
}

static void
test_fast_camera (void)
{
  Camera cameras[2] = {{0, 8333}, {0, 0}};
  gint64 late_us;

  g_assert_cmpint (count_pictures (cameras, &late_us), <=,
                   10 * SECOND_US / SF_LIVE_INTERVAL_US + 1);
}

static void
test_changes (void)
{
  SfLivePace pace;

  sf_live_pace_init (&pace);
  g_assert_cmpint (sf_live_pace_get_due (&pace), ==, G_MAXINT64);
  sf_live_pace_draw (&pace, FAR_US);
  g_assert_cmpint (sf_live_pace_get_due (&pace), ==, G_MAXINT64);
  sf_live_pace_hurry (&pace);
  g_assert_cmpint (sf_live_pace_get_due (&pace), ==, FAR_US + SF_LIVE_INTERVAL_US);
}

/* A frozen side is not waited for. */
static void
test_frozen (void)
{
  SfLivePace pace;

  sf_live_pace_init (&pace);
  sf_live_pace_take (&pace, 0, FAR_US);
  sf_live_pace_take (&pace, 1, FAR_US);
  sf_live_pace_draw (&pace, FAR_US);
  sf_live_pace_take (&pace, 0, FAR_US + 33000);
  g_assert_cmpint (sf_live_pace_get_due (&pace), ==, FAR_US + SF_LIVE_PATIENCE_US);
  sf_live_pace_take (&pace, 0, FAR_US + SF_LIVE_AWAITED_US);
  g_assert_cmpint (sf_live_pace_get_due (&pace), ==, FAR_US + SF_LIVE_INTERVAL_US);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/app/live-pace/two-cameras", test_two_cameras);
  g_test_add_func ("/app/live-pace/fast-camera", test_fast_camera);
  g_test_add_func ("/app/live-pace/changes", test_changes);
  g_test_add_func ("/app/live-pace/frozen", test_frozen);

  return g_test_run ();
}
