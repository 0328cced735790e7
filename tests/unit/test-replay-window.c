/* The replay window against a set that remembers everything. */

#include "net/crypto/sf-replay-window.h"

#define N_COUNTERS 500000 /* of the random test */

static void
add (SfReplayWindow *window, guint64 counter)
{
  g_assert_true (sf_replay_window_is_fresh (window, counter));
  sf_replay_window_add (window, counter);
  g_assert_false (sf_replay_window_is_fresh (window, counter));
}

static void
test_in_order (void)
{
  SfReplayWindow window = {0};

  for (guint64 counter = 0; counter < 5000; counter++)
    add (&window, counter);
  for (guint64 counter = 0; counter < 5000; counter++)
    g_assert_false (sf_replay_window_is_fresh (&window, counter));
}

static void
test_reordered (void)
{
  SfReplayWindow window = {0};

  for (guint64 counter = SF_REPLAY_WINDOW_SIZE; counter-- > 0;)
    add (&window, counter);
}

/* The window holds the highest counter and the 1023 below it, wherever it stands. */
static void
test_edges (void)
{
  for (guint64 highest = SF_REPLAY_WINDOW_SIZE; highest < 3 * SF_REPLAY_WINDOW_SIZE; highest++) {
    SfReplayWindow window = {0};

    add (&window, highest);
    g_assert_true (sf_replay_window_is_fresh (&window, highest - SF_REPLAY_WINDOW_SIZE + 1));
    g_assert_false (sf_replay_window_is_fresh (&window, highest - SF_REPLAY_WINDOW_SIZE));
  }
}

static void
test_far_jump (void)
{
  SfReplayWindow window = {0};
  guint64 far = G_GUINT64_CONSTANT (1) << 63;

  for (guint64 counter = 0; counter < 2000; counter++)
    add (&window, counter);
  add (&window, far);
  for (guint64 counter = far - SF_REPLAY_WINDOW_SIZE + 1; counter < far; counter++)
    add (&window, counter);
  g_assert_false (sf_replay_window_is_fresh (&window, far - SF_REPLAY_WINDOW_SIZE));
  g_assert_false (sf_replay_window_is_fresh (&window, 0));
}

static void
test_last_counter (void)
{
  SfReplayWindow window = {0};

  g_assert_false (sf_replay_window_is_fresh (&window, G_MAXUINT64));
  add (&window, G_MAXUINT64 - 1);
  add (&window, G_MAXUINT64 - SF_REPLAY_WINDOW_SIZE);
  g_assert_false (sf_replay_window_is_fresh (&window, G_MAXUINT64));
  g_assert_false (sf_replay_window_is_fresh (&window, G_MAXUINT64 - SF_REPLAY_WINDOW_SIZE - 1));
}

/* Half of the counters lie behind the highest, in the window or below it; some jump ahead of it. */
static guint64
draw_counter (GRand *rand, guint64 end)
{
  gint32 kind = g_rand_int_range (rand, 0, 20);
  guint64 back = g_rand_int_range (rand, 1, 1500);
  guint64 ahead = g_rand_int_range (rand, 0, kind < 19 ? 8 : 1500);

  return kind < 10 ? end - MIN (end, back) : end + ahead;
}

static void
test_random (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (20);
  g_autofree guint8 *seen = g_malloc0 (N_COUNTERS);
  SfReplayWindow window = {0};
  guint64 end = 0;

  while (end < N_COUNTERS - 1500) {
    guint64 counter = draw_counter (rand, end);
    gboolean fresh = !seen[counter] && counter + SF_REPLAY_WINDOW_SIZE >= end;

    g_assert_cmpint (sf_replay_window_is_fresh (&window, counter), ==, fresh);
    if (!fresh)
      continue;
    sf_replay_window_add (&window, counter);
    seen[counter] = TRUE;
    end = MAX (end, counter + 1);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/net/replay-window/in-order", test_in_order);
  g_test_add_func ("/net/replay-window/reordered", test_reordered);
  g_test_add_func ("/net/replay-window/edges", test_edges);
  g_test_add_func ("/net/replay-window/far-jump", test_far_jump);
  g_test_add_func ("/net/replay-window/last-counter", test_last_counter);
  g_test_add_func ("/net/replay-window/random", test_random);
  return g_test_run ();
}
