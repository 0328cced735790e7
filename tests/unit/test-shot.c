/* What belongs to a picture in the making, and when it is whole. */

#include "app/session/sf-shot.h"
#include "app/sf-error.h"
#include "tests/support/sf-test-files.h"

#include <string.h>

#define MS 1000

static SfShot *
make (guint n_shots)
{
  SfProposal proposal = {.id = 4, .interval_us = 300 * MS};

  sf_recipe_init (&proposal.recipe);
  proposal.recipe.n_shots = (guint8) n_shots;
  return sf_shot_new (&proposal, 1000 * MS, FALSE);
}

static SfPhotoNote
note_of (guint take)
{
  return (SfPhotoNote){
    .shot = 4, .take = take, .kind = SF_PHOTO_FULL, .size = 100, .taken_us = SF_PHOTO_TIME_UNKNOWN};
}

static void
test_instants (void)
{
  g_autoptr (SfShot) shot = make (3);

  g_assert_cmpint (sf_shot_get_next_us (shot), ==, 1000 * MS);
  shot->n_taken = 2;
  g_assert_cmpint (sf_shot_get_next_us (shot), ==, 1600 * MS);
}

static void
test_announcements (void)
{
  g_autoptr (SfShot) shot = make (3);
  g_autoptr (GError) again = NULL;
  g_autoptr (GError) beyond = NULL;
  SfPhotoNote last = note_of (2);
  SfPhotoNote fourth = note_of (3);

  g_assert_true (sf_shot_announce (shot, &last, NULL));
  g_assert_false (sf_shot_announce (shot, &last, &again));
  g_assert_error (again, SF_ERROR, SF_ERROR_PROTOCOL);
  g_assert_false (sf_shot_announce (shot, &fourth, &beyond));
  g_assert_error (beyond, SF_ERROR, SF_ERROR_PROTOCOL);
}

static void
test_expects (void)
{
  g_autoptr (SfShot) shot = make (2);
  guint64 second = sf_photo_blob_id (4, 1, SF_PHOTO_FULL);

  g_assert_true (sf_shot_expects (shot, second, 1));
  g_assert_true (sf_shot_expects (shot, second, SF_PHOTO_MAX_BYTES));
  g_assert_false (sf_shot_expects (shot, second, 0));
  g_assert_false (sf_shot_expects (shot, second, SF_PHOTO_MAX_BYTES + 1));
  g_assert_false (sf_shot_expects (shot, sf_photo_blob_id (4, 2, SF_PHOTO_FULL), 1));
  g_assert_false (sf_shot_expects (shot, sf_photo_blob_id (4, 1, SF_PHOTO_PREVIEW), 1));
  g_assert_false (sf_shot_expects (shot, sf_photo_blob_id (6, 1, SF_PHOTO_FULL), 1));

  shot->theirs[1].started_us = 1;
  g_assert_false (sf_shot_expects (shot, second, 1));
}

static void
test_all_here (void)
{
  g_autoptr (SfShot) shot = make (2);

  for (guint i = 0; i < 2; i++) {
    g_assert_false (sf_shot_is_all_here (shot));
    shot->own[i].image = sf_test_image_new (4, 4, i);
    g_assert_false (sf_shot_is_all_here (shot));
    shot->theirs[i].image = sf_test_image_new (4, 4, i);
  }
  g_assert_true (sf_shot_is_all_here (shot));
}

static void
test_hashes (void)
{
  g_autoptr (SfShot) shot = make (1);

  shot->has_own_hash = TRUE;
  g_assert_false (sf_shot_is_complete (shot));
  g_assert_false (sf_shot_is_identical (shot));
  shot->has_peer_hash = TRUE;
  g_assert_true (sf_shot_is_complete (shot));
  g_assert_true (sf_shot_is_identical (shot));
  shot->peer_hash[31] = 1;
  g_assert_true (sf_shot_is_complete (shot));
  g_assert_false (sf_shot_is_identical (shot));
}

static void
test_skew (void)
{
  g_autoptr (SfShot) shot = make (1);
  SfClockEstimate clock = {.offset_us = 5000 * MS};
  gint64 skew_us = -1;

  shot->own[0].note = note_of (0);
  shot->theirs[0].note = note_of (0);
  shot->own[0].note.taken_us = 1000 * MS;
  g_assert_false (sf_shot_get_skew (shot, 0, &clock, &skew_us));
  shot->theirs[0].note.taken_us = 5994 * MS;
  g_assert_true (sf_shot_get_skew (shot, 0, &clock, &skew_us));
  g_assert_cmpint (skew_us, ==, 6 * MS);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/shot/instants", test_instants);
  g_test_add_func ("/app/shot/announcements", test_announcements);
  g_test_add_func ("/app/shot/expects", test_expects);
  g_test_add_func ("/app/shot/all-here", test_all_here);
  g_test_add_func ("/app/shot/hashes", test_hashes);
  g_test_add_func ("/app/shot/skew", test_skew);
  return g_test_run ();
}
