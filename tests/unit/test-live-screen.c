/* The other side's newest picture, between a decoder's thread and the main context. */

#include "app/media/sf-live-screen.h"

static void
count (gpointer user_data)
{
  (*(guint *) user_data)++;
}

static void
on_frame (SfFrame *frame, gpointer user_data)
{
  count (user_data);
}

static void
serve_context (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static SfFrame *
show (SfLiveScreen *screen)
{
  SfFrame *frame = sf_frame_new (4, 4, NULL);

  sf_live_screen_show (screen, frame);
  return frame;
}

static void
test_shows_newest (void)
{
  g_autoptr (SfLiveScreen) screen = sf_live_screen_new (count, NULL);
  g_autoptr (SfFrame) first = NULL;
  g_autoptr (SfFrame) second = NULL;
  g_autoptr (SfFrame) newest = NULL;

  sf_live_screen_open (screen);
  g_assert_null (sf_live_screen_dup_newest (screen));
  g_assert_cmpint (sf_live_screen_get_shown_us (screen), ==, 0);
  first = show (screen);
  second = show (screen);
  newest = sf_live_screen_dup_newest (screen);
  g_assert_true (newest == second);
  g_assert_cmpuint (sf_live_screen_get_n_shown (screen), ==, 2);
  g_assert_cmpint (sf_live_screen_get_shown_us (screen), >, 0);
}

static void
test_closed (void)
{
  guint n_called = 0;
  g_autoptr (SfLiveScreen) screen = sf_live_screen_new (count, NULL);
  g_autoptr (SfFrame) early = NULL;
  g_autoptr (SfFrame) shown = NULL;
  g_autoptr (SfFrame) late = NULL;

  sf_frame_funcs_add (sf_live_screen_get_funcs (screen), on_frame, &n_called);
  early = show (screen);
  g_assert_cmpuint (n_called, ==, 0);

  sf_live_screen_open (screen);
  shown = show (screen);
  g_assert_cmpuint (n_called, ==, 1);

  sf_live_screen_close (screen);
  g_assert_null (sf_live_screen_dup_newest (screen));
  late = show (screen);
  g_assert_null (sf_live_screen_dup_newest (screen));
  g_assert_cmpuint (n_called, ==, 1);
  g_assert_cmpuint (sf_live_screen_get_n_shown (screen), ==, 1);

  sf_live_screen_open (screen);
  g_assert_cmpint (sf_live_screen_get_shown_us (screen), ==, 0);
}

/* Only what was awaited, once. */
static void
test_news (void)
{
  guint n_news = 0;
  g_autoptr (SfLiveScreen) screen = sf_live_screen_new (count, &n_news);

  sf_live_screen_open (screen);
  for (guint i = 1; i <= 2; i++) {
    g_autoptr (SfFrame) awaited = NULL;
    g_autoptr (SfFrame) next = NULL;

    sf_live_screen_await (screen);
    serve_context ();
    g_assert_cmpuint (n_news, ==, i - 1);
    awaited = show (screen);
    next = show (screen);
    serve_context ();
    g_assert_cmpuint (n_news, ==, i);
  }
}

static void
test_detached (void)
{
  guint n_news = 0;
  SfLiveScreen *screen = sf_live_screen_new (count, &n_news);
  g_autoptr (SfFrame) frame = NULL;

  sf_live_screen_open (screen);
  sf_live_screen_await (screen);
  frame = show (screen);
  sf_live_screen_detach (screen);
  sf_live_screen_unref (screen); /* the news is still under way */
  serve_context ();
  g_assert_cmpuint (n_news, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/live-screen/shows-newest", test_shows_newest);
  g_test_add_func ("/app/live-screen/closed", test_closed);
  g_test_add_func ("/app/live-screen/news", test_news);
  g_test_add_func ("/app/live-screen/detached", test_detached);
  return g_test_run ();
}
