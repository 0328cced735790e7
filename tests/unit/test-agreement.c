/* Whatever crosses, both sides end with the same recipe, and no mode without two yeses. */

#include "app/session/sf-agreement.h"

typedef struct {
  SfAgreement creator;
  SfAgreement joiner;
} Pair;

static SfRecipe
recipe_of (SfMode mode, const char *layout)
{
  SfRecipe recipe;

  sf_recipe_init (&recipe);
  sf_recipe_set_layout (&recipe, (guint8) sf_recipe_find_layout (layout));
  recipe.mode = mode;
  return recipe;
}

static void
begin (Pair *pair)
{
  SfRecipe recipe = recipe_of (SF_MODE_SYNTHESIS, "side-by-side");

  sf_agreement_init (&pair->creator, TRUE, &recipe);
  sf_agreement_init (&pair->joiner, FALSE, &recipe);
}

static SfAgreementNews
tell (const SfAgreement *from, SfAgreement *to)
{
  return sf_agreement_receive (to, from->revision, &from->recipe);
}

static void
assert_same (const Pair *pair)
{
  g_assert_cmpuint (pair->creator.revision, ==, pair->joiner.revision);
  g_assert_cmpint (pair->creator.by_creator, ==, pair->joiner.by_creator);
  g_assert_cmpint (pair->creator.recipe.mode, ==, pair->joiner.recipe.mode);
  g_assert_cmpint (pair->creator.recipe.layout, ==, pair->joiner.recipe.layout);
}

static void
test_layout_needs_no_yes (void)
{
  Pair pair;
  SfRecipe stacked = recipe_of (SF_MODE_SYNTHESIS, "stacked");

  begin (&pair);
  sf_agreement_change (&pair.joiner, &stacked);
  g_assert_true (sf_agreement_is_agreed (&pair.joiner));
  g_assert_cmpint (tell (&pair.joiner, &pair.creator), ==, SF_AGREEMENT_ADOPTED);
  g_assert_true (sf_agreement_is_agreed (&pair.creator));
  assert_same (&pair);
}

static void
test_mode_needs_yes (void)
{
  Pair pair;
  SfRecipe exchange = recipe_of (SF_MODE_EXCHANGE, "side-by-side");

  begin (&pair);
  sf_agreement_change (&pair.creator, &exchange);
  g_assert_false (sf_agreement_is_agreed (&pair.creator));
  g_assert_false (sf_agreement_wants_yes (&pair.creator));

  tell (&pair.creator, &pair.joiner);
  g_assert_true (sf_agreement_wants_yes (&pair.joiner));
  sf_agreement_say_yes (&pair.joiner);
  sf_agreement_hear_yes (&pair.creator);

  g_assert_true (sf_agreement_is_agreed (&pair.creator));
  g_assert_true (sf_agreement_is_agreed (&pair.joiner));
  g_assert_cmpint (pair.creator.agreed_mode, ==, SF_MODE_EXCHANGE);
  g_assert_cmpint (pair.joiner.agreed_mode, ==, SF_MODE_EXCHANGE);
}

static void
test_mode_refused (void)
{
  Pair pair;
  SfRecipe exchange = recipe_of (SF_MODE_EXCHANGE, "side-by-side");
  SfRecipe back = recipe_of (SF_MODE_SYNTHESIS, "side-by-side");

  begin (&pair);
  sf_agreement_change (&pair.creator, &exchange);
  tell (&pair.creator, &pair.joiner);
  sf_agreement_change (&pair.joiner, &back);
  g_assert_true (sf_agreement_is_agreed (&pair.joiner));
  tell (&pair.joiner, &pair.creator);

  g_assert_true (sf_agreement_is_agreed (&pair.creator));
  g_assert_cmpint (pair.creator.recipe.mode, ==, SF_MODE_SYNTHESIS);
  assert_same (&pair);
}

static void
test_crossing_is_the_creators (void)
{
  Pair pair;
  SfRecipe stacked = recipe_of (SF_MODE_SYNTHESIS, "stacked");
  SfRecipe diagonal = recipe_of (SF_MODE_SYNTHESIS, "diagonal");
  Pair before;

  begin (&pair);
  sf_agreement_change (&pair.creator, &stacked);
  sf_agreement_change (&pair.joiner, &diagonal);
  before = pair;

  g_assert_cmpint (tell (&before.joiner, &pair.creator), ==, SF_AGREEMENT_STALE);
  g_assert_cmpint (tell (&before.creator, &pair.joiner), ==, SF_AGREEMENT_ADOPTED);
  assert_same (&pair);
  g_assert_cmpint (pair.joiner.recipe.layout, ==, stacked.layout);
}

/* Both ask for the same mode at once: each has said yes by asking, and nobody need be asked. */
static void
test_crossing_same_mode (void)
{
  Pair pair;
  Pair before;
  SfRecipe exchange = recipe_of (SF_MODE_EXCHANGE, "side-by-side");

  begin (&pair);
  sf_agreement_change (&pair.creator, &exchange);
  sf_agreement_change (&pair.joiner, &exchange);
  before = pair;

  g_assert_cmpint (tell (&before.joiner, &pair.creator), ==, SF_AGREEMENT_STALE);
  g_assert_cmpint (tell (&before.creator, &pair.joiner), ==, SF_AGREEMENT_CROSSED);
  sf_agreement_hear_yes (&pair.creator);
  g_assert_true (sf_agreement_is_agreed (&pair.creator));
  g_assert_true (sf_agreement_is_agreed (&pair.joiner));
}

/* The joiner asks for a mode while the creator changes the layout: the creator's holds, with the
 * old mode. */
static void
test_crossing_mode_lost (void)
{
  Pair pair;
  Pair before;
  SfRecipe exchange = recipe_of (SF_MODE_EXCHANGE, "side-by-side");
  SfRecipe stacked = recipe_of (SF_MODE_SYNTHESIS, "stacked");

  begin (&pair);
  sf_agreement_change (&pair.joiner, &exchange);
  sf_agreement_change (&pair.creator, &stacked);
  before = pair;

  tell (&before.joiner, &pair.creator);
  tell (&before.creator, &pair.joiner);
  assert_same (&pair);
  g_assert_true (sf_agreement_is_agreed (&pair.joiner));
  g_assert_true (sf_agreement_is_agreed (&pair.creator));
}

static void
test_old_news (void)
{
  Pair pair;
  SfRecipe stacked = recipe_of (SF_MODE_SYNTHESIS, "stacked");
  SfRecipe diagonal = recipe_of (SF_MODE_SYNTHESIS, "diagonal");

  begin (&pair);
  sf_agreement_change (&pair.creator, &stacked);
  sf_agreement_change (&pair.creator, &diagonal);
  tell (&pair.creator, &pair.joiner);
  g_assert_cmpint (sf_agreement_receive (&pair.joiner, 1, &stacked), ==, SF_AGREEMENT_STALE);
  g_assert_cmpint (sf_agreement_receive (&pair.joiner, 2, &stacked), ==, SF_AGREEMENT_STALE);
  g_assert_cmpint (pair.joiner.recipe.layout, ==, diagonal.layout);
}

/* Any changes in any order of delivery: when everything has arrived, both hold the same recipe. */
static void
test_converges (void)
{
  static const char *const layouts[] = {"side-by-side", "stacked", "diagonal", "inset"};
  g_autoptr (GRand) random = g_rand_new_with_seed (11);

  for (int round = 0; round < 1000; round++) {
    Pair pair;
    SfAgreement to_creator[32], to_joiner[32];
    guint n_to_creator = 0, n_to_joiner = 0, at_creator = 0, at_joiner = 0;

    begin (&pair);
    for (int step = 0; step < 24; step++) {
      SfRecipe recipe = recipe_of (g_rand_boolean (random) ? SF_MODE_EXCHANGE : SF_MODE_SYNTHESIS,
                                   layouts[g_rand_int_range (random, 0, 4)]);

      switch (g_rand_int_range (random, 0, 4)) {
      case 0:
        sf_agreement_change (&pair.creator, &recipe);
        to_joiner[n_to_joiner++] = pair.creator;
        break;
      case 1:
        sf_agreement_change (&pair.joiner, &recipe);
        to_creator[n_to_creator++] = pair.joiner;
        break;
      case 2:
        if (at_joiner < n_to_joiner)
          tell (&to_joiner[at_joiner++], &pair.joiner);
        break;
      default:
        if (at_creator < n_to_creator)
          tell (&to_creator[at_creator++], &pair.creator);
      }
    }
    while (at_joiner < n_to_joiner)
      tell (&to_joiner[at_joiner++], &pair.joiner);
    while (at_creator < n_to_creator)
      tell (&to_creator[at_creator++], &pair.creator);
    assert_same (&pair);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/agreement/layout-needs-no-yes", test_layout_needs_no_yes);
  g_test_add_func ("/app/agreement/mode-needs-yes", test_mode_needs_yes);
  g_test_add_func ("/app/agreement/mode-refused", test_mode_refused);
  g_test_add_func ("/app/agreement/crossing-is-the-creators", test_crossing_is_the_creators);
  g_test_add_func ("/app/agreement/crossing-same-mode", test_crossing_same_mode);
  g_test_add_func ("/app/agreement/crossing-mode-lost", test_crossing_mode_lost);
  g_test_add_func ("/app/agreement/old-news", test_old_news);
  g_test_add_func ("/app/agreement/converges", test_converges);
  return g_test_run ();
}
