/* Two ICE paths in one process find each other, restart, and survive what strangers send. */

#include "net/ice/sf-ice-signal.h"
#include "net/sf-net-error.h"
#include "tests/support/sf-test-end.h"
#include "tests/support/sf-test-resolver.h"

#include <sched.h>

#define N_DATAGRAMS 50

static void
read_told (const SfTestEnd *end, guint i, SfIceSignal *ret_signal)
{
  g_assert_cmpuint (i, <, end->told->len);
  g_assert_true (sf_ice_signal_read (end->told->pdata[i], ret_signal));
}

static guint32
last_generation (const SfTestEnd *end)
{
  SfIceSignal signal;

  read_told (end, end->told->len - 1, &signal);
  return signal.generation;
}

static void
test_connects (void)
{
  SfTestEnd ends[2];
  SfIceSignal signal;

  sf_test_pair_connect (ends);
  g_assert_cmpint (sf_path_get_kind (ends[0].path), ==, SF_PATH_KIND_LAN);
  g_assert_cmpint (sf_path_get_kind (ends[1].path), ==, SF_PATH_KIND_LAN);
  for (guint i = 0; i < N_DATAGRAMS; i++) {
    sf_test_end_assert_reaches (&ends[0]);
    sf_test_end_assert_reaches (&ends[1]);
  }

  /* All that was known at once went in one signal: no round trip is spent on a second. */
  g_assert_cmpuint (ends[0].told->len, ==, 1);
  read_told (&ends[0], 0, &signal);
  g_assert_cmpuint (signal.n_candidates, >, 0);
  g_assert_true (signal.ended);
  sf_test_pair_finish (ends);
}

static gpointer
live_in_thread (gpointer user_data)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  SfTestEnd ends[2];

  g_main_context_push_thread_default (context);
  sf_test_pair_connect (ends);
  sf_test_end_assert_reaches (&ends[0]);
  sf_path_restart (ends[1].path);
  sf_test_pair_wait (ends);
  sf_test_end_assert_reaches (&ends[1]);
  sf_test_pair_finish (ends);
  g_main_context_pop_thread_default (context);
  return NULL;
}

/* Nobody runs the default main context meanwhile, so nothing may wait for it. */
static void
test_lives_in_its_thread (void)
{
  GThread *threads[2];

  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("path", live_in_thread, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
  g_assert_false (g_main_context_pending (NULL));
}

static void
test_holds_until_permitted (void)
{
  SfTestEnd ends[2];

  sf_test_pair_open (ends);
  sf_ice_path_permit (SF_ICE_PATH (ends[1].path));
  g_assert_cmpuint (ends[1].told->len, ==, 1);
  sf_test_run_ready ();

  g_assert_cmpuint (ends[0].told->len, ==, 0);
  g_assert_cmpint (sf_path_get_state (ends[0].path), ==, SF_PATH_STATE_GATHERING);
  g_assert_cmpint (sf_path_get_state (ends[1].path), ==, SF_PATH_STATE_GATHERING);
  sf_path_restart (ends[0].path);
  g_assert_cmpuint (ends[0].told->len, ==, 0);
  g_assert_false (sf_path_send (ends[0].path, (const guint8 *) "x", 1));

  sf_ice_path_permit (SF_ICE_PATH (ends[0].path));
  sf_test_pair_wait (ends);
  sf_test_pair_finish (ends);
}

static void
test_restarts (void)
{
  SfTestEnd ends[2];

  sf_test_pair_connect (ends);

  /* Each side once, then several in a row, then both at once. */
  for (guint round = 0; round < 2; round++) {
    sf_path_restart (ends[round].path);
    g_assert_false (sf_test_end_is_connected (&ends[round]));
    sf_until (last_generation (&ends[0]) == round + 1 && last_generation (&ends[1]) == round + 1);
    sf_test_pair_wait (ends);
    sf_test_end_assert_reaches (&ends[0]);
    sf_test_end_assert_reaches (&ends[1]);
  }

  sf_path_restart (ends[0].path);
  sf_path_restart (ends[0].path);
  sf_path_restart (ends[0].path);
  sf_until (last_generation (&ends[1]) == 5);
  sf_test_pair_wait (ends);

  sf_path_restart (ends[0].path);
  sf_path_restart (ends[1].path);
  g_assert_cmpuint (last_generation (&ends[0]), ==, 6);
  g_assert_cmpuint (last_generation (&ends[1]), ==, 6);
  sf_test_pair_wait (ends);
  sf_test_end_assert_reaches (&ends[0]);
  sf_test_end_assert_reaches (&ends[1]);
  sf_test_pair_finish (ends);
}

static void
test_ignores_old_generation (void)
{
  SfTestEnd ends[2];
  guint n_told;

  sf_test_pair_connect (ends);
  sf_path_restart (ends[0].path);
  sf_until (last_generation (&ends[1]) == 1);
  sf_test_pair_wait (ends);

  n_told = ends[1].told->len;
  sf_path_remote_signal (ends[1].path, ends[0].told->pdata[0]);
  sf_test_run_ready ();
  g_assert_cmpuint (ends[1].told->len, ==, n_told);
  sf_test_end_assert_reaches (&ends[0]);
  sf_test_pair_finish (ends);
}

static void
remote_signal (SfTestEnd *end, const SfIceSignal *signal)
{
  g_autoptr (GBytes) bytes = sf_ice_signal_write (signal);

  sf_path_remote_signal (end->path, bytes);
}

static void
test_bounds_following (void)
{
  SfTestEnd ends[2];
  SfIceSignal signal;

  sf_test_pair_connect (ends);
  ends[1].other = NULL;
  read_told (&ends[0], 0, &signal);

  signal.generation = 17;
  remote_signal (&ends[1], &signal);
  g_assert_cmpuint (last_generation (&ends[1]), ==, 0);
  signal.generation = G_MAXUINT32;
  remote_signal (&ends[1], &signal);
  g_assert_cmpuint (last_generation (&ends[1]), ==, 0);

  /* Each one followed makes an agent and closes one: not without end, before the closed ones are
   * gone. */
  for (guint i = 1; i <= 16; i++) {
    signal.generation = i;
    remote_signal (&ends[1], &signal);
  }
  g_assert_cmpuint (last_generation (&ends[1]), ==, 4);
  sf_test_pair_finish (ends);
}

static void
test_drops_rubbish (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (1);
  SfTestEnd ends[2];
  GBytes *good;

  sf_test_pair_connect (ends);
  ends[1].other = NULL;
  good = ends[0].told->pdata[0];

  for (guint i = 0; i < 2000; i++) {
    gsize size = g_bytes_get_size (good);
    g_autofree guint8 *bytes = g_memdup2 (g_bytes_get_data (good, NULL), size);
    g_autoptr (GBytes) bad = NULL;

    for (int n = g_rand_int_range (random, 1, 4); n > 0; n--)
      bytes[g_rand_int_range (random, 0, (gint32) size)] = (guint8) g_rand_int (random);
    bytes[1] = 0; /* a generation far away would be dropped unread */
    bad = g_bytes_new (bytes, (gsize) g_rand_int_range (random, 0, (gint32) size + 1));
    sf_path_remote_signal (ends[1].path, bad);
  }

  /* A single changed bit may begin a generation; the true one ends it. */
  ends[1].other = &ends[0];
  sf_test_run_ready ();
  sf_path_restart (ends[1].path);
  sf_until (last_generation (&ends[0]) == last_generation (&ends[1]));
  sf_test_pair_wait (ends);
  sf_test_pair_finish (ends);
}

/* No name server answers: the LAN connects all the same, and at once. */
static void
test_does_not_wait_for_names (void)
{
  SfIceConfig config = {.allow_loopback = TRUE, .stun_server = "stun.example:3478"};
  g_autoptr (SfTestResolver) resolver = sf_test_resolver_install ();
  SfTestEnd ends[2];

  sf_test_resolver_set_silent (resolver, TRUE);
  sf_test_end_open_ice (&ends[0], &config);
  config.controlling = TRUE;
  sf_test_end_open_ice (&ends[1], &config);
  ends[0].other = &ends[1];
  ends[1].other = &ends[0];
  sf_test_pair_permit (ends);
  sf_test_pair_wait (ends);
  g_assert_cmpuint (last_generation (&ends[0]), ==, 0);

  /* The answer is of no use any more. */
  sf_test_resolver_add (resolver, "stun.example", "127.0.0.1");
  sf_test_resolver_set_silent (resolver, FALSE);
  sf_test_run_ready ();
  g_assert_true (sf_test_end_is_connected (&ends[0]));
  sf_test_pair_finish (ends);
}

static void
test_uses_a_late_name (void)
{
  SfIceConfig config = {.allow_loopback = TRUE, .stun_server = "stun.example:3478"};
  g_autoptr (SfTestResolver) resolver = sf_test_resolver_install ();
  SfTestEnd end;

  sf_test_resolver_set_silent (resolver, TRUE);
  sf_test_resolver_add (resolver, "stun.example", "127.0.0.1");
  sf_test_end_open_ice (&end, &config);

  /* Told already, not connected: a restart, so that the other side pairs with what is found now. */
  sf_ice_path_permit (SF_ICE_PATH (end.path));
  g_assert_cmpuint (end.told->len, ==, 1);
  g_assert_cmpuint (last_generation (&end), ==, 0);
  sf_test_resolver_set_silent (resolver, FALSE);
  sf_until (last_generation (&end) == 1);
  sf_test_end_finish (&end);

  /* Before anybody was told: nobody notices. */
  sf_test_resolver_set_silent (resolver, TRUE);
  sf_test_end_open_ice (&end, &config);
  sf_test_resolver_set_silent (resolver, FALSE);
  sf_test_run_ready ();
  sf_ice_path_permit (SF_ICE_PATH (end.path));
  g_assert_cmpuint (last_generation (&end), ==, 0);
  sf_test_end_finish (&end);
}

static void
test_refuses_bad_config (void)
{
  static const SfTurnServer tls = {(char *) "turns:turn.example", (char *) "u", (char *) "p"};
  SfIceConfig config = {.allow_loopback = TRUE, .relay_only = TRUE, .stun_server = "127.0.0.1"};
  g_autoptr (GError) error = NULL;

  g_assert_null (sf_ice_path_new (&config, sf_test_end_on_receive, NULL, &error));
  g_assert_error (error, SF_NET_ERROR, SF_NET_ERROR_NO_PATH);
  g_clear_error (&error);

  config = (SfIceConfig){.turn_servers = &tls, .n_turn_servers = 1};
  g_assert_null (sf_ice_path_new (&config, sf_test_end_on_receive, NULL, &error));
  g_assert_error (error, SF_NET_ERROR, SF_NET_ERROR_BAD_ADDRESS);
}

/* Every byte of every signal, with a relay that never answers: no candidate at all. */
static void
test_relay_only_tells_no_address (void)
{
  static const SfTurnServer relay = {(char *) "turn:127.0.0.1:9", (char *) "u", (char *) "p"};
  SfIceConfig config = {
    .allow_loopback = TRUE,
    .relay_only = TRUE,
    .turn_servers = &relay,
    .n_turn_servers = 1,
  };
  SfTestEnd end;
  SfIceSignal signal;

  sf_test_end_open_ice (&end, &config);
  sf_ice_path_permit (SF_ICE_PATH (end.path));
  g_assert_cmpuint (end.told->len, ==, 1);
  read_told (&end, 0, &signal);
  g_assert_cmpuint (signal.n_candidates, ==, 0);
  sf_test_end_finish (&end);
}

static void
test_no_network (void)
{
  SfIceConfig config = {0};
  g_autoptr (GError) error = NULL;

  if (!g_test_subprocess ()) {
    g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_INHERIT_STDERR);
    g_test_trap_assert_passed ();
    return;
  }

  if (unshare (CLONE_NEWUSER | CLONE_NEWNET) != 0)
    return; /* not allowed here; the lab of network namespaces has the same test */
  g_assert_null (sf_ice_path_new (&config, sf_test_end_on_receive, NULL, &error));
  g_assert_error (error, SF_NET_ERROR, SF_NET_ERROR_NO_PATH);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/net/ice-path/connects", test_connects);
  g_test_add_func ("/net/ice-path/lives-in-its-thread", test_lives_in_its_thread);
  g_test_add_func ("/net/ice-path/holds-until-permitted", test_holds_until_permitted);
  g_test_add_func ("/net/ice-path/restarts", test_restarts);
  g_test_add_func ("/net/ice-path/ignores-old-generation", test_ignores_old_generation);
  g_test_add_func ("/net/ice-path/bounds-following", test_bounds_following);
  g_test_add_func ("/net/ice-path/drops-rubbish", test_drops_rubbish);
  g_test_add_func ("/net/ice-path/does-not-wait-for-names", test_does_not_wait_for_names);
  g_test_add_func ("/net/ice-path/uses-a-late-name", test_uses_a_late_name);
  g_test_add_func ("/net/ice-path/refuses-bad-config", test_refuses_bad_config);
  g_test_add_func ("/net/ice-path/relay-only-tells-no-address", test_relay_only_tells_no_address);
  g_test_add_func ("/net/ice-path/no-network", test_no_network);
  return g_test_run ();
}
