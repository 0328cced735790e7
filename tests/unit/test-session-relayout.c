/* Another layout for a picture that is there: both make it anew and compare again. */

#include "app/session/sf-session-private.h"
#include "app/sf-error.h"
#include "tests/support/sf-fake-peer.h"
#include "tests/support/sf-session-pair.h"

#include <glib/gstdio.h>

static gboolean
have_results (SfTestPair *pair)
{
  return sf_test_side_is_in (&pair->creator, SF_SESSION_STATE_RESULT) &&
         sf_test_side_is_in (&pair->joiner, SF_SESSION_STATE_RESULT);
}

/* Both look at the picture. */
static void
begin (SfTestPair *pair)
{
  sf_test_pair_init (pair);
  pair->creator.leaves = FALSE;
  pair->joiner.leaves = FALSE;
  sf_test_pair_start (pair);
  sf_test_pair_run_until (pair, have_results);
}

static void
end (SfTestPair *pair)
{
  sf_session_leave (pair->creator.session);
  sf_test_pair_run_to_end (pair);
  g_assert_no_error (pair->creator.error);
  g_assert_no_error (pair->joiner.error);
  sf_test_pair_clear (pair);
}

static SfRecipe
with_layout (SfTestSide *side, const char *layout)
{
  SfRecipe recipe = *sf_session_get_recipe (side->session);

  sf_recipe_set_layout (&recipe, (guint8) sf_recipe_find_layout (layout));
  return recipe;
}

static void
choose (SfTestSide *side, const char *layout)
{
  SfRecipe recipe = with_layout (side, layout);

  sf_session_change_recipe (side->session, &recipe);
}

/* The layout of the picture that is there, in the file, too. */
static gboolean
is_laid_out (SfTestSide *side, const char *layout)
{
  return sf_session_get_shot (side->session)->recipe.layout == sf_recipe_find_layout (layout);
}

static gboolean
are_stacked (SfTestPair *pair)
{
  return have_results (pair) && is_laid_out (&pair->creator, "stacked") &&
         is_laid_out (&pair->joiner, "stacked");
}

static void
assert_file_is_picture (SfTestSide *side)
{
  const SfShot *shot = sf_session_get_shot (side->session);
  g_autoptr (SfImage) file = sf_image_load_file (shot->path, NULL);

  g_assert_nonnull (file);
  g_assert_cmpint (file->width, ==, shot->picture->width);
  g_assert_cmpint (file->height, ==, shot->picture->height);
}

static void
assert_same (SfTestPair *pair)
{
  SfTestSide *sides[] = {&pair->creator, &pair->joiner};

  for (gsize i = 0; i < G_N_ELEMENTS (sides); i++) {
    g_assert_true (sf_shot_is_identical (sf_session_get_shot (sides[i]->session)));
    g_assert_cmpuint (sf_session_get_n_complete (sides[i]->session), ==, 1);
    g_assert_cmpuint (sf_test_side_count_files (sides[i], ""), ==, 3);
    assert_file_is_picture (sides[i]);
  }
  g_assert_cmpmem (sf_session_get_shot (pair->creator.session)->own_hash, SF_DIGEST_SIZE,
                   sf_session_get_shot (pair->joiner.session)->own_hash, SF_DIGEST_SIZE);
}

/* Whoever chooses, both have the new picture where the old one was, and know it is the same. */
static void
test_both (gconstpointer data)
{
  SfTestPair pair;
  g_autofree char *path = NULL;

  begin (&pair);
  path = g_strdup (sf_session_get_shot (pair.creator.session)->path);
  choose (data == NULL ? &pair.creator : &pair.joiner, "stacked");
  sf_test_pair_run_until (&pair, are_stacked);

  assert_same (&pair);
  g_assert_cmpstr (sf_session_get_shot (pair.creator.session)->path, ==, path);
  end (&pair);
}

/* Both choose at once, and each something else: the creator's holds. */
static void
test_crossing (void)
{
  SfTestPair pair;

  begin (&pair);
  choose (&pair.joiner, "inset");
  choose (&pair.creator, "stacked");
  sf_test_pair_run_until (&pair, are_stacked);
  assert_same (&pair);
  end (&pair);
}

/* What is no other layout of these photographs changes nothing. */
static void
test_not_enough_photographs (void)
{
  SfTestPair pair;
  SfRecipe recipe;

  begin (&pair);
  choose (&pair.creator, "strip-3");
  recipe = *sf_session_get_recipe (pair.joiner.session);
  recipe.mode = SF_MODE_EXCHANGE;
  sf_session_change_recipe (pair.joiner.session, &recipe);
  g_assert_true (have_results (&pair));
  g_assert_cmpuint (pair.creator.session->agreement.revision, ==, 0);
  g_assert_cmpuint (pair.joiner.session->agreement.revision, ==, 0);
  end (&pair);
}

/* What a stranger's program could send the joiner. */
static void
forge_recipe (guint32 revision, const SfRecipe *recipe)
{
  SfSessionMessage message = {.type = SF_MESSAGE_RECIPE};
  g_autoptr (GBytes) bytes = NULL;

  message.change.revision = revision;
  message.change.recipe = *recipe;
  bytes = sf_session_message_serialize (&message);
  sf_peer_send_message (sf_fake_peer_get (TRUE), bytes);
}

static gboolean
has_adopted (SfTestPair *pair)
{
  return pair->joiner.session->agreement.revision == (guint32) pair->user_number;
}

/* A layout for more photographs, or a mode nobody said yes to: the finished picture stays. */
static void
test_forged (void)
{
  SfTestPair pair;
  SfRecipe recipe;

  begin (&pair);
  recipe = with_layout (&pair.creator, "strip-4");
  forge_recipe (1, &recipe);
  pair.user_number = 1;
  sf_test_pair_run_until (&pair, has_adopted);
  recipe = with_layout (&pair.creator, "stacked");
  recipe.mode = SF_MODE_EXCHANGE;
  forge_recipe (2, &recipe);
  pair.user_number = 2;
  sf_test_pair_run_until (&pair, has_adopted);

  g_assert_true (have_results (&pair));
  g_assert_true (is_laid_out (&pair.joiner, "side-by-side"));
  end (&pair);
}

static void
count_remade (SfSession *session, guint *count)
{
  (*count)++;
}

#define FLOOD 200

/* However often the other side changes its mind, pictures are made one a second; and the last
 * layout is the one that stays. */
static void
test_flood (void)
{
  SfTestPair pair;
  guint n_remade = 0;
  gint64 began_us, seconds;

  begin (&pair);
  g_signal_connect (pair.joiner.session, "remade", G_CALLBACK (count_remade), &n_remade);
  began_us = g_get_monotonic_time ();
  for (guint i = 1; i <= FLOOD; i++) {
    SfRecipe recipe = with_layout (&pair.creator, i % 2 == 1 ? "inset" : "diagonal");

    forge_recipe (i, &recipe);
  }
  pair.user_number = FLOOD;
  sf_test_pair_run_until (&pair, has_adopted);
  pair.creator.session->agreement.revision = FLOOD;
  choose (&pair.creator, "stacked");
  sf_test_pair_run_until (&pair, are_stacked);

  seconds = (g_get_monotonic_time () - began_us) / G_USEC_PER_SEC;
  g_assert_cmpuint (n_remade, >=, 1);
  g_assert_cmpuint (n_remade, <=, seconds + 1);
  assert_same (&pair);
  end (&pair);
}

static gboolean
is_joiner_waiting (SfTestPair *pair)
{
  return sf_test_side_is_in (&pair->joiner, SF_SESSION_STATE_WAITING) &&
         pair->creator.session->peer_ready;
}

static gboolean
is_creator_stacked (SfTestPair *pair)
{
  return sf_test_side_is_in (&pair->creator, SF_SESSION_STATE_RESULT) &&
         is_laid_out (&pair->creator, "stacked");
}

/* The other person has kept what they have and gone on: it is theirs, and nothing is claimed. */
static void
test_other_went_on (void)
{
  SfTestPair pair;

  begin (&pair);
  sf_session_again (pair.joiner.session);
  sf_test_pair_run_until (&pair, is_joiner_waiting);
  choose (&pair.creator, "stacked");
  sf_test_pair_run_until (&pair, is_creator_stacked);

  g_assert_false (sf_shot_is_complete (sf_session_get_shot (pair.creator.session)));
  g_assert_true (is_laid_out (&pair.joiner, "side-by-side"));
  assert_file_is_picture (&pair.joiner);
  end (&pair);
}

/* The joiner's folder is gone: the creator has its picture, the joiner the earlier one, and neither
 * claims that they are the same. */
static void
test_disk_fails (void)
{
  SfTestPair pair;

  begin (&pair);
  g_free (pair.joiner.session->shot->path);
  pair.joiner.session->shot->path = g_strdup ("/dev/null/picture.webp");
  choose (&pair.creator, "stacked");
  sf_test_pair_run_until (&pair, is_creator_stacked);

  g_assert_error (pair.joiner.drop_error, SF_ERROR, SF_ERROR_STORAGE);
  g_assert_true (sf_test_side_is_in (&pair.joiner, SF_SESSION_STATE_RESULT));
  g_assert_true (is_laid_out (&pair.joiner, "side-by-side"));
  g_assert_false (sf_shot_is_complete (sf_session_get_shot (pair.creator.session)));
  end (&pair);
}

static gboolean
has_joiner_failed (SfTestPair *pair)
{
  return pair->joiner.drop_error != NULL;
}

/* It fails while this side has to pause before it may make another one: it is not waited for. */
static void
test_disk_fails_early (void)
{
  SfTestPair pair;

  begin (&pair);
  choose (&pair.creator, "inset");
  sf_test_pair_run_until (&pair, have_results);
  g_free (pair.joiner.session->shot->path);
  pair.joiner.session->shot->path = g_strdup ("/dev/null/picture.webp");
  sf_session_stop_timer (&pair.joiner.session->relayout_pause);
  choose (&pair.creator, "stacked");
  sf_test_pair_run_until (&pair, has_joiner_failed);
  sf_test_pair_run_until (&pair, is_creator_stacked);

  g_assert_true (is_laid_out (&pair.joiner, "inset"));
  g_assert_false (sf_shot_is_complete (sf_session_get_shot (pair.creator.session)));
  end (&pair);
}

static gboolean
is_creator_stacked_at_last (SfTestPair *pair)
{
  return is_laid_out (&pair->creator, "stacked");
}

/* Nobody is there any more: this computer makes it alone. */
static void
test_alone (void)
{
  SfTestPair pair;

  begin (&pair);
  sf_session_leave (pair.joiner.session);
  sf_test_pair_run_to_end (&pair);
  choose (&pair.creator, "inset");
  choose (&pair.creator, "stacked");
  sf_test_pair_run_until (&pair, is_creator_stacked_at_last);

  g_assert_true (sf_test_side_is_in (&pair.creator, SF_SESSION_STATE_ENDED));
  g_assert_false (sf_shot_is_complete (sf_session_get_shot (pair.creator.session)));
  assert_file_is_picture (&pair.creator);
  g_assert_cmpuint (sf_test_side_count_files (&pair.creator, ""), ==, 3);
  sf_test_pair_clear (&pair);
}

/* The other side is lost while both make it anew: what was complete before is no loss. */
static void
kill_while_composing (SfTestSide *side, SfSessionState state)
{
  if (side == &side->pair->creator && state == SF_SESSION_STATE_COMPOSING &&
      side->session->is_finished)
    sf_fake_peer_kill (sf_fake_peer_get (FALSE));
}

static gboolean
has_creator_ended (SfTestPair *pair)
{
  return pair->creator.has_ended;
}

static void
test_lost (void)
{
  SfTestPair pair;

  begin (&pair);
  pair.on_state = kill_while_composing;
  choose (&pair.creator, "stacked");
  sf_test_pair_run_until (&pair, has_creator_ended);

  g_assert_no_error (pair.creator.error);
  g_assert_true (is_laid_out (&pair.creator, "stacked"));
  g_assert_false (sf_shot_is_complete (sf_session_get_shot (pair.creator.session)));
  assert_file_is_picture (&pair.creator);
  sf_test_pair_clear (&pair);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/app/session/relayout/by-creator", NULL, test_both);
  g_test_add_data_func ("/app/session/relayout/by-joiner", "", test_both);
  g_test_add_func ("/app/session/relayout/crossing", test_crossing);
  g_test_add_func ("/app/session/relayout/not-enough-photographs", test_not_enough_photographs);
  g_test_add_func ("/app/session/relayout/forged", test_forged);
  g_test_add_func ("/app/session/relayout/flood", test_flood);
  g_test_add_func ("/app/session/relayout/other-went-on", test_other_went_on);
  g_test_add_func ("/app/session/relayout/disk-fails", test_disk_fails);
  g_test_add_func ("/app/session/relayout/disk-fails-early", test_disk_fails_early);
  g_test_add_func ("/app/session/relayout/alone", test_alone);
  g_test_add_func ("/app/session/relayout/lost", test_lost);
  return g_test_run ();
}
