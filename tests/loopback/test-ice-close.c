/* ICE paths close in every state and from every callback, and leave nothing behind. */

#include "tests/support/sf-test-end.h"
#include "tests/support/sf-test-resolver.h"

#define N_DATAGRAMS 50

static void
test_closes_in_every_state (void)
{
  SfTestEnd ends[2];

  /* Gathering, nothing dispatched yet. */
  sf_test_pair_open (ends);
  sf_test_pair_finish (ends);

  /* Permitted, alone. */
  sf_test_pair_open (ends);
  sf_ice_path_permit (SF_ICE_PATH (ends[0].path));
  sf_test_pair_finish (ends);

  /* Checking. */
  sf_test_pair_open (ends);
  sf_test_pair_permit (ends);
  sf_until (sf_path_get_state (ends[0].path) != SF_PATH_STATE_GATHERING);
  sf_test_pair_finish (ends);

  /* Restarting. */
  sf_test_pair_connect (ends);
  sf_path_restart (ends[0].path);
  sf_test_pair_finish (ends);

  /* Connected, and the other side goes on sending. */
  sf_test_pair_connect (ends);
  sf_test_end_close (&ends[0]);
  g_assert_false (sf_path_send (ends[0].path, (const guint8 *) "x", 1));
  for (guint i = 0; i < N_DATAGRAMS; i++)
    sf_path_send (ends[1].path, (const guint8 *) "x", 1);
  sf_until (ends[0].closed);
  g_assert_cmpuint (ends[0].received->len, ==, 0);
  sf_test_pair_finish (ends);
}

/* libnice 0.1.21 warns, which is fatal here, when it is closed while it "resolves" a number. */
static void
test_closes_beside_stun (void)
{
  SfIceConfig config = {.allow_loopback = TRUE, .stun_server = "127.0.0.1:9"};
  SfTestEnd end;

  for (guint n_iterations = 0; n_iterations < 8; n_iterations++) {
    sf_test_end_open_ice (&end, &config);
    for (guint i = 0; i < n_iterations; i++)
      g_main_context_iteration (NULL, FALSE);
    sf_test_end_finish (&end);
  }
}

static void
test_closes_from_callbacks (void)
{
  SfTestEnd ends[2];

  sf_test_pair_open (ends);
  ends[0].close_on_connect = TRUE;
  sf_test_pair_permit (ends);
  sf_until (ends[0].closed);
  sf_test_pair_finish (ends);

  sf_test_pair_connect (ends);
  ends[0].close_on_receive = TRUE;
  for (guint i = 0; i < N_DATAGRAMS; i++)
    sf_path_send (ends[1].path, (const guint8 *) "x", 1);
  sf_until (ends[0].closed);
  g_assert_cmpuint (ends[0].received->len, ==, 1);
  sf_test_pair_finish (ends);
}

static void
test_closed_is_deaf (void)
{
  SfTestEnd ends[2];

  sf_test_pair_connect (ends);
  sf_test_end_close (&ends[0]);
  sf_until (ends[0].closed);
  sf_path_restart (ends[0].path);
  sf_ice_path_permit (SF_ICE_PATH (ends[0].path));
  sf_path_remote_signal (ends[0].path, ends[1].told->pdata[0]);
  g_assert_cmpint (sf_path_get_state (ends[0].path), ==, SF_PATH_STATE_CLOSED);
  g_assert_cmpuint (ends[0].told->len, ==, 1);
  sf_test_pair_finish (ends);
}

static void
test_unreferenced_without_close (void)
{
  SfIceConfig config = {.allow_loopback = TRUE, .stun_server = "stun.example:3478"};
  g_autoptr (SfTestResolver) resolver = sf_test_resolver_install ();
  SfTestEnd end;

  sf_test_resolver_set_silent (resolver, TRUE);
  sf_test_end_open_ice (&end, &config);
  g_assert_finalize_object (end.path);
  sf_test_run_ready ();
  g_ptr_array_unref (end.told);
  g_ptr_array_unref (end.received);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/net/ice-close/closes-in-every-state", test_closes_in_every_state);
  g_test_add_func ("/net/ice-close/closes-beside-stun", test_closes_beside_stun);
  g_test_add_func ("/net/ice-close/closes-from-callbacks", test_closes_from_callbacks);
  g_test_add_func ("/net/ice-close/closed-is-deaf", test_closed_is_deaf);
  g_test_add_func ("/net/ice-close/unreferenced-without-close", test_unreferenced_without_close);
  return g_test_run ();
}
