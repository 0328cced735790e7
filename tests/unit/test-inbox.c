/* The inbox: one pinned side, each phase once, in order, whatever order they come in. */

#include "net/rendezvous/sf-inbox.h"
#include "net/sf-net-error.h"

#include <string.h>

/* Puts a message whose body is its phase, unless @body says otherwise. */
static void
put (SfInbox *inbox, const char *side, const char *phase, const char *body)
{
  const char *text = body != NULL ? body : phase;
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;

  g_assert_true (sf_inbox_put (inbox, side, phase, bytes, &error));
  g_assert_no_error (error);
}

static void
expect (SfInbox *inbox, const char *phase, const char *body)
{
  g_autofree char *got_phase = NULL;
  g_autoptr (GBytes) got = NULL;
  const char *text = body != NULL ? body : phase;

  g_assert_true (sf_inbox_take (inbox, &got_phase, &got));
  g_assert_cmpstr (got_phase, ==, phase);
  g_assert_cmpmem (g_bytes_get_data (got, NULL), g_bytes_get_size (got), text, strlen (text));
}

static void
expect_nothing (SfInbox *inbox)
{
  char *phase;
  GBytes *body;

  g_assert_false (sf_inbox_take (inbox, &phase, &body));
}

static void
test_orders (void)
{
  g_autoptr (SfInbox) inbox = sf_inbox_new ();

  put (inbox, "a", "1", NULL);
  put (inbox, "a", "version", NULL);
  expect_nothing (inbox);
  put (inbox, "a", "pake", NULL);
  expect (inbox, "pake", NULL);
  expect (inbox, "version", NULL);
  expect_nothing (inbox);
  put (inbox, "a", "2", NULL);
  put (inbox, "a", "0", NULL);
  expect (inbox, "0", NULL);
  expect (inbox, "1", NULL);
  expect (inbox, "2", NULL);
  expect_nothing (inbox);
}

static void
test_drops_copies (void)
{
  g_autoptr (SfInbox) inbox = sf_inbox_new ();

  put (inbox, "a", "pake", "first");
  put (inbox, "a", "pake", "second");
  put (inbox, "a", "0", "first");
  put (inbox, "a", "0", "second");
  expect (inbox, "pake", "first");
  put (inbox, "a", "pake", "third");
  put (inbox, "a", "version", NULL);
  expect (inbox, "version", NULL);
  expect (inbox, "0", "first");
  expect_nothing (inbox);
}

static void
test_pins_first_side (void)
{
  g_autoptr (SfInbox) inbox = sf_inbox_new ();

  put (inbox, "b", "version", "of b");
  put (inbox, "a", "version", "of a");
  g_assert_null (sf_inbox_get_peer_side (inbox));
  put (inbox, "a", "pake", NULL);
  put (inbox, "b", "pake", "of b");
  put (inbox, "b", "0", "of b");
  g_assert_cmpstr (sf_inbox_get_peer_side (inbox), ==, "a");
  expect (inbox, "pake", NULL);
  expect (inbox, "version", "of a");
  expect_nothing (inbox);
}

static void
test_skips_unknown_phases (void)
{
  static const char *const phases[] = {"dilate-0", "", "00", "01", "-1", "1234567", "+1", " 1"};
  g_autoptr (SfInbox) inbox = sf_inbox_new ();

  put (inbox, "a", "pake", NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (phases); i++)
    put (inbox, "a", phases[i], NULL);
  put (inbox, "a", "version", NULL);
  expect (inbox, "pake", NULL);
  expect (inbox, "version", NULL);
  expect_nothing (inbox);
}

static void
test_refuses_unreadable (void)
{
  g_autoptr (SfInbox) inbox = sf_inbox_new ();
  g_autoptr (GError) error = NULL;

  put (inbox, "a", "pake", NULL);
  g_assert_true (sf_inbox_put (inbox, "b", "version", NULL, &error));
  g_assert_false (sf_inbox_put (inbox, "a", "version", NULL, &error));
  g_assert_error (error, SF_NET_ERROR, SF_NET_ERROR_PROTOCOL);
}

/* With `pake` due, phase 61 is the last within the window of 64. */
static void
test_limits_window (void)
{
  g_autoptr (SfInbox) inbox = sf_inbox_new ();
  g_autoptr (GBytes) body = g_bytes_new_static ("x", 1);
  g_autoptr (GError) error = NULL;

  put (inbox, "a", "pake", NULL);
  put (inbox, "a", "61", NULL);
  g_assert_false (sf_inbox_put (inbox, "a", "62", body, &error));
  g_assert_error (error, SF_NET_ERROR, SF_NET_ERROR_TOO_LARGE);
  expect (inbox, "pake", NULL);
  put (inbox, "a", "62", NULL);
}

static void
test_limits_held (void)
{
  g_autoptr (SfInbox) inbox = sf_inbox_new ();

  for (guint i = 0; i < SF_INBOX_MAX_HELD + 5; i++) {
    g_autofree char *phase = g_strdup_printf ("%u", i);
    put (inbox, "a", phase, NULL);
  }
  put (inbox, "a", "pake", NULL);
  put (inbox, "a", "version", NULL);
  expect (inbox, "pake", NULL);
  expect (inbox, "version", NULL);
  for (guint i = 0; i < SF_INBOX_MAX_HELD; i++) {
    g_autofree char *phase = g_strdup_printf ("%u", i);
    expect (inbox, phase, NULL);
  }
  expect_nothing (inbox);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/net/inbox/orders", test_orders);
  g_test_add_func ("/net/inbox/drops-copies", test_drops_copies);
  g_test_add_func ("/net/inbox/pins-first-side", test_pins_first_side);
  g_test_add_func ("/net/inbox/skips-unknown-phases", test_skips_unknown_phases);
  g_test_add_func ("/net/inbox/refuses-unreadable", test_refuses_unreadable);
  g_test_add_func ("/net/inbox/limits-window", test_limits_window);
  g_test_add_func ("/net/inbox/limits-held", test_limits_held);
  return g_test_run ();
}
