/* Two whole peers over our own rendezvous on the loopback interface. */

#include "net/peer/sf-peer-private.h"
#include "net/peer/sf-peer.h"
#include "net/server/sf-rendezvous-server.h"
#include "net/sf-net-error.h"
#include "tests/support/sf-run-until.h"

#include <string.h>

typedef struct {
  SfPeer *peer;
  char *code;
  GBytes *introduction;
  GPtrArray *sealed;
  GPtrArray *messages;
  GBytes *blob;
  guint n_connected;
  guint n_blobs_sent;
  gboolean refuses;
  guint n_cancelled;
  gboolean is_closed;
  gboolean is_released;
  GError *error;
} Side;

typedef struct {
  SfRendezvousServer *server;
  char *url;
  Side creator;
  Side joiner;
} Fixture;

static void
on_code (SfPeer *peer, const char *code, gpointer user_data)
{
  ((Side *) user_data)->code = g_strdup (code);
}

static void
on_introduced (SfPeer *peer, GBytes *introduction, gpointer user_data)
{
  ((Side *) user_data)->introduction = g_bytes_ref (introduction);
}

static void
on_sealed_message (SfPeer *peer, GBytes *message, gpointer user_data)
{
  g_ptr_array_add (((Side *) user_data)->sealed, g_bytes_ref (message));
}

static void
on_connected (SfPeer *peer, int kind, gpointer user_data)
{
  ((Side *) user_data)->n_connected++;
}

static void
on_message (SfPeer *peer, GBytes *message, gpointer user_data)
{
  g_ptr_array_add (((Side *) user_data)->messages, g_bytes_ref (message));
}

static gboolean
on_blob_offered (SfPeer *peer, guint64 id, guint64 size, gpointer user_data)
{
  return !((Side *) user_data)->refuses;
}

static void
on_blob_received (SfPeer *peer, guint64 id, GBytes *bytes, gpointer user_data)
{
  ((Side *) user_data)->blob = g_bytes_ref (bytes);
}

static void
on_blob_sent (SfPeer *peer, guint64 id, gpointer user_data)
{
  ((Side *) user_data)->n_blobs_sent++;
}

static void
on_blob_cancelled (SfPeer *peer, guint64 id, gboolean incoming, gpointer user_data)
{
  ((Side *) user_data)->n_cancelled++;
}

static void
on_closed (SfPeer *peer, gpointer user_data)
{
  ((Side *) user_data)->is_closed = TRUE;
}

static void
on_failed (SfPeer *peer, const GError *error, gpointer user_data)
{
  ((Side *) user_data)->error = g_error_copy (error);
}

static void
side_start (Side *side, const char *url, const char *code, const char *introduction)
{
  const char *urls[] = {url, NULL};
  g_autoptr (GBytes) bytes = g_bytes_new (introduction, strlen (introduction));
  const SfPeerConfig config = {.code = code, .server_urls = urls, .introduction = bytes};

  side->sealed = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  side->messages = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  side->peer = sf_peer_new (&config);
  g_signal_connect (side->peer, "code", G_CALLBACK (on_code), side);
  g_signal_connect (side->peer, "introduced", G_CALLBACK (on_introduced), side);
  g_signal_connect (side->peer, "sealed-message", G_CALLBACK (on_sealed_message), side);
  g_signal_connect (side->peer, "connected", G_CALLBACK (on_connected), side);
  g_signal_connect (side->peer, "message", G_CALLBACK (on_message), side);
  g_signal_connect (side->peer, "blob-offered", G_CALLBACK (on_blob_offered), side);
  g_signal_connect (side->peer, "blob-received", G_CALLBACK (on_blob_received), side);
  g_signal_connect (side->peer, "blob-sent", G_CALLBACK (on_blob_sent), side);
  g_signal_connect (side->peer, "blob-cancelled", G_CALLBACK (on_blob_cancelled), side);
  g_signal_connect (side->peer, "closed", G_CALLBACK (on_closed), side);
  g_signal_connect (side->peer, "failed", G_CALLBACK (on_failed), side);
  sf_peer_start (side->peer);
}

static void
on_close_ready (GObject *peer, GAsyncResult *result, gpointer user_data)
{
  sf_peer_close_finish (SF_PEER (peer), result);
  ((Side *) user_data)->is_released = TRUE;
}

static void
side_close (Side *side)
{
  sf_peer_close_async (side->peer, on_close_ready, side);
}

static void
side_clear (Side *side)
{
  if (side->peer == NULL)
    return;

  g_assert_finalize_object (side->peer);
  g_free (side->code);
  g_clear_pointer (&side->introduction, g_bytes_unref);
  g_ptr_array_unref (side->sealed);
  g_ptr_array_unref (side->messages);
  g_clear_pointer (&side->blob, g_bytes_unref);
  g_clear_error (&side->error);
}

static void
fixture_set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new_from_string ("127.0.0.1", 0);
  g_autoptr (GError) error = NULL;

  memset (fixture, 0, sizeof *fixture);
  fixture->server = sf_rendezvous_server_new (NULL);
  sf_rendezvous_server_listen (fixture->server, address, &error);
  g_assert_no_error (error);
  fixture->url =
    g_strdup_printf ("ws://127.0.0.1:%u/v1", sf_rendezvous_server_get_port (fixture->server));
}

static void
fixture_tear_down (Fixture *fixture, gconstpointer data)
{
  side_clear (&fixture->creator);
  side_clear (&fixture->joiner);
  sf_rendezvous_server_stop (fixture->server);
  g_object_unref (fixture->server);
  g_free (fixture->url);
}

static void
introduce (Fixture *fixture)
{
  Side *creator = &fixture->creator;
  Side *joiner = &fixture->joiner;

  side_start (creator, fixture->url, NULL, "the creator");
  SF_RUN_UNTIL (creator->code != NULL);
  side_start (joiner, fixture->url, creator->code, "the joiner");
  SF_RUN_UNTIL (creator->introduction != NULL && joiner->introduction != NULL);
}

static void
connect_both (Fixture *fixture)
{
  introduce (fixture);
  sf_peer_permit (fixture->creator.peer);
  sf_peer_permit (fixture->joiner.peer);
  SF_RUN_UNTIL (fixture->creator.n_connected == 1 && fixture->joiner.n_connected == 1);
}

static void
close_both (Fixture *fixture)
{
  side_close (&fixture->creator);
  side_close (&fixture->joiner);
  SF_RUN_UNTIL (fixture->creator.is_released && fixture->joiner.is_released);
}

static void
test_introduces (Fixture *fixture, gconstpointer data)
{
  g_autofree char *words = NULL;
  g_autofree char *others_words = NULL;
  g_autofree char *words_after = NULL;

  introduce (fixture);
  g_assert_cmpmem (g_bytes_get_data (fixture->joiner.introduction, NULL),
                   g_bytes_get_size (fixture->joiner.introduction), "the creator",
                   strlen ("the creator"));
  words = sf_peer_dup_compare_words (fixture->creator.peer);
  others_words = sf_peer_dup_compare_words (fixture->joiner.peer);
  g_assert_cmpstr (words, ==, others_words);
  close_both (fixture);
  words_after = sf_peer_dup_compare_words (fixture->creator.peer);
  g_assert_cmpstr (words_after, ==, words);
}

static void
test_sealed_messages (Fixture *fixture, gconstpointer data)
{
  introduce (fixture);
  for (guint8 i = 0; i < 20; i++) {
    g_autoptr (GBytes) message = g_bytes_new (&i, 1);

    sf_peer_send_sealed (fixture->creator.peer, message);
  }

  SF_RUN_UNTIL (fixture->joiner.sealed->len == 20);
  for (guint8 i = 0; i < 20; i++)
    g_assert_cmpmem (g_bytes_get_data (fixture->joiner.sealed->pdata[i], NULL), 1, &i, 1);
  close_both (fixture);
}

static void
test_no_path_before_both_permit (Fixture *fixture, gconstpointer data)
{
  introduce (fixture);
  sf_peer_permit (fixture->creator.peer);

  /* What the creator's path said has come once a message sent after it has. */
  SF_RUN_UNTIL (fixture->creator.n_connected == 0);
  for (int i = 0; i < 20; i++) {
    g_autoptr (GBytes) message = g_bytes_new_static ("x", 1);
    guint n_sealed = fixture->joiner.sealed->len;

    sf_peer_send_sealed (fixture->creator.peer, message);
    SF_RUN_UNTIL (fixture->joiner.sealed->len == n_sealed + 1);
  }
  g_assert_cmpuint (fixture->creator.n_connected, ==, 0);
  g_assert_cmpuint (fixture->joiner.n_connected, ==, 0);

  sf_peer_permit (fixture->joiner.peer);
  SF_RUN_UNTIL (fixture->creator.n_connected == 1 && fixture->joiner.n_connected == 1);
  close_both (fixture);
}

static void
test_photographs (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) one = g_bytes_new_take (g_malloc0 (2000000), 2000000);
  g_autoptr (GBytes) two = g_bytes_new_take (g_malloc0 (10), 10);
  g_autoptr (GBytes) message = g_bytes_new_static ("photograph", 10);
  SfClockEstimate estimate;

  connect_both (fixture);
  sf_peer_send_message (fixture->creator.peer, message);
  sf_peer_send_blob (fixture->creator.peer, 1, one, 0);
  sf_peer_send_blob (fixture->joiner.peer, 1, two, 0);
  SF_RUN_UNTIL (fixture->creator.blob != NULL && fixture->joiner.blob != NULL &&
                fixture->creator.n_blobs_sent == 1 && fixture->joiner.n_blobs_sent == 1);

  g_assert_true (g_bytes_equal (fixture->joiner.blob, one));
  g_assert_true (g_bytes_equal (fixture->creator.blob, two));
  g_assert_cmpuint (fixture->joiner.messages->len, ==, 1);
  SF_RUN_UNTIL (sf_peer_get_clock (fixture->creator.peer, &estimate));
  g_assert_cmpint (ABS (estimate.offset_us), <=, estimate.uncertainty_us);
  close_both (fixture);
}

static void
test_refused_photograph (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) blob = g_bytes_new_take (g_malloc0 (5000000), 5000000);

  connect_both (fixture);
  fixture->joiner.refuses = TRUE;
  sf_peer_send_blob (fixture->creator.peer, 1, blob, 0);
  SF_RUN_UNTIL (fixture->creator.n_cancelled == 1);
  g_assert_null (fixture->joiner.blob);
  close_both (fixture);
}

static void
test_bye (Fixture *fixture, gconstpointer data)
{
  connect_both (fixture);
  side_close (&fixture->joiner);
  SF_RUN_UNTIL (fixture->creator.is_closed && fixture->joiner.is_released);
  g_assert_no_error (fixture->creator.error);
  side_close (&fixture->creator);
  SF_RUN_UNTIL (fixture->creator.is_released);
}

static void
test_bye_without_a_path (Fixture *fixture, gconstpointer data)
{
  connect_both (fixture);
  sf_peer_take_restart (fixture->creator.peer);
  sf_link_use_relay (fixture->creator.peer->link, "127.0.0.1:1");
  side_close (&fixture->creator);
  SF_RUN_UNTIL (fixture->joiner.is_closed && fixture->creator.is_released);
  side_close (&fixture->joiner);
  SF_RUN_UNTIL (fixture->joiner.is_released);
}

static void
test_bye_before_connected (Fixture *fixture, gconstpointer data)
{
  introduce (fixture);
  side_close (&fixture->creator);
  SF_RUN_UNTIL (fixture->joiner.is_closed && fixture->creator.is_released);
  side_close (&fixture->joiner);
  SF_RUN_UNTIL (fixture->joiner.is_released);
}

static void
test_wrong_code (Fixture *fixture, gconstpointer data)
{
  g_autofree char *wrong = NULL;

  side_start (&fixture->creator, fixture->url, NULL, "the creator");
  SF_RUN_UNTIL (fixture->creator.code != NULL);
  wrong = g_strconcat (fixture->creator.code, "-aardvark", NULL);
  side_start (&fixture->joiner, fixture->url, wrong, "the joiner");
  SF_RUN_UNTIL (fixture->creator.error != NULL && fixture->joiner.error != NULL);
  g_assert_error (fixture->creator.error, SF_NET_ERROR, SF_NET_ERROR_WRONG_CODE);
  g_assert_error (fixture->joiner.error, SF_NET_ERROR, SF_NET_ERROR_WRONG_CODE);
  close_both (fixture);
}

static void
test_dropped_peer (Fixture *fixture, gconstpointer data)
{
  connect_both (fixture);
  side_clear (&fixture->joiner);
  fixture->joiner.peer = NULL;
  SF_RUN_UNTIL (fixture->creator.error != NULL);
  g_assert_error (fixture->creator.error, SF_NET_ERROR, SF_NET_ERROR_PEER_LEFT);
  side_close (&fixture->creator);
  SF_RUN_UNTIL (fixture->creator.is_released);
}

static void
test_server_lost_while_connected (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) blob = g_bytes_new_take (g_malloc0 (100000), 100000);

  connect_both (fixture);
  sf_rendezvous_server_stop (fixture->server);
  sf_peer_send_blob (fixture->creator.peer, 1, blob, 0);
  SF_RUN_UNTIL (fixture->joiner.blob != NULL);
  close_both (fixture);
}

#define ADD(name, function)                                                                        \
  g_test_add ("/net/peer/" name, Fixture, NULL, fixture_set_up, function, fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("introduces", test_introduces);
  ADD ("sealed-messages", test_sealed_messages);
  ADD ("no-path-before-both-permit", test_no_path_before_both_permit);
  ADD ("photographs", test_photographs);
  ADD ("refused-photograph", test_refused_photograph);
  ADD ("bye", test_bye);
  ADD ("bye-without-a-path", test_bye_without_a_path);
  ADD ("bye-before-connected", test_bye_before_connected);
  ADD ("wrong-code", test_wrong_code);
  ADD ("dropped-peer", test_dropped_peer);
  ADD ("server-lost-while-connected", test_server_lost_while_connected);
  return g_test_run ();
}
