/* A session between two people who are well disposed: what each of them ends with. */

#include "app/session/sf-request-picture.h"
#include "app/sf-error.h"
#include "tests/support/sf-fake-peer.h"
#include "tests/support/sf-session-pair.h"
#include "tests/support/sf-test-files.h"

#include <string.h>

static void
assert_done (SfTestPair *pair)
{
  g_assert_no_error (pair->creator.error);
  g_assert_no_error (pair->joiner.error);
  g_assert_true (pair->creator.is_identical);
  g_assert_true (pair->joiner.is_identical);
  g_assert_cmpstr (pair->creator.hash, ==, pair->joiner.hash);
}

static void
test_synthesis (void)
{
  SfTestPair pair;
  g_autoptr (SfImage) picture = NULL;

  sf_test_pair_init (&pair);
  sf_test_pair_start (&pair);
  sf_test_pair_run_to_end (&pair);

  assert_done (&pair);
  g_assert_cmpuint (pair.creator.n_saved, ==, 3);
  g_assert_cmpuint (sf_test_side_count_files (&pair.creator, "mine"), ==, 1);
  g_assert_cmpuint (sf_test_side_count_files (&pair.creator, "theirs"), ==, 1);
  g_assert_cmpuint (sf_test_side_count_files (&pair.creator, "together"), ==, 1);
  g_assert_cmpuint (pair.joiner.n_saved, ==, 3);
  g_assert_nonnull (strstr (pair.joiner.file, "together"));
  picture = sf_image_load_file (pair.joiner.file, NULL);
  g_assert_nonnull (picture);
  sf_test_pair_clear (&pair);
}

static void
test_exchange (void)
{
  SfTestPair pair;
  g_autoptr (SfImage) got = NULL;

  sf_test_pair_init (&pair);
  pair.creator.config.recipe.mode = SF_MODE_EXCHANGE;
  sf_test_pair_start (&pair);
  sf_test_pair_run_to_end (&pair);

  assert_done (&pair);
  g_assert_cmpuint (pair.creator.n_saved, ==, 2);
  g_assert_cmpuint (sf_test_side_count_files (&pair.creator, "together"), ==, 0);
  g_assert_nonnull (strstr (pair.creator.file, "theirs"));
  got = sf_image_load_file (pair.creator.file, NULL);
  g_assert_cmpint (got->width, ==, 64);
  g_assert_cmpint (got->height, ==, 80);
  sf_test_pair_clear (&pair);
}

static void
test_strip (void)
{
  SfTestPair pair;

  sf_test_pair_init (&pair);
  sf_recipe_set_layout (&pair.creator.config.recipe, (guint8) sf_recipe_find_layout ("strip-3"));
  sf_test_pair_start (&pair);
  sf_test_pair_run_to_end (&pair);

  assert_done (&pair);
  g_assert_cmpuint (pair.joiner.n_saved, ==, 7);
  g_assert_cmpuint (sf_test_side_count_files (&pair.joiner, "mine 3"), ==, 1);
  sf_test_pair_clear (&pair);
}

static void
test_several_shots (void)
{
  SfTestPair pair;

  sf_test_pair_init (&pair);
  pair.creator.config.shots = 3;
  pair.creator.n_presses = 3;
  pair.creator.n_again = 2;
  pair.joiner.n_again = 2;
  sf_test_pair_start (&pair);
  sf_test_pair_run_to_end (&pair);

  assert_done (&pair);
  g_assert_cmpuint (sf_session_get_shots (pair.joiner.session), ==, 3);
  g_assert_cmpuint (sf_session_get_n_complete (pair.joiner.session), ==, 3);
  g_assert_cmpuint (sf_test_side_count_files (&pair.joiner, "together"), ==, 3);
  sf_test_pair_clear (&pair);
}

/* The joiner has seen who asks, for what, before anybody said yes; and the creator sees the
 * joiner. */
static void
check_request (SfTestSide *side, SfSessionState state)
{
  const SfIntroduction *other;

  if (state != SF_SESSION_STATE_REQUEST)
    return;

  other = sf_session_get_peer_introduction (side->session);
  g_assert_cmpstr (other->name, ==, side == &side->pair->creator ? "Joiner" : "Creator");
  g_assert_cmpint (sf_session_get_recipe (side->session)->mode, ==, SF_MODE_EXCHANGE);
  g_assert_cmpuint (sf_session_get_shots (side->session), ==, 1);
  if (side == &side->pair->joiner)
    g_assert_nonnull (sf_session_get_request_picture (side->session));
  else
    g_assert_null (sf_session_get_request_picture (side->session));
  side->pair->user_number++;
}

static void
test_request (void)
{
  SfTestPair pair;
  g_autoptr (SfImage) picture = sf_test_image_new (300, 200, 3);

  sf_test_pair_init (&pair);
  pair.on_state = check_request;
  pair.creator.config.recipe.mode = SF_MODE_EXCHANGE;
  pair.creator.config.request_picture = sf_request_picture_encode (picture, NULL);
  pair.joiner.config.shots = 9; /* the creator's holds */
  sf_test_pair_start (&pair);
  sf_test_pair_run_to_end (&pair);

  assert_done (&pair);
  g_assert_cmpint (pair.user_number, ==, 2);
  sf_test_pair_clear (&pair);
}

/* Of two countdowns the longer holds: the joiner's here, although the creator presses with none. */
static void
check_countdown (SfTestSide *side, SfSessionState state)
{
  const SfShot *shot;

  if (state != SF_SESSION_STATE_COUNTDOWN)
    return;

  shot = sf_session_get_shot (side->session);
  g_assert_cmpint (shot->at_us - g_get_monotonic_time (), >, 500 * 1000);
  side->pair->user_number++;
}

static void
test_longer_countdown (void)
{
  SfTestPair pair;

  sf_test_pair_init (&pair);
  pair.on_state = check_countdown;
  pair.joiner.config.countdown_ms = 600;
  sf_test_pair_start (&pair);
  sf_test_pair_run_to_end (&pair);

  assert_done (&pair);
  g_assert_cmpint (pair.user_number, ==, 2);
  sf_test_pair_clear (&pair);
}

/* A photograph goes out only when the sender's own is on its disk, the same bytes. */
static gboolean
check_own_is_stored (SfPeer *to, SfFakeKind kind, GBytes **bytes, gpointer user_data)
{
  SfTestPair *pair = user_data;
  SfTestSide *from = to == sf_fake_peer_get (TRUE) ? &pair->joiner : &pair->creator;

  if (kind == SF_FAKE_BLOB) {
    g_assert_cmpuint (sf_test_side_count_files (from, "mine"), ==, 1);
    pair->user_number++;
  }
  return TRUE;
}

static void
test_stored_before_sent (void)
{
  SfTestPair pair;

  sf_test_pair_init (&pair);
  sf_fake_peer_set_filter (check_own_is_stored, &pair);
  sf_test_pair_start (&pair);
  sf_test_pair_run_to_end (&pair);
  sf_fake_peer_set_filter (NULL, NULL);

  assert_done (&pair);
  g_assert_cmpint (pair.user_number, ==, 2 * SF_PHOTO_N_KINDS);
  sf_test_pair_clear (&pair);
}

static void
test_blobs_overtake (void)
{
  SfTestPair pair;

  sf_test_pair_init (&pair);
  sf_fake_peer_set_overtaking (TRUE);
  sf_test_pair_start (&pair);
  sf_test_pair_run_to_end (&pair);
  sf_fake_peer_set_overtaking (FALSE);

  assert_done (&pair);
  sf_test_pair_clear (&pair);
}

/* Whoever leaves first, both have it all. */
static void
test_one_leaves_first (gconstpointer data)
{
  SfTestPair pair;

  sf_test_pair_init (&pair);
  *(data == NULL ? &pair.creator.leaves : &pair.joiner.leaves) = FALSE;
  sf_test_pair_start (&pair);
  sf_test_pair_run_to_end (&pair);

  assert_done (&pair);
  sf_test_pair_clear (&pair);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/session/synthesis", test_synthesis);
  g_test_add_func ("/app/session/exchange", test_exchange);
  g_test_add_func ("/app/session/strip", test_strip);
  g_test_add_func ("/app/session/several-shots", test_several_shots);
  g_test_add_func ("/app/session/request", test_request);
  g_test_add_func ("/app/session/longer-countdown", test_longer_countdown);
  g_test_add_func ("/app/session/stored-before-sent", test_stored_before_sent);
  g_test_add_func ("/app/session/blobs-overtake", test_blobs_overtake);
  g_test_add_data_func ("/app/session/joiner-leaves-first", NULL, test_one_leaves_first);
  g_test_add_data_func ("/app/session/creator-leaves-first", "", test_one_leaves_first);
  return g_test_run ();
}
