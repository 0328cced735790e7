/* A session in which something goes wrong: each fault has its error, and no photograph is lost. */

#include "app/session/sf-request-picture.h"
#include "app/session/sf-session-private.h"
#include "app/sf-error.h"
#include "net/sf-net-error.h"
#include "tests/support/sf-fake-peer.h"
#include "tests/support/sf-session-pair.h"
#include "tests/support/sf-test-files.h"
#include "tests/support/sf-test-source.h"

#include <gio/gio.h>
#include <string.h>

static void
run (SfTestPair *pair)
{
  sf_test_pair_start (pair);
  sf_test_pair_run_to_end (pair);
}

/* Whoever says no, both end so and know who it was, and nothing was permitted. */
static void
decline (SfTestSide *side, SfSessionState state)
{
  SfTestSide *decliner = side->pair->user_number == 0 ? &side->pair->creator : &side->pair->joiner;

  if (state == SF_SESSION_STATE_REQUEST && side == decliner)
    sf_session_decline (side->session);
}

static void
test_declined (gconstpointer data)
{
  SfTestPair pair;
  const GError *own, *others;

  sf_test_pair_init (&pair);
  pair.on_state = decline;
  pair.user_number = data == NULL ? 0 : 1;
  run (&pair);

  g_assert_error (pair.creator.error, SF_ERROR, SF_ERROR_DECLINED);
  g_assert_error (pair.joiner.error, SF_ERROR, SF_ERROR_DECLINED);
  own = data == NULL ? pair.creator.error : pair.joiner.error;
  others = data == NULL ? pair.joiner.error : pair.creator.error;
  g_assert_true (g_str_has_prefix (own->message, "You said no."));
  g_assert_true (g_str_has_prefix (others->message, "The other person said no."));
  g_assert_false (sf_fake_peer_is_permitted (sf_fake_peer_get (TRUE)));
  g_assert_false (sf_fake_peer_is_permitted (sf_fake_peer_get (FALSE)));
  g_assert_cmpuint (pair.creator.n_saved + pair.joiner.n_saved, ==, 0);
  sf_test_pair_clear (&pair);
}

static gboolean
is_one_sided (SfTestPair *pair)
{
  return sf_test_side_is_in (&pair->joiner, SF_SESSION_STATE_AWAITING) &&
         sf_test_side_is_in (&pair->creator, SF_SESSION_STATE_PERMITTED);
}

/* One yes permits nothing (the fake peer ends the test when something is sent all the same). */
static void
test_one_yes_is_none (void)
{
  SfTestPair pair;

  sf_test_pair_init (&pair);
  pair.creator.accepts = FALSE;
  sf_test_pair_start (&pair);
  sf_test_pair_run_until (&pair, is_one_sided);
  g_assert_false (sf_fake_peer_is_permitted (sf_fake_peer_get (TRUE)));
  g_assert_false (sf_fake_peer_is_permitted (sf_fake_peer_get (FALSE)));

  sf_session_accept (pair.creator.session);
  sf_test_pair_run_to_end (&pair);
  g_assert_no_error (pair.creator.error);
  sf_test_pair_clear (&pair);
}

/* Replaces the byte at the place that is `user_number`'s lower half of messages of the type in
 * the upper. */
static gboolean
corrupt (SfPeer *to, SfFakeKind kind, GBytes **bytes, gpointer user_data)
{
  SfTestPair *pair = user_data;
  guint8 type = (guint8) (pair->user_number >> 16);
  gsize at = pair->user_number & 0xffff;
  gsize size = g_bytes_get_size (*bytes);
  const guint8 *old = g_bytes_get_data (*bytes, NULL);
  guint8 *data;

  if (to != sf_fake_peer_get (FALSE) || (kind == SF_FAKE_BLOB) != (type == 0) ||
      (kind != SF_FAKE_BLOB && old[0] != type) || at >= size)
    return TRUE;

  data = g_memdup2 (old, size);
  data[at] ^= 0x41;
  g_bytes_unref (*bytes);
  *bytes = g_bytes_new_take (data, size);
  return TRUE;
}

#define CORRUPT(type, at) ((type) << 16 | (at))

/* The joiner does not go on with what makes no sense; the creator is left. */
static void
check_corrupt (int where)
{
  SfTestPair pair;
  g_autoptr (SfImage) picture = sf_test_image_new (64, 64, 3);

  sf_test_pair_init (&pair);
  pair.creator.config.request_picture = sf_request_picture_encode (picture, NULL);
  pair.user_number = where;
  sf_fake_peer_set_filter (corrupt, &pair);
  run (&pair);
  sf_fake_peer_set_filter (NULL, NULL);

  g_assert_error (pair.joiner.error, SF_ERROR, SF_ERROR_PROTOCOL);
  g_assert_error (pair.creator.error, SF_NET_ERROR, SF_NET_ERROR_PEER_LEFT);
  sf_test_pair_clear (&pair);
}

static void
test_corrupt (void)
{
  check_corrupt (CORRUPT (SF_MESSAGE_PICTURE, 100)); /* not the one announced */
  check_corrupt (CORRUPT (SF_MESSAGE_ACCEPT, 5));    /* of something else */
  check_corrupt (CORRUPT (SF_MESSAGE_PHOTO, 12));    /* another hash */
  check_corrupt (CORRUPT (SF_MESSAGE_PHOTO, 5));     /* a take that does not exist */
  check_corrupt (CORRUPT (0, 50));                   /* the photograph itself */
}

/* A photograph that is what was announced and is no photograph. */
static gboolean
forge (SfPeer *to, SfFakeKind kind, GBytes **bytes, gpointer user_data)
{
  static const char rubbish[] = "this is no picture";
  g_auto (SfSessionMessage) message = {0};

  if (to != sf_fake_peer_get (FALSE) || kind == SF_FAKE_SEALED)
    return TRUE;

  if (kind == SF_FAKE_BLOB) {
    g_bytes_unref (*bytes);
    *bytes = g_bytes_new_static (rubbish, sizeof rubbish);
  } else if (sf_session_message_parse (&message, *bytes, NULL) &&
             message.type == SF_MESSAGE_PHOTO) {
    g_autoptr (GBytes) forged = g_bytes_new_static (rubbish, sizeof rubbish);

    message.photo.size = sizeof rubbish;
    sf_digest (forged, message.photo.sha256);
    g_bytes_unref (*bytes);
    *bytes = sf_session_message_serialize (&message);
  }
  return TRUE;
}

static void
test_no_photograph (void)
{
  SfTestPair pair;

  sf_test_pair_init (&pair);
  sf_fake_peer_set_filter (forge, NULL);
  run (&pair);
  sf_fake_peer_set_filter (NULL, NULL);

  g_assert_error (pair.joiner.error, SF_ERROR, SF_ERROR_PROTOCOL);
  g_assert_cmpuint (sf_test_side_count_files (&pair.joiner, "theirs"), ==, 0);
  g_assert_cmpuint (sf_test_side_count_files (&pair.joiner, "mine"), ==, 1);
  sf_test_pair_clear (&pair);
}

/* The other hash differs: the session is complete, and says so. */
static gboolean
change_hash (SfPeer *to, SfFakeKind kind, GBytes **bytes, gpointer user_data)
{
  return kind != SF_FAKE_MESSAGE || corrupt (to, kind, bytes, user_data);
}

static void
test_different_pictures (void)
{
  SfTestPair pair;

  sf_test_pair_init (&pair);
  pair.user_number = CORRUPT (SF_MESSAGE_HASH, 20);
  sf_fake_peer_set_filter (change_hash, &pair);
  run (&pair);
  sf_fake_peer_set_filter (NULL, NULL);

  g_assert_no_error (pair.joiner.error);
  g_assert_false (pair.joiner.is_identical);
  g_assert_true (pair.creator.is_identical);
  sf_test_pair_clear (&pair);
}

/* What is unknown, out of place or of a shot that does not exist is passed over. */
static void
send_nonsense (SfTestSide *side, SfSessionState state)
{
  static const guint8 later[] = {99, 1, 2};
  SfTestSide *other = sf_test_side_get_other (side);
  g_autoptr (GBytes) unknown = g_bytes_new_static (later, sizeof later);
  SfSessionMessage cancel = {.type = SF_MESSAGE_CANCEL, .cancel = {.shot = 77}};
  SfSessionMessage hash = {.type = SF_MESSAGE_HASH, .hash = {.shot = 77}};
  SfSessionMessage photo = {.type = SF_MESSAGE_PHOTO,
                            .photo = {.shot = 77, .kind = SF_PHOTO_FULL, .size = 1}};
  SfSessionMessage answer = {.type = SF_MESSAGE_ACCEPT};

  sf_recipe_init (&hash.hash.recipe);
  if (state < SF_SESSION_STATE_LIVE || state > SF_SESSION_STATE_COMPOSING)
    return;

  sf_session_accept (side->session);
  sf_session_decline (side->session);
  sf_session_again (side->session);
  sf_peer_send_message (side->session->peer, unknown);
  sf_session_send (side->session, &cancel);
  sf_session_send (side->session, &hash);
  sf_session_send (side->session, &photo);
  sf_session_send (side->session, &answer);
  sf_peer_send_blob (side->session->peer, 12345, unknown, 0);
  g_assert_nonnull (other->session);
}

static void
test_nonsense_is_passed_over (void)
{
  SfTestPair pair;

  sf_test_pair_init (&pair);
  pair.on_state = send_nonsense;
  run (&pair);

  g_assert_no_error (pair.creator.error);
  g_assert_no_error (pair.joiner.error);
  g_assert_true (pair.creator.is_identical);
  sf_test_pair_clear (&pair);
}

/* The joiner's computer is switched off when the creator comes to the state of `user_number`. */
static void
kill_other (SfTestSide *side, SfSessionState state)
{
  if (side == &side->pair->creator && (int) state == side->pair->user_number)
    sf_fake_peer_kill (sf_fake_peer_get (FALSE));
}

static void
test_killed (gconstpointer data)
{
  SfSessionState state = GPOINTER_TO_UINT (data);
  SfTestPair pair;

  sf_test_pair_init (&pair);
  pair.on_state = kill_other;
  pair.user_number = (int) state;
  pair.creator.leaves = FALSE;
  sf_test_pair_start (&pair);
  sf_test_pair_run_until (&pair, sf_test_pair_has_creator_ended);

  if (state == SF_SESSION_STATE_RESULT)
    g_assert_no_error (pair.creator.error);
  else
    g_assert_error (pair.creator.error, SF_NET_ERROR, SF_NET_ERROR_PEER_LEFT);
  if (state >= SF_SESSION_STATE_EXCHANGING)
    g_assert_cmpuint (sf_test_side_count_files (&pair.creator, "mine"), ==, 1);
  sf_test_pair_clear (&pair);
}

/* The joiner leaves by itself when it comes to the state. */
static void
leave (SfTestSide *side, SfSessionState state)
{
  if (side == &side->pair->joiner && (int) state == side->pair->user_number)
    sf_session_leave (side->session);
}

static void
test_left (gconstpointer data)
{
  SfSessionState state = GPOINTER_TO_UINT (data);
  SfTestPair pair;

  sf_test_pair_init (&pair);
  pair.on_state = leave;
  pair.user_number = (int) state;
  run (&pair);

  g_assert_no_error (pair.joiner.error);
  g_assert_error (pair.creator.error, SF_NET_ERROR, SF_NET_ERROR_PEER_LEFT);
  sf_test_pair_clear (&pair);
}

static void
test_network_error (void)
{
  SfTestPair pair;

  sf_test_pair_init (&pair);
  pair.creator.accepts = FALSE;
  sf_test_pair_start (&pair);
  sf_test_pair_run_until (&pair, is_one_sided);
  sf_fake_peer_fail (sf_fake_peer_get (TRUE), SF_NET_ERROR, SF_NET_ERROR_WRONG_CODE);
  sf_test_pair_run_until (&pair, sf_test_pair_has_creator_ended);

  g_assert_error (pair.creator.error, SF_NET_ERROR, SF_NET_ERROR_WRONG_CODE);
  sf_test_pair_clear (&pair);
}

/* The other side says goodbye while this one still composes: what is on the way comes, and
 * nothing is lost. */
static void
close_while_composing (SfTestSide *side, SfSessionState state)
{
  if (side != &side->pair->joiner || state != SF_SESSION_STATE_COMPOSING)
    return;

  side->pair->user_number++;
  g_signal_emit_by_name (sf_fake_peer_get (FALSE), "closed");
}

static void
test_closed_before_hash (void)
{
  SfTestPair pair;

  sf_test_pair_init (&pair);
  pair.on_state = close_while_composing;
  run (&pair);

  g_assert_cmpint (pair.user_number, ==, 1);
  g_assert_no_error (pair.joiner.error);
  g_assert_true (pair.joiner.is_identical);
  sf_test_pair_clear (&pair);
}

static gboolean
was_dropped (SfTestPair *pair)
{
  return pair->creator.n_dropped > 0 && pair->joiner.n_dropped > 0;
}

static void
check_shot_fails (SfTestPair *pair, int code, SfCancelReason reason)
{
  sf_test_pair_start (pair);
  sf_test_pair_run_until (pair, was_dropped);

  g_assert_error (pair->joiner.drop_error, SF_ERROR, code);
  g_assert_false (pair->joiner.dropped_by_other);
  g_assert_cmpint (pair->creator.drop_reason, ==, reason);
  g_assert_true (pair->creator.dropped_by_other);
  g_assert_no_error (pair->creator.drop_error);
  g_assert_true (sf_test_pair_are_live (pair));
}

/* The joiner's camera gives nothing: the shot is dropped on both sides as if the joiner were not
 * ready, and the next one succeeds. */
static void
test_camera_fails (void)
{
  SfTestPair pair;
  SfTestSource *source = sf_test_source_new (64, 64);

  sf_test_pair_init (&pair);
  sf_test_side_set_source (&pair.joiner, SF_STILL_SOURCE (source));
  sf_test_source_fail_next (source);
  check_shot_fails (&pair, SF_ERROR_CAMERA_LOST, SF_CANCEL_BUSY);

  g_assert_true (sf_session_press (pair.creator.session, 0, NULL));
  sf_test_pair_run_to_end (&pair);
  g_assert_no_error (pair.creator.error);
  g_assert_true (pair.creator.is_identical);
  sf_test_pair_clear (&pair);
}

static void
test_disk_fails (void)
{
  SfTestPair pair;
  g_autofree char *file = NULL;

  sf_test_pair_init (&pair);
  file = g_build_filename (pair.root, "file", NULL);
  g_assert_true (g_file_set_contents (file, "", 0, NULL));
  pair.joiner.config.folder = file;
  check_shot_fails (&pair, SF_ERROR_STORAGE, SF_CANCEL_TROUBLE);
  sf_test_pair_clear (&pair);
}

/* The other side is lost the moment this one takes its photograph: the session ends when that is
 * on the disk. */
static void
kill_after_taking (SfTestSide *side, SfSessionState state)
{
  if (side == &side->pair->creator && state == SF_SESSION_STATE_EXCHANGING) {
    g_assert_cmpuint (sf_test_side_count_files (side, "mine"), ==, 0);
    sf_fake_peer_kill (sf_fake_peer_get (FALSE));
    g_assert_false (side->has_ended);
  }
}

static void
test_photograph_survives (void)
{
  SfTestPair pair;

  sf_test_pair_init (&pair);
  pair.on_state = kill_after_taking;
  sf_test_pair_start (&pair);
  sf_test_pair_run_until (&pair, sf_test_pair_has_creator_ended);

  g_assert_error (pair.creator.error, SF_NET_ERROR, SF_NET_ERROR_PEER_LEFT);
  g_assert_cmpuint (sf_test_side_count_files (&pair.creator, "mine"), ==, 1);
  g_assert_cmpuint (pair.creator.n_saved, ==, 1);
  sf_test_pair_clear (&pair);
}

static void
add_state_tests (const char *what, const SfSessionState *states, gsize n, GTestDataFunc test)
{
  for (gsize i = 0; i < n; i++) {
    g_autofree char *path =
      g_strdup_printf ("/app/session/%s/%s", what, sf_session_state_get_name (states[i]));

    g_test_add_data_func (path, GUINT_TO_POINTER (states[i]), test);
  }
}

int
main (int argc, char **argv)
{
  static const SfSessionState states[] = {
    SF_SESSION_STATE_REQUEST,    SF_SESSION_STATE_AWAITING,  SF_SESSION_STATE_CONNECTING,
    SF_SESSION_STATE_LIVE,       SF_SESSION_STATE_COUNTDOWN, SF_SESSION_STATE_CAPTURING,
    SF_SESSION_STATE_EXCHANGING, SF_SESSION_STATE_COMPOSING, SF_SESSION_STATE_RESULT,
  };

  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/app/session/declined/by-creator", NULL, test_declined);
  g_test_add_data_func ("/app/session/declined/by-joiner", "", test_declined);
  g_test_add_func ("/app/session/one-yes-is-none", test_one_yes_is_none);
  g_test_add_func ("/app/session/corrupt", test_corrupt);
  g_test_add_func ("/app/session/no-photograph", test_no_photograph);
  g_test_add_func ("/app/session/different-pictures", test_different_pictures);
  g_test_add_func ("/app/session/nonsense-is-passed-over", test_nonsense_is_passed_over);
  add_state_tests ("killed", states, G_N_ELEMENTS (states), test_killed);
  add_state_tests ("left", states, G_N_ELEMENTS (states) - 1, test_left);
  g_test_add_func ("/app/session/network-error", test_network_error);
  g_test_add_func ("/app/session/closed-before-hash", test_closed_before_hash);
  g_test_add_func ("/app/session/camera-fails", test_camera_fails);
  g_test_add_func ("/app/session/disk-fails", test_disk_fails);
  g_test_add_func ("/app/session/photograph-survives", test_photograph_survives);
  return g_test_run ();
}
