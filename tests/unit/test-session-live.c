/* When a session's live picture is there, runs, and makes room for photographs. */

#include "app/session/sf-camera-source.h"
#include "app/sf-error.h"
#include "net/sf-net-error.h"
#include "tests/support/sf-fake-camera.h"
#include "tests/support/sf-fake-live.h"
#include "tests/support/sf-fake-peer.h"
#include "tests/support/sf-session-pair.h"

static const SfFakeLive *
live_of (SfTestSide *side)
{
  SfLive *live = sf_session_get_live (side->session);

  return live != NULL ? sf_fake_live_get (live) : NULL;
}

/* A camera that runs is made ready for, and yet nobody is shown before the second yes. */
static void
expect_none_before_consent (SfTestSide *side, SfSessionState state)
{
  if (state < SF_SESSION_STATE_CONNECTING) {
    g_assert_cmpuint (sf_fake_live_count_running (), ==, 0);
    if (state == SF_SESSION_STATE_REQUEST)
      g_assert_true ((live_of (side) != NULL) == (side->config.camera != NULL));
  } else if (state > SF_SESSION_STATE_CONNECTING && state < SF_SESSION_STATE_CLOSING) {
    g_assert_true (live_of (side)->camera == side->config.camera);
    g_assert_true (live_of (side)->is_running);
    g_assert_cmpuint (live_of (side)->n_starts, ==, 1);
  }
}

static void
test_from_consent_to_end (void)
{
  g_autoptr (SfCamera) camera = sf_fake_camera_new ();
  SfTestPair pair;
  guint n_before = sf_fake_live_count_made ();

  sf_test_pair_init (&pair);
  pair.creator.config.camera = camera;
  pair.on_state = expect_none_before_consent;
  sf_test_pair_start (&pair);
  sf_test_pair_run_to_end (&pair);
  g_assert_no_error (pair.creator.error);
  g_assert_cmpuint (sf_fake_live_count_made (), ==, n_before + 2);
  g_assert_cmpuint (sf_fake_live_count_running (), ==, 0);
  g_assert_null (sf_session_get_live (pair.creator.session));
  sf_test_pair_clear (&pair);
}

static void
decline (SfTestSide *side, SfSessionState state)
{
  if (state == SF_SESSION_STATE_REQUEST && side == &side->pair->joiner)
    sf_session_decline (side->session);
}

/* One of the two said yes, and that is not enough. */
static void
test_never_when_declined (void)
{
  g_autoptr (SfCamera) camera = sf_fake_camera_new ();
  SfTestPair pair;
  guint n_before = sf_fake_live_count_started ();

  sf_test_pair_init (&pair);
  pair.creator.config.camera = camera;
  pair.joiner.accepts = FALSE;
  pair.on_state = decline;
  sf_test_pair_start (&pair);
  sf_test_pair_run_to_end (&pair);
  g_assert_false (sf_fake_peer_is_permitted (sf_fake_peer_get (TRUE)));
  g_assert_cmpuint (sf_fake_live_count_started (), ==, n_before);
  sf_test_pair_clear (&pair);
}

static void
expect_room (SfTestSide *side, SfSessionState state)
{
  if (state == SF_SESSION_STATE_EXCHANGING)
    side->pair->user_number++;
  if (state == SF_SESSION_STATE_COMPOSING)
    g_assert_true (live_of (side)->is_busy);
  if (state == SF_SESSION_STATE_WAITING) {
    g_assert_false (live_of (side)->is_busy);
    g_assert_cmpuint (live_of (side)->n_busy_times, ==, 1);
  }
}

/* Each time photographs move, and no longer. */
static void
test_makes_room (void)
{
  SfTestPair pair;

  sf_test_pair_init (&pair);
  pair.on_state = expect_room;
  pair.creator.n_again = 1;
  pair.creator.n_presses = 2;
  pair.joiner.n_again = 1;
  sf_test_pair_start (&pair);
  sf_test_pair_run_to_end (&pair);
  g_assert_cmpint (pair.user_number, ==, 4);
  sf_test_pair_clear (&pair);
}

static gboolean
are_in (SfTestPair *pair, SfSessionState state)
{
  return sf_test_side_is_in (&pair->creator, state) && sf_test_side_is_in (&pair->joiner, state);
}

static gboolean
have_results (SfTestPair *pair)
{
  return are_in (pair, SF_SESSION_STATE_RESULT);
}

static void
expect_rest (SfTestSide *side, SfSessionState state)
{
  if (state == SF_SESSION_STATE_COMPOSING) {
    side->pair->user_number++;
    g_assert_cmpuint (sf_fake_live_count_running (), ==, 0);
  }
}

static void
choose_stacked (SfTestSide *side)
{
  SfRecipe recipe = *sf_session_get_recipe (side->session);

  sf_recipe_set_layout (&recipe, (guint8) sf_recipe_find_layout ("stacked"));
  sf_session_change_recipe (side->session, &recipe);
}

/* While the photo is looked at, or made anew; and a new stream for the next. */
static void
test_rests_behind_the_photo (void)
{
  SfTestPair pair;

  sf_test_pair_init (&pair);
  pair.creator.leaves = pair.joiner.leaves = FALSE;
  sf_test_pair_start (&pair);
  sf_test_pair_run_until (&pair, have_results);
  g_assert_cmpuint (sf_fake_live_count_running (), ==, 0);

  pair.on_state = expect_rest;
  choose_stacked (&pair.creator);
  sf_test_pair_run_until (&pair, have_results);
  g_assert_cmpint (pair.user_number, >, 0);
  sf_session_again (pair.creator.session);
  g_assert_cmpuint (sf_fake_live_count_running (), ==, 0);

  sf_session_again (pair.joiner.session);
  sf_test_pair_run_until (&pair, sf_test_pair_are_live);
  g_assert_true (live_of (&pair.creator)->is_running);
  g_assert_true (live_of (&pair.joiner)->is_running);
  g_assert_cmpuint (live_of (&pair.creator)->n_starts, ==, 2);
  sf_test_pair_clear (&pair);
}

static void
run_until_live (SfTestPair *pair)
{
  sf_test_pair_init (pair);
  pair->creator.n_presses = 0;
  sf_test_pair_start (pair);
  sf_test_pair_run_until (pair, sf_test_pair_are_live);
}

/* A new path, a new stream. */
static void
test_follows_the_path (void)
{
  SfTestPair pair;

  run_until_live (&pair);
  sf_fake_peer_set_path (FALSE);
  g_assert_false (live_of (&pair.creator)->is_running);
  g_assert_false (live_of (&pair.joiner)->is_running);
  sf_fake_peer_set_path (TRUE);
  g_assert_true (live_of (&pair.creator)->is_running);
  g_assert_cmpuint (live_of (&pair.creator)->n_starts, ==, 2);
  g_assert_cmpuint (live_of (&pair.joiner)->n_starts, ==, 2);
  sf_test_pair_clear (&pair);
  g_assert_cmpuint (sf_fake_live_count_running (), ==, 0);
}

static void
on_live_failed (SfSession *session, const GError *error, gpointer user_data)
{
  g_assert_error (error, SF_ERROR, SF_ERROR_LIVE);
  ++*(guint *) user_data;
}

/* Without pictures of each other the two can still take their photo. */
static void
test_goes_on_without_it (void)
{
  g_autoptr (GError) error = g_error_new_literal (SF_ERROR, SF_ERROR_LIVE, "no vp8enc");
  SfTestPair pair;
  guint n_told = 0;

  run_until_live (&pair);
  g_signal_connect (pair.creator.session, "live-failed", G_CALLBACK (on_live_failed), &n_told);
  sf_fake_live_fail (sf_session_get_live (pair.creator.session), error);
  g_assert_cmpuint (n_told, ==, 1);
  g_assert_true (sf_session_press (pair.creator.session, 0, NULL));
  sf_test_pair_clear (&pair);
}

/* The camera was unplugged, and another takes its place. */
static void
test_takes_another_camera (void)
{
  g_autoptr (SfCamera) camera = sf_fake_camera_new ();
  g_autoptr (SfStillSource) source = SF_STILL_SOURCE (sf_camera_source_new (camera));
  SfTestPair pair;

  run_until_live (&pair);
  sf_session_change_source (pair.creator.session, source, camera);
  g_assert_true (live_of (&pair.creator)->camera == camera);
  g_assert_true (live_of (&pair.creator)->is_running);
  g_assert_cmpint (sf_session_get_state (pair.creator.session), ==, SF_SESSION_STATE_LIVE);
  sf_test_pair_clear (&pair);
}

static gboolean
is_joiner_camera_off (SfTestPair *pair)
{
  return !sf_session_has_peer_camera (pair->creator.session);
}

static gboolean
is_joiner_camera_on (SfTestPair *pair)
{
  return sf_session_has_peer_camera (pair->creator.session);
}

static void
run_with_camera (SfTestPair *pair, SfCamera *camera)
{
  sf_test_pair_init (pair);
  pair->creator.n_presses = 0;
  pair->joiner.config.camera = camera;
  sf_test_pair_start (pair);
  sf_test_pair_run_until (pair, sf_test_pair_are_live);
}

/* Until it is back, or another has taken its place. */
static void
test_tells_of_a_lost_camera (void)
{
  g_autoptr (SfCamera) camera = sf_fake_camera_new ();
  g_autoptr (SfCamera) other = sf_fake_camera_new ();
  g_autoptr (SfStillSource) source = SF_STILL_SOURCE (sf_camera_source_new (other));
  SfTestPair pair;

  run_with_camera (&pair, camera);
  g_assert_true (is_joiner_camera_on (&pair));
  sf_fake_camera_set_state (camera, SF_CAMERA_STATE_FAILED);
  sf_test_pair_run_until (&pair, is_joiner_camera_off);
  sf_fake_camera_set_state (camera, SF_CAMERA_STATE_RUNNING);
  sf_test_pair_run_until (&pair, is_joiner_camera_on);

  sf_fake_camera_set_state (other, SF_CAMERA_STATE_STARTING);
  sf_session_change_source (pair.joiner.session, source, other);
  sf_test_pair_run_until (&pair, is_joiner_camera_off);
  sf_fake_camera_set_state (other, SF_CAMERA_STATE_RUNNING);
  sf_test_pair_run_until (&pair, is_joiner_camera_on);
  sf_test_pair_clear (&pair);
}

/* Who is there with a camera that starts is waited for, not told of. */
static void
test_starting_is_no_loss (void)
{
  g_autoptr (SfCamera) camera = sf_fake_camera_new ();
  SfTestPair pair;

  sf_fake_camera_set_state (camera, SF_CAMERA_STATE_STARTING);
  run_with_camera (&pair, camera);
  sf_fake_camera_set_state (camera, SF_CAMERA_STATE_RUNNING);
  while (g_main_context_iteration (NULL, FALSE))
    g_assert_true (is_joiner_camera_on (&pair));
  sf_test_pair_clear (&pair);
}

static void
test_ends_with_the_connection (void)
{
  SfTestPair pair;

  run_until_live (&pair);
  sf_fake_peer_kill (sf_fake_peer_get (FALSE));
  g_assert_null (sf_session_get_live (pair.creator.session));
  sf_test_pair_run_until (&pair, sf_test_pair_has_creator_ended);
  g_assert_error (pair.creator.error, SF_NET_ERROR, SF_NET_ERROR_PEER_LEFT);
  sf_test_pair_clear (&pair);
  g_assert_cmpuint (sf_fake_live_count_running (), ==, 0);
}

static void
test_knows_the_clock (void)
{
  SfTestPair pair;
  SfClockEstimate clock;

  run_until_live (&pair);
  g_assert_true (sf_session_get_clock (pair.creator.session, &clock));
  g_assert_cmpint (clock.uncertainty_us, >, 0);
  g_assert_cmpint (live_of (&pair.creator)->clock.uncertainty_us, ==, clock.uncertainty_us);
  sf_test_pair_clear (&pair);
}

static void
on_live (SfSession *session, gint64 first_frame_us, GString *heard)
{
  g_assert_cmpint (first_frame_us, >=, 0);
  g_string_append (heard, "live ");
}

static void
on_frozen (SfSession *session, GString *heard)
{
  g_string_append (heard, "frozen ");
}

static void
on_resumed (SfSession *session, GString *heard)
{
  g_string_append (heard, "resumed ");
}

static void
test_says_what_is_seen (void)
{
  static const char *const signals[] = {"first-frame", "frozen", "resumed"};
  g_autoptr (GString) heard = g_string_new (NULL);
  SfTestPair pair;

  run_until_live (&pair);
  g_signal_connect (pair.joiner.session, "live", G_CALLBACK (on_live), heard);
  g_signal_connect (pair.joiner.session, "frozen", G_CALLBACK (on_frozen), heard);
  g_signal_connect (pair.joiner.session, "resumed", G_CALLBACK (on_resumed), heard);
  for (gsize i = 0; i < G_N_ELEMENTS (signals); i++)
    sf_fake_live_say (sf_session_get_live (pair.joiner.session), signals[i]);
  g_assert_cmpstr (heard->str, ==, "live frozen resumed ");
  g_signal_handlers_disconnect_by_data (pair.joiner.session, heard);
  sf_test_pair_clear (&pair);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session/live/from-consent-to-end", test_from_consent_to_end);
  g_test_add_func ("/session/live/never-when-declined", test_never_when_declined);
  g_test_add_func ("/session/live/makes-room", test_makes_room);
  g_test_add_func ("/session/live/rests-behind-the-photo", test_rests_behind_the_photo);
  g_test_add_func ("/session/live/follows-the-path", test_follows_the_path);
  g_test_add_func ("/session/live/goes-on-without-it", test_goes_on_without_it);
  g_test_add_func ("/session/live/takes-another-camera", test_takes_another_camera);
  g_test_add_func ("/session/live/tells-of-a-lost-camera", test_tells_of_a_lost_camera);
  g_test_add_func ("/session/live/starting-is-no-loss", test_starting_is_no_loss);
  g_test_add_func ("/session/live/ends-with-the-connection", test_ends_with_the_connection);
  g_test_add_func ("/session/live/knows-the-clock", test_knows_the_clock);
  g_test_add_func ("/session/live/says-what-is-seen", test_says_what_is_seen);
  return g_test_run ();
}
