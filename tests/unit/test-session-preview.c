/* Small versions ahead of the photographs: welcome, and never needed. */

#include "app/session/sf-session.h"
#include "app/sf-error.h"
#include "tests/support/sf-fake-edit.h"
#include "tests/support/sf-fake-peer.h"
#include "tests/support/sf-session-pair.h"
#include "tests/support/sf-test-files.h"
#include "tests/support/sf-test-source.h"

static gboolean
lose_preview (SfSessionMessage *message)
{
  return message->type != SF_MESSAGE_PHOTO || message->photo.kind != SF_PHOTO_PREVIEW;
}

static void
count_preview (SfSession *session, guint take, SfImage *image, SfTestSide *side)
{
  const SfShot *shot = sf_session_get_shot (session);

  g_assert_cmpuint (take, ==, 0);
  g_assert_true (image == shot->theirs[0].photos[SF_PHOTO_PREVIEW].image);
  g_assert_cmpint (MAX (image->width, image->height), ==, SF_PHOTO_PREVIEW_SIDE);
  side->pair->user_number++;
}

/* Both with photographs that are larger than a preview. */
static void
begin_large (SfTestPair *pair)
{
  sf_test_pair_init (pair);
  sf_test_side_set_source (&pair->creator, SF_STILL_SOURCE (sf_test_source_new (1280, 720)));
  sf_test_side_set_source (&pair->joiner, SF_STILL_SOURCE (sf_test_source_new (480, 960)));
  pair->creator.n_presses = 0;
  sf_test_pair_start (pair);
  sf_test_pair_run_until (pair, sf_test_pair_are_live);
  g_signal_connect (pair->creator.session, "preview", G_CALLBACK (count_preview), &pair->creator);
  g_signal_connect (pair->joiner.session, "preview", G_CALLBACK (count_preview), &pair->joiner);
  g_assert_true (sf_session_press (pair->creator.session, 0, NULL));
}

/* The small one is announced and sent first, to both. */
static gboolean
check_order (SfPeer *to, SfFakeKind kind, GBytes **bytes, gpointer user_data)
{
  guint *n_full = user_data;
  gboolean is_creator = to == sf_fake_peer_get (TRUE);
  g_auto (SfSessionMessage) message = {0};

  if (kind == SF_FAKE_BLOB) {
    gboolean is_small = g_bytes_get_size (*bytes) <= SF_PHOTO_PREVIEW_MAX_BYTES / 4;

    g_assert_true (is_small || n_full[is_creator] == 1);
  } else if (sf_session_message_parse (&message, *bytes, NULL) &&
             message.type == SF_MESSAGE_PHOTO) {
    g_assert_cmpint (message.photo.kind, ==,
                     n_full[2 + is_creator]++ == 0 ? SF_PHOTO_PREVIEW : SF_PHOTO_FULL);
    n_full[is_creator] += message.photo.kind == SF_PHOTO_FULL ? 1 : 0;
  }
  return TRUE;
}

static void
test_first (void)
{
  guint counts[4] = {0};
  SfTestPair pair;

  sf_fake_peer_set_filter (check_order, counts);
  begin_large (&pair);
  sf_test_pair_run_to_end (&pair);
  sf_fake_peer_set_filter (NULL, NULL);

  g_assert_no_error (pair.creator.error);
  g_assert_true (pair.creator.is_identical);
  g_assert_cmpint (pair.user_number, ==, 2);
  sf_test_pair_clear (&pair);
}

static void
test_lost (void)
{
  SfTestPair pair;

  sf_fake_edit_set (lose_preview);
  begin_large (&pair);
  sf_test_pair_run_to_end (&pair);
  sf_fake_edit_set (NULL);

  g_assert_no_error (pair.joiner.error);
  g_assert_true (pair.joiner.is_identical);
  g_assert_cmpint (pair.user_number, ==, 1);
  sf_test_pair_clear (&pair);
}

/* The creator's words stand still from the first photograph of a strip on. */
static void
hold_from_capture (SfTestSide *side, SfSessionState state)
{
  if (side == &side->pair->creator && state == SF_SESSION_STATE_CAPTURING)
    sf_fake_peer_hold (sf_fake_peer_get (TRUE), TRUE);
}

static gboolean
have_all_been_sent (SfTestPair *pair)
{
  return pair->creator.n_saved == 3;
}

static gboolean
check_urgency (SfPeer *to, SfFakeKind kind, GBytes **bytes, gpointer user_data)
{
  guint *n_blobs = user_data;
  int width, height;

  if (kind != SF_FAKE_BLOB || to != sf_fake_peer_get (FALSE))
    return TRUE;

  g_assert_true (sf_image_peek_size (*bytes, &width, &height, NULL));
  g_assert_cmpint (MAX (width, height) <= SF_PHOTO_PREVIEW_SIDE, ==, (*n_blobs)++ < 3);
  return TRUE;
}

/* Of a strip, all the small ones go before the first of the full ones that waits. */
static void
test_urgent (void)
{
  guint n_blobs = 0;
  SfTestPair pair;

  sf_test_pair_init (&pair);
  sf_test_side_set_source (&pair.creator, SF_STILL_SOURCE (sf_test_source_new (1280, 720)));
  sf_recipe_set_layout (&pair.creator.config.recipe, (guint8) sf_recipe_find_layout ("strip-3"));
  pair.on_state = hold_from_capture;
  sf_fake_peer_set_filter (check_urgency, &n_blobs);
  sf_test_pair_start (&pair);
  sf_test_pair_run_until (&pair, have_all_been_sent);
  pair.on_state = NULL;
  sf_fake_peer_hold (sf_fake_peer_get (TRUE), FALSE);
  sf_test_pair_run_to_end (&pair);
  sf_fake_peer_set_filter (NULL, NULL);

  g_assert_cmpuint (n_blobs, ==, 6);
  g_assert_true (pair.joiner.is_identical);
  sf_test_pair_clear (&pair);
}
static gboolean
spoil_preview_hash (SfSessionMessage *message)
{
  if (message->type == SF_MESSAGE_PHOTO && message->photo.kind == SF_PHOTO_PREVIEW)
    message->photo.sha256[0] ^= 1;
  return TRUE;
}

static gboolean
spoil_full_hash (SfSessionMessage *message)
{
  if (message->type == SF_MESSAGE_PHOTO && message->photo.kind == SF_PHOTO_FULL)
    message->photo.sha256[0] ^= 1;
  return TRUE;
}

/* What is not what was announced ends the session, a preview as well as a photograph. */
static void
test_another (gconstpointer data)
{
  SfTestPair pair;

  sf_fake_edit_set ((SfFakeEdit) data);
  sf_test_pair_init (&pair);
  sf_test_pair_start (&pair);
  sf_test_pair_run_to_end (&pair);
  sf_fake_edit_set (NULL);

  g_assert_error (pair.joiner.error, SF_ERROR, SF_ERROR_PROTOCOL);
  sf_test_pair_clear (&pair);
}

/* A preview that is as announced, and larger than one may be. */
static GBytes *large_preview;

static gboolean
enlarge_preview (SfPeer *to, SfFakeKind kind, GBytes **bytes, gpointer user_data)
{
  g_auto (SfSessionMessage) message = {0};

  if (to != sf_fake_peer_get (FALSE) || kind == SF_FAKE_SEALED)
    return TRUE;

  if (kind == SF_FAKE_BLOB) {
    SfTestPair *pair = user_data;

    if (pair->user_number++ > 0)
      return TRUE;
    g_bytes_unref (*bytes);
    *bytes = g_bytes_ref (large_preview);
  } else if (sf_session_message_parse (&message, *bytes, NULL) &&
             message.type == SF_MESSAGE_PHOTO && message.photo.kind == SF_PHOTO_PREVIEW) {
    message.photo.size = g_bytes_get_size (large_preview);
    sf_digest (large_preview, message.photo.sha256);
    g_bytes_unref (*bytes);
    *bytes = sf_session_message_serialize (&message);
  }
  return TRUE;
}

static void
test_too_large (void)
{
  g_autoptr (SfImage) image = sf_test_image_new (SF_PHOTO_PREVIEW_SIDE + 1, 8, 1);
  SfTestPair pair;

  large_preview = sf_image_encode_webp (image, 60, NULL);
  sf_test_pair_init (&pair);
  sf_fake_peer_set_filter (enlarge_preview, &pair);
  sf_test_pair_start (&pair);
  sf_test_pair_run_to_end (&pair);
  sf_fake_peer_set_filter (NULL, NULL);

  g_assert_error (pair.joiner.error, SF_ERROR, SF_ERROR_PROTOCOL);
  g_clear_pointer (&large_preview, g_bytes_unref);
  sf_test_pair_clear (&pair);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/session/preview/first", test_first);
  g_test_add_func ("/app/session/preview/lost", test_lost);
  g_test_add_func ("/app/session/preview/urgent", test_urgent);
  g_test_add_data_func ("/app/session/preview/another", (gconstpointer) spoil_preview_hash,
                        test_another);
  g_test_add_data_func ("/app/session/preview/another-photograph", (gconstpointer) spoil_full_hash,
                        test_another);
  g_test_add_func ("/app/session/preview/too-large", test_too_large);
  return g_test_run ();
}
