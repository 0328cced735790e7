/* The shutter binds both sides to one instant, and is no way around the other's countdown. */

#include "app/session/sf-shutter.h"

#define MS 1000
#define SECOND (1000 * MS)
#define AHEAD (G_GINT64_CONSTANT (5000) * SECOND) /* the joiner's clock less the creator's */

typedef struct {
  SfShutter creator;
  SfShutter joiner;
  SfClockEstimate creators_clock; /* what the creator knows of the joiner's */
  SfClockEstimate joiners_clock;
  gint64 age_us; /* of what they know */
  SfRecipe recipe;
} Pair;

static void
begin (Pair *pair)
{
  pair->age_us = 0;
  sf_shutter_init (&pair->creator, TRUE);
  sf_shutter_init (&pair->joiner, FALSE);
  pair->creators_clock = (SfClockEstimate){
    .offset_us = AHEAD, .uncertainty_us = 25 * MS, .rtt_us = 50 * MS, .median_rtt_us = 50 * MS};
  pair->joiners_clock = pair->creators_clock;
  pair->joiners_clock.offset_us = -AHEAD;
  sf_recipe_init (&pair->recipe);
}

/* The times are the creator's. */
static SfProposal
press (Pair *pair, gboolean by_creator, gint64 now_us, gint64 countdown_us)
{
  pair->creators_clock.at_us = now_us - pair->age_us;
  pair->joiners_clock.at_us = now_us - pair->age_us + AHEAD;

  return by_creator ? *sf_shutter_propose (&pair->creator, now_us, &pair->creators_clock,
                                           countdown_us, &pair->recipe)
                    : *sf_shutter_propose (&pair->joiner, now_us + AHEAD, &pair->joiners_clock,
                                           countdown_us, &pair->recipe);
}

static SfShutterVerdict
judge (
  Pair *pair, gboolean by_creator, gint64 now_us, gint64 countdown_us, const SfProposal *proposal)
{
  pair->creators_clock.at_us = now_us - pair->age_us;
  pair->joiners_clock.at_us = now_us - pair->age_us + AHEAD;

  return by_creator ? sf_shutter_judge (&pair->creator, now_us, &pair->creators_clock, countdown_us,
                                        proposal)
                    : sf_shutter_judge (&pair->joiner, now_us + AHEAD, &pair->joiners_clock,
                                        countdown_us, proposal);
}

static void
test_same_instant (void)
{
  Pair pair;
  SfProposal proposal;

  begin (&pair);
  proposal = press (&pair, TRUE, SECOND, 3 * SECOND);
  g_assert_cmpint (proposal.at_us, ==, SECOND + 3 * SECOND + SF_SHUTTER_LEAD_US);
  g_assert_cmpint (judge (&pair, FALSE, SECOND + 25 * MS, 3 * SECOND, &proposal), ==,
                   SF_SHUTTER_AGREED);
  g_assert_cmpint (sf_proposal_get_receiver_us (&proposal), ==, proposal.at_us + AHEAD);
}

static void
test_lead_follows_round_trip (void)
{
  Pair pair;

  begin (&pair);
  pair.creators_clock.median_rtt_us = 400 * MS;
  g_assert_cmpint (press (&pair, TRUE, 0, 0).at_us, ==, 1200 * MS);
}

static void
test_ids (void)
{
  Pair pair;

  begin (&pair);
  g_assert_cmpuint (press (&pair, TRUE, 0, 0).id, ==, 2);
  g_assert_cmpuint (press (&pair, TRUE, 0, 0).id, ==, 4);
  g_assert_cmpuint (press (&pair, FALSE, 0, 0).id, ==, 1);
  g_assert_cmpuint (press (&pair, FALSE, 0, 0).id, ==, 3);
}

/* Each row: when the joiner judges a T of 10 s, and what its countdown is. */
static void
test_countdown_is_kept (void)
{
  static const struct {
    gint64 now_us;
    gint64 countdown_us;
    SfShutterVerdict verdict;
  } rows[] = {
    {7 * SECOND, 3 * SECOND, SF_SHUTTER_AGREED},
    {7 * SECOND + 1, 3 * SECOND, SF_SHUTTER_LATE},
    {10 * SECOND - 1, 0, SF_SHUTTER_AGREED},
    {10 * SECOND, 0, SF_SHUTTER_LATE},
    {60 * SECOND, 0, SF_SHUTTER_LATE},
    {10 * SECOND - SF_SHUTTER_MAX_AHEAD_US, 0, SF_SHUTTER_AGREED},
    {10 * SECOND - SF_SHUTTER_MAX_AHEAD_US - 1, 0, SF_SHUTTER_FAR},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    Pair pair;
    SfProposal proposal;

    begin (&pair);
    proposal = press (&pair, TRUE, 0, 10 * SECOND - SF_SHUTTER_LEAD_US);
    g_assert_cmpint (judge (&pair, FALSE, rows[i].now_us, rows[i].countdown_us, &proposal), ==,
                     rows[i].verdict);
  }
}

static void
test_countdown_between_photographs (void)
{
  Pair pair;
  SfProposal proposal;

  begin (&pair);
  sf_recipe_set_layout (&pair.recipe, (guint8) sf_recipe_find_layout ("strip-3"));
  proposal = press (&pair, TRUE, 0, 3 * SECOND);
  g_assert_cmpint (judge (&pair, FALSE, 0, 3 * SECOND, &proposal), ==, SF_SHUTTER_AGREED);

  proposal = press (&pair, TRUE, 0, 3 * SECOND);
  proposal.interval_us = 3 * SECOND - 1;
  g_assert_cmpint (judge (&pair, FALSE, 0, 3 * SECOND, &proposal), ==, SF_SHUTTER_LATE);
}

static void
test_clocks_must_agree (void)
{
  Pair pair;
  SfProposal proposal;

  begin (&pair);
  proposal = press (&pair, TRUE, 0, SECOND);
  proposal.offset_us += 51 * MS + sf_clock_drift_us (proposal.at_us);
  g_assert_cmpint (judge (&pair, FALSE, 0, 0, &proposal), ==, SF_SHUTTER_AGREED);
  proposal = press (&pair, TRUE, 0, SECOND);
  proposal.offset_us += 51 * MS + sf_clock_drift_us (proposal.at_us) + 1;
  g_assert_cmpint (judge (&pair, FALSE, 0, 0, &proposal), ==, SF_SHUTTER_CLOCK);

  proposal = press (&pair, TRUE, 0, SECOND);
  pair.joiners_clock.uncertainty_us = SF_CLOCK_MAX_UNCERTAINTY_US + 1;
  g_assert_cmpint (judge (&pair, FALSE, 0, 0, &proposal), ==, SF_SHUTTER_CLOCK);
}

/* What was known of the clocks long ago is not known any more. */
static void
test_clock_must_be_fresh (void)
{
  Pair pair;
  SfProposal proposal;

  begin (&pair);
  pair.age_us = SF_CLOCK_MAX_AGE_US;
  proposal = press (&pair, TRUE, 0, SECOND);
  g_assert_cmpint (judge (&pair, FALSE, 0, 0, &proposal), ==, SF_SHUTTER_AGREED);
  pair.age_us++;
  proposal = press (&pair, TRUE, 0, SECOND);
  g_assert_cmpint (judge (&pair, FALSE, 0, 0, &proposal), ==, SF_SHUTTER_CLOCK);
}

/* The uncertainty is that of the instant, not of the press. */
static void
test_uncertainty_at_instant (void)
{
  Pair pair;

  begin (&pair);
  pair.age_us = 2 * SECOND;
  g_assert_cmpint (
    press (&pair, TRUE, 10 * SECOND, 60 * SECOND - SF_SHUTTER_LEAD_US).uncertainty_us, ==,
    25 * MS + 62 * 50);
}

/* A number is used once, and each side has its own. */
static void
test_numbers (void)
{
  Pair pair;
  SfProposal proposal;

  begin (&pair);
  proposal = press (&pair, TRUE, 0, SECOND);
  g_assert_cmpint (judge (&pair, FALSE, 0, 0, &proposal), ==, SF_SHUTTER_AGREED);
  g_assert_cmpint (judge (&pair, FALSE, 0, 0, &proposal), ==, SF_SHUTTER_WRONG);
  proposal.id = 3;
  g_assert_cmpint (judge (&pair, FALSE, 0, 0, &proposal), ==, SF_SHUTTER_WRONG);
  proposal.id = 8;
  g_assert_cmpint (judge (&pair, FALSE, 0, 0, &proposal), ==, SF_SHUTTER_AGREED);
  proposal.id = 6;
  g_assert_cmpint (judge (&pair, FALSE, 0, 0, &proposal), ==, SF_SHUTTER_WRONG);
}

static void
test_rate (void)
{
  Pair pair;

  begin (&pair);
  for (int i = 0; i < SF_SHUTTER_BURST; i++) {
    SfProposal proposal = press (&pair, TRUE, SECOND, SECOND);

    g_assert_cmpint (judge (&pair, FALSE, SECOND, 0, &proposal), ==, SF_SHUTTER_AGREED);
  }
  {
    SfProposal sixth = press (&pair, TRUE, SECOND, SECOND);
    SfProposal later = press (&pair, TRUE, 2 * SECOND, SECOND);

    g_assert_cmpint (judge (&pair, FALSE, SECOND, 0, &sixth), ==, SF_SHUTTER_OFTEN);
    g_assert_cmpint (judge (&pair, FALSE, 2 * SECOND, 0, &later), ==, SF_SHUTTER_AGREED);
  }
}

/* Two presses that cross: exactly one holds, the same on both sides. */
static void
check_glare (gint64 creator_us, gint64 joiner_us, gboolean creators_holds)
{
  Pair pair;
  SfProposal creators;
  SfProposal joiners;

  begin (&pair);
  creators = press (&pair, TRUE, creator_us, SECOND);
  joiners = press (&pair, FALSE, joiner_us, SECOND);
  g_assert_cmpint (judge (&pair, TRUE, joiner_us + 25 * MS, 0, &joiners), ==,
                   creators_holds ? SF_SHUTTER_OUTRUN : SF_SHUTTER_AGREED);
  g_assert_cmpint (judge (&pair, FALSE, creator_us + 25 * MS, 0, &creators), ==,
                   creators_holds ? SF_SHUTTER_AGREED : SF_SHUTTER_OUTRUN);
}

static void
test_glare (void)
{
  check_glare (10 * MS, 11 * MS, TRUE);
  check_glare (11 * MS, 10 * MS, FALSE);
  check_glare (10 * MS, 10 * MS, TRUE);
}

/* Even when the two sides disagree about their clocks: the creator's idea is used by both. */
static void
test_glare_with_vague_clocks (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (5);

  for (int round = 0; round < 1000; round++) {
    Pair pair;
    SfProposal creators;
    SfProposal joiners;
    SfShutterVerdict by_creator;
    SfShutterVerdict by_joiner;

    begin (&pair);
    pair.creators_clock.offset_us += g_rand_int_range (random, -20 * MS, 20 * MS);
    pair.joiners_clock.offset_us += g_rand_int_range (random, -20 * MS, 20 * MS);
    creators = press (&pair, TRUE, g_rand_int_range (random, 0, 20 * MS), SECOND);
    joiners = press (&pair, FALSE, g_rand_int_range (random, 0, 20 * MS), SECOND);
    by_creator = judge (&pair, TRUE, 30 * MS, 0, &joiners);
    by_joiner = judge (&pair, FALSE, 30 * MS, 0, &creators);
    g_assert_true ((by_creator == SF_SHUTTER_OUTRUN) != (by_joiner == SF_SHUTTER_OUTRUN));
  }
}

/* The creator presses and takes it back; the joiner's press crosses both. It must not start
 * alone. */
static void
test_glare_after_cancel (void)
{
  Pair pair;
  SfProposal creators;
  SfProposal joiners;
  SfProposal next;

  begin (&pair);
  creators = press (&pair, TRUE, 10 * MS, SECOND);
  joiners = press (&pair, FALSE, 11 * MS, SECOND);
  g_assert_cmpint (judge (&pair, TRUE, 40 * MS, 0, &joiners), ==, SF_SHUTTER_OUTRUN);

  /* The joiner has seen the creator's meanwhile; its next press is a new one. */
  g_assert_cmpint (judge (&pair, FALSE, 40 * MS, 0, &creators), ==, SF_SHUTTER_AGREED);
  next = press (&pair, FALSE, 60 * MS, SECOND);
  g_assert_cmpint (judge (&pair, TRUE, 90 * MS, 0, &next), ==, SF_SHUTTER_AGREED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/shutter/same-instant", test_same_instant);
  g_test_add_func ("/app/shutter/lead-follows-round-trip", test_lead_follows_round_trip);
  g_test_add_func ("/app/shutter/ids", test_ids);
  g_test_add_func ("/app/shutter/countdown-is-kept", test_countdown_is_kept);
  g_test_add_func ("/app/shutter/countdown-between-photographs",
                   test_countdown_between_photographs);
  g_test_add_func ("/app/shutter/clocks-must-agree", test_clocks_must_agree);
  g_test_add_func ("/app/shutter/clock-must-be-fresh", test_clock_must_be_fresh);
  g_test_add_func ("/app/shutter/uncertainty-at-instant", test_uncertainty_at_instant);
  g_test_add_func ("/app/shutter/numbers", test_numbers);
  g_test_add_func ("/app/shutter/rate", test_rate);
  g_test_add_func ("/app/shutter/glare", test_glare);
  g_test_add_func ("/app/shutter/glare-with-vague-clocks", test_glare_with_vague_clocks);
  g_test_add_func ("/app/shutter/glare-after-cancel", test_glare_after_cancel);
  return g_test_run ();
}
