/* Two people at one shutter and one recipe: presses, cancels and changes that cross. */

#include "app/session/sf-recipe-wire.h"
#include "app/session/sf-session-private.h"
#include "app/sf-error.h"
#include "tests/support/sf-fake-peer.h"
#include "tests/support/sf-session-pair.h"

/* Both are live, and nobody has pressed. */
static void
begin (SfTestPair *pair)
{
  sf_test_pair_init (pair);
  pair->creator.n_presses = 0;
  sf_test_pair_start (pair);
  sf_test_pair_run_until (pair, sf_test_pair_are_live);
}

static void
end_well (SfTestPair *pair)
{
  sf_test_pair_run_to_end (pair);
  g_assert_no_error (pair->creator.error);
  g_assert_no_error (pair->joiner.error);
  g_assert_true (pair->creator.is_identical);
  g_assert_true (pair->joiner.is_identical);
  sf_test_pair_clear (pair);
}

static gboolean
are_counting (SfTestPair *pair)
{
  return sf_test_side_is_in (&pair->creator, SF_SESSION_STATE_COUNTDOWN) &&
         sf_test_side_is_in (&pair->joiner, SF_SESSION_STATE_COUNTDOWN);
}

static void
test_joiner_presses (void)
{
  SfTestPair pair;

  begin (&pair);
  g_assert_true (sf_session_press (pair.joiner.session, 0, NULL));
  sf_test_pair_run_until (&pair, are_counting);
  g_assert_true (sf_session_get_shot (pair.creator.session)->by_other);
  g_assert_false (sf_session_get_shot (pair.joiner.session)->by_other);
  end_well (&pair);
}

/* Both press before either hears of it: one shot, the same for both. */
static void
test_glare (gconstpointer data)
{
  SfTestPair pair;
  SfTestSide *first;
  SfTestSide *second;
  guint32 id;

  begin (&pair);
  first = data == NULL ? &pair.creator : &pair.joiner;
  second = sf_test_side_get_other (first);
  g_assert_true (sf_session_press (first->session, 0, NULL));
  g_assert_true (sf_session_press (second->session, 1000, NULL));
  id = sf_session_get_shot (first->session)->proposal.id;
  sf_test_pair_run_until (&pair, are_counting);
  while (g_main_context_iteration (NULL, FALSE))
    continue;

  g_assert_cmpuint (sf_session_get_shot (first->session)->proposal.id, ==, id);
  g_assert_cmpuint (sf_session_get_shot (second->session)->proposal.id, ==, id);
  end_well (&pair);
}

static gboolean
was_dropped (SfTestPair *pair)
{
  return pair->creator.n_dropped > 0 && pair->joiner.n_dropped > 0;
}

/* Either may cancel, both see who did, and the next press succeeds. */
static void
test_cancel (gconstpointer data)
{
  SfTestPair pair;
  SfTestSide *canceller;
  SfTestSide *other;

  begin (&pair);
  canceller = data == NULL ? &pair.creator : &pair.joiner;
  other = sf_test_side_get_other (canceller);
  g_assert_true (sf_session_press (pair.creator.session, 5000, NULL));
  sf_test_pair_run_until (&pair, are_counting);
  sf_session_cancel (canceller->session);
  sf_test_pair_run_until (&pair, was_dropped);

  g_assert_true (sf_test_pair_are_live (&pair));
  g_assert_false (canceller->dropped_by_other);
  g_assert_true (other->dropped_by_other);
  g_assert_cmpint (other->drop_reason, ==, SF_CANCEL_PERSON);
  g_assert_cmpuint (sf_test_side_count_files (&pair.creator, ""), ==, 0);

  g_assert_true (sf_session_press (pair.joiner.session, 0, NULL));
  end_well (&pair);
}

/* Once the instant has come, a cancel changes nothing. */
static void
cancel_too_late (SfTestSide *side, SfSessionState state)
{
  if (state == SF_SESSION_STATE_CAPTURING || state == SF_SESSION_STATE_EXCHANGING ||
      state == SF_SESSION_STATE_COMPOSING)
    sf_session_cancel (side->session);
}

static void
test_cancel_too_late (void)
{
  SfTestPair pair;

  begin (&pair);
  pair.on_state = cancel_too_late;
  g_assert_true (sf_session_press (pair.creator.session, 0, NULL));
  sf_test_pair_run_to_end (&pair);
  g_assert_cmpuint (pair.creator.n_dropped + pair.joiner.n_dropped, ==, 0);
  g_assert_true (pair.creator.is_identical);
  sf_test_pair_clear (&pair);
}

/* Between the photographs of a strip there is a countdown again: it may be cancelled, and what
 * was taken is kept. */
static void
cancel_second (SfTestSide *side, SfSessionState state)
{
  const SfShot *shot = sf_session_get_shot (side->session);

  if (side == &side->pair->joiner && state == SF_SESSION_STATE_COUNTDOWN && shot->n_taken == 1)
    sf_session_cancel (side->session);
}

static gboolean
was_dropped_and_saved (SfTestPair *pair)
{
  return was_dropped (pair) && sf_test_side_count_files (&pair->joiner, "mine 1") == 1;
}

static void
test_cancel_within_strip (void)
{
  SfTestPair pair;

  sf_test_pair_init (&pair);
  pair.on_state = cancel_second;
  sf_recipe_set_layout (&pair.creator.config.recipe, (guint8) sf_recipe_find_layout ("strip-3"));
  sf_test_pair_start (&pair);
  sf_test_pair_run_until (&pair, was_dropped_and_saved);
  g_assert_true (sf_test_pair_are_live (&pair));
  sf_test_pair_clear (&pair);
}

static gboolean
is_creator_exchanging (SfTestPair *pair)
{
  return sf_test_side_is_in (&pair->creator, SF_SESSION_STATE_EXCHANGING);
}

/* The path stands still until T is past: the joiner refuses, and the creator hears why. */
static void
test_late_proposal (void)
{
  SfTestPair pair;

  begin (&pair);
  sf_fake_peer_hold (sf_fake_peer_get (TRUE), TRUE);
  g_assert_true (sf_session_press (pair.creator.session, 0, NULL));
  sf_test_pair_run_until (&pair, is_creator_exchanging);
  sf_fake_peer_hold (sf_fake_peer_get (TRUE), FALSE);
  while (pair.creator.n_dropped == 0)
    g_main_context_iteration (NULL, TRUE);

  g_assert_cmpint (pair.creator.drop_reason, ==, SF_CANCEL_LATE);
  g_assert_true (pair.creator.dropped_by_other);
  g_assert_cmpuint (pair.joiner.n_dropped, ==, 0);
  g_assert_true (sf_test_pair_are_live (&pair));

  g_assert_true (sf_session_press (pair.creator.session, 0, NULL));
  end_well (&pair);
}

/* The joiner has pressed, too, and its press was outrun by the one that came too late: nobody
 * counts down alone. */
static void
test_late_and_outrun (void)
{
  SfTestPair pair;

  begin (&pair);
  sf_fake_peer_hold (sf_fake_peer_get (TRUE), TRUE);
  g_assert_true (sf_session_press (pair.creator.session, 0, NULL));
  g_assert_true (sf_session_press (pair.joiner.session, 30000, NULL));
  sf_test_pair_run_until (&pair, is_creator_exchanging);
  sf_fake_peer_hold (sf_fake_peer_get (TRUE), FALSE);
  sf_test_pair_run_until (&pair, was_dropped);

  g_assert_cmpint (pair.creator.drop_reason, ==, SF_CANCEL_LATE);
  g_assert_true (sf_test_pair_are_live (&pair));
  sf_test_pair_clear (&pair);
}

static SfRecipe
changed (SfTestPair *pair, SfMode mode, const char *layout)
{
  SfRecipe recipe = *sf_session_get_recipe (pair->creator.session);

  sf_recipe_set_layout (&recipe, (guint8) sf_recipe_find_layout (layout));
  recipe.mode = mode;
  return recipe;
}

static gboolean
have_same_recipe (SfTestPair *pair)
{
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  return sf_recipe_is_equal (sf_session_get_recipe (pair->creator.session),
                             sf_session_get_recipe (pair->joiner.session));
}

static void
test_layout_changes_both (void)
{
  SfTestPair pair;
  SfRecipe recipe;

  begin (&pair);
  recipe = changed (&pair, SF_MODE_SYNTHESIS, "stacked");
  sf_session_change_recipe (pair.joiner.session, &recipe);
  g_assert_true (have_same_recipe (&pair));
  g_assert_cmpint (sf_session_get_recipe (pair.creator.session)->layout, ==, recipe.layout);
  g_assert_true (sf_test_pair_are_live (&pair));

  g_assert_true (sf_session_press (pair.joiner.session, 0, NULL));
  end_well (&pair);
}

static gboolean
is_asked (SfTestPair *pair)
{
  return sf_test_side_is_in (&pair->creator, SF_SESSION_STATE_ASKING) &&
         sf_test_side_is_in (&pair->joiner, SF_SESSION_STATE_ASKED);
}

static void
ask (SfTestPair *pair)
{
  SfRecipe recipe;

  begin (pair);
  pair->joiner.accepts = FALSE;
  recipe = changed (pair, SF_MODE_EXCHANGE, "side-by-side");
  sf_session_change_recipe (pair->creator.session, &recipe);
  sf_test_pair_run_until (pair, is_asked);
  g_assert_false (sf_session_press (pair->creator.session, 0, NULL));
  g_assert_false (sf_session_press (pair->joiner.session, 0, NULL));
}

static void
test_mode_accepted (void)
{
  SfTestPair pair;

  ask (&pair);
  sf_session_accept (pair.joiner.session);
  sf_test_pair_run_until (&pair, sf_test_pair_are_live);
  g_assert_true (have_same_recipe (&pair));
  g_assert_cmpint (sf_session_get_recipe (pair.joiner.session)->mode, ==, SF_MODE_EXCHANGE);

  g_assert_true (sf_session_press (pair.joiner.session, 0, NULL));
  end_well (&pair);
}

static void
test_mode_declined (void)
{
  SfTestPair pair;

  ask (&pair);
  sf_session_decline (pair.joiner.session);
  sf_test_pair_run_until (&pair, sf_test_pair_are_live);
  g_assert_true (have_same_recipe (&pair));
  g_assert_cmpint (sf_session_get_recipe (pair.creator.session)->mode, ==, SF_MODE_SYNTHESIS);

  g_assert_true (sf_session_press (pair.creator.session, 0, NULL));
  end_well (&pair);
}

static void
test_mode_taken_back (void)
{
  SfTestPair pair;

  ask (&pair);
  sf_session_cancel (pair.creator.session);
  sf_test_pair_run_until (&pair, sf_test_pair_are_live);
  g_assert_true (have_same_recipe (&pair));
  g_assert_cmpint (sf_session_get_recipe (pair.joiner.session)->mode, ==, SF_MODE_SYNTHESIS);
  sf_test_pair_clear (&pair);
}

/* Both ask for the same at once: nobody need be asked. */
static void
test_mode_crosses (void)
{
  SfTestPair pair;
  SfRecipe recipe;

  begin (&pair);
  recipe = changed (&pair, SF_MODE_EXCHANGE, "side-by-side");
  sf_session_change_recipe (pair.creator.session, &recipe);
  sf_session_change_recipe (pair.joiner.session, &recipe);
  sf_test_pair_run_until (&pair, sf_test_pair_are_live);
  g_assert_true (have_same_recipe (&pair));

  g_assert_true (sf_session_press (pair.creator.session, 0, NULL));
  end_well (&pair);
}

/* One presses while the other asks for another mode: the press is refused, and the question
 * stands. */
static void
test_press_crosses_mode (void)
{
  SfTestPair pair;
  SfRecipe recipe;

  begin (&pair);
  pair.joiner.accepts = FALSE;
  recipe = changed (&pair, SF_MODE_EXCHANGE, "side-by-side");
  sf_session_change_recipe (pair.creator.session, &recipe);
  g_assert_true (sf_session_press (pair.joiner.session, 0, NULL));
  sf_test_pair_run_until (&pair, is_asked);
  g_assert_cmpint (pair.joiner.drop_reason, ==, SF_CANCEL_BUSY);

  sf_session_accept (pair.joiner.session);
  sf_test_pair_run_until (&pair, sf_test_pair_are_live);
  g_assert_true (sf_session_press (pair.joiner.session, 0, NULL));
  end_well (&pair);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/session/joiner-presses", test_joiner_presses);
  g_test_add_data_func ("/app/session/glare/creator-first", NULL, test_glare);
  g_test_add_data_func ("/app/session/glare/joiner-first", "", test_glare);
  g_test_add_data_func ("/app/session/cancel/by-presser", NULL, test_cancel);
  g_test_add_data_func ("/app/session/cancel/by-other", "", test_cancel);
  g_test_add_func ("/app/session/cancel/too-late", test_cancel_too_late);
  g_test_add_func ("/app/session/cancel/within-strip", test_cancel_within_strip);
  g_test_add_func ("/app/session/late-proposal", test_late_proposal);
  g_test_add_func ("/app/session/late-and-outrun", test_late_and_outrun);
  g_test_add_func ("/app/session/layout-changes-both", test_layout_changes_both);
  g_test_add_func ("/app/session/mode/accepted", test_mode_accepted);
  g_test_add_func ("/app/session/mode/declined", test_mode_declined);
  g_test_add_func ("/app/session/mode/taken-back", test_mode_taken_back);
  g_test_add_func ("/app/session/mode/crosses", test_mode_crosses);
  g_test_add_func ("/app/session/mode/press-crosses", test_press_crosses_mode);
  return g_test_run ();
}
