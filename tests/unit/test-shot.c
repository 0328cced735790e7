/* What belongs to a picture in the making, and when it is whole. */

#include "app/session/sf-shot.h"
#include "app/sf-error.h"
#include "tests/support/sf-test-files.h"

#include <string.h>

#define MS 1000
#define AHEAD (5000 * MS) /* the joiner's clock less the creator's */

/* The creator's view of its own proposal: T is 1000 ms by its clock. */
static SfShot *
make (guint n_shots)
{
  SfProposal proposal = {.id = 4,
                         .at_us = 1000 * MS,
                         .offset_us = AHEAD,
                         .uncertainty_us = 2 * MS,
                         .window_us = 100 * MS,
                         .interval_us = 300 * MS};

  sf_recipe_init (&proposal.recipe);
  proposal.recipe.n_shots = (guint8) n_shots;
  return sf_shot_new (&proposal, TRUE, FALSE);
}

/* The same shot on the joiner's side. */
static SfShot *
make_joiners (const SfShot *creators)
{
  return sf_shot_new (&creators->proposal, FALSE, TRUE);
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
  SfStillOffer offer = {.shot = 4, .take = take, .times = {.n = 1, .times_us = {taken_us}}};

  if (taken_us == SF_PHOTO_TIME_UNKNOWN)
    offer.times.n = 0;
  return offer;
}

static SfPhotoNote
note_of (guint take, gint64 taken_us)
{
  return (SfPhotoNote){
    .shot = 4, .take = take, .kind = SF_PHOTO_FULL, .size = 100, .taken_us = taken_us};
}

static void
test_instants (void)
{
  g_autoptr (SfShot) shot = make (3);
  g_autoptr (SfShot) joiners = make_joiners (shot);

  g_assert_cmpint (sf_shot_get_next_us (shot), ==, 1000 * MS);
  g_assert_cmpint (sf_shot_get_next_us (joiners), ==, 1000 * MS + AHEAD);
  shot->n_taken = 2;
  g_assert_cmpint (sf_shot_get_next_us (shot), ==, 1600 * MS);
}

static void
check_offer (guint take, gint64 taken_us, gboolean is_good)
{
  g_autoptr (SfShot) shot = make (2);
  SfStillOffer offer = offer_at (take, taken_us);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (sf_shot_offer (shot, &offer, &error), ==, is_good);
  if (!is_good)
    g_assert_error (error, SF_ERROR, SF_ERROR_PROTOCOL);
}

/* Nobody offers what was taken at another time than was agreed. */
static void
test_offers (void)
{
  check_offer (0, 1000 * MS + AHEAD, TRUE);
  check_offer (0, 900 * MS + AHEAD, TRUE);
  check_offer (0, 900 * MS + AHEAD - 1, FALSE);
  check_offer (0, 1100 * MS + AHEAD, TRUE);
  check_offer (0, 1100 * MS + AHEAD + 1, FALSE);
  check_offer (1, 1000 * MS + AHEAD, FALSE);
  check_offer (1, 1300 * MS + AHEAD, TRUE);
  check_offer (2, 1600 * MS + AHEAD, FALSE);
  check_offer (1, SF_PHOTO_TIME_UNKNOWN, TRUE);
}

static void
test_offers_once (void)
{
  g_autoptr (SfShot) shot = make (1);
  SfStillOffer offer = offer_at (0, 1000 * MS + AHEAD);
  g_autoptr (GError) error = NULL;

  g_assert_true (sf_shot_offer (shot, &offer, NULL));
  g_assert_false (sf_shot_offer (shot, &offer, &error));
  g_assert_error (error, SF_ERROR, SF_ERROR_PROTOCOL);
}

/* Both sides know the same pair, its skew and how sure that is. */
static void
test_choice (void)
{
  g_autoptr (SfShot) creators = make (2);
  g_autoptr (SfShot) joiners = make_joiners (creators);
  SfShot *shots[] = {creators, joiners};
  SfStillOffer creators_offer = offer_at (0, 1010 * MS);
  SfStillOffer joiners_offer = offer_at (0, 1004 * MS + AHEAD);

  sf_shot_collect (creators, stills_at (1010 * MS));
  g_assert_false (sf_shot_choose (creators, 0));
  g_assert_true (sf_shot_offer (creators, &joiners_offer, NULL));
  sf_shot_collect (joiners, stills_at (1004 * MS + AHEAD));
  g_assert_true (sf_shot_offer (joiners, &creators_offer, NULL));

  for (gsize i = 0; i < G_N_ELEMENTS (shots); i++) {
    gint64 skew_us = -1;
    gint64 uncertainty_us = -1;

    g_assert_true (sf_shot_choose (shots[i], 0));
    g_assert_true (sf_shot_get_skew (shots[i], 0, &skew_us, &uncertainty_us));
    g_assert_cmpint (skew_us, ==, 6 * MS);
    g_assert_cmpint (uncertainty_us, ==, 2 * MS);
    g_assert_false (sf_shot_get_skew (shots[i], 1, &skew_us, &uncertainty_us));
  }
}

static SfStills *
random_stills (GRand *random, gint64 at_us, gint64 interval_us)
{
  g_autoptr (SfImage) image = sf_test_image_new (4, 4, 1);
  SfStills *stills = sf_stills_new ();
  gint64 first_us = at_us - 3 * interval_us + g_rand_int_range (random, 0, (gint32) interval_us);

  for (guint i = 0; i < 5; i++)
    sf_stills_add_image (stills, image, first_us + i * interval_us);
  return stills;
}

static SfStillOffer
offer_of (SfStills *stills)
{
  SfStillOffer offer = {.shot = 4};

  sf_stills_get_times (stills, &offer.times);
  return offer;
}

/* Whatever the clocks, and even if they are known badly, both come to the same two frames. At one
 * rate every frame has a partner, and the instant decides. */
static void
test_same_choice (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (21);

  for (int round = 0; round < 500; round++) {
    g_autoptr (SfShot) template = make (1);
    g_autoptr (SfShot) creators = NULL;
    g_autoptr (SfShot) joiners = NULL;
    gboolean by_joiner = g_rand_boolean (random);
    SfStills *stills[2];
    SfStillOffer offers[2];

    template->proposal.at_us = g_rand_int (random);
    template->proposal.offset_us = G_GINT64_CONSTANT (10000000000) + g_rand_int (random);
    creators = sf_shot_new (&template->proposal, TRUE, by_joiner);
    joiners = sf_shot_new (&template->proposal, FALSE, !by_joiner);
    stills[0] = random_stills (random, creators->at_us, 20 * MS);
    stills[1] = random_stills (random, joiners->at_us, 20 * MS);
    offers[0] = offer_of (stills[0]);
    offers[1] = offer_of (stills[1]);
    sf_shot_collect (creators, stills[0]);
    sf_shot_collect (joiners, stills[1]);
    g_assert_true (sf_shot_offer (creators, &offers[1], NULL));
    g_assert_true (sf_shot_offer (joiners, &offers[0], NULL));
    g_assert_true (sf_shot_choose (creators, 0));
    g_assert_true (sf_shot_choose (joiners, 0));

    g_assert_cmpuint (creators->own[0].chosen, ==, joiners->theirs[0].chosen);
    g_assert_cmpuint (creators->theirs[0].chosen, ==, joiners->own[0].chosen);
    g_assert_cmpint (creators->pairs[0].skew_us, ==, joiners->pairs[0].skew_us);
    g_assert_cmpint (creators->pairs[0].skew_us, <=, 10 * MS);
    g_assert_cmpint (ABS (sf_shot_take_get_time (&joiners->own[0]) - joiners->at_us), <=, 20 * MS);
  }
}

static void
test_no_skew_without_time (void)
{
  g_autoptr (SfShot) shot = make (1);
  SfStillOffer offer = offer_at (0, 1000 * MS + AHEAD);
  gint64 skew_us;
  gint64 uncertainty_us;

  sf_shot_collect (shot, stills_at (SF_PHOTO_TIME_UNKNOWN));
  g_assert_true (sf_shot_offer (shot, &offer, NULL));
  g_assert_true (sf_shot_choose (shot, 0));
  g_assert_false (sf_shot_get_skew (shot, 0, &skew_us, &uncertainty_us));
  g_assert_cmpint (sf_shot_take_get_time (&shot->own[0]), ==, SF_PHOTO_TIME_UNKNOWN);
  g_assert_cmpint (sf_shot_take_get_time (&shot->theirs[0]), ==, 1000 * MS + AHEAD);
}

/* The clocks may go apart between the photographs of a strip. */
static void
test_uncertainty_grows (void)
{
  g_autoptr (SfShot) shot = make (4);
  gint64 skew_us;
  gint64 uncertainty_us;

  shot->proposal.interval_us = 1000 * MS;
  for (guint i = 0; i < 4; i++) {
    SfStillOffer offer = offer_at (i, (1000 + 1000 * i) * MS + AHEAD);

    sf_shot_collect (shot, stills_at ((1000 + 1000 * i) * MS));
    g_assert_true (sf_shot_offer (shot, &offer, NULL));
    g_assert_true (sf_shot_choose (shot, i));
  }

  g_assert_true (sf_shot_get_skew (shot, 3, &skew_us, &uncertainty_us));
  g_assert_cmpint (uncertainty_us, ==, 2 * MS + 3 * 50);
}

/* What was collected becomes a photograph once, chosen by both or, alone, by its time. */
static void
test_stills (void)
{
  g_autoptr (SfShot) shot = make (1);
  g_autoptr (SfImage) image = sf_test_image_new (4, 4, 1);
  SfStills *stills = sf_stills_new ();
  guint chosen = 99;
  SfStills *stolen;

  g_assert_null (sf_shot_steal_stills (shot, 0, &chosen));
  sf_stills_add_image (stills, image, 960 * MS);
  sf_stills_add_image (stills, image, 993 * MS);
  sf_shot_collect (shot, stills);
  stolen = sf_shot_steal_stills (shot, 0, &chosen);
  g_assert_true (stolen == stills);
  g_assert_cmpuint (chosen, ==, 1);
  g_assert_null (sf_shot_steal_stills (shot, 0, &chosen));
  sf_stills_unref (stolen);
}

static SfShot *
make_chosen (void)
{
  SfShot *shot = make (2);
  SfStillOffer offer = offer_at (0, 1004 * MS + AHEAD);

  sf_shot_collect (shot, stills_at (1000 * MS));
  g_assert_true (sf_shot_offer (shot, &offer, NULL));
  g_assert_true (sf_shot_choose (shot, 0));
  return shot;
}

static void
check_refused (SfShot *shot, guint take, gint64 taken_us)
{
  SfPhotoNote note = note_of (take, taken_us);
  g_autoptr (GError) error = NULL;

  g_assert_false (sf_shot_announce (shot, &note, &error));
  g_assert_error (error, SF_ERROR, SF_ERROR_PROTOCOL);
}

static void
test_announcements (void)
{
  g_autoptr (SfShot) shot = make_chosen ();
  SfPhotoNote note = note_of (0, 1004 * MS + AHEAD);
  SfPhotoNote preview = note;

  check_refused (shot, 0, 1004 * MS + AHEAD + 1); /* another frame than was chosen */
  check_refused (shot, 0, SF_PHOTO_TIME_UNKNOWN); /* or of no time */
  check_refused (shot, 1, SF_PHOTO_TIME_UNKNOWN); /* before both have offered */
  check_refused (shot, 2, SF_PHOTO_TIME_UNKNOWN); /* no such photograph */
  g_assert_true (sf_shot_announce (shot, &note, NULL));
  check_refused (shot, 0, 1004 * MS + AHEAD); /* again */

  preview.kind = SF_PHOTO_PREVIEW;
  g_assert_true (sf_shot_announce (shot, &preview, NULL));
}

static guint64
blob_id (guint32 shot, guint take, SfPhotoKind kind)
{
  SfPhotoNote note = {.shot = shot, .take = take, .kind = kind};

  return sf_photo_note_get_blob_id (&note);
}

static void
test_expects (void)
{
  g_autoptr (SfShot) shot = make (2);
  guint64 second = blob_id (4, 1, SF_PHOTO_FULL);
  guint64 preview = blob_id (4, 1, SF_PHOTO_PREVIEW);

  g_assert_true (sf_shot_expects (shot, second, 1));
  g_assert_true (sf_shot_expects (shot, second, SF_PHOTO_MAX_BYTES));
  g_assert_false (sf_shot_expects (shot, second, 0));
  g_assert_false (sf_shot_expects (shot, second, SF_PHOTO_MAX_BYTES + 1));
  g_assert_true (sf_shot_expects (shot, preview, SF_PHOTO_PREVIEW_MAX_BYTES));
  g_assert_false (sf_shot_expects (shot, preview, SF_PHOTO_PREVIEW_MAX_BYTES + 1));
  g_assert_false (sf_shot_expects (shot, blob_id (4, 2, SF_PHOTO_FULL), 1));
  g_assert_false (sf_shot_expects (shot, blob_id (6, 1, SF_PHOTO_FULL), 1));

  shot->theirs[1].photos[SF_PHOTO_FULL].started_us = 1;
  g_assert_false (sf_shot_expects (shot, second, 1));
}

/* Previews are not waited for. */
static void
test_all_here (void)
{
  g_autoptr (SfShot) shot = make (2);

  for (guint i = 0; i < 2; i++) {
    g_assert_false (sf_shot_is_all_here (shot));
    shot->own[i].photos[SF_PHOTO_FULL].image = sf_test_image_new (4, 4, i);
    g_assert_false (sf_shot_is_all_here (shot));
    shot->theirs[i].photos[SF_PHOTO_FULL].image = sf_test_image_new (4, 4, i);
  }
  g_assert_true (sf_shot_is_all_here (shot));
}

static void
test_hashes (void)
{
  g_autoptr (SfShot) shot = make (1);
  guint8 hash[SF_DIGEST_SIZE] = {0};

  shot->has_own_hash = TRUE;
  g_assert_false (sf_shot_is_complete (shot));
  g_assert_false (sf_shot_is_identical (shot));
  sf_shot_hear_hash (shot, &shot->recipe, hash);
  g_assert_true (sf_shot_is_complete (shot));
  g_assert_true (sf_shot_is_identical (shot));
  hash[31] = 1;
  sf_shot_hear_hash (shot, &shot->recipe, hash);
  g_assert_true (sf_shot_is_identical (shot));
  shot->own_hash[31] = 2;
  g_assert_true (sf_shot_is_complete (shot));
  g_assert_false (sf_shot_is_identical (shot));
}

/* A proof is of one layout: neither side's word of another counts. */
static void
test_hash_of_another_layout (void)
{
  g_autoptr (SfShot) shot = make (1);
  SfRecipe stacked = shot->recipe;
  guint8 hash[SF_DIGEST_SIZE] = {0};

  sf_recipe_set_layout (&stacked, (guint8) sf_recipe_find_layout ("stacked"));
  shot->has_own_hash = TRUE;
  sf_shot_hear_hash (shot, &stacked, hash);
  g_assert_false (sf_shot_is_complete (shot));
  shot->recipe = stacked;
  g_assert_true (sf_shot_is_identical (shot));
}

/* As many photographs as there are, and both of them together in one picture. */
static void
test_can_relayout (void)
{
  g_autoptr (SfShot) shot = make (1);
  SfRecipe recipe = shot->recipe;

  g_assert_true (sf_shot_can_relayout (shot, &recipe));
  recipe.mode = SF_MODE_EXCHANGE;
  g_assert_false (sf_shot_can_relayout (shot, &recipe));
  recipe = shot->recipe;
  sf_recipe_set_layout (&recipe, (guint8) sf_recipe_find_layout ("strip-3"));
  g_assert_false (sf_shot_can_relayout (shot, &recipe));
  recipe = shot->recipe;
  shot->recipe.mode = SF_MODE_EXCHANGE;
  g_assert_false (sf_shot_can_relayout (shot, &recipe));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/shot/instants", test_instants);
  g_test_add_func ("/app/shot/offers", test_offers);
  g_test_add_func ("/app/shot/offers-once", test_offers_once);
  g_test_add_func ("/app/shot/choice", test_choice);
  g_test_add_func ("/app/shot/same-choice", test_same_choice);
  g_test_add_func ("/app/shot/no-skew-without-time", test_no_skew_without_time);
  g_test_add_func ("/app/shot/uncertainty-grows", test_uncertainty_grows);
  g_test_add_func ("/app/shot/stills", test_stills);
  g_test_add_func ("/app/shot/announcements", test_announcements);
  g_test_add_func ("/app/shot/expects", test_expects);
  g_test_add_func ("/app/shot/all-here", test_all_here);
  g_test_add_func ("/app/shot/hashes", test_hashes);
  g_test_add_func ("/app/shot/hash-of-another-layout", test_hash_of_another_layout);
  g_test_add_func ("/app/shot/can-relayout", test_can_relayout);
  return g_test_run ();
}
