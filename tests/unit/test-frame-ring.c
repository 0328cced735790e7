/* The ring of recent frames: bounded by span and number, without copies; those around a time. */

#include "app/capture/sf-frame-ring.h"

#include <string.h>

#define INTERVAL_US 33333

static int n_living;

static void
on_free_owner (gpointer owner)
{
  n_living--;
}

static SfFrame *
make_frame (gint64 taken_us)
{
  static const guint8 plane[4];
  SfFrame template = {.width = 2,
                      .height = 2,
                      .taken_us = taken_us,
                      .planes = {plane, plane, plane},
                      .strides = {2, 1, 1}};

  n_living++;
  return sf_frame_new_wrapped (&template, NULL, on_free_owner);
}

static void
push (SfFrameRing *ring, gint64 taken_us)
{
  g_autoptr (SfFrame) frame = make_frame (taken_us);

  sf_frame_ring_push (ring, frame);
}

/* As text: the times of the frames that the ring gives. */
static char *
collect (SfFrameRing *ring, gint64 at_us, gint64 window_us, guint max_frames)
{
  g_autoptr (GPtrArray) frames = sf_frame_ring_collect (ring, at_us, window_us, max_frames);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < frames->len; i++) {
    const SfFrame *frame = g_ptr_array_index (frames, i);

    g_string_append_printf (text, "%s%" G_GINT64_FORMAT, i > 0 ? " " : "", frame->taken_us);
  }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
check_collect (
  SfFrameRing *ring, gint64 at_us, gint64 window_us, guint max_frames, const char *expected)
{
  g_autofree char *times = collect (ring, at_us, window_us, max_frames);

  g_assert_cmpstr (times, ==, expected);
}

static void
test_bounded_by_span (void)
{
  g_autoptr (SfFrameRing) ring = sf_frame_ring_new ();

  for (int i = 0; i < 1000; i++) {
    push (ring, (gint64) i * INTERVAL_US);
    g_assert_cmpint (n_living, <=, SF_FRAME_RING_SPAN_US / INTERVAL_US + 1);
  }
  g_assert_cmpint (n_living, ==, SF_FRAME_RING_SPAN_US / INTERVAL_US + 1);
}

static void
test_span_is_inclusive (void)
{
  g_autoptr (SfFrameRing) ring = sf_frame_ring_new ();

  push (ring, 10);
  push (ring, 10 + SF_FRAME_RING_SPAN_US);
  g_assert_cmpint (n_living, ==, 2);
  push (ring, 11 + SF_FRAME_RING_SPAN_US);
  g_assert_cmpint (n_living, ==, 2);
}

static void
test_bounded_by_number (void)
{
  g_autoptr (SfFrameRing) ring = sf_frame_ring_new ();

  for (int i = 0; i < 3 * SF_FRAME_RING_MAX_FRAMES; i++)
    push (ring, i);
  g_assert_cmpint (n_living, ==, SF_FRAME_RING_MAX_FRAMES);
}

static void
test_time_going_back_begins_anew (void)
{
  g_autoptr (SfFrameRing) ring = sf_frame_ring_new ();

  push (ring, 1000);
  push (ring, 2000);
  push (ring, 2000);
  check_collect (ring, 2000, 5000, 10, "2000");
  push (ring, 1500);
  check_collect (ring, 2000, 5000, 10, "1500");
}

static void
test_newest (void)
{
  g_autoptr (SfFrameRing) ring = sf_frame_ring_new ();
  g_autoptr (SfFrame) frame = make_frame (7);
  g_autoptr (SfFrame) newest = NULL;

  g_assert_null (sf_frame_ring_dup_newest (ring));
  push (ring, 3);
  sf_frame_ring_push (ring, frame);
  newest = sf_frame_ring_dup_newest (ring);
  g_assert_true (newest == frame);
}

static void
test_collects_around (void)
{
  g_autoptr (SfFrameRing) ring = sf_frame_ring_new ();

  for (int i = 1; i <= 9; i++)
    push (ring, 1000 * i);

  check_collect (ring, 5000, 2000, 10, "3000 4000 5000 6000 7000");
  check_collect (ring, 5000, 1999, 10, "4000 5000 6000");
  check_collect (ring, 5400, 100000, 3, "4000 5000 6000");
  check_collect (ring, 5600, 100000, 2, "5000 6000");
  check_collect (ring, 5600, 100000, 1, "6000");
  check_collect (ring, 5600, 100000, 0, "");
  check_collect (ring, 12000, 2000, 10, "");
  check_collect (ring, 12000, 3500, 10, "9000");
  check_collect (ring, -1000, 2500, 10, "1000");
}

#define WINDOW_US (3 * INTERVAL_US)
#define AROUND "-99999 -66666 -33333 0 33333 66666 99999"

static void
push_until (SfFrameRing *ring, int first, gint64 end_us)
{
  for (int i = first; (gint64) i * INTERVAL_US <= end_us; i++)
    push (ring, (gint64) i * INTERVAL_US);
}

static void
test_expected_stay (void)
{
  g_autoptr (SfFrameRing) ring = sf_frame_ring_new ();

  sf_frame_ring_expect (ring, 0, WINDOW_US);
  push_until (ring, -30, SF_FRAME_RING_HELD_US - WINDOW_US);
  check_collect (ring, 0, WINDOW_US, 10, AROUND);
  check_collect (ring, 0, 10 * WINDOW_US, 10, AROUND);
  g_assert_cmpint (n_living, ==, SF_FRAME_RING_SPAN_US / INTERVAL_US + 1 + 7);

  push (ring, SF_FRAME_RING_HELD_US + WINDOW_US + 1);
  check_collect (ring, 0, 10 * WINDOW_US, 10, "");
}

static void
test_expected_are_bounded_by_number (void)
{
  g_autoptr (SfFrameRing) ring = sf_frame_ring_new ();

  sf_frame_ring_expect (ring, 0, G_MAXINT32);
  for (int i = 0; i < 10 * SF_FRAME_RING_MAX_FRAMES; i++)
    push (ring, i);
  g_assert_cmpint (n_living, ==, 2 * SF_FRAME_RING_MAX_FRAMES);
}

static void
test_expected_go_for_others (void)
{
  g_autoptr (SfFrameRing) ring = sf_frame_ring_new ();

  sf_frame_ring_expect (ring, 0, WINDOW_US);
  push_until (ring, -3, G_USEC_PER_SEC);
  sf_frame_ring_expect (ring, 2 * G_USEC_PER_SEC, WINDOW_US);
  check_collect (ring, 0, WINDOW_US, 10, "");

  sf_frame_ring_expect (ring, 30 * INTERVAL_US, WINDOW_US);
  push_until (ring, 31, 2 * G_USEC_PER_SEC);
  check_collect (ring, 30 * INTERVAL_US, INTERVAL_US, 10, "966657 999990 1033323");
  sf_frame_ring_clear (ring);
  g_assert_cmpint (n_living, ==, 0);

  push_until (ring, 31, 2 * G_USEC_PER_SEC);
  push (ring, 5);
  g_assert_cmpint (n_living, ==, 1);
}

static void
test_frames_outlive_the_ring (void)
{
  SfFrameRing *ring = sf_frame_ring_new ();
  g_autoptr (GPtrArray) frames = NULL;

  push (ring, 1);
  push (ring, 2);
  frames = sf_frame_ring_collect (ring, 2, 0, 10);
  sf_frame_ring_clear (ring);
  g_assert_cmpint (n_living, ==, 1);
  g_assert_null (sf_frame_ring_dup_newest (ring));
  sf_frame_ring_unref (ring);
  g_assert_cmpint (n_living, ==, 1);
}

#define THREADS 3
#define PUSHES 2000

static gpointer
push_and_collect (gpointer data)
{
  SfFrameRing *ring = data;

  for (int i = 0; i < PUSHES; i++) {
    g_autoptr (SfFrame) frame = sf_frame_new (2, 2, NULL);
    g_autoptr (GPtrArray) frames = NULL;

    frame->taken_us = 100 * i;
    memset (sf_frame_get_plane (frame, 0), i, 4);
    sf_frame_ring_push (ring, frame);
    frames = sf_frame_ring_collect (ring, 100 * i, 1000, 4);
    for (guint j = 0; j < frames->len; j++) {
      const SfFrame *other = g_ptr_array_index (frames, j);

      g_assert_cmpint (other->planes[0][0], ==, (guint8) (other->taken_us / 100));
    }
  }

  return NULL;
}

static void
test_threads (void)
{
  g_autoptr (SfFrameRing) ring = sf_frame_ring_new ();
  GThread *threads[THREADS];

  for (int i = 0; i < THREADS; i++)
    threads[i] = g_thread_new ("ring", push_and_collect, ring);
  for (int i = 0; i < THREADS; i++)
    g_thread_join (threads[i]);
}

/* Nothing is left of the test before. */
static void
run (gconstpointer test)
{
  ((GTestFunc) test) ();
  g_assert_cmpint (n_living, ==, 0);
}

#define ADD(name, test) g_test_add_data_func ("/capture/frame-ring/" name, test, run)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("bounded-by-span", test_bounded_by_span);
  ADD ("span-is-inclusive", test_span_is_inclusive);
  ADD ("bounded-by-number", test_bounded_by_number);
  ADD ("time-going-back-begins-anew", test_time_going_back_begins_anew);
  ADD ("newest", test_newest);
  ADD ("collects-around", test_collects_around);
  ADD ("expected-stay", test_expected_stay);
  ADD ("expected-are-bounded-by-number", test_expected_are_bounded_by_number);
  ADD ("expected-go-for-others", test_expected_go_for_others);
  ADD ("frames-outlive-the-ring", test_frames_outlive_the_ring);
  ADD ("threads", test_threads);
  return g_test_run ();
}
