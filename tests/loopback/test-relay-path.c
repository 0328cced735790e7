/* Two paths by way of a transit relay in the same process, which hangs up, lies or stalls. */

#include "net/ice/sf-relay-path.h"
#include "net/sf-net-error.h"
#include "tests/support/sf-test-end.h"
#include "tests/support/sf-test-relay.h"

#include <string.h>

#define N_DATAGRAMS 300

static void
open_end (SfTestEnd *end, const char *server)
{
  SfRelayConfig config = {.server = server, .token = {7}};
  g_autoptr (GError) error = NULL;
  SfRelayPath *path;

  sf_test_end_init (end);
  path = sf_relay_path_new (&config, sf_test_end_on_receive, end, &error);
  g_assert_no_error (error);
  sf_test_end_take_path (end, SF_PATH (path));
}

static void
open_pair (SfTestEnd ends[2], SfTestRelay *relay)
{
  open_end (&ends[0], sf_test_relay_get_server (relay));
  open_end (&ends[1], sf_test_relay_get_server (relay));
  ends[0].other = &ends[1];
  ends[1].other = &ends[0];
}

static gboolean
has_state (const SfTestEnd *end, SfPathState state)
{
  return sf_path_get_state (end->path) == state;
}

static void
test_connects (void)
{
  g_autoptr (SfTestRelay) relay = sf_test_relay_new ();
  SfTestEnd ends[2];

  open_pair (ends, relay);
  g_assert_cmpint (sf_path_get_state (ends[0].path), ==, SF_PATH_STATE_GATHERING);
  g_assert_false (sf_path_send (ends[0].path, (const guint8 *) "x", 1));
  sf_test_pair_wait (ends);
  g_assert_cmpint (sf_path_get_kind (ends[0].path), ==, SF_PATH_KIND_RELAY);
  for (guint i = 0; i < 10; i++) {
    sf_test_end_assert_reaches (&ends[0]);
    sf_test_end_assert_reaches (&ends[1]);
  }

  g_assert_cmpuint (ends[0].told->len, ==, 0);
  sf_test_pair_finish (ends);
}

static void
test_waits_for_the_other (void)
{
  g_autoptr (SfTestRelay) relay = sf_test_relay_new ();
  SfTestEnd ends[2];

  open_end (&ends[0], sf_test_relay_get_server (relay));
  sf_until (sf_test_relay_get_handshakes (relay)->len == 1);
  g_assert_true (has_state (&ends[0], SF_PATH_STATE_CHECKING));
  open_end (&ends[1], sf_test_relay_get_server (relay));
  sf_test_pair_wait (ends);
  sf_test_pair_finish (ends);
}

/* Nothing is lost on the way: what was taken arrives, in order. */
static void
test_refuses_when_full (void)
{
  g_autoptr (SfTestRelay) relay = sf_test_relay_new ();
  guint8 datagram[SF_PATH_MAX_DATAGRAM] = {0};
  SfTestEnd ends[2];
  guint n_taken = 0;

  open_pair (ends, relay);
  sf_test_pair_wait (ends);

  /* Nobody reads meanwhile, so there is an end to it; the kernel's buffers are part of it. */
  while (sf_path_send (ends[0].path, datagram, sizeof datagram)) {
    n_taken++;
    memcpy (datagram, &n_taken, sizeof n_taken);
    g_assert_cmpuint (n_taken, <, 100000);
  }
  g_assert_cmpuint (n_taken, >=, 64 * 1024 / sizeof datagram - 1);

  sf_until (ends[1].received->len == n_taken);
  for (guint i = 0; i < n_taken; i++) {
    GBytes *got = ends[1].received->pdata[i];

    memset (datagram, 0, sizeof datagram);
    memcpy (datagram, &i, sizeof i);
    g_assert_cmpmem (g_bytes_get_data (got, NULL), g_bytes_get_size (got), datagram,
                     sizeof datagram);
  }
  g_assert_true (sf_path_send (ends[0].path, datagram, sizeof datagram));
  sf_test_pair_finish (ends);
}

static void
test_restarts (void)
{
  g_autoptr (SfTestRelay) relay = sf_test_relay_new ();
  GPtrArray *handshakes = sf_test_relay_get_handshakes (relay);
  SfTestEnd ends[2];

  open_pair (ends, relay);
  sf_test_pair_wait (ends);

  sf_test_relay_hang_up (relay);
  sf_until (has_state (&ends[0], SF_PATH_STATE_FAILED) &&
            has_state (&ends[1], SF_PATH_STATE_FAILED));
  for (guint i = 0; i < 2; i++) {
    sf_path_restart (ends[i].path);
    g_assert_true (has_state (&ends[i], SF_PATH_STATE_GATHERING));
    sf_until (handshakes->len == 4 + 2 * i);
    sf_test_pair_wait (ends);
    sf_test_end_assert_reaches (&ends[0]);
    sf_test_end_assert_reaches (&ends[1]);
  }

  /* Both at once meet in the same generation. */
  sf_path_restart (ends[0].path);
  sf_path_restart (ends[1].path);
  sf_test_pair_wait (ends);
  sf_test_end_assert_reaches (&ends[0]);

  /* Never the same token twice. */
  g_assert_cmpstr (handshakes->pdata[0], !=, handshakes->pdata[2]);
  g_assert_cmpstr (handshakes->pdata[2], !=, handshakes->pdata[4]);
  sf_test_pair_finish (ends);
}

static void
test_bounds_following (void)
{
  g_autoptr (SfTestRelay) relay = sf_test_relay_new ();
  g_autoptr (GBytes) same = sf_relay_signal_write (0);
  g_autoptr (GBytes) far = sf_relay_signal_write (17);
  g_autoptr (GBytes) rubbish = g_bytes_new_static ("rubbish", 7);
  SfTestEnd ends[2];

  open_pair (ends, relay);
  sf_test_pair_wait (ends);
  sf_path_remote_signal (ends[0].path, same);
  sf_path_remote_signal (ends[0].path, far);
  sf_path_remote_signal (ends[0].path, rubbish);
  g_assert_true (sf_test_end_is_connected (&ends[0]));
  sf_test_end_assert_reaches (&ends[0]);
  sf_test_pair_finish (ends);
}

static void
assert_fails_on (const char *answer, gsize size)
{
  g_autoptr (SfTestRelay) relay = sf_test_relay_new ();
  SfTestEnd end;

  sf_test_relay_set_answer (relay, answer, size);
  open_end (&end, sf_test_relay_get_server (relay));
  sf_until (has_state (&end, SF_PATH_STATE_FAILED));
  g_assert_cmpuint (end.received->len, ==, 0);
  sf_test_end_finish (&end);
}

static void
test_refuses_rubbish (void)
{
  assert_fails_on ("impatient\n", 10);
  assert_fails_on ("ok\n\x00\x00", 5);
  assert_fails_on ("ok\n\xff\xff", 5);
}

static void
test_unreachable (void)
{
  SfTestRelay *relay = sf_test_relay_new ();
  g_autofree char *server = g_strdup (sf_test_relay_get_server (relay));
  SfTestEnd end;

  sf_test_relay_free (relay);
  open_end (&end, server);
  sf_until (has_state (&end, SF_PATH_STATE_FAILED));
  sf_test_end_finish (&end);
}

static void
test_refuses_bad_address (void)
{
  static const char *const bad[] = {"", "host:0", "[::1", "tcp:host:4001"};

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++) {
    SfRelayConfig config = {.server = bad[i]};
    g_autoptr (GError) error = NULL;

    g_assert_null (sf_relay_path_new (&config, sf_test_end_on_receive, NULL, &error));
    g_assert_error (error, SF_NET_ERROR, SF_NET_ERROR_BAD_ADDRESS);
  }
}

static void
test_closes_before_connected (void)
{
  g_autoptr (SfTestRelay) relay = sf_test_relay_new ();
  SfTestEnd ends[2];

  open_pair (ends, relay);
  sf_test_pair_finish (ends);

  open_end (&ends[0], sf_test_relay_get_server (relay));
  sf_until (has_state (&ends[0], SF_PATH_STATE_CHECKING));
  sf_test_end_finish (&ends[0]);
}

static void
test_closes_from_its_signal (void)
{
  g_autoptr (SfTestRelay) relay = sf_test_relay_new ();
  SfTestEnd ends[2];

  open_pair (ends, relay);
  ends[0].close_on_connect = TRUE;
  sf_until (ends[0].closed);
  sf_until (has_state (&ends[1], SF_PATH_STATE_FAILED));
  sf_path_restart (ends[0].path);
  g_assert_true (has_state (&ends[0], SF_PATH_STATE_CLOSED));
  sf_test_pair_finish (ends);
}

static void
test_closes_from_a_datagram (void)
{
  g_autoptr (SfTestRelay) relay = sf_test_relay_new ();
  SfTestEnd ends[2];

  open_pair (ends, relay);
  sf_test_pair_wait (ends);
  ends[0].close_on_receive = TRUE;
  for (guint i = 0; i < N_DATAGRAMS; i++)
    sf_path_send (ends[1].path, (const guint8 *) "x", 1);
  sf_until (ends[0].closed);
  g_assert_cmpuint (ends[0].received->len, ==, 1);
  sf_test_pair_finish (ends);
}

static void
test_unreferenced_without_close (void)
{
  g_autoptr (SfTestRelay) relay = sf_test_relay_new ();
  SfTestEnd end;

  open_end (&end, sf_test_relay_get_server (relay));
  g_assert_finalize_object (end.path);
  sf_test_run_ready ();
  g_ptr_array_unref (end.told);
  g_ptr_array_unref (end.received);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/net/relay-path/connects", test_connects);
  g_test_add_func ("/net/relay-path/waits-for-the-other", test_waits_for_the_other);
  g_test_add_func ("/net/relay-path/refuses-when-full", test_refuses_when_full);
  g_test_add_func ("/net/relay-path/restarts", test_restarts);
  g_test_add_func ("/net/relay-path/bounds-following", test_bounds_following);
  g_test_add_func ("/net/relay-path/refuses-rubbish", test_refuses_rubbish);
  g_test_add_func ("/net/relay-path/unreachable", test_unreachable);
  g_test_add_func ("/net/relay-path/refuses-bad-address", test_refuses_bad_address);
  g_test_add_func ("/net/relay-path/closes-before-connected", test_closes_before_connected);
  g_test_add_func ("/net/relay-path/closes-from-its-signal", test_closes_from_its_signal);
  g_test_add_func ("/net/relay-path/closes-from-a-datagram", test_closes_from_a_datagram);
  g_test_add_func ("/net/relay-path/unreferenced-without-close", test_unreferenced_without_close);
  return g_test_run ();
}
