/* The outbox: said once a connection, echoed or said again, never more than a mailbox takes. */

#include "net/rendezvous/sf-outbox.h"

#include <string.h>

static gboolean
put (SfOutbox *outbox, const char *phase, const char *text)
{
  g_autoptr (GBytes) body = g_bytes_new (text, strlen (text));

  return sf_outbox_put (outbox, phase, body);
}

static gboolean
echo (SfOutbox *outbox, const char *phase, const char *text)
{
  g_autoptr (GBytes) body = g_bytes_new (text, strlen (text));

  return sf_outbox_echo (outbox, phase, body);
}

static void
expect (SfOutbox *outbox, const char *phase)
{
  const char *got;
  GBytes *body;

  if (!sf_outbox_take (outbox, &got, &body))
    got = NULL;
  g_assert_cmpstr (got, ==, phase);
}

static void
test_says_once (void)
{
  g_autoptr (SfOutbox) outbox = sf_outbox_new ();

  g_assert_true (put (outbox, "pake", "p"));
  g_assert_true (put (outbox, "version", "v"));
  expect (outbox, "pake");
  expect (outbox, "version");
  expect (outbox, NULL);
}

static void
test_says_again_what_was_not_echoed (void)
{
  g_autoptr (SfOutbox) outbox = sf_outbox_new ();

  put (outbox, "pake", "p");
  put (outbox, "version", "v");
  put (outbox, "0", "zero");
  expect (outbox, "pake");
  expect (outbox, "version");
  sf_outbox_forget (outbox);
  g_assert_true (echo (outbox, "version", "v"));
  expect (outbox, "pake");
  expect (outbox, "0");
  expect (outbox, NULL);
}

static void
test_tells_a_stranger (void)
{
  g_autoptr (SfOutbox) outbox = sf_outbox_new ();

  put (outbox, "pake", "p");
  g_assert_true (echo (outbox, "pake", "p"));
  g_assert_false (echo (outbox, "pake", "q"));
  g_assert_false (echo (outbox, "version", "v"));
  g_assert_false (sf_outbox_echo (outbox, "pake", NULL));
}

static void
test_limits_messages (void)
{
  g_autoptr (SfOutbox) outbox = sf_outbox_new ();

  for (guint i = 0; i < SF_OUTBOX_MAX_MESSAGES; i++) {
    g_autofree char *phase = g_strdup_printf ("%u", i);
    g_assert_true (put (outbox, phase, "x"));
  }
  g_assert_false (put (outbox, "one-more", "x"));
}

static void
test_limits_size (void)
{
  g_autoptr (SfOutbox) outbox = sf_outbox_new ();
  g_autofree char *large = g_strnfill (SF_OUTBOX_MAX_SIZE - 1, 'x');

  g_assert_true (put (outbox, "0", large));
  g_assert_false (put (outbox, "1", "xy"));
  g_assert_true (put (outbox, "1", "x"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/net/outbox/says-once", test_says_once);
  g_test_add_func ("/net/outbox/says-again-what-was-not-echoed",
                   test_says_again_what_was_not_echoed);
  g_test_add_func ("/net/outbox/tells-a-stranger", test_tells_a_stranger);
  g_test_add_func ("/net/outbox/limits-messages", test_limits_messages);
  g_test_add_func ("/net/outbox/limits-size", test_limits_size);
  return g_test_run ();
}
