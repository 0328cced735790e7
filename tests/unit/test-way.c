/* The bad cable that other tests rely on keeps its word, to the nanosecond. */

#include <glib.h>

#include "tests/support/sf-way.h"

#define MS INT64_C (1000000)

static SfWay *
new_way (const char *first_setting, ...)
{
  SfWay *way = g_new0 (SfWay, 1);
  va_list args;

  sf_way_init (way, 0);
  va_start (args, first_setting);
  for (const char *name = first_setting; name != NULL; name = va_arg (args, const char *))
    g_assert_true (sf_way_set (way, name, va_arg (args, const char *), 0));
  va_end (args);

  return way;
}

static void
free_way (SfWay *way)
{
  sf_way_clear (way);
  g_free (way);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SfWay, free_way)

static void
push (SfWay *way, guint8 name, gsize size, gint64 now_ns)
{
  guint8 bytes[2000] = {name};

  sf_way_push (way, bytes, size, FALSE, now_ns);
}

/* Returns: the first byte of the frame that has arrived, or -1 */
static int
pop (SfWay *way, gint64 now_ns)
{
  SfWayFrame *frame = sf_way_pop (way, now_ns);
  int name = frame != NULL ? frame->bytes[0] : -1;

  free (frame);

  return name;
}

static void
test_delay (void)
{
  g_autoptr (SfWay) way = new_way ("delay_ms", "25", NULL);

  g_assert_cmpint (sf_way_get_deadline_ns (way), ==, G_MAXINT64);
  push (way, 1, 100, 7 * MS);
  g_assert_cmpint (pop (way, 32 * MS - 1), ==, -1);
  g_assert_cmpint (sf_way_get_deadline_ns (way), ==, 32 * MS);
  g_assert_cmpint (pop (way, 32 * MS), ==, 1);
  g_assert_cmpint (pop (way, G_MAXINT64), ==, -1);
}

/* 1000 bytes at 8 Mbit/s take 1 ms each, one after the other; an idle line owes nothing. */
static void
test_rate (void)
{
  g_autoptr (SfWay) way = new_way ("rate_kbit", "8000", "delay_ms", "10", NULL);

  push (way, 1, 1000, 0);
  push (way, 2, 1000, 0);
  push (way, 3, 500, 20 * MS);
  g_assert_cmpint (pop (way, 11 * MS - 1), ==, -1);
  g_assert_cmpint (pop (way, 11 * MS), ==, 1);
  g_assert_cmpint (pop (way, 12 * MS - 1), ==, -1);
  g_assert_cmpint (pop (way, 12 * MS), ==, 2);
  g_assert_cmpint (pop (way, 30 * MS + MS / 2 - 1), ==, -1);
  g_assert_cmpint (pop (way, 30 * MS + MS / 2), ==, 3);
}

static void
test_rate_changes_under_way (void)
{
  g_autoptr (SfWay) way = new_way ("rate_kbit", "8000", NULL);

  push (way, 1, 1000, 0);
  push (way, 2, 1000, 0);
  g_assert_true (sf_way_set (way, "rate_kbit", "80000", MS));
  g_assert_cmpint (pop (way, MS), ==, 1);
  g_assert_cmpint (pop (way, MS + MS / 10 - 1), ==, -1);
  g_assert_cmpint (pop (way, MS + MS / 10), ==, 2);
}

static void
test_queue (void)
{
  g_autoptr (SfWay) packets = new_way ("rate_kbit", "8000", "queue_packets", "2", NULL);
  g_autoptr (SfWay) bytes = new_way ("rate_kbit", "8000", "queue_bytes", "2500", NULL);

  for (guint8 i = 1; i <= 3; i++) {
    push (packets, i, 1000, 0);
    push (bytes, i, 1000, 0);
  }
  push (bytes, 4, 500, 0);
  push (packets, 5, 1000, MS); /* the first has left the line */

  g_assert_cmpuint (packets->counters.dropped, ==, 1);
  g_assert_cmpuint (bytes->counters.dropped, ==, 1);
  for (int i = 0; i < 3; i++) {
    static const int expected_packets[] = {1, 2, 5}, expected_bytes[] = {1, 2, 4};

    g_assert_cmpint (pop (packets, 100 * MS), ==, expected_packets[i]);
    g_assert_cmpint (pop (bytes, 100 * MS), ==, expected_bytes[i]);
  }
}

static void
test_loss_uses_the_line (void)
{
  g_autoptr (SfWay) way = new_way ("rate_kbit", "8000", "loss", "1", NULL);

  push (way, 1, 1000, 0);
  sf_way_push (way, (const guint8 *) "\2", 1, TRUE, 0);
  g_assert_cmpint (pop (way, MS), ==, -1);
  g_assert_cmpint (pop (way, MS + MS / 1000), ==, 2);
  g_assert_cmpuint (way->counters.lost, ==, 1);
}

static guint64
count_lost (SfWay *way)
{
  for (int i = 0; i < 10000; i++)
    push (way, 0, 10, i);
  while (pop (way, G_MAXINT64) >= 0)
    ;

  return way->counters.lost;
}

static void
test_loss_is_the_share_asked_for (void)
{
  g_autoptr (SfWay) none = new_way ("loss", "0", NULL);
  g_autoptr (SfWay) some = new_way ("loss", "0.02", "seed", "5", NULL);

  g_assert_cmpuint (count_lost (none), ==, 0);
  g_assert_cmpuint (count_lost (some), >, 200 - 42); /* three standard deviations */
  g_assert_cmpuint (some->counters.lost, <, 200 + 42);
  g_assert_cmpuint (some->counters.delivered + some->counters.lost, ==, 10000);
}

static void
test_jitter (void)
{
  g_autoptr (SfWay) way = new_way ("delay_ms", "5", "jitter_ms", "10", NULL);
  gboolean late = FALSE;

  for (guint8 i = 0; i < 100; i++)
    push (way, i, 10, i * MS);
  for (gint64 now = 0, next = 0; next < 100; now = sf_way_get_deadline_ns (way)) {
    int name = pop (way, now);

    if (name < 0)
      continue;
    g_assert_cmpint (name, ==, next);
    g_assert_cmpint (now, >=, (next + 5) * MS);
    g_assert_cmpint (now, <=, (next + 15) * MS);
    late = late || now > (next + 10) * MS;
    next++;
  }
  g_assert_true (late);
}

static void
test_cut (void)
{
  g_autoptr (SfWay) way = new_way ("rate_kbit", "8000", "delay_ms", "10", NULL);

  push (way, 1, 1000, 0);
  push (way, 2, 1000, 0);
  g_assert_cmpint (pop (way, MS), ==, -1); /* one in flight, one on the line */
  sf_way_cut (way);
  push (way, 3, 1000, 2 * MS);
  g_assert_cmpint (sf_way_get_deadline_ns (way), ==, G_MAXINT64);
  g_assert_cmpuint (way->counters.cut, ==, 3);
  g_assert_cmpuint (way->counters.held, ==, 0);

  sf_way_join (way);
  push (way, 4, 1000, 3 * MS);
  g_assert_cmpint (pop (way, 14 * MS), ==, 4);
}

static void
test_rejects_settings (void)
{
  g_autoptr (SfWay) way = new_way (NULL);

  g_assert_false (sf_way_set (way, "delay", "1", 0));
  g_assert_false (sf_way_set (way, "delay_ms", "", 0));
  g_assert_false (sf_way_set (way, "delay_ms", "1x", 0));
  g_assert_false (sf_way_set (way, "delay_ms", "-1", 0));
  g_assert_false (sf_way_set (way, "loss", "1.1", 0));
  g_assert_false (sf_way_set (way, "loss", "nan", 0));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/support/way/delay", test_delay);
  g_test_add_func ("/support/way/rate", test_rate);
  g_test_add_func ("/support/way/rate-changes-under-way", test_rate_changes_under_way);
  g_test_add_func ("/support/way/queue", test_queue);
  g_test_add_func ("/support/way/loss-uses-the-line", test_loss_uses_the_line);
  g_test_add_func ("/support/way/loss-is-the-share-asked-for", test_loss_is_the_share_asked_for);
  g_test_add_func ("/support/way/jitter", test_jitter);
  g_test_add_func ("/support/way/cut", test_cut);
  g_test_add_func ("/support/way/rejects-settings", test_rejects_settings);
  return g_test_run ();
}
