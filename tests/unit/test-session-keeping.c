/* What is on the disk when a picture is made: its format, and the photographs beside it. */

#include "app/session/sf-picture-source.h"
#include "app/session/sf-session-private.h"
#include "net/sf-net-error.h"
#include "tests/support/sf-fake-peer.h"
#include "tests/support/sf-session-pair.h"
#include "tests/support/sf-test-files.h"

static gboolean
have_results (SfTestPair *pair)
{
  return sf_test_side_is_in (&pair->creator, SF_SESSION_STATE_RESULT) &&
         sf_test_side_is_in (&pair->joiner, SF_SESSION_STATE_RESULT);
}

static void
assert_hash_of_file (SfTestSide *side)
{
  g_autoptr (SfImage) image = sf_image_load_file (side->file, NULL);
  guint8 sha256[SF_DIGEST_SIZE];
  g_autofree char *hash = NULL;

  g_assert_nonnull (image);
  sf_image_hash (&image, 1, sha256);
  hash = sf_digest_to_hex (sha256);
  g_assert_cmpstr (hash, ==, side->hash);
}

/* Each keeps the files it likes, and both hold the same pixels; of a PNG those of the file, too. */
static void
test_formats (void)
{
  SfTestPair pair;

  sf_test_pair_init (&pair);
  pair.creator.config.format = SF_FILE_FORMAT_PNG;
  pair.joiner.config.format = SF_FILE_FORMAT_JPEG;
  sf_test_pair_start (&pair);
  sf_test_pair_run_to_end (&pair);

  g_assert_true (pair.creator.is_identical);
  g_assert_true (pair.joiner.is_identical);
  g_assert_cmpstr (pair.creator.hash, ==, pair.joiner.hash);
  g_assert_cmpuint (sf_test_side_count_files (&pair.creator, ".png"), ==, 3);
  g_assert_cmpuint (sf_test_side_count_files (&pair.creator, ""), ==, 3);
  g_assert_cmpuint (sf_test_side_count_files (&pair.joiner, ".jpg"), ==, 3);
  g_assert_cmpuint (sf_test_side_count_files (&pair.joiner, ""), ==, 3);
  assert_hash_of_file (&pair.creator);
  sf_test_pair_clear (&pair);
}

static gboolean
says_program (GBytes *file)
{
  return memmem (g_bytes_get_data (file, NULL), g_bytes_get_size (file), "Sameframe", 9) != NULL;
}

static void
assert_files_say_program (SfTestSide *side)
{
  g_autoptr (GDir) dir = g_dir_open (side->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (side->folder, name, NULL);
    g_autoptr (GMappedFile) mapped = g_mapped_file_new (path, FALSE, NULL);
    g_autoptr (GBytes) file = g_mapped_file_get_bytes (mapped);

    g_assert_true (says_program (file));
  }
}

/* What is kept tells its date and program; what is sent tells nothing. */
static void
test_metadata (void)
{
  SfTestPair pair;
  const SfShot *shot;

  sf_test_pair_init (&pair);
  pair.creator.leaves = pair.joiner.leaves = FALSE;
  pair.joiner.config.format = SF_FILE_FORMAT_JPEG;
  sf_test_pair_start (&pair);
  sf_test_pair_run_until (&pair, have_results);
  shot = sf_session_get_shot (pair.creator.session);
  g_assert_false (says_program (shot->own[0].photos[SF_PHOTO_FULL].file));
  g_assert_false (says_program (shot->theirs[0].photos[SF_PHOTO_FULL].file));

  sf_session_leave (pair.creator.session);
  sf_test_pair_run_to_end (&pair);
  g_assert_cmpuint (sf_test_side_count_files (&pair.creator, ""), ==, 3);
  assert_files_say_program (&pair.creator);
  assert_files_say_program (&pair.joiner);
  sf_test_pair_clear (&pair);
}

static gboolean
are_stacked (SfTestPair *pair)
{
  int stacked = sf_recipe_find_layout ("stacked");

  return have_results (pair) &&
         sf_session_get_shot (pair->creator.session)->recipe.layout == stacked &&
         sf_session_get_shot (pair->joiner.session)->recipe.layout == stacked;
}

/* Another layout takes the place of the file, in its format, with or without the originals. */
static void
test_relayout (void)
{
  SfTestPair pair;
  SfRecipe recipe;
  g_autofree char *path = NULL;

  sf_test_pair_init (&pair);
  pair.creator.leaves = pair.joiner.leaves = FALSE;
  pair.creator.config.format = SF_FILE_FORMAT_PNG;
  pair.creator.config.drops_originals = TRUE;
  sf_test_pair_start (&pair);
  sf_test_pair_run_until (&pair, have_results);
  path = g_strdup (pair.creator.file);
  recipe = *sf_session_get_recipe (pair.creator.session);
  sf_recipe_set_layout (&recipe, (guint8) sf_recipe_find_layout ("stacked"));
  sf_session_change_recipe (pair.creator.session, &recipe);
  sf_test_pair_run_until (&pair, are_stacked);

  g_assert_true (pair.creator.is_identical);
  g_assert_cmpstr (pair.creator.file, ==, path);
  assert_hash_of_file (&pair.creator);
  sf_session_leave (pair.creator.session);
  sf_test_pair_run_to_end (&pair);
  g_assert_cmpuint (sf_test_side_count_files (&pair.creator, ""), ==, 1);
  sf_test_pair_clear (&pair);
}

/* One does not want the originals: they are gone with the end of the session, and the other's are
 * not. */
static void
test_drops_originals (void)
{
  SfTestPair pair;

  sf_test_pair_init (&pair);
  pair.joiner.config.drops_originals = TRUE;
  sf_test_pair_start (&pair);
  sf_test_pair_run_to_end (&pair);

  g_assert_cmpuint (pair.joiner.n_saved, ==, 3);
  g_assert_cmpuint (sf_test_side_count_files (&pair.joiner, ""), ==, 1);
  g_assert_cmpuint (sf_test_side_count_files (&pair.joiner, "together"), ==, 1);
  g_assert_cmpuint (sf_test_side_count_files (&pair.creator, ""), ==, 3);
  sf_test_pair_clear (&pair);
}

/* Swapped photographs are what was wanted. */
static void
test_exchange_keeps_all (void)
{
  SfTestPair pair;

  sf_test_pair_init (&pair);
  pair.creator.config.recipe.mode = SF_MODE_EXCHANGE;
  pair.creator.config.drops_originals = pair.joiner.config.drops_originals = TRUE;
  sf_test_pair_start (&pair);
  sf_test_pair_run_to_end (&pair);

  g_assert_cmpuint (sf_test_side_count_files (&pair.creator, ""), ==, 2);
  g_assert_cmpuint (sf_test_side_count_files (&pair.joiner, ""), ==, 2);
  sf_test_pair_clear (&pair);
}

static void
hear_another_hash (SfTestSide *side, SfSessionState state)
{
  static const guint8 another[SF_DIGEST_SIZE] = {1};
  SfShot *shot = side->session->shot;

  if (side == &side->pair->joiner && state == SF_SESSION_STATE_EXCHANGING)
    sf_shot_hear_hash (shot, &shot->recipe, another);
}

/* The other side says that it has another picture: the photographs may be wanted. */
static void
test_differing_keeps_all (void)
{
  SfTestPair pair;

  sf_test_pair_init (&pair);
  pair.creator.config.drops_originals = pair.joiner.config.drops_originals = TRUE;
  pair.on_state = hear_another_hash;
  pair.joiner.leaves = FALSE; /* it has its result before the creator has all */
  sf_test_pair_start (&pair);
  sf_test_pair_run_to_end (&pair);

  g_assert_false (pair.joiner.is_identical);
  g_assert_cmpuint (sf_test_side_count_files (&pair.joiner, ""), ==, 3);
  g_assert_cmpuint (sf_test_side_count_files (&pair.creator, ""), ==, 1);
  sf_test_pair_clear (&pair);
}

static void
kill_after_moving (
  SfSession *session, gboolean incoming, guint64 size, gint64 elapsed_us, gpointer user_data)
{
  if (incoming)
    sf_fake_peer_kill (sf_fake_peer_get (FALSE));
}

/* A photograph that has come is kept, though the other side is lost before it is decoded. */
static void
test_theirs_survives (void)
{
  g_autoptr (SfImage) large = sf_test_image_new (2000, 1500, 3);
  SfTestPair pair;

  sf_test_pair_init (&pair);
  sf_test_side_set_source (&pair.joiner, SF_STILL_SOURCE (sf_picture_source_new (&large, 1)));
  sf_test_pair_start (&pair);
  g_signal_connect (pair.creator.session, "moved", G_CALLBACK (kill_after_moving), NULL);
  sf_test_pair_run_until (&pair, sf_test_pair_has_creator_ended);

  g_assert_error (pair.creator.error, SF_NET_ERROR, SF_NET_ERROR_PEER_LEFT);
  g_assert_cmpuint (sf_test_side_count_files (&pair.creator, "mine"), ==, 1);
  g_assert_cmpuint (sf_test_side_count_files (&pair.creator, "theirs"), ==, 1);
  g_assert_cmpuint (sf_test_side_count_files (&pair.creator, ""), ==, 2);
  g_assert_cmpuint (pair.creator.n_saved, ==, 2);
  sf_test_pair_clear (&pair);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/session/keeping/formats", test_formats);
  g_test_add_func ("/app/session/keeping/metadata", test_metadata);
  g_test_add_func ("/app/session/keeping/relayout", test_relayout);
  g_test_add_func ("/app/session/keeping/drops-originals", test_drops_originals);
  g_test_add_func ("/app/session/keeping/exchange-keeps-all", test_exchange_keeps_all);
  g_test_add_func ("/app/session/keeping/differing-keeps-all", test_differing_keeps_all);
  g_test_add_func ("/app/session/keeping/theirs-survives", test_theirs_survives);
  return g_test_run ();
}
