/* What is acknowledged, and when: every fourth packet, after 5 ms, at once on a gap. */

#include "net/transfer/sf-ack-tracker.h"

static void
add (SfAckTracker *tracker, guint64 number)
{
  g_assert_true (sf_ack_tracker_is_new (tracker, number));
  sf_ack_tracker_add (tracker, number, TRUE, 1000);
}

static void
test_every_fourth (void)
{
  SfAckTracker tracker = {0};

  g_assert_cmpint (sf_ack_tracker_get_deadline_us (&tracker), ==, G_MAXINT64);
  for (guint64 i = 0; i < 3; i++)
    add (&tracker, i);
  g_assert_cmpint (sf_ack_tracker_get_deadline_us (&tracker), ==, 1000 + SF_ACK_DELAY_US);
  add (&tracker, 3);
  g_assert_cmpint (sf_ack_tracker_get_deadline_us (&tracker), <=, 1000);

  sf_ack_tracker_on_sent (&tracker);
  g_assert_false (sf_ack_tracker_is_pending (&tracker));
  g_assert_cmpint (sf_ack_tracker_get_deadline_us (&tracker), ==, G_MAXINT64);
}

static void
test_at_once_on_a_gap (void)
{
  SfAckTracker tracker = {0};

  add (&tracker, 0);
  sf_ack_tracker_on_sent (&tracker);
  add (&tracker, 2);
  g_assert_cmpint (sf_ack_tracker_get_deadline_us (&tracker), <=, 1000);
  sf_ack_tracker_on_sent (&tracker);
  add (&tracker, 1);
  g_assert_cmpint (sf_ack_tracker_get_deadline_us (&tracker), <=, 1000);
}

static void
test_acks_are_not_acked (void)
{
  SfAckTracker tracker = {0};

  sf_ack_tracker_add (&tracker, 0, FALSE, 1000);
  sf_ack_tracker_add (&tracker, 9, FALSE, 1000);
  g_assert_false (sf_ack_tracker_is_pending (&tracker));
  g_assert_false (sf_ack_tracker_is_new (&tracker, 9));
}

static void
test_refused (void)
{
  SfAckTracker tracker = {0};

  add (&tracker, 0);
  sf_ack_tracker_on_sent (&tracker);
  sf_ack_tracker_on_refused (&tracker);
  g_assert_cmpint (sf_ack_tracker_get_deadline_us (&tracker), <=, 1000);
}

static void
test_ranges (void)
{
  static const guint64 numbers[] = {0, 1, 2, 5, 63, 64, 65, 127, 200};
  static const SfAckRange expected[] = {{200, 200}, {127, 127}, {63, 65}, {5, 5}, {0, 2}};
  SfAckTracker tracker = {0};
  SfAckFrame ack;

  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    add (&tracker, numbers[i]);
  sf_ack_tracker_fill (&tracker, &ack, 1300);

  g_assert_cmpuint (ack.delay_us, ==, 300);
  g_assert_cmpuint (ack.n_ranges, ==, G_N_ELEMENTS (expected));
  g_assert_cmpmem (ack.ranges, sizeof expected, expected, sizeof expected);
}

static void
test_window_moves (void)
{
  SfAckTracker tracker = {0};
  SfAckFrame ack;

  for (guint64 i = 0; i < 2 * SF_ACK_WINDOW; i++)
    if (i != 2 * SF_ACK_WINDOW - 5)
      add (&tracker, i);
  g_assert_false (sf_ack_tracker_is_new (&tracker, SF_ACK_WINDOW - 1));
  g_assert_true (sf_ack_tracker_is_new (&tracker, 2 * SF_ACK_WINDOW - 5));

  sf_ack_tracker_fill (&tracker, &ack, 1000);
  g_assert_cmpuint (ack.n_ranges, ==, 2);
  g_assert_cmpuint (ack.ranges[0].first, ==, 2 * SF_ACK_WINDOW - 4);
  g_assert_cmpuint (ack.ranges[1].first, ==, SF_ACK_WINDOW);

  /* A leap over the whole window forgets all of it. */
  add (&tracker, G_GUINT64_CONSTANT (1) << 60);
  sf_ack_tracker_fill (&tracker, &ack, 1000);
  g_assert_cmpuint (ack.n_ranges, ==, 1);
  g_assert_cmpuint (ack.ranges[0].first, ==, ack.ranges[0].last);
}

/* Against the plainest thing that could work. */
static void
test_like_a_set (void)
{
  enum {
    N = 3 * SF_ACK_WINDOW
  };
  GRand *rand = g_rand_new_with_seed (7);
  g_autofree gboolean *seen = g_new0 (gboolean, N);
  SfAckTracker tracker = {0};
  guint64 next = 0;

  for (guint step = 0; step < 4000; step++) {
    guint64 number = MIN (N - 1, next + (guint64) g_rand_int_range (rand, 0, 20));
    guint64 back = (guint64) g_rand_int_range (rand, 0, 20);
    SfAckFrame ack;

    number -= MIN (number, back);
    if (sf_ack_tracker_is_new (&tracker, number) == seen[number])
      g_assert_cmpuint (number + SF_ACK_WINDOW, <, next);
    sf_ack_tracker_add (&tracker, number, TRUE, 0);
    seen[number] = TRUE;
    next = MAX (next, number + 1);

    sf_ack_tracker_fill (&tracker, &ack, 0);
    for (guint64 n = next, r = 0; n-- > 0 && next - n <= SF_ACK_WINDOW && r < ack.n_ranges;) {
      g_assert_true (seen[n] == (n >= ack.ranges[r].first && n <= ack.ranges[r].last));
      r += n == ack.ranges[r].first ? 1 : 0;
    }
  }

  g_rand_free (rand);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/net/transfer/ack-tracker/every-fourth", test_every_fourth);
  g_test_add_func ("/net/transfer/ack-tracker/at-once-on-a-gap", test_at_once_on_a_gap);
  g_test_add_func ("/net/transfer/ack-tracker/acks-are-not-acked", test_acks_are_not_acked);
  g_test_add_func ("/net/transfer/ack-tracker/refused", test_refused);
  g_test_add_func ("/net/transfer/ack-tracker/ranges", test_ranges);
  g_test_add_func ("/net/transfer/ack-tracker/window-moves", test_window_moves);
  g_test_add_func ("/net/transfer/ack-tracker/like-a-set", test_like_a_set);
  return g_test_run ();
}
