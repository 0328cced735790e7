/* Events on their way into another main context. */

#include "net/peer/sf-link-post.h"

#include "net/sf-net-error.h"

#define MESSAGE_SIZE (64 * 1024)

typedef struct {
  guint n_messages;
  guint n_failed;
} Taken;

static void
on_message (GBytes *message, gpointer user_data)
{
  ((Taken *) user_data)->n_messages++;
}

static void
on_failed (const GError *error, gpointer user_data)
{
  g_assert_error (error, SF_NET_ERROR, SF_NET_ERROR_PROTOCOL);
  ((Taken *) user_data)->n_failed++;
}

static const SfLinkEvents events = {.transfer = {.message = on_message, .failed = on_failed}};

static void
post_messages (SfLinkPost *post, gsize size, guint n)
{
  g_autoptr (GBytes) message = g_bytes_new_take (g_malloc0 (size), size);

  for (guint i = 0; i < n; i++)
    sf_link_post_events.transfer.message (message, post);
}

static void
take_all (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
test_bounds_what_waits (void)
{
  const guint n = 2 * SF_LINK_POST_MAX_WAITING / MESSAGE_SIZE;
  Taken taken = {0};
  SfLinkPost *post = sf_link_post_new (&events, NULL, NULL, &taken);

  post_messages (post, MESSAGE_SIZE, n);
  take_all ();
  g_assert_cmpuint (taken.n_messages, >, n / 2 - n / 20);
  g_assert_cmpuint (taken.n_messages, <=, n / 2);
  g_assert_cmpuint (taken.n_failed, ==, 1);

  post_messages (post, MESSAGE_SIZE, 1);
  take_all ();
  g_assert_cmpuint (taken.n_failed, ==, 1);
  sf_link_post_unref (post);
}

static void
test_counts_small_ones (void)
{
  Taken taken = {0};
  SfLinkPost *post = sf_link_post_new (&events, NULL, NULL, &taken);

  post_messages (post, 1, SF_LINK_POST_MAX_WAITING / 256);
  take_all ();
  g_assert_cmpuint (taken.n_failed, ==, 1);
  sf_link_post_unref (post);
}

static void
test_what_is_taken_makes_room (void)
{
  Taken taken = {0};
  SfLinkPost *post = sf_link_post_new (&events, NULL, NULL, &taken);

  for (guint i = 0; i < 4; i++) {
    post_messages (post, MESSAGE_SIZE, SF_LINK_POST_MAX_WAITING / MESSAGE_SIZE / 2);
    take_all ();
  }
  g_assert_cmpuint (taken.n_messages, ==, 2 * SF_LINK_POST_MAX_WAITING / MESSAGE_SIZE);
  g_assert_cmpuint (taken.n_failed, ==, 0);
  sf_link_post_unref (post);
}

static void
test_stops (void)
{
  Taken taken = {0};
  SfLinkPost *post = sf_link_post_new (&events, NULL, NULL, &taken);

  post_messages (post, 1, 1);
  sf_link_post_stop (post);
  take_all ();
  g_assert_cmpuint (taken.n_messages, ==, 0);
  sf_link_post_unref (post);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/net/link-post/bounds-what-waits", test_bounds_what_waits);
  g_test_add_func ("/net/link-post/counts-small-ones", test_counts_small_ones);
  g_test_add_func ("/net/link-post/what-is-taken-makes-room", test_what_is_taken_makes_room);
  g_test_add_func ("/net/link-post/stops", test_stops);

  return g_test_run ();
}
