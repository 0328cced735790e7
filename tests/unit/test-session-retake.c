/* One photograph of a strip is taken anew: the others stay, and nothing is lost when it fails. */

#include "app/session/sf-picture-source.h"
#include "app/session/sf-session-private.h"
#include "app/sf-error.h"
#include "tests/support/sf-fake-peer.h"
#include "tests/support/sf-session-pair.h"
#include "tests/support/sf-test-files.h"

#define RETAKEN 1

static gboolean
have_results (SfTestPair *pair)
{
  return sf_test_side_is_in (&pair->creator, SF_SESSION_STATE_RESULT) &&
         sf_test_side_is_in (&pair->joiner, SF_SESSION_STATE_RESULT);
}

/* From now on the side's photographs are another picture. */
static void
change_photographs (SfTestSide *side, guint32 seed)
{
  g_autoptr (SfImage) image = sf_test_image_new (80, 72, seed);
  g_autoptr (SfStillSource) source = SF_STILL_SOURCE (sf_picture_source_new (&image, 1));

  sf_session_change_source (side->session, source, NULL);
}

static void
begin_with (SfTestPair *pair, const char *layout)
{
  sf_test_pair_init (pair);
  sf_recipe_set_layout (&pair->creator.config.recipe, (guint8) sf_recipe_find_layout (layout));
  pair->creator.leaves = FALSE;
  pair->joiner.leaves = FALSE;
  sf_test_pair_start (pair);
  sf_test_pair_run_until (pair, have_results);
  change_photographs (&pair->creator, 11);
  change_photographs (&pair->joiner, 12);
}

/* Both look at a strip of four. */
static void
begin (SfTestPair *pair)
{
  begin_with (pair, "strip-4");
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

/* What there is before a retake, to be compared with what is there afterwards. */
typedef struct {
  guint32 id;
  char *path;
  char *hash;
  SfImage *own[SF_RECIPE_MAX_SHOTS];
  SfImage *theirs[SF_RECIPE_MAX_SHOTS];
} Memory;

static Memory
remember (SfTestSide *side)
{
  const SfShot *shot = sf_session_get_shot (side->session);
  Memory memory = {.id = shot->proposal.id,
                   .path = g_strdup (shot->path),
                   .hash = sf_digest_to_hex (shot->own_hash)};

  for (guint i = 0; i < shot->n_takes; i++) {
    memory.own[i] = sf_image_ref (shot->own[i].photos[SF_PHOTO_FULL].image);
    memory.theirs[i] = sf_image_ref (shot->theirs[i].photos[SF_PHOTO_FULL].image);
  }

  return memory;
}

static void
forget (Memory *memory)
{
  g_free (memory->path);
  g_free (memory->hash);
  for (guint i = 0; i < SF_RECIPE_MAX_SHOTS; i++) {
    g_clear_pointer (&memory->own[i], sf_image_unref);
    g_clear_pointer (&memory->theirs[i], sf_image_unref);
  }
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Memory, forget)

/* The strip is the one that was remembered, in its file, and it was compared. */
static void
assert_kept (SfTestSide *side, const Memory *before)
{
  const SfShot *shot = sf_session_get_shot (side->session);
  g_autofree char *hash = sf_digest_to_hex (shot->own_hash);

  g_assert_cmpuint (shot->proposal.id, ==, before->id);
  g_assert_cmpstr (shot->path, ==, before->path);
  g_assert_true (g_file_test (shot->path, G_FILE_TEST_IS_REGULAR));
  g_assert_cmpstr (hash, ==, before->hash);
  g_assert_true (sf_shot_is_identical (shot));
  g_assert_cmpuint (sf_session_get_n_complete (side->session), ==, 1);
}

static void
assert_retaken (SfTestSide *side, const Memory *before)
{
  const SfShot *shot = sf_session_get_shot (side->session);

  for (guint i = 0; i < shot->n_takes; i++) {
    gboolean is_same = i != RETAKEN;

    g_assert_cmpint (shot->own[i].photos[SF_PHOTO_FULL].image == before->own[i], ==, is_same);
    g_assert_cmpint (shot->theirs[i].photos[SF_PHOTO_FULL].image == before->theirs[i], ==, is_same);
    g_assert_true (g_file_test (shot->own[i].photos[SF_PHOTO_FULL].path, G_FILE_TEST_EXISTS));
    g_assert_true (g_file_test (shot->theirs[i].photos[SF_PHOTO_FULL].path, G_FILE_TEST_EXISTS));
  }
  g_assert_true (sf_shot_is_identical (shot));
  g_assert_cmpstr (side->hash, !=, before->hash);
  g_assert_cmpstr (shot->path, !=, before->path);
  g_assert_true (g_file_test (before->path, G_FILE_TEST_IS_REGULAR));
  g_assert_cmpuint (sf_session_get_n_complete (side->session), ==, 1);
  g_assert_null (side->session->kept);
}

static gboolean
are_counting (SfTestPair *pair)
{
  return sf_test_side_is_in (&pair->creator, SF_SESSION_STATE_COUNTDOWN) &&
         sf_test_side_is_in (&pair->joiner, SF_SESSION_STATE_COUNTDOWN);
}

/* One photograph of each is taken, exchanged and put among those that are there. */
static void
test_one (gconstpointer data)
{
  SfTestPair pair;
  g_auto (Memory) creators = {0};
  g_auto (Memory) joiners = {0};
  SfTestSide *presser;
  guint n_saved;

  begin (&pair);
  presser = data == NULL ? &pair.creator : &pair.joiner;
  creators = remember (&pair.creator);
  joiners = remember (&pair.joiner);
  n_saved = pair.creator.n_saved;
  g_assert_true (sf_session_retake (presser->session, RETAKEN, 0, NULL));
  sf_test_pair_run_until (&pair, are_counting);
  g_assert_cmpuint (sf_shot_get_next (sf_session_get_shot (pair.creator.session)), ==, RETAKEN);
  sf_test_pair_run_until (&pair, have_results);

  assert_retaken (&pair.creator, &creators);
  assert_retaken (&pair.joiner, &joiners);
  g_assert_cmpstr (pair.creator.hash, ==, pair.joiner.hash);
  g_assert_cmpuint (pair.creator.n_saved, ==, n_saved + 3);
  end (&pair);
}

/* What was retaken may be retaken, and another picture follows. */
static void
test_again (void)
{
  SfTestPair pair;

  begin (&pair);
  for (guint take = 0; take < 4; take += 3) {
    g_assert_true (sf_session_retake (pair.creator.session, take, 0, NULL));
    sf_test_pair_run_until (&pair, are_counting);
    sf_test_pair_run_until (&pair, have_results);
    g_assert_true (pair.creator.is_identical);
  }
  sf_session_again (pair.creator.session);
  sf_session_again (pair.joiner.session);
  sf_test_pair_run_until (&pair, sf_test_pair_are_live);
  g_assert_true (sf_session_press (pair.joiner.session, 0, NULL));
  sf_test_pair_run_until (&pair, have_results);
  g_assert_cmpuint (sf_session_get_n_complete (pair.creator.session), ==, 2);
  end (&pair);
}

/* Both press before either hears of it: the same one of the two photographs is retaken by both. */
static void
test_glare (void)
{
  SfTestPair pair;

  begin (&pair);
  g_assert_true (sf_session_retake (pair.joiner.session, 3, 1000, NULL));
  g_assert_true (sf_session_retake (pair.creator.session, RETAKEN, 0, NULL));
  sf_test_pair_run_until (&pair, are_counting);
  sf_test_pair_run_until (&pair, have_results);
  g_assert_true (pair.creator.is_identical);
  g_assert_cmpstr (pair.creator.hash, ==, pair.joiner.hash);
  g_assert_cmpuint (sf_session_get_shot (pair.joiner.session)->first_due, ==, RETAKEN);
  end (&pair);
}

static gboolean
was_dropped (SfTestPair *pair)
{
  return pair->creator.n_dropped > 0 && pair->joiner.n_dropped > 0;
}

/* Either cancels: both look at the strip that they had. */
static void
test_cancelled (gconstpointer data)
{
  SfTestPair pair;
  g_auto (Memory) creators = {0};
  g_auto (Memory) joiners = {0};
  SfTestSide *canceller;

  begin (&pair);
  canceller = data == NULL ? &pair.creator : &pair.joiner;
  creators = remember (&pair.creator);
  joiners = remember (&pair.joiner);
  g_assert_true (sf_session_retake (pair.creator.session, RETAKEN, 3000, NULL));
  sf_test_pair_run_until (&pair, are_counting);
  sf_session_cancel (canceller->session);
  sf_test_pair_run_until (&pair, was_dropped);

  g_assert_true (have_results (&pair));
  g_assert_true (sf_test_side_get_other (canceller)->dropped_by_other);
  assert_kept (&pair.creator, &creators);
  assert_kept (&pair.joiner, &joiners);
  end (&pair);
}

static gboolean
lose_hash (SfPeer *to, SfFakeKind kind, GBytes **bytes, gpointer user_data)
{
  const guint8 *data = g_bytes_get_data (*bytes, NULL);

  return kind != SF_FAKE_MESSAGE || data[0] != SF_MESSAGE_HASH;
}

static gboolean
is_creator_composed (SfTestPair *pair)
{
  const SfShot *shot = sf_session_get_shot (pair->creator.session);

  return sf_test_side_is_in (&pair->creator, SF_SESSION_STATE_COMPOSING) && shot->has_own_hash;
}

/* It fails at the last, when this side has made its picture already. */
static void
test_failed (void)
{
  SfTestPair pair;
  g_auto (Memory) creators = {0};
  g_auto (Memory) joiners = {0};

  begin (&pair);
  creators = remember (&pair.creator);
  joiners = remember (&pair.joiner);
  sf_fake_peer_set_filter (lose_hash, NULL);
  g_assert_true (sf_session_retake (pair.creator.session, RETAKEN, 0, NULL));
  sf_test_pair_run_until (&pair, is_creator_composed);
  sf_session_fail_shot (pair.joiner.session, SF_CANCEL_TROUBLE,
                        g_error_new_literal (SF_ERROR, SF_ERROR_STORAGE, "The disk is full"));
  sf_test_pair_run_until (&pair, was_dropped);
  sf_fake_peer_set_filter (NULL, NULL);

  g_assert_true (have_results (&pair));
  assert_kept (&pair.creator, &creators);
  assert_kept (&pair.joiner, &joiners);
  end (&pair);
}

/* The strip is there to be laid out anew, and to be looked at when the other person has gone. */
static gboolean
has_creator_ended (SfTestPair *pair)
{
  return pair->creator.has_ended;
}

static void
test_left (gconstpointer data)
{
  SfTestPair pair;
  g_auto (Memory) creators = {0};

  begin (&pair);
  creators = remember (&pair.creator);
  g_assert_true (sf_session_retake (pair.creator.session, RETAKEN, 3000, NULL));
  sf_test_pair_run_until (&pair, are_counting);
  if (data == NULL)
    sf_session_leave (pair.joiner.session);
  else
    sf_fake_peer_kill (sf_fake_peer_get (FALSE));
  sf_test_pair_run_until (&pair, has_creator_ended);

  g_assert_no_error (pair.creator.error);
  assert_kept (&pair.creator, &creators);
  sf_test_pair_clear (&pair);
}

/* The other person has gone on: a photograph of what is behind them is not taken. */
static gboolean
is_joiner_waiting_known (SfTestPair *pair)
{
  return pair->creator.session->peer_ready;
}

static void
test_other_went_on (void)
{
  SfTestPair pair;
  SfCancelReason reason;
  g_auto (Memory) creators = {0};

  begin (&pair);
  creators = remember (&pair.creator);
  /* They cross: the proposal comes to one who has gone on. */
  g_assert_true (sf_session_retake (pair.creator.session, RETAKEN, 3000, NULL));
  sf_session_again (pair.joiner.session);
  sf_test_pair_run_until (&pair, is_joiner_waiting_known);
  while (pair.creator.n_dropped == 0)
    g_main_context_iteration (NULL, TRUE);
  assert_kept (&pair.creator, &creators);

  g_assert_true (pair.creator.session->peer_ready);
  g_assert_false (sf_session_retake (pair.creator.session, RETAKEN, 0, &reason));
  g_assert_cmpint (reason, ==, SF_CANCEL_BUSY);
  sf_session_again (pair.creator.session);
  sf_test_pair_run_until (&pair, sf_test_pair_are_live);
  sf_session_leave (pair.creator.session);
  sf_test_pair_run_to_end (&pair);
  sf_test_pair_clear (&pair);
}

/* What a stranger's program could propose to the joiner, in the place of a good retake. */
typedef struct {
  guint32 shot; /* more than the right one */
  guint take;
  const char *layout;
} Forgery;

static gboolean
forge (SfPeer *to, SfFakeKind kind, GBytes **bytes, gpointer user_data)
{
  const Forgery *forgery = user_data;
  g_auto (SfSessionMessage) message = {0};

  if (kind != SF_FAKE_MESSAGE || !sf_session_message_parse (&message, *bytes, NULL) ||
      message.type != SF_MESSAGE_PROPOSE)
    return TRUE;

  message.proposal.retake.shot += forgery->shot;
  message.proposal.retake.take = forgery->take;
  sf_recipe_set_layout (&message.proposal.recipe, (guint8) sf_recipe_find_layout (forgery->layout));
  g_bytes_unref (*bytes);
  *bytes = sf_session_message_serialize (&message);
  return TRUE;
}

static void
test_forged (void)
{
  static const Forgery forgeries[] = {
    {2, 1, "strip-3"}, {0, 3, "strip-3"}, {0, 1, "strip-4"}, {0, 1, "stacked"}};
  SfTestPair pair;
  g_auto (Memory) joiners = {0};

  begin_with (&pair, "strip-3");
  joiners = remember (&pair.joiner);
  for (gsize i = 0; i < G_N_ELEMENTS (forgeries); i++) {
    sf_fake_peer_set_filter (forge, (gpointer) &forgeries[i]);
    g_assert_true (sf_session_retake (pair.creator.session, RETAKEN, 3000, NULL));
    while (pair.creator.n_dropped <= i)
      g_main_context_iteration (NULL, TRUE);

    g_assert_cmpint (pair.creator.drop_reason, ==, SF_CANCEL_BUSY);
    g_assert_true (have_results (&pair));
    assert_kept (&pair.joiner, &joiners);
  }
  sf_fake_peer_set_filter (NULL, NULL);
  g_assert_cmpuint (pair.joiner.n_dropped, ==, 0);
  end (&pair);
}

/* A whole picture in the middle of a retake is refused, and ends that for both. */
static void
test_whole_meanwhile (void)
{
  SfTestPair pair;
  SfSessionMessage message = {.type = SF_MESSAGE_PROPOSE};
  g_autoptr (GBytes) bytes = NULL;
  g_auto (Memory) joiners = {0};

  begin (&pair);
  joiners = remember (&pair.joiner);
  g_assert_true (sf_session_retake (pair.creator.session, RETAKEN, 3000, NULL));
  sf_test_pair_run_until (&pair, are_counting);
  message.proposal = pair.creator.session->shot->proposal;
  message.proposal.id += 2;
  message.proposal.retake.shot = 0;
  bytes = sf_session_message_serialize (&message);
  sf_peer_send_message (sf_fake_peer_get (TRUE), bytes);
  while (pair.joiner.n_dropped == 0)
    g_main_context_iteration (NULL, TRUE);

  g_assert_true (sf_test_side_is_in (&pair.joiner, SF_SESSION_STATE_RESULT));
  assert_kept (&pair.joiner, &joiners);
  sf_test_pair_clear (&pair);
}

/* There is nothing to retake but in a strip that is there. */
static void
test_no_strip (void)
{
  SfTestPair pair;
  SfCancelReason reason;

  begin (&pair);
  g_assert_false (sf_session_retake (pair.creator.session, 4, 0, &reason));
  g_assert_cmpint (reason, ==, SF_CANCEL_BUSY);
  end (&pair);

  begin_with (&pair, "stacked");
  g_assert_false (sf_session_can_retake (pair.creator.session));
  g_assert_false (sf_session_retake (pair.creator.session, 0, 0, NULL));
  end (&pair);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/app/session/retake/by-creator", NULL, test_one);
  g_test_add_data_func ("/app/session/retake/by-joiner", "", test_one);
  g_test_add_func ("/app/session/retake/again", test_again);
  g_test_add_func ("/app/session/retake/glare", test_glare);
  g_test_add_data_func ("/app/session/retake/cancelled-by-creator", NULL, test_cancelled);
  g_test_add_data_func ("/app/session/retake/cancelled-by-joiner", "", test_cancelled);
  g_test_add_func ("/app/session/retake/failed", test_failed);
  g_test_add_data_func ("/app/session/retake/left", NULL, test_left);
  g_test_add_data_func ("/app/session/retake/lost", "", test_left);
  g_test_add_func ("/app/session/retake/other-went-on", test_other_went_on);
  g_test_add_func ("/app/session/retake/forged", test_forged);
  g_test_add_func ("/app/session/retake/whole-meanwhile", test_whole_meanwhile);
  g_test_add_func ("/app/session/retake/no-strip", test_no_strip);
  return g_test_run ();
}
