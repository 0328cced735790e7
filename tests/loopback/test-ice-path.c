/* Two ICE paths in one process find each other, restart, close, and survive what strangers send. */

#include "net/ice/sf-ice-path.h"

#include "net/ice/sf-ice-signal.h"
#include "net/sf-net-error.h"
#include "tests/support/sf-test-resolver.h"

#include <sched.h>
#include <string.h>

#define GUARD_S 30
#define N_DATAGRAMS 50

/* One side: its path, what it told and what it got. */
typedef struct End End;
struct End {
  SfPath *path;
  End *other;          /* (nullable): whom its signals reach */
  GPtrArray *told;     /* of GBytes: every signal so far */
  GPtrArray *received; /* of GBytes: every datagram so far */
  gboolean close_on_receive;
  gboolean close_on_connect;
  gboolean closed;
};

static gboolean
on_guard (gpointer user_data)
{
  g_error ("%s: not within %d s", (const char *) user_data, GUARD_S);
  return G_SOURCE_REMOVE;
}

#define wait_until(condition)                                                                      \
  G_STMT_START                                                                                     \
  {                                                                                                \
    guint guard = g_timeout_add_seconds (GUARD_S, on_guard, (gpointer) #condition);                \
    while (!(condition))                                                                           \
      g_main_context_iteration (NULL, TRUE);                                                       \
    g_source_remove (guard);                                                                       \
  }                                                                                                \
  G_STMT_END

static void
on_close_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  End *end = user_data;

  sf_path_close_finish (SF_PATH (source), result);
  end->closed = TRUE;
}

static void
end_close (End *end)
{
  sf_path_close_async (end->path, on_close_ready, end);
}

static void
on_receive (const guint8 *datagram, gsize size, gpointer user_data)
{
  End *end = user_data;

  g_ptr_array_add (end->received, g_bytes_new (datagram, size));
  if (end->close_on_receive) {
    end->close_on_receive = FALSE;
    end_close (end);
  }
}

static void
on_path_state_changed (SfPath *path, gpointer user_data)
{
  End *end = user_data;

  if (end->close_on_connect && sf_path_get_state (path) == SF_PATH_STATE_CONNECTED) {
    end->close_on_connect = FALSE;
    end_close (end);
  }
}

typedef struct {
  End *to;
  GBytes *signal;
} Letter;

static gboolean
deliver (gpointer user_data)
{
  Letter *letter = user_data;

  if (letter->to->path != NULL)
    sf_path_remote_signal (letter->to->path, letter->signal);
  g_bytes_unref (letter->signal);
  g_free (letter);
  return G_SOURCE_REMOVE;
}

static void
on_path_local_signal (SfPath *path, GBytes *signal, gpointer user_data)
{
  End *end = user_data;
  Letter *letter;

  g_ptr_array_add (end->told, g_bytes_ref (signal));
  if (end->other == NULL)
    return;

  letter = g_new0 (Letter, 1);
  letter->to = end->other;
  letter->signal = g_bytes_ref (signal);
  g_idle_add_full (G_PRIORITY_DEFAULT, deliver, letter, NULL);
}

static void
end_open (End *end, const SfIceConfig *config)
{
  g_autoptr (GError) error = NULL;

  end->told = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  end->received = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  end->path = SF_PATH (sf_ice_path_new (config, on_receive, end, &error));
  g_assert_no_error (error);
  g_signal_connect (end->path, "state-changed", G_CALLBACK (on_path_state_changed), end);
  g_signal_connect (end->path, "local-signal", G_CALLBACK (on_path_local_signal), end);
}

static void
end_finish (End *end)
{
  if (!end->closed) {
    end_close (end);
    wait_until (end->closed);
  }
  g_assert_cmpint (sf_path_get_state (end->path), ==, SF_PATH_STATE_CLOSED);
  g_assert_finalize_object (g_steal_pointer (&end->path));
  g_clear_pointer (&end->told, g_ptr_array_unref);
  g_clear_pointer (&end->received, g_ptr_array_unref);
}

static gboolean
is_connected (const End *end)
{
  return sf_path_get_state (end->path) == SF_PATH_STATE_CONNECTED;
}

static void
pair_open (End ends[2])
{
  SfIceConfig config = {.controlling = TRUE, .allow_loopback = TRUE};

  memset (ends, 0, 2 * sizeof *ends);
  ends[0].other = &ends[1];
  ends[1].other = &ends[0];
  end_open (&ends[0], &config);
  config.controlling = FALSE;
  end_open (&ends[1], &config);
}

static void
pair_permit (End ends[2])
{
  sf_ice_path_permit (SF_ICE_PATH (ends[0].path));
  sf_ice_path_permit (SF_ICE_PATH (ends[1].path));
}

static void
pair_connect (End ends[2])
{
  pair_open (ends);
  pair_permit (ends);
  wait_until (is_connected (&ends[0]) && is_connected (&ends[1]));
}

static void
pair_finish (End ends[2])
{
  end_finish (&ends[0]);
  end_finish (&ends[1]);
}

/* Datagrams may be lost, even here; sending stops when one has come. */
static void
assert_reaches (End *from)
{
  static guint8 counter;
  guint n = from->other->received->len;
  guint8 datagram[SF_PATH_MAX_DATAGRAM] = {0xC0, ++counter};
  GBytes *got;

  do {
    sf_path_send (from->path, datagram, sizeof datagram);
    g_main_context_iteration (NULL, FALSE);
  } while (from->other->received->len == n);

  got = from->other->received->pdata[n];
  g_assert_cmpmem (g_bytes_get_data (got, NULL), g_bytes_get_size (got), datagram, sizeof datagram);
}

static void
read_told (const End *end, guint i, SfIceSignal *ret_signal)
{
  g_assert_cmpuint (i, <, end->told->len);
  g_assert_true (sf_ice_signal_read (end->told->pdata[i], ret_signal));
}

static guint32
last_generation (const End *end)
{
  SfIceSignal signal;

  read_told (end, end->told->len - 1, &signal);
  return signal.generation;
}

static void
test_connects (void)
{
  End ends[2];
  SfIceSignal signal;

  pair_connect (ends);
  g_assert_cmpint (sf_path_get_kind (ends[0].path), ==, SF_PATH_KIND_LAN);
  g_assert_cmpint (sf_path_get_kind (ends[1].path), ==, SF_PATH_KIND_LAN);
  for (guint i = 0; i < N_DATAGRAMS; i++) {
    assert_reaches (&ends[0]);
    assert_reaches (&ends[1]);
  }

  /* All that was known at once went in one signal: no round trip is spent on a second. */
  g_assert_cmpuint (ends[0].told->len, ==, 1);
  read_told (&ends[0], 0, &signal);
  g_assert_cmpuint (signal.n_candidates, >, 0);
  g_assert_true (signal.ended);
  pair_finish (ends);
}

static void
test_holds_until_permitted (void)
{
  End ends[2];

  pair_open (ends);
  sf_ice_path_permit (SF_ICE_PATH (ends[1].path));
  g_assert_cmpuint (ends[1].told->len, ==, 1);
  while (g_main_context_iteration (NULL, FALSE))
    continue;

  g_assert_cmpuint (ends[0].told->len, ==, 0);
  g_assert_cmpint (sf_path_get_state (ends[0].path), ==, SF_PATH_STATE_GATHERING);
  g_assert_cmpint (sf_path_get_state (ends[1].path), ==, SF_PATH_STATE_GATHERING);
  sf_path_restart (ends[0].path);
  g_assert_cmpuint (ends[0].told->len, ==, 0);
  g_assert_false (sf_path_send (ends[0].path, (const guint8 *) "x", 1));

  sf_ice_path_permit (SF_ICE_PATH (ends[0].path));
  wait_until (is_connected (&ends[0]) && is_connected (&ends[1]));
  pair_finish (ends);
}

static void
test_restarts (void)
{
  End ends[2];

  pair_connect (ends);

  /* Each side once, then several in a row, then both at once. */
  for (guint round = 0; round < 2; round++) {
    sf_path_restart (ends[round].path);
    g_assert_false (is_connected (&ends[round]));
    wait_until (last_generation (&ends[0]) == round + 1 && last_generation (&ends[1]) == round + 1);
    wait_until (is_connected (&ends[0]) && is_connected (&ends[1]));
    assert_reaches (&ends[0]);
    assert_reaches (&ends[1]);
  }

  sf_path_restart (ends[0].path);
  sf_path_restart (ends[0].path);
  sf_path_restart (ends[0].path);
  wait_until (last_generation (&ends[1]) == 5);
  wait_until (is_connected (&ends[0]) && is_connected (&ends[1]));

  sf_path_restart (ends[0].path);
  sf_path_restart (ends[1].path);
  g_assert_cmpuint (last_generation (&ends[0]), ==, 6);
  g_assert_cmpuint (last_generation (&ends[1]), ==, 6);
  wait_until (is_connected (&ends[0]) && is_connected (&ends[1]));
  assert_reaches (&ends[0]);
  assert_reaches (&ends[1]);
  pair_finish (ends);
}

static void
test_ignores_old_generation (void)
{
  End ends[2];
  guint n_told;

  pair_connect (ends);
  sf_path_restart (ends[0].path);
  wait_until (last_generation (&ends[1]) == 1);
  wait_until (is_connected (&ends[0]) && is_connected (&ends[1]));

  n_told = ends[1].told->len;
  sf_path_remote_signal (ends[1].path, ends[0].told->pdata[0]);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_assert_cmpuint (ends[1].told->len, ==, n_told);
  assert_reaches (&ends[0]);
  pair_finish (ends);
}

static void
remote_signal (End *end, const SfIceSignal *signal)
{
  g_autoptr (GBytes) bytes = sf_ice_signal_write (signal);

  sf_path_remote_signal (end->path, bytes);
}

static void
test_bounds_following (void)
{
  End ends[2];
  SfIceSignal signal;

  pair_connect (ends);
  ends[1].other = NULL;
  read_told (&ends[0], 0, &signal);

  signal.generation = 17;
  remote_signal (&ends[1], &signal);
  g_assert_cmpuint (last_generation (&ends[1]), ==, 0);
  signal.generation = G_MAXUINT32;
  remote_signal (&ends[1], &signal);
  g_assert_cmpuint (last_generation (&ends[1]), ==, 0);

  /* Each one followed makes an agent and closes one: not without end, before the closed ones are gone. */
  for (guint i = 1; i <= 16; i++) {
    signal.generation = i;
    remote_signal (&ends[1], &signal);
  }
  g_assert_cmpuint (last_generation (&ends[1]), ==, 4);
  pair_finish (ends);
}

static void
test_drops_rubbish (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (1);
  End ends[2];
  GBytes *good;

  pair_connect (ends);
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
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  sf_path_restart (ends[1].path);
  wait_until (last_generation (&ends[0]) == last_generation (&ends[1]));
  wait_until (is_connected (&ends[0]) && is_connected (&ends[1]));
  pair_finish (ends);
}

static void
test_closes_in_every_state (void)
{
  End ends[2];

  /* Gathering, nothing dispatched yet. */
  pair_open (ends);
  pair_finish (ends);

  /* Permitted, alone. */
  pair_open (ends);
  sf_ice_path_permit (SF_ICE_PATH (ends[0].path));
  pair_finish (ends);

  /* Checking. */
  pair_open (ends);
  pair_permit (ends);
  wait_until (sf_path_get_state (ends[0].path) != SF_PATH_STATE_GATHERING);
  pair_finish (ends);

  /* Restarting. */
  pair_connect (ends);
  sf_path_restart (ends[0].path);
  pair_finish (ends);

  /* Connected, and the other side goes on sending. */
  pair_connect (ends);
  end_close (&ends[0]);
  g_assert_false (sf_path_send (ends[0].path, (const guint8 *) "x", 1));
  for (guint i = 0; i < N_DATAGRAMS; i++)
    sf_path_send (ends[1].path, (const guint8 *) "x", 1);
  wait_until (ends[0].closed);
  g_assert_cmpuint (ends[0].received->len, ==, 0);
  pair_finish (ends);
}

static void
test_closes_from_callbacks (void)
{
  End ends[2];

  pair_open (ends);
  ends[0].close_on_connect = TRUE;
  pair_permit (ends);
  wait_until (ends[0].closed);
  pair_finish (ends);

  pair_connect (ends);
  ends[0].close_on_receive = TRUE;
  for (guint i = 0; i < N_DATAGRAMS; i++)
    sf_path_send (ends[1].path, (const guint8 *) "x", 1);
  wait_until (ends[0].closed);
  g_assert_cmpuint (ends[0].received->len, ==, 1);
  pair_finish (ends);
}

static void
test_closed_is_deaf (void)
{
  End ends[2];

  pair_connect (ends);
  end_close (&ends[0]);
  wait_until (ends[0].closed);
  sf_path_restart (ends[0].path);
  sf_ice_path_permit (SF_ICE_PATH (ends[0].path));
  sf_path_remote_signal (ends[0].path, ends[1].told->pdata[0]);
  g_assert_cmpint (sf_path_get_state (ends[0].path), ==, SF_PATH_STATE_CLOSED);
  g_assert_cmpuint (ends[0].told->len, ==, 1);
  pair_finish (ends);
}

static void
test_unreferenced_without_close (void)
{
  SfIceConfig config = {.allow_loopback = TRUE, .stun_server = "stun.example:3478"};
  g_autoptr (SfTestResolver) resolver = sf_test_resolver_install ();
  End end = {0};

  sf_test_resolver_set_silent (resolver, TRUE);
  end_open (&end, &config);
  g_assert_finalize_object (end.path);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_ptr_array_unref (end.told);
  g_ptr_array_unref (end.received);
}

/* No name server answers: the LAN connects all the same, and at once. */
static void
test_does_not_wait_for_names (void)
{
  SfIceConfig config = {.allow_loopback = TRUE, .stun_server = "stun.example:3478"};
  g_autoptr (SfTestResolver) resolver = sf_test_resolver_install ();
  End ends[2] = {0};

  sf_test_resolver_set_silent (resolver, TRUE);
  ends[0].other = &ends[1];
  ends[1].other = &ends[0];
  end_open (&ends[0], &config);
  config.controlling = TRUE;
  end_open (&ends[1], &config);
  pair_permit (ends);
  wait_until (is_connected (&ends[0]) && is_connected (&ends[1]));
  g_assert_cmpuint (last_generation (&ends[0]), ==, 0);

  /* The answer is of no use any more. */
  sf_test_resolver_add (resolver, "stun.example", "127.0.0.1");
  sf_test_resolver_set_silent (resolver, FALSE);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_assert_true (is_connected (&ends[0]));
  pair_finish (ends);
}

static void
test_uses_a_late_name (void)
{
  SfIceConfig config = {.allow_loopback = TRUE, .stun_server = "stun.example:3478"};
  g_autoptr (SfTestResolver) resolver = sf_test_resolver_install ();
  End end = {0};

  sf_test_resolver_set_silent (resolver, TRUE);
  sf_test_resolver_add (resolver, "stun.example", "127.0.0.1");
  end_open (&end, &config);

  /* Told already, not connected: a restart, so that the other side pairs with what is found now. */
  sf_ice_path_permit (SF_ICE_PATH (end.path));
  g_assert_cmpuint (end.told->len, ==, 1);
  g_assert_cmpuint (last_generation (&end), ==, 0);
  sf_test_resolver_set_silent (resolver, FALSE);
  wait_until (last_generation (&end) == 1);
  end_finish (&end);

  /* Before anybody was told: nobody notices. */
  memset (&end, 0, sizeof end);
  sf_test_resolver_set_silent (resolver, TRUE);
  end_open (&end, &config);
  sf_test_resolver_set_silent (resolver, FALSE);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  sf_ice_path_permit (SF_ICE_PATH (end.path));
  g_assert_cmpuint (last_generation (&end), ==, 0);
  end_finish (&end);
}

static void
test_refuses_bad_config (void)
{
  static const SfTurnServer tls = {(char *) "turns:turn.example", (char *) "u", (char *) "p"};
  SfIceConfig config = {.allow_loopback = TRUE, .relay_only = TRUE, .stun_server = "127.0.0.1"};
  g_autoptr (GError) error = NULL;

  g_assert_null (sf_ice_path_new (&config, on_receive, NULL, &error));
  g_assert_error (error, SF_NET_ERROR, SF_NET_ERROR_NO_PATH);
  g_clear_error (&error);

  config = (SfIceConfig){.turn_servers = &tls, .n_turn_servers = 1};
  g_assert_null (sf_ice_path_new (&config, on_receive, NULL, &error));
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
  End end = {0};
  SfIceSignal signal;

  end_open (&end, &config);
  sf_ice_path_permit (SF_ICE_PATH (end.path));
  g_assert_cmpuint (end.told->len, ==, 1);
  read_told (&end, 0, &signal);
  g_assert_cmpuint (signal.n_candidates, ==, 0);
  end_finish (&end);
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
  g_assert_null (sf_ice_path_new (&config, on_receive, NULL, &error));
  g_assert_error (error, SF_NET_ERROR, SF_NET_ERROR_NO_PATH);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/net/ice-path/connects", test_connects);
  g_test_add_func ("/net/ice-path/holds-until-permitted", test_holds_until_permitted);
  g_test_add_func ("/net/ice-path/restarts", test_restarts);
  g_test_add_func ("/net/ice-path/ignores-old-generation", test_ignores_old_generation);
  g_test_add_func ("/net/ice-path/bounds-following", test_bounds_following);
  g_test_add_func ("/net/ice-path/drops-rubbish", test_drops_rubbish);
  g_test_add_func ("/net/ice-path/closes-in-every-state", test_closes_in_every_state);
  g_test_add_func ("/net/ice-path/closes-from-callbacks", test_closes_from_callbacks);
  g_test_add_func ("/net/ice-path/closed-is-deaf", test_closed_is_deaf);
  g_test_add_func ("/net/ice-path/unreferenced-without-close", test_unreferenced_without_close);
  g_test_add_func ("/net/ice-path/does-not-wait-for-names", test_does_not_wait_for_names);
  g_test_add_func ("/net/ice-path/uses-a-late-name", test_uses_a_late_name);
  g_test_add_func ("/net/ice-path/refuses-bad-config", test_refuses_bad_config);
  g_test_add_func ("/net/ice-path/relay-only-tells-no-address", test_relay_only_tells_no_address);
  g_test_add_func ("/net/ice-path/no-network", test_no_network);
  return g_test_run ();
}
