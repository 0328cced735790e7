/* Looking up several names within a deadline, of a resolver that does as the test says. */

#include "net/ice/sf-resolver.h"
#include "tests/support/sf-test-resolver.h"

#define NEVER_MS (600 * 1000)

typedef struct {
  GHashTable *answers;
  GError *error;
  gboolean done;
} Outcome;

static void
on_lookup_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Outcome *outcome = user_data;

  g_assert_false (outcome->done);
  outcome->answers = sf_resolver_lookup_finish (result, &outcome->error);
  outcome->done = TRUE;
}

static void
outcome_clear (Outcome *outcome)
{
  g_clear_pointer (&outcome->answers, g_hash_table_unref);
  g_clear_error (&outcome->error);
}

static void
wait_for (Outcome *outcome)
{
  while (!outcome->done)
    g_main_context_iteration (NULL, TRUE);
}

static char *
joined (const Outcome *outcome, const char *name)
{
  GStrv addresses = g_hash_table_lookup (outcome->answers, name);

  return addresses != NULL ? g_strjoinv (" ", addresses) : NULL;
}

static void
test_answers (void)
{
  static const char *const names[] = {"both.example", "none.example", "192.0.2.9", "::9", NULL};
  g_autoptr (SfTestResolver) resolver = sf_test_resolver_install ();
  g_auto (GStrv) addresses = NULL;
  g_autofree char *both = NULL;
  g_autofree char *numeric = NULL;
  g_autofree char *numeric6 = NULL;
  Outcome outcome = {0};

  sf_test_resolver_add (resolver, "both.example", "2001:db8::1 192.0.2.1 2001:db8::2 192.0.2.2");
  sf_resolver_lookup_async (names, NEVER_MS, NULL, on_lookup_ready, &outcome);
  g_assert_false (outcome.done);
  wait_for (&outcome);
  g_assert_no_error (outcome.error);

  both = joined (&outcome, "both.example");
  numeric = joined (&outcome, "192.0.2.9");
  numeric6 = joined (&outcome, "::9");
  g_assert_cmpstr (both, ==, "192.0.2.1 192.0.2.2 2001:db8::1 2001:db8::2");
  g_assert_cmpstr (numeric, ==, "192.0.2.9");
  g_assert_cmpstr (numeric6, ==, "::9");
  g_assert_null (joined (&outcome, "none.example"));
  g_assert_cmpuint (sf_test_resolver_get_n_lookups (resolver), ==, 2);
  outcome_clear (&outcome);
}

static void
test_nothing_to_ask (void)
{
  static const char *const names[] = {NULL};
  Outcome outcome = {0};

  sf_resolver_lookup_async (names, NEVER_MS, NULL, on_lookup_ready, &outcome);
  wait_for (&outcome);
  g_assert_cmpuint (g_hash_table_size (outcome.answers), ==, 0);
  outcome_clear (&outcome);
}

static void
test_deadline (void)
{
  static const char *const names[] = {"silent.example", "192.0.2.9", NULL};
  g_autoptr (SfTestResolver) resolver = sf_test_resolver_install ();
  g_autofree char *numeric = NULL;
  Outcome outcome = {0};

  sf_test_resolver_set_silent (resolver, TRUE);
  sf_resolver_lookup_async (names, 1, NULL, on_lookup_ready, &outcome);
  wait_for (&outcome);
  g_assert_no_error (outcome.error);
  g_assert_cmpuint (g_hash_table_size (outcome.answers), ==, 1);
  numeric = joined (&outcome, "192.0.2.9");
  g_assert_cmpstr (numeric, ==, "192.0.2.9");
  outcome_clear (&outcome);
}

static void
test_cancelled (void)
{
  static const char *const names[] = {"silent.example", NULL};
  g_autoptr (SfTestResolver) resolver = sf_test_resolver_install ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Outcome outcome = {0};

  sf_test_resolver_set_silent (resolver, TRUE);
  sf_resolver_lookup_async (names, NEVER_MS, cancellable, on_lookup_ready, &outcome);
  g_cancellable_cancel (cancellable);
  wait_for (&outcome);
  g_assert_error (outcome.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (outcome.answers);
  outcome_clear (&outcome);

  /* And when it was cancelled before. */
  outcome = (Outcome){0};
  sf_resolver_lookup_async (names, NEVER_MS, cancellable, on_lookup_ready, &outcome);
  wait_for (&outcome);
  g_assert_error (outcome.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  outcome_clear (&outcome);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/net/resolver/answers", test_answers);
  g_test_add_func ("/net/resolver/nothing-to-ask", test_nothing_to_ask);
  g_test_add_func ("/net/resolver/deadline", test_deadline);
  g_test_add_func ("/net/resolver/cancelled", test_cancelled);
  return g_test_run ();
}
