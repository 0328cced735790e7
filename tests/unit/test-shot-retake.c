/* One photograph of a strip taken anew: what is taken over, and what is due. */

#include "app/session/sf-shot.h"
#include "tests/support/sf-test-files.h"

#define MS 1000
#define AHEAD (5000 * MS) /* the joiner's clock less the creator's */

/* The creator's view: T is 1000 ms by its clock. */
static SfShot *
make (guint n_shots)
{
  SfProposal proposal = {.id = 4,
                         .at_us = 1000 * MS,
                         .offset_us = AHEAD,
                         .uncertainty_us = 2 * MS,
                         .window_us = 100 * MS,
                         .interval_us = 1000 * MS};

  sf_recipe_init (&proposal.recipe);
  proposal.recipe.n_shots = (guint8) n_shots;
  return sf_shot_new (&proposal, TRUE, FALSE);
}

static SfStills *
stills_at (gint64 taken_us)
{
  g_autoptr (SfImage) image = sf_test_image_new (4, 4, 1);
  SfStills *stills = sf_stills_new ();

  sf_stills_add_image (stills, image, taken_us);
  return stills;
}

static SfStillOffer
offer_at (guint take, gint64 taken_us)
{
  return (SfStillOffer){.take = take, .times = {.n = 1, .times_us = {taken_us}}};
}

/* Two photographs, both of which both sides have. */
static SfShot *
make_strip (void)
{
  SfShot *shot = make (2);

  for (guint i = 0; i < 2; i++) {
    SfStillOffer offer = offer_at (i, (1004 + 1000 * i) * MS + AHEAD);

    g_assert_cmpuint (sf_shot_collect (shot, stills_at ((1000 + 1000 * i) * MS)), ==, i);
    g_assert_true (sf_shot_offer (shot, &offer, NULL));
    g_assert_true (sf_shot_choose (shot, i));
    shot->own[i].photos[SF_PHOTO_FULL].image = sf_test_image_new (4, 4, i);
    shot->theirs[i].photos[SF_PHOTO_FULL].image = sf_test_image_new (4, 4, 10 + i);
  }

  return shot;
}

static SfProposal
retake_of (const SfShot *shot, guint take)
{
  SfProposal proposal = shot->proposal;

  proposal.id += 2;
  proposal.at_us = 9000 * MS;
  proposal.uncertainty_us = 7 * MS;
  proposal.retake = (SfRetake){.shot = shot->proposal.id, .take = take};
  return proposal;
}

/* One photograph is due, at the instant itself; the other is there already. */
static void
test_retake (void)
{
  g_autoptr (SfShot) kept = make_strip ();
  SfProposal proposal = retake_of (kept, 1);
  g_autoptr (SfShot) shot = NULL;
  SfStillOffer offer = offer_at (1, 9001 * MS + AHEAD);
  SfStillOffer other = offer_at (0, 9001 * MS + AHEAD);
  SfPhotoNote note = {
    .shot = 6, .take = 0, .kind = SF_PHOTO_FULL, .size = 9, .taken_us = 1004 * MS + AHEAD};
  gint64 skew_us, uncertainty_us;

  g_assert_true (sf_shot_can_retake (kept, &proposal));
  shot = sf_shot_new_retake (kept, &proposal, FALSE);
  g_assert_true (shot->own[0].photos[SF_PHOTO_FULL].image ==
                 kept->own[0].photos[SF_PHOTO_FULL].image);
  g_assert_false (sf_shot_is_all_here (shot));
  g_assert_cmpuint (sf_shot_get_next (shot), ==, 1);
  g_assert_cmpint (sf_shot_get_next_us (shot), ==, 9000 * MS);

  g_assert_false (sf_shot_offer (shot, &other, NULL));
  g_assert_true (sf_shot_offer (shot, &offer, NULL));
  g_assert_cmpuint (sf_shot_collect (shot, stills_at (9000 * MS)), ==, 1);
  g_assert_true (sf_shot_choose (shot, 1));
  g_assert_false (sf_shot_announce (shot, &note, NULL));
  g_assert_false (sf_shot_expects (shot, sf_photo_note_get_blob_id (&note), 1));
  note.take = 1;
  g_assert_true (sf_shot_expects (shot, sf_photo_note_get_blob_id (&note), 1));

  /* Each photograph is as exact as it was when it was taken. */
  g_assert_true (sf_shot_get_skew (shot, 0, &skew_us, &uncertainty_us));
  g_assert_cmpint (skew_us, ==, 4 * MS);
  g_assert_cmpint (uncertainty_us, ==, 2 * MS);
  g_assert_true (sf_shot_get_skew (shot, 1, &skew_us, &uncertainty_us));
  g_assert_cmpint (skew_us, ==, 1 * MS);
  g_assert_cmpint (uncertainty_us, ==, 7 * MS);
}

/* Of this strip, one of its photographs, and as it is laid out. */
static void
test_can_retake (void)
{
  g_autoptr (SfShot) kept = make_strip ();
  g_autoptr (SfShot) single = make (1);
  SfProposal proposal = retake_of (kept, 2);

  g_assert_false (sf_shot_can_retake (kept, &proposal));
  proposal = retake_of (kept, 1);
  proposal.retake.shot += 2;
  g_assert_false (sf_shot_can_retake (kept, &proposal));
  proposal = retake_of (kept, 1);
  proposal.recipe.swapped = !proposal.recipe.swapped;
  g_assert_false (sf_shot_can_retake (kept, &proposal));
  proposal = retake_of (kept, 1);
  proposal.recipe.mode = kept->recipe.mode = SF_MODE_EXCHANGE;
  g_assert_false (sf_shot_can_retake (kept, &proposal));
  proposal = retake_of (single, 0);
  g_assert_false (sf_shot_can_retake (single, &proposal));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/shot/retake", test_retake);
  g_test_add_func ("/app/shot/can-retake", test_can_retake);
  return g_test_run ();
}
