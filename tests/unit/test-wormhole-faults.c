/* Two wormholes find each other whatever breaks, at every step of the way, in virtual time. */

#include "net/sf-net-error.h"
#include "tests/support/sf-stage.h"

#include <string.h>

#define RANDOM_RUNS 100

typedef void (*Fault) (SfStage *stage);

typedef struct {
  SfStage *stage;
  SfActor *a;
  SfActor *b; /* (nullable): until there is a code */
} Meeting;

/* Before its first contact a broken connection is the end: no server, and that is told at once. */
static void
cut (SfStage *stage, guint index)
{
  SfActor *actor = index < stage->actors->len ? g_ptr_array_index (stage->actors, index) : NULL;

  if (actor != NULL && actor->n_frames > 0)
    sf_actor_cut (actor);
}

static void
cut_creator (SfStage *stage)
{
  cut (stage, 0);
}

static void
cut_joiner (SfStage *stage)
{
  cut (stage, 1);
}

static void
cut_both (SfStage *stage)
{
  cut (stage, 0);
  cut (stage, 1);
}

static void
forget_for (SfStage *stage, gint64 down_us)
{
  for (guint i = 0; i < stage->actors->len; i++)
    if (((SfActor *) g_ptr_array_index (stage->actors, i))->n_frames == 0)
      return;

  sf_stage_forget (stage, down_us);
}

static void
forget (SfStage *stage)
{
  forget_for (stage, 0);
}

static void
forget_for_a_while (SfStage *stage)
{
  forget_for (stage, 20 * G_USEC_PER_SEC);
}

static const struct {
  const char *name;
  Fault fault;
} faults[] = {
  {"creator-cut", cut_creator},
  {"joiner-cut", cut_joiner},
  {"both-cut", cut_both},
  {"server-forgets", forget},
  {"server-forgets-for-a-while", forget_for_a_while},
};

#define FIRST_FORGETTING 3

static void
meeting_init (Meeting *meeting, guint32 seed)
{
  meeting->stage = sf_stage_new (seed);
  meeting->a = sf_stage_enter (meeting->stage, "aaaa", NULL, "hello of a");
  meeting->b = NULL;
  sf_actor_say (meeting->a, "a1");
}

/* Goes one step, and does what people would do then. */
static gboolean
meeting_step (Meeting *meeting)
{
  if (!sf_stage_step (meeting->stage))
    return FALSE;

  if (meeting->b == NULL && meeting->a->code != NULL) {
    meeting->b = sf_stage_enter (meeting->stage, "bbbb", meeting->a->code, "hello of b");
    sf_actor_say (meeting->b, "b1");
    sf_actor_say (meeting->b, "b2");
  }
  if (g_str_equal (meeting->a->heard->str, "b1.b2.") && meeting->a->heard->len == 6) {
    g_string_append (meeting->a->heard, " ");
    sf_actor_say (meeting->a, "a2");
  }
  return TRUE;
}

static gboolean
is_complete (const Meeting *meeting)
{
  return meeting->b != NULL && g_str_equal (meeting->a->heard->str, "b1.b2. ") &&
         g_str_equal (meeting->b->heard->str, "a1.a2.");
}

static void
assert_met (const Meeting *meeting)
{
  g_assert_no_error (meeting->a->error);
  g_assert_nonnull (meeting->b);
  g_assert_no_error (meeting->b->error);
  g_assert_cmpstr (meeting->a->peer_hello, ==, "hello of b");
  g_assert_cmpstr (meeting->b->peer_hello, ==, "hello of a");
  g_assert_cmpstr (meeting->a->heard->str, ==, "b1.b2. ");
  g_assert_cmpstr (meeting->b->heard->str, ==, "a1.a2.");
  g_assert_cmpmem (sf_wormhole_core_get_key (meeting->a->core), 32,
                   sf_wormhole_core_get_key (meeting->b->core), 32);
}

/* Returns: how many steps it took until they had said all */
static guint
count_steps (void)
{
  Meeting meeting;
  guint n_steps;

  meeting_init (&meeting, 1);
  while (!is_complete (&meeting) && meeting_step (&meeting))
    ;
  assert_met (&meeting);
  n_steps = meeting.stage->n_steps;
  sf_stage_free (meeting.stage);
  return n_steps;
}

static void
test_leaves_nothing_behind (void)
{
  Meeting meeting;

  meeting_init (&meeting, 1);
  while (!is_complete (&meeting) && meeting_step (&meeting))
    ;
  assert_met (&meeting);
  sf_actor_close (meeting.a, "happy");
  sf_actor_close (meeting.b, "happy");
  while (sf_stage_step (meeting.stage))
    ;
  g_assert_true (meeting.a->is_done);
  g_assert_true (meeting.b != NULL && meeting.b->is_done);
  g_assert_cmpuint (sf_mailboxes_get_size (meeting.stage->server->mailboxes), ==, 0);
  g_assert_cmpuint (sf_mailboxes_get_stored_bytes (meeting.stage->server->mailboxes), ==, 0);
  sf_stage_free (meeting.stage);
}

static void
test_fault_at_each_step (gconstpointer data)
{
  Fault fault = *(const Fault *) data;
  guint n_steps = count_steps ();

  for (guint step = 1; step <= n_steps; step++) {
    Meeting meeting;

    meeting_init (&meeting, step);
    while (!is_complete (&meeting) && meeting_step (&meeting))
      if (meeting.stage->n_steps == step) {
        fault (meeting.stage);
        meeting.stage->n_steps++;
      }
    if (!is_complete (&meeting))
      g_test_message ("not after a fault at step %u of %u", step, n_steps);
    assert_met (&meeting);
    sf_stage_free (meeting.stage);
  }
}

/*
 * Any number of cuts and one loss of memory, on lines of any length that double and mix what the
 * server says.
 */
static void
test_anything (void)
{
  for (guint32 seed = 0; seed < RANDOM_RUNS; seed++) {
    g_autoptr (GRand) random = g_rand_new_with_seed (seed);
    Meeting meeting;
    gint32 n_faults = G_N_ELEMENTS (faults);

    meeting_init (&meeting, seed);
    meeting.stage->delay_us = g_rand_int_range (random, 0, 200) * 1000;
    meeting.stage->copy_percent = g_rand_int_range (random, 0, 30);
    meeting.stage->mixed_percent = g_rand_int_range (random, 0, 30);
    while (!is_complete (&meeting) && meeting_step (&meeting))
      if (meeting.stage->n_steps < 100 && g_rand_int_range (random, 0, 30) == 0) {
        gint32 fault = g_rand_int_range (random, 0, n_faults);

        faults[fault].fault (meeting.stage);
        if (fault >= FIRST_FORGETTING)
          n_faults = FIRST_FORGETTING;
      }
    if (!is_complete (&meeting))
      g_test_message ("not with seed %u", seed);
    assert_met (&meeting);
    sf_stage_free (meeting.stage);
  }
}

/* Whoever comes third is a wrong guess, or one too many, or alone under a number gone free. */
static void
assert_third (const Meeting *meeting, const SfActor *third)
{
  g_assert_true (third != NULL);
  g_assert_null (third->peer_hello);
  if (g_error_matches (third->error, SF_NET_ERROR, SF_NET_ERROR_WRONG_CODE)) {
    g_assert_error (meeting->a->error, SF_NET_ERROR, SF_NET_ERROR_WRONG_CODE);
    g_assert_null (meeting->a->peer_hello);
    return;
  }

  assert_met (meeting);
  if (third->error != NULL)
    g_assert_error (third->error, SF_NET_ERROR, SF_NET_ERROR_CODE_USED);
  else
    g_assert_cmpstr (third->waiting->str, ==, "-");
}

static void
test_third_at_each_step (void)
{
  guint n_steps = count_steps ();

  for (guint step = 1; step <= n_steps; step++) {
    Meeting meeting;
    SfActor *third = NULL;

    meeting_init (&meeting, step);
    while (meeting_step (&meeting)) {
      if (third == NULL && meeting.stage->n_steps >= step && meeting.a->code != NULL) {
        g_autofree char *wrong = g_strconcat (meeting.a->code, "-zulu", NULL);
        third = sf_stage_enter (meeting.stage, "cccc", wrong, "hello of c");
      }
      if (third != NULL && (third->error != NULL || third->waiting->len > 0) &&
          (is_complete (&meeting) || meeting.a->error != NULL))
        break;
    }
    assert_third (&meeting, third);
    sf_stage_free (meeting.stage);
  }
}

/* Both learn of a wrong word, whoever is offline meanwhile. */
static void
test_wrong_code_at_each_step (void)
{
  for (guint step = 1; step < 40; step++) {
    g_autoptr (SfStage) stage = sf_stage_new (step);
    SfActor *a = sf_stage_enter (stage, "aaaa", "7-one-two", "a");
    SfActor *b = sf_stage_enter (stage, "bbbb", "7-one-three", "b");

    while ((a->error == NULL || b->error == NULL) && sf_stage_step (stage))
      if (stage->n_steps == step && step > 6) {
        sf_actor_cut (step % 2 ? a : b);
        stage->n_steps++;
      }
    g_assert_error (a->error, SF_NET_ERROR, SF_NET_ERROR_WRONG_CODE);
    g_assert_error (b->error, SF_NET_ERROR, SF_NET_ERROR_WRONG_CODE);
    g_assert_null (a->peer_hello);
    g_assert_null (b->peer_hello);
  }
}

/* Two programs with one side: the server lets only one be there; neither meets itself. */
static void
test_two_with_one_side (void)
{
  g_autoptr (SfStage) stage = sf_stage_new (1);
  SfActor *a = sf_stage_enter (stage, "aaaa", "7-one-two", "a");
  SfActor *b = sf_stage_enter (stage, "aaaa", "7-one-two", "b");

  while ((a->error == NULL || b->error == NULL) && sf_stage_step (stage))
    ;
  g_assert_true (a->error != NULL || b->error != NULL);
  if (a->error != NULL)
    g_assert_error (a->error, SF_NET_ERROR, SF_NET_ERROR_PROTOCOL);
  if (b->error != NULL)
    g_assert_error (b->error, SF_NET_ERROR, SF_NET_ERROR_PROTOCOL);
  g_assert_null (a->peer_hello);
  g_assert_null (b->peer_hello);
}

/* A round trip is 10 ms here: connect, claim, open with `pake`, `version`. */
static void
test_round_trips (void)
{
  g_autoptr (SfStage) stage = sf_stage_new (1);
  SfActor *a = sf_stage_enter (stage, "aaaa", "7-one-two", "a");
  SfActor *b;
  gint64 started_us;

  while (sf_stage_step (stage) && stage->events.length > 0)
    ;
  started_us = stage->now.monotonic_us;
  b = sf_stage_enter (stage, "bbbb", "7-one-two", "b");
  while (a->peer_hello == NULL && sf_stage_step (stage))
    ;
  g_assert_cmpint (stage->now.monotonic_us - started_us, ==, 40 * 1000);
  while (b->peer_hello == NULL && sf_stage_step (stage))
    ;
  g_assert_cmpint (stage->now.monotonic_us - started_us, ==, 40 * 1000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/net/wormhole-faults/leaves-nothing-behind", test_leaves_nothing_behind);
  for (gsize i = 0; i < G_N_ELEMENTS (faults); i++) {
    g_autofree char *path = g_strconcat ("/net/wormhole-faults/", faults[i].name, NULL);
    g_test_add_data_func (path, &faults[i].fault, test_fault_at_each_step);
  }
  g_test_add_func ("/net/wormhole-faults/anything", test_anything);
  g_test_add_func ("/net/wormhole-faults/third-at-each-step", test_third_at_each_step);
  g_test_add_func ("/net/wormhole-faults/wrong-code-at-each-step", test_wrong_code_at_each_step);
  g_test_add_func ("/net/wormhole-faults/two-with-one-side", test_two_with_one_side);
  g_test_add_func ("/net/wormhole-faults/round-trips", test_round_trips);
  return g_test_run ();
}
