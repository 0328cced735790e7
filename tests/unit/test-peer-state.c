/* The table of a connection's life, and its drawing in the folder's README. */

#include "net/peer/sf-peer-state.h"

#include <gio/gio.h>
#include <string.h>

static gboolean
leads_to_over (SfPeerState from)
{
  SfPeerState to;

  return sf_peer_state_next (from, SF_PEER_EVENT_FAIL, &to) ||
         sf_peer_state_next (from, SF_PEER_EVENT_DONE, &to);
}

static void
test_every_state_ends (void)
{
  SfPeerState to;

  for (guint from = SF_PEER_STATE_IDLE; from < SF_PEER_STATE_CLOSING; from++) {
    g_assert_true (sf_peer_state_next (from, SF_PEER_EVENT_CLOSE, &to));
    g_assert_cmpint (to, ==, SF_PEER_STATE_CLOSING);
  }
  for (guint from = SF_PEER_STATE_MEETING; from < SF_PEER_STATE_OVER; from++)
    g_assert_true (leads_to_over (from));
  for (guint event = 0; event < SF_PEER_N_EVENTS; event++)
    g_assert_false (sf_peer_state_next (SF_PEER_STATE_OVER, event, &to));
}

static void
test_no_path_before_consent (void)
{
  SfPeerState to;

  g_assert_false (sf_peer_state_next (SF_PEER_STATE_MEETING, SF_PEER_EVENT_PERMIT, &to));
  g_assert_false (sf_peer_state_next (SF_PEER_STATE_MEETING, SF_PEER_EVENT_PATH_FOUND, &to));
  g_assert_false (sf_peer_state_next (SF_PEER_STATE_INTRODUCED, SF_PEER_EVENT_PATH_FOUND, &to));
}

static void
test_gives_up (void)
{
  const gint64 lost_us = 1000 * G_TIME_SPAN_SECOND;
  const gint64 late_us = lost_us + G_TIME_SPAN_SECOND;
  gint64 patient_us = sf_peer_state_get_give_up_us (SF_PEER_STATE_RECONNECTING, lost_us, 0);
  gint64 away_us = sf_peer_state_get_give_up_us (SF_PEER_STATE_RECONNECTING, lost_us, late_us);

  g_assert_cmpint (patient_us, >, lost_us + 50 * G_TIME_SPAN_SECOND);
  g_assert_cmpint (away_us, >, late_us + 5 * G_TIME_SPAN_SECOND);
  g_assert_cmpint (away_us, <, late_us + 10 * G_TIME_SPAN_SECOND);
  g_assert_cmpint (sf_peer_state_get_give_up_us (SF_PEER_STATE_RECONNECTING, lost_us, 1), ==,
                   away_us - G_TIME_SPAN_SECOND);
  g_assert_cmpint (sf_peer_state_get_give_up_us (SF_PEER_STATE_INTRODUCED, 0, late_us), ==,
                   away_us);

  g_assert_cmpint (sf_peer_state_get_give_up_us (SF_PEER_STATE_CONNECTED, lost_us, late_us), ==,
                   G_MAXINT64);
  g_assert_cmpint (sf_peer_state_get_give_up_us (SF_PEER_STATE_CONNECTING, 0, 0), ==, G_MAXINT64);
}

static void
test_readme (void)
{
  g_autofree char *path =
    g_build_filename (g_getenv ("SF_SOURCE_ROOT"), "net", "peer", "README.md", NULL);
  g_autofree char *readme = NULL;
  g_autofree char *diagram = sf_peer_state_dup_diagram ();
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_get_contents (path, &readme, NULL, &error));
  g_assert_no_error (error);
  if (strstr (readme, diagram) == NULL)
    g_test_fail_printf ("net/peer/README.md should hold:\n%s", diagram);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/net/peer-state/every-state-ends", test_every_state_ends);
  g_test_add_func ("/net/peer-state/no-path-before-consent", test_no_path_before_consent);
  g_test_add_func ("/net/peer-state/gives-up", test_gives_up);
  g_test_add_func ("/net/peer-state/readme", test_readme);
  return g_test_run ();
}
