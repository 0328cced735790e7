/* From the instant to two photographs that belong together: frames, offers, clocks. */

#include "app/session/sf-session-private.h"
#include "app/sf-error.h"
#include "net/sf-net-error.h"
#include "tests/support/sf-fake-edit.h"
#include "tests/support/sf-fake-peer.h"
#include "tests/support/sf-session-pair.h"
#include "tests/support/sf-test-source.h"

#define MS 1000

/* The two cameras of a pair, at random phases. */
static void
set_cameras (SfTestPair *pair, GRand *random, gint64 creators_us, gint64 joiners_us)
{
  SfTestSource *sources[] = {sf_test_source_new (64, 48), sf_test_source_new (64, 48)};

  sf_test_source_set_frames (sources[0], creators_us, g_rand_int_range (random, 0, 1000 * MS));
  sf_test_source_set_frames (sources[1], joiners_us, g_rand_int_range (random, 0, 1000 * MS));
  sf_test_side_set_source (&pair->creator, SF_STILL_SOURCE (sources[0]));
  sf_test_side_set_source (&pair->joiner, SF_STILL_SOURCE (sources[1]));
}

static void
on_taken (SfSession *session, guint take, SfTestPair *pair)
{
  gint64 skew_us;
  gint64 uncertainty_us;

  g_assert_true (sf_session_get_skew (session, take, &skew_us, &uncertainty_us));
  g_assert_cmpint (skew_us, <=, 42 * MS / 2);
  g_assert_cmpint (uncertainty_us, >, 0);
  pair->user_number++;
}

/* Both sides keep the same two frames, and say the same of them. */
static void
check_same_pair (SfTestPair *pair, guint take)
{
  const SfShot *creators = sf_session_get_shot (pair->creator.session);
  const SfShot *joiners = sf_session_get_shot (pair->joiner.session);
  gint64 creators_us = sf_shot_take_get_time (&creators->own[take]);
  gint64 joiners_us = sf_shot_take_get_time (&joiners->own[take]);
  gint64 skew_us, uncertainty_us;

  g_assert_cmpint (creators_us, ==, sf_shot_take_get_time (&joiners->theirs[take]));
  g_assert_cmpint (joiners_us, ==, sf_shot_take_get_time (&creators->theirs[take]));
  for (int side = 0; side < 2; side++) {
    g_assert_true (
      sf_shot_get_skew (side == 0 ? creators : joiners, take, &skew_us, &uncertainty_us));
    /* One computer, one clock: the truth is known. */
    g_assert_cmpint (ABS (skew_us - ABS (creators_us - joiners_us)), <=, uncertainty_us);
  }
}

static void
test_pairs (gconstpointer data)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (11);
  const char *layout = data;

  for (int round = 0; round < 3; round++) {
    SfTestPair pair;

    sf_test_pair_init (&pair);
    set_cameras (&pair, random, 33333, round == 0 ? 33333 : 41667);
    sf_recipe_set_layout (&pair.creator.config.recipe, (guint8) sf_recipe_find_layout (layout));
    pair.creator.n_presses = 0;
    sf_test_pair_start (&pair);
    sf_test_pair_run_until (&pair, sf_test_pair_are_live);
    g_signal_connect (pair.creator.session, "taken", G_CALLBACK (on_taken), &pair);
    g_signal_connect (pair.joiner.session, "taken", G_CALLBACK (on_taken), &pair);
    g_assert_true (sf_session_press (pair.joiner.session, 0, NULL));
    sf_test_pair_run_to_end (&pair);

    g_assert_no_error (pair.creator.error);
    g_assert_true (pair.creator.is_identical);
    g_assert_cmpint (pair.user_number, ==, 2 * sf_session_get_shot (pair.creator.session)->n_takes);
    for (guint i = 0; i < sf_session_get_shot (pair.creator.session)->n_takes; i++)
      check_same_pair (&pair, i);
    sf_test_pair_clear (&pair);
  }
}

/* A picture file on the one side, a camera on the other: the frame nearest to T, and no skew. */
static void
test_picture_and_camera (void)
{
  SfTestPair pair;
  SfTestSource *source = sf_test_source_new (64, 48);
  gint64 skew_us, uncertainty_us;
  const SfShot *shot;

  sf_test_source_set_frames (source, 33333, 5 * MS);
  sf_test_pair_init (&pair);
  sf_test_side_set_source (&pair.joiner, SF_STILL_SOURCE (source));
  sf_test_pair_start (&pair);
  sf_test_pair_run_to_end (&pair);

  shot = sf_session_get_shot (pair.joiner.session);
  g_assert_cmpint (ABS (sf_shot_take_get_time (&shot->own[0]) - shot->at_us), <=, 33333 / 2 + 1);
  g_assert_false (sf_session_get_skew (pair.joiner.session, 0, &skew_us, &uncertainty_us));
  g_assert_false (sf_session_get_skew (pair.creator.session, 0, &skew_us, &uncertainty_us));
  g_assert_true (pair.creator.is_identical);
  sf_test_pair_clear (&pair);
}

/* Both press before either hears of it; then the cameras of the one shot that holds. */
static void
test_glare (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (12);
  SfTestPair pair;

  sf_test_pair_init (&pair);
  set_cameras (&pair, random, 33333, 33333);
  pair.creator.n_presses = 0;
  sf_test_pair_start (&pair);
  sf_test_pair_run_until (&pair, sf_test_pair_are_live);
  g_assert_true (sf_session_press (pair.creator.session, 400, NULL));
  g_assert_true (sf_session_press (pair.joiner.session, 0, NULL));
  sf_test_pair_run_to_end (&pair);

  g_assert_no_error (pair.creator.error);
  g_assert_true (pair.creator.is_identical);
  check_same_pair (&pair, 0);
  sf_test_pair_clear (&pair);
}

static gboolean
spoil_time (SfSessionMessage *message)
{
  if (message->type == SF_MESSAGE_OFFER)
    message->offer.times = (SfStillTimes){.n = 1, .times_us = {5}};
  return TRUE;
}

static gboolean
spoil_take (SfSessionMessage *message)
{
  if (message->type == SF_MESSAGE_OFFER)
    message->offer.take = 1;
  return TRUE;
}

static gboolean
claim_other_frame (SfSessionMessage *message)
{
  if (message->type == SF_MESSAGE_PHOTO)
    message->photo.taken_us++;
  return TRUE;
}

static gboolean
claim_no_time (SfSessionMessage *message)
{
  if (message->type == SF_MESSAGE_PHOTO)
    message->photo.taken_us = SF_PHOTO_TIME_UNKNOWN;
  return TRUE;
}

/* A photograph of a picture that nobody offered anything for. */
static gboolean
skip_offer (SfSessionMessage *message)
{
  if (message->type == SF_MESSAGE_OFFER)
    message->offer.shot += 2;
  return TRUE;
}

/* The offer again, in the place of the first photograph's announcement. */
static gboolean
offer_twice (SfSessionMessage *message)
{
  static SfSessionMessage offer;

  if (message->type == SF_MESSAGE_OFFER)
    offer = *message;
  else if (message->type == SF_MESSAGE_PHOTO)
    *message = offer;
  return TRUE;
}

static gboolean
reuse_number (SfSessionMessage *message)
{
  if (message->type == SF_MESSAGE_PROPOSE)
    message->proposal.id = 3;
  return TRUE;
}

/* The joiner does not go on with what makes no sense, and its own photograph is kept. */
static void
test_hostile (gconstpointer data)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (13);
  SfTestPair pair;

  sf_test_pair_init (&pair);
  set_cameras (&pair, random, 33333, 33333);
  sf_fake_edit_set ((SfFakeEdit) data);
  sf_test_pair_start (&pair);
  sf_test_pair_run_to_end (&pair);
  sf_fake_edit_set (NULL);

  g_assert_error (pair.joiner.error, SF_ERROR, SF_ERROR_PROTOCOL);
  g_assert_error (pair.creator.error, SF_NET_ERROR, SF_NET_ERROR_PEER_LEFT);
  sf_test_pair_clear (&pair);
}

/* The creator's words stand still from T on. */
static void
hold_from_capture (SfTestSide *side, SfSessionState state)
{
  if (side == &side->pair->creator && state == SF_SESSION_STATE_CAPTURING)
    sf_fake_peer_hold (sf_fake_peer_get (TRUE), TRUE);
}

static gboolean
are_exchanging (SfTestPair *pair)
{
  return sf_test_side_is_in (&pair->creator, SF_SESSION_STATE_EXCHANGING) &&
         sf_test_side_is_in (&pair->joiner, SF_SESSION_STATE_EXCHANGING);
}

static void
begin_held (SfTestPair *pair)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (14);

  sf_test_pair_init (pair);
  set_cameras (pair, random, 33333, 33333);
  pair->on_state = hold_from_capture;
  sf_test_pair_start (pair);
  sf_test_pair_run_until (pair, are_exchanging);
}

/* Nothing is chosen, written or sent before the other's offer is here, however late. */
static void
test_late_offer (void)
{
  SfTestPair pair;

  begin_held (&pair);
  g_assert_false (sf_session_get_shot (pair.joiner.session)->own[0].is_chosen);
  g_assert_cmpuint (sf_test_side_count_files (&pair.joiner, ""), ==, 0);
  sf_fake_peer_hold (sf_fake_peer_get (TRUE), FALSE);
  sf_test_pair_run_to_end (&pair);

  g_assert_no_error (pair.joiner.error);
  g_assert_true (pair.joiner.is_identical);
  check_same_pair (&pair, 0);
  sf_test_pair_clear (&pair);
}

static gboolean
has_joiner_ended (SfTestPair *pair)
{
  return pair->joiner.has_ended;
}

/* The other side is gone before it offered anything: the photograph was taken, and is kept. */
static void
test_no_offer (gconstpointer data)
{
  gboolean is_killed = data != NULL;
  SfTestPair pair;

  begin_held (&pair);
  if (is_killed)
    sf_fake_peer_kill (sf_fake_peer_get (TRUE));
  else
    sf_session_leave (pair.joiner.session);
  sf_test_pair_run_until (&pair, has_joiner_ended);

  g_assert_cmpuint (sf_test_side_count_files (&pair.joiner, "mine"), ==, 1);
  g_assert_cmpuint (pair.joiner.n_saved, ==, 1);
  sf_fake_peer_hold (sf_fake_peer_get (TRUE), FALSE);
  sf_test_pair_clear (&pair);
}

/* A cancel from before T that overtakes nothing: it comes after T, before the offer. */
static gboolean
make_cancel (SfSessionMessage *message)
{
  if (message->type == SF_MESSAGE_OFFER)
    *message =
      (SfSessionMessage){.type = SF_MESSAGE_CANCEL, .cancel = {.shot = message->offer.shot}};
  return TRUE;
}

static gboolean
has_joiner_saved (SfTestPair *pair)
{
  return pair->joiner.n_saved > 0;
}

static void
test_cancel_for_offer (void)
{
  SfTestPair pair;

  sf_test_pair_init (&pair);
  sf_fake_edit_set (make_cancel);
  sf_test_pair_start (&pair);
  sf_test_pair_run_until (&pair, has_joiner_saved);
  sf_fake_edit_set (NULL);

  g_assert_true (sf_test_side_is_in (&pair.joiner, SF_SESSION_STATE_LIVE));
  g_assert_true (pair.joiner.dropped_by_other);
  g_assert_cmpint (pair.joiner.drop_reason, ==, SF_CANCEL_PERSON);
  g_assert_cmpuint (sf_test_side_count_files (&pair.joiner, "mine"), ==, 1);
  sf_test_pair_clear (&pair);
}

/* A clock of long ago is no clock: the press says so, and nobody counts down. */
static void
test_stale_clock (void)
{
  SfCancelReason reason = SF_CANCEL_PERSON;
  SfTestPair pair;

  sf_test_pair_init (&pair);
  pair.creator.n_presses = 0;
  sf_test_pair_start (&pair);
  sf_test_pair_run_until (&pair, sf_test_pair_are_live);
  sf_fake_peer_set_clock_age (SF_CLOCK_MAX_AGE_US + 1);
  g_assert_false (sf_session_press (pair.creator.session, 0, &reason));
  g_assert_cmpint (reason, ==, SF_CANCEL_CLOCK);
  g_assert_true (sf_test_pair_are_live (&pair));

  sf_fake_peer_set_clock_age (0);
  g_assert_true (sf_session_press (pair.creator.session, 0, &reason));
  g_assert_false (sf_session_press (pair.creator.session, 0, &reason));
  g_assert_cmpint (reason, ==, SF_CANCEL_BUSY);
  sf_test_pair_run_to_end (&pair);
  g_assert_true (pair.creator.is_identical);
  sf_test_pair_clear (&pair);
}

static gboolean
was_dropped (SfTestPair *pair)
{
  return pair->creator.n_dropped > 0;
}

/* The side that is asked has lost the other's clock: it refuses, and says why. */
static void
test_stale_clock_there (void)
{
  SfTestPair pair;

  sf_test_pair_init (&pair);
  pair.creator.n_presses = 0;
  sf_test_pair_start (&pair);
  sf_test_pair_run_until (&pair, sf_test_pair_are_live);
  g_assert_true (sf_session_press (pair.creator.session, 0, NULL));
  sf_fake_peer_set_clock_age (SF_CLOCK_MAX_AGE_US + 1);
  sf_test_pair_run_until (&pair, was_dropped);
  sf_fake_peer_set_clock_age (0);

  g_assert_true (pair.creator.dropped_by_other);
  g_assert_cmpint (pair.creator.drop_reason, ==, SF_CANCEL_CLOCK);
  g_assert_true (sf_test_pair_are_live (&pair));
  sf_test_pair_clear (&pair);
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *path;
    SfFakeEdit edit;
  } hostile[] = {
    {"/app/session/hostile/offer-of-another-time", spoil_time},
    {"/app/session/hostile/offer-of-no-photograph", spoil_take},
    {"/app/session/hostile/offer-twice", offer_twice},
    {"/app/session/hostile/no-offer", skip_offer},
    {"/app/session/hostile/photograph-of-another-frame", claim_other_frame},
    {"/app/session/hostile/photograph-of-no-time", claim_no_time},
    {"/app/session/hostile/number-of-the-joiner", reuse_number},
  };

  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/app/session/pairs/one", "side-by-side", test_pairs);
  g_test_add_data_func ("/app/session/pairs/strip", "strip-3", test_pairs);
  g_test_add_func ("/app/session/pairs/glare", test_glare);
  g_test_add_func ("/app/session/picture-and-camera", test_picture_and_camera);
  for (gsize i = 0; i < G_N_ELEMENTS (hostile); i++)
    g_test_add_data_func (hostile[i].path, (gconstpointer) hostile[i].edit, test_hostile);
  g_test_add_func ("/app/session/offer/late", test_late_offer);
  g_test_add_data_func ("/app/session/offer/none-and-left", NULL, test_no_offer);
  g_test_add_data_func ("/app/session/offer/none-and-killed", "", test_no_offer);
  g_test_add_func ("/app/session/offer/cancel", test_cancel_for_offer);
  g_test_add_func ("/app/session/stale-clock/here", test_stale_clock);
  g_test_add_func ("/app/session/stale-clock/there", test_stale_clock_there);
  return g_test_run ();
}
