/* A session run for somebody who is not there: how it ends. */

#include "app/capture/sf-test-device.h"
#include "app/cli/sf-cli-runner.h"
#include "net/sf-net-error.h"
#include "tests/support/sf-fake-peer.h"
#include "tests/support/sf-session-pair.h"

#define TIMEOUT_S 1

static void
fail_with_the_code (void)
{
  sf_fake_peer_fail (sf_fake_peer_get (TRUE), SF_NET_ERROR, SF_NET_ERROR_WRONG_CODE);
}

static gboolean
let_go (gpointer user_data)
{
  sf_fake_peer_hold (sf_fake_peer_get (TRUE), FALSE);
  return G_SOURCE_REMOVE;
}

static void
let_go_after_the_time_out (SfSession *session)
{
  if (sf_session_get_state (session) == SF_SESSION_STATE_CLOSING)
    g_timeout_add_seconds (TIMEOUT_S, let_go, NULL);
}

/* It is known why it ends: that the goodbye outlasts the time does not change that. */
static void
test_time_out_in_the_goodbye (void)
{
  const SfCliOptions options = {.timeout_s = TIMEOUT_S};
  g_autoptr (SfCliReport) report = sf_cli_report_new_text ();
  g_autoptr (SfCameraDevice) device = sf_test_device_new_drawn (SF_SAMPLE_PERSON_FIRST);
  g_autoptr (SfCamera) camera = sf_camera_new (device);
  SfTestPair pair;
  SfSession *session;
  SfCliStatus status;

  sf_test_pair_init (&pair);
  pair.creator.session = session = sf_session_new (&pair.creator.config);
  sf_fake_peer_hold (sf_fake_peer_get (TRUE), TRUE);
  g_signal_connect (session, "code", G_CALLBACK (fail_with_the_code), NULL);
  g_signal_connect (session, "notify::state", G_CALLBACK (let_go_after_the_time_out), NULL);
  status = sf_cli_run (session, camera, &options, report, g_get_monotonic_time ());

  g_assert_cmpint (status, ==, SF_CLI_STATUS_WRONG_CODE);
  sf_test_pair_clear (&pair);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/cli/runner/time-out-in-the-goodbye", test_time_out_in_the_goodbye);
  return g_test_run ();
}
