/* The table of a session says everything once, leads everywhere and out, and is drawn. */

#include "app/session/sf-session-state.h"

#include <stdio.h>
#include <string.h>

#define README "app/session/README.md"
#define FENCE_BEGIN "```mermaid\n"
#define FENCE_END "```\n"

static void
test_each_once (void)
{
  gsize n;
  const SfSessionTransition *table = sf_session_transitions (&n);

  for (gsize i = 0; i < n; i++)
    for (gsize j = i + 1; j < n; j++)
      g_assert_false (table[i].from == table[j].from && table[i].event == table[j].event);
}

static void
test_every_event_happens (void)
{
  gsize n;
  const SfSessionTransition *table = sf_session_transitions (&n);

  for (guint event = 0; event < SF_SESSION_N_EVENTS; event++) {
    gboolean found = FALSE;

    for (gsize i = 0; i < n; i++)
      found = found || table[i].event == event;
    g_assert_true (found);
    g_assert_nonnull (sf_session_event_get_name (event));
  }
}

static void
test_every_action_happens (void)
{
  gsize n;
  const SfSessionTransition *table = sf_session_transitions (&n);
  guint32 all = 0;

  for (gsize i = 0; i < n; i++)
    all |= table[i].actions;
  g_assert_cmphex (all, ==, (1u << SF_SESSION_N_ACTIONS) - 1);
  for (guint action = 0; action < SF_SESSION_N_ACTIONS; action++)
    g_assert_nonnull (sf_session_action_get_name (action));
}

static void
test_every_state_is_reached (void)
{
  gboolean reached[SF_SESSION_N_STATES] = {[SF_SESSION_STATE_READY] = TRUE};

  for (guint round = 0; round < SF_SESSION_N_STATES; round++)
    for (guint state = 0; state < SF_SESSION_N_STATES; state++)
      for (guint event = 0; reached[state] && event < SF_SESSION_N_EVENTS; event++) {
        const SfSessionTransition *transition = sf_session_transition_find (state, event);

        if (transition != NULL && transition->to < SF_SESSION_N_STATES)
          reached[transition->to] = TRUE;
      }

  for (guint state = 0; state < SF_SESSION_N_STATES; state++)
    g_assert_true (reached[state]);
}

/* A person can leave from anywhere, and a failure ends it from anywhere; the other side hears of it
 * before the end. */
static void
test_ways_out (void)
{
  const guint32 close = 1u << SF_SESSION_ACTION_CLOSE;
  gsize n;
  const SfSessionTransition *table = sf_session_transitions (&n);

  for (guint state = SF_SESSION_STATE_INVITING; state < SF_SESSION_STATE_CLOSING; state++) {
    g_assert_cmpint (sf_session_transition_find (state, SF_SESSION_EVENT_LEAVE)->to, ==,
                     SF_SESSION_STATE_CLOSING);
    g_assert_cmpint (sf_session_transition_find (state, SF_SESSION_EVENT_FAILED)->to, ==,
                     SF_SESSION_STATE_CLOSING);
    g_assert_cmpint (sf_session_transition_find (state, SF_SESSION_EVENT_LOST)->to, ==,
                     SF_SESSION_STATE_CLOSING);
  }
  for (guint event = 0; event < SF_SESSION_N_EVENTS; event++)
    g_assert_null (sf_session_transition_find (SF_SESSION_STATE_ENDED, event));
  for (gsize i = 0; i < n; i++)
    if (table[i].to == SF_SESSION_STATE_CLOSING)
      g_assert_cmpint (table[i].actions & close, ==, close);
}

/* The promise: there is one way to a connection, and two yeses lie on it. */
static void
test_consent_comes_first (void)
{
  const guint32 permit = 1u << SF_SESSION_ACTION_PERMIT;
  gsize n;
  const SfSessionTransition *table = sf_session_transitions (&n);

  for (gsize i = 0; i < n; i++) {
    gboolean permits = (table[i].actions & permit) != 0;
    gboolean own_last =
      table[i].from == SF_SESSION_STATE_PERMITTED && table[i].event == SF_SESSION_EVENT_ACCEPT;
    gboolean theirs_last = table[i].from == SF_SESSION_STATE_AWAITING &&
                           table[i].event == SF_SESSION_EVENT_PEER_ACCEPTED;

    g_assert_cmpint (permits, ==, own_last || theirs_last);
    g_assert_cmpint (table[i].to == SF_SESSION_STATE_CONNECTING, ==, permits);
    if (table[i].to == SF_SESSION_STATE_PERMITTED)
      g_assert_cmpint (table[i].event, ==, SF_SESSION_EVENT_PEER_ACCEPTED);
    if (table[i].to == SF_SESSION_STATE_AWAITING)
      g_assert_cmpint (table[i].event, ==, SF_SESSION_EVENT_ACCEPT);
  }
}

/* A cancel is possible while counting down, and never once the instant has come. */
static void
test_cancel_is_too_late (void)
{
  g_assert_nonnull (
    sf_session_transition_find (SF_SESSION_STATE_COUNTDOWN, SF_SESSION_EVENT_CANCEL));
  g_assert_null (sf_session_transition_find (SF_SESSION_STATE_CAPTURING, SF_SESSION_EVENT_CANCEL));
  g_assert_null (sf_session_transition_find (SF_SESSION_STATE_EXCHANGING, SF_SESSION_EVENT_CANCEL));
  g_assert_null (sf_session_transition_find (SF_SESSION_STATE_COMPOSING, SF_SESSION_EVENT_CANCEL));
}

/* What a state waits for that no person decides has an end of its own. */
static void
test_patience (void)
{
  static const SfSessionState limited[] = {SF_SESSION_STATE_MEETING,   SF_SESSION_STATE_REQUEST,
                                           SF_SESSION_STATE_AWAITING,  SF_SESSION_STATE_CONNECTING,
                                           SF_SESSION_STATE_CAPTURING, SF_SESSION_STATE_EXCHANGING,
                                           SF_SESSION_STATE_COMPOSING};

  for (gsize i = 0; i < G_N_ELEMENTS (limited); i++) {
    const SfSessionPatience *patience = sf_session_patience_find (limited[i]);

    g_assert_nonnull (patience);
    g_assert_cmpuint (patience->timeout_s, >, 0);
    g_assert_nonnull (sf_session_transition_find (limited[i], patience->event));
  }
  g_assert_null (sf_session_patience_find (SF_SESSION_STATE_LIVE));
  g_assert_null (sf_session_patience_find (SF_SESSION_STATE_INVITING));
}

static void
append_state (GString *text, guint state, guint from)
{
  if (state == SF_SESSION_STATE_ANY)
    g_string_append (text, "any");
  else if (state == SF_SESSION_STATE_BEFORE)
    g_string_append (text, "before");
  else
    g_string_append (text,
                     sf_session_state_get_name (state == SF_SESSION_STATE_SAME ? from : state));
}

static void
append_label (GString *text, const SfSessionTransition *transition)
{
  const char *separator = " / ";

  g_string_append (text, sf_session_event_get_name (transition->event));
  for (guint action = 0; action < SF_SESSION_N_ACTIONS; action++)
    if ((transition->actions & 1u << action) != 0) {
      g_string_append_printf (text, "%s%s", separator, sf_session_action_get_name (action));
      separator = ", ";
    }
}

/* One line for all between the same two states, but for those from anywhere, which are many. */
static gboolean
share_line (const SfSessionTransition *a, const SfSessionTransition *b)
{
  return a->from == b->from && a->to == b->to && a->from != SF_SESSION_STATE_ANY;
}

static gboolean
is_drawn (const SfSessionTransition *table, gsize i)
{
  for (gsize j = 0; j < i; j++)
    if (share_line (&table[j], &table[i]))
      return TRUE;

  return FALSE;
}

static char *
draw (void)
{
  GString *text = g_string_new ("stateDiagram-v2\n");
  gsize n;
  const SfSessionTransition *table = sf_session_transitions (&n);

  for (gsize i = 0; i < n; i++) {
    if (is_drawn (table, i))
      continue;

    g_string_append (text, "  ");
    append_state (text, table[i].from, table[i].from);
    g_string_append (text, " --> ");
    append_state (text, table[i].to, table[i].from);
    g_string_append (text, ": ");
    append_label (text, &table[i]);
    for (gsize j = i + 1; j < n; j++)
      if (share_line (&table[j], &table[i])) {
        g_string_append (text, " | ");
        append_label (text, &table[j]);
      }
    g_string_append_c (text, '\n');
  }

  return g_string_free (text, FALSE);
}

static void
test_readme_draws_it (void)
{
  g_autofree char *path = g_build_filename (g_getenv ("SF_SOURCE_ROOT"), README, NULL);
  g_autofree char *readme = NULL;
  g_autofree char *drawn = draw ();
  g_autofree char *shown = NULL;
  const char *begin;
  const char *end;

  g_assert_true (g_file_get_contents (path, &readme, NULL, NULL));
  begin = strstr (readme, FENCE_BEGIN);
  g_assert_nonnull (begin);
  begin += strlen (FENCE_BEGIN);
  end = strstr (begin, FENCE_END);
  g_assert_nonnull (end);
  shown = g_strndup (begin, (gsize) (end - begin));
  g_assert_cmpstr (shown, ==, drawn);
}

int
main (int argc, char **argv)
{
  if (argc == 2 && strcmp (argv[1], "--print") == 0) {
    g_autofree char *drawn = draw ();

    fputs (drawn, stdout);
    return 0;
  }

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/session-state/each-once", test_each_once);
  g_test_add_func ("/app/session-state/every-event-happens", test_every_event_happens);
  g_test_add_func ("/app/session-state/every-action-happens", test_every_action_happens);
  g_test_add_func ("/app/session-state/every-state-is-reached", test_every_state_is_reached);
  g_test_add_func ("/app/session-state/ways-out", test_ways_out);
  g_test_add_func ("/app/session-state/consent-comes-first", test_consent_comes_first);
  g_test_add_func ("/app/session-state/cancel-is-too-late", test_cancel_is_too_late);
  g_test_add_func ("/app/session-state/patience", test_patience);
  g_test_add_func ("/app/session-state/readme-draws-it", test_readme_draws_it);
  return g_test_run ();
}
