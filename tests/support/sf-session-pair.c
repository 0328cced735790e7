/* Two sessions in one main loop, each with folders and behaviour of its own. */

#include "tests/support/sf-session-pair.h"

#include "app/session/sf-picture-source.h"
#include "tests/support/sf-test-files.h"

#include <glib/gstdio.h>
#include <string.h>

#define GUARD_S 60

static void
init_side (
  SfTestPair *pair, SfTestSide *side, const char *name, int width, int height, guint32 seed)
{
  g_autoptr (SfImage) image = sf_test_image_new (width, height, seed);

  side->pair = pair;
  side->folder = g_build_filename (pair->root, name, NULL);
  side->accepts = TRUE;
  side->leaves = TRUE;
  side->config.name = name;
  side->config.shots = 1;
  side->config.folder = side->folder;
  side->config.source = SF_STILL_SOURCE (sf_picture_source_new (&image, 1));
  sf_recipe_init (&side->config.recipe);
}

void
sf_test_pair_init (SfTestPair *pair)
{
  g_autoptr (GError) error = NULL;

  *pair = (SfTestPair){.root = g_dir_make_tmp ("sameframe-session-XXXXXX", &error)};
  g_assert_no_error (error);
  init_side (pair, &pair->creator, "Creator", 96, 64, 1);
  init_side (pair, &pair->joiner, "Joiner", 64, 80, 2);
  pair->creator.n_presses = 1;
}

void
sf_test_side_set_source (SfTestSide *side, SfStillSource *source)
{
  g_object_unref (side->config.source);
  side->config.source = source;
}

static void
remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (folder, name, NULL);

    if (g_file_test (path, G_FILE_TEST_IS_DIR))
      remove_folder (path);
    else
      g_unlink (path);
  }
  g_rmdir (folder);
}

static void
clear_side (SfTestSide *side)
{
  if (side->session != NULL)
    g_signal_handlers_disconnect_by_data (side->session, side);
  g_clear_object (&side->session);
  g_clear_object (&side->config.source);
  g_clear_pointer (&side->config.request_picture, g_bytes_unref);
  g_clear_error (&side->error);
  g_clear_error (&side->drop_error);
  g_clear_pointer (&side->folder, g_free);
  g_clear_pointer (&side->file, g_free);
  g_clear_pointer (&side->hash, g_free);
}

void
sf_test_pair_clear (SfTestPair *pair)
{
  clear_side (&pair->creator);
  clear_side (&pair->joiner);
  /* Workers that were cancelled still hold a session until their answer is here. */
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  remove_folder (pair->root);
  g_clear_pointer (&pair->root, g_free);
}

static void
keep_result (SfTestSide *side)
{
  const SfShot *shot = sf_session_get_shot (side->session);

  g_free (side->file);
  g_free (side->hash);
  side->file = g_strdup (shot->path);
  side->hash = sf_digest_to_hex (shot->own_hash);
  side->is_identical = sf_shot_is_identical (shot);
}

static void
act (SfTestSide *side, SfSessionState state)
{
  if (state == SF_SESSION_STATE_REQUEST || state == SF_SESSION_STATE_ASKED) {
    if (side->accepts)
      sf_session_accept (side->session);
  } else if (state == SF_SESSION_STATE_LIVE && side->n_presses > 0) {
    side->n_presses--;
    g_assert_true (sf_session_press (side->session, 0, NULL));
  } else if (state == SF_SESSION_STATE_RESULT) {
    if (side->n_again > 0) {
      side->n_again--;
      sf_session_again (side->session);
    } else if (side->leaves) {
      sf_session_leave (side->session);
    }
  }
}

static void
on_state_changed (SfSession *session, GParamSpec *pspec, SfTestSide *side)
{
  SfSessionState state = sf_session_get_state (session);

  if (state == SF_SESSION_STATE_RESULT)
    keep_result (side);
  if (side->pair->on_state != NULL)
    side->pair->on_state (side, state);
  if (sf_session_get_state (session) == state)
    act (side, state);
}

static void
on_shot_dropped (SfSession *session,
                 gboolean by_other,
                 SfCancelReason reason,
                 const GError *error,
                 SfTestSide *side)
{
  side->n_dropped++;
  side->dropped_by_other = by_other;
  side->drop_reason = reason;
  g_clear_error (&side->drop_error);
  side->drop_error = error != NULL ? g_error_copy (error) : NULL;
}

static void
on_saved (SfSession *session, const char *path, SfTestSide *side)
{
  g_assert_true (g_file_test (path, G_FILE_TEST_IS_REGULAR));
  side->n_saved++;
}

static void
on_ended (SfSession *session, const GError *error, SfTestSide *side)
{
  g_assert_false (side->has_ended);
  side->has_ended = TRUE;
  side->error = error != NULL ? g_error_copy (error) : NULL;
}

static void
start_side (SfTestSide *side)
{
  side->session = sf_session_new (&side->config);
  g_signal_connect (side->session, "notify::state", G_CALLBACK (on_state_changed), side);
  g_signal_connect (side->session, "shot-dropped", G_CALLBACK (on_shot_dropped), side);
  g_signal_connect (side->session, "saved", G_CALLBACK (on_saved), side);
  g_signal_connect (side->session, "ended", G_CALLBACK (on_ended), side);
}

static void
on_code (SfSession *session, const char *code, SfTestPair *pair)
{
  g_autofree char *typed = g_strdup (code);

  if (pair->mistypes) {
    char *last = strrchr (typed, '-') + 1;
    g_autofree char *number_and_words = g_strndup (typed, (gsize) (last - typed));
    const char *word = strcmp (last, "adviser") == 0 ? "yesteryear" : "adviser";

    g_free (typed);
    typed = g_strconcat (number_and_words, word, NULL);
  }
  pair->joiner.config.network.code = typed;
  start_side (&pair->joiner);
  pair->joiner.config.network.code = NULL;
  sf_session_start (pair->joiner.session);
}

void
sf_test_pair_start (SfTestPair *pair)
{
  start_side (&pair->creator);
  g_signal_connect (pair->creator.session, "code", G_CALLBACK (on_code), pair);
  sf_session_start (pair->creator.session);
}

static gboolean
on_guard (gpointer user_data)
{
  SfTestPair *pair = user_data;

  g_error ("stuck: creator %s, joiner %s",
           sf_session_state_get_name (sf_session_get_state (pair->creator.session)),
           pair->joiner.session != NULL
             ? sf_session_state_get_name (sf_session_get_state (pair->joiner.session))
             : "absent");
  return G_SOURCE_REMOVE;
}

void
sf_test_pair_run_until (SfTestPair *pair, SfTestCondition holds)
{
  guint guard = g_timeout_add_seconds (GUARD_S, on_guard, pair);

  while (!holds (pair))
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (guard);
}

static gboolean
have_both_ended (SfTestPair *pair)
{
  return pair->creator.has_ended && pair->joiner.has_ended;
}

void
sf_test_pair_run_to_end (SfTestPair *pair)
{
  sf_test_pair_run_until (pair, have_both_ended);
}

gboolean
sf_test_pair_has_creator_ended (SfTestPair *pair)
{
  return pair->creator.has_ended;
}

gboolean
sf_test_pair_are_live (SfTestPair *pair)
{
  return sf_test_side_is_in (&pair->creator, SF_SESSION_STATE_LIVE) &&
         sf_test_side_is_in (&pair->joiner, SF_SESSION_STATE_LIVE);
}

SfTestSide *
sf_test_side_get_other (SfTestSide *side)
{
  return side == &side->pair->creator ? &side->pair->joiner : &side->pair->creator;
}

gboolean
sf_test_side_is_in (SfTestSide *side, SfSessionState state)
{
  return side->session != NULL && sf_session_get_state (side->session) == state;
}

guint
sf_test_side_count_files (SfTestSide *side, const char *part)
{
  g_autoptr (GDir) dir = g_dir_open (side->folder, 0, NULL);
  const char *name;
  guint n = 0;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    n += strstr (name, part) != NULL ? 1 : 0;

  return n;
}
