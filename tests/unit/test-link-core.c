/* What runs over a path, between two cores joined in one process. */

#include "net/media/sf-media-port-private.h"
#include "net/media/sf-rtp-header.h"
#include "net/media/sf-srtp-sender.h"
#include "net/peer/sf-link-core.h"
#include "net/transfer/sf-transfer-private.h"
#include "tests/support/sf-fake-path.h"
#include "tests/support/sf-run-until.h"
#include "tests/support/sf-test-rtp.h"

#include <string.h>

#define PICTURE_SIZE 500
#define MEDIA_KEY 100 /* more than that of the data */
#define B_MEDIA_KEY (2 + MEDIA_KEY)

typedef struct {
  SfLinkCore *core;
  SfMediaPort *port;
  SfFakePath *path;
  guint n_connected;
  guint n_lost;
  guint n_no_path;
  guint n_bye;
  guint n_messages;
  gboolean has_clock;
  SfClockEstimate clock;
  GBytes *blob;
  guint n_blobs_sent;
} Side;

static void
on_local_signal (GBytes *signal, gpointer user_data)
{
}

static void
on_connected (SfPathKind kind, gpointer user_data)
{
  ((Side *) user_data)->n_connected++;
}

static void
on_lost (gpointer user_data)
{
  ((Side *) user_data)->n_lost++;
}

static void
on_no_path (gboolean at_relay, const GError *error, gpointer user_data)
{
  ((Side *) user_data)->n_no_path++;
}

static void
on_clock (const SfClockEstimate *estimate, gpointer user_data)
{
  Side *side = user_data;

  side->clock = *estimate;
  side->has_clock = TRUE;
}

static void
on_bye (gpointer user_data)
{
  ((Side *) user_data)->n_bye++;
}

static void
on_message (GBytes *message, gpointer user_data)
{
  ((Side *) user_data)->n_messages++;
}

static gboolean
on_blob_offered (guint64 id, guint64 size, gpointer user_data)
{
  return TRUE;
}

static void
on_blob_progress (guint64 id, guint64 done, guint64 size, gboolean incoming, gpointer user_data)
{
}

static void
on_blob_received (guint64 id, GBytes *bytes, gpointer user_data)
{
  ((Side *) user_data)->blob = g_bytes_ref (bytes);
}

static void
on_blob_sent (guint64 id, gpointer user_data)
{
  ((Side *) user_data)->n_blobs_sent++;
}

static void
on_blob_cancelled (guint64 id, gboolean incoming, gpointer user_data)
{
  g_assert_not_reached ();
}

static void
on_failed (const GError *error, gpointer user_data)
{
  g_assert_no_error (error);
}

static const SfLinkEvents events = {
  .local_signal = on_local_signal,
  .connected = on_connected,
  .lost = on_lost,
  .no_path = on_no_path,
  .clock = on_clock,
  .bye = on_bye,
  .transfer =
    {
      .message = on_message,
      .blob_offered = on_blob_offered,
      .blob_progress = on_blob_progress,
      .blob_received = on_blob_received,
      .blob_sent = on_blob_sent,
      .blob_cancelled = on_blob_cancelled,
      .failed = on_failed,
    },
};

static void
side_init (Side *side, guint8 send, guint8 receive)
{
  SfSessionKeys keys = {0};

  memset (side, 0, sizeof *side);
  memset (keys.data_send, send, sizeof keys.data_send);
  memset (keys.data_receive, receive, sizeof keys.data_receive);
  memset (keys.media_send, send + MEDIA_KEY, sizeof keys.media_send);
  memset (keys.media_receive, receive + MEDIA_KEY, sizeof keys.media_receive);
  side->port = sf_media_port_new ();
  side->core = sf_link_core_new (&keys, side->port, &events, side);
  side->path = sf_fake_path_new (sf_link_core_receive, side->core);
  sf_link_core_take_path (side->core, SF_PATH (g_object_ref (side->path)));
}

static void
side_clear (Side *side)
{
  sf_link_core_free (side->core);
  g_object_unref (side->path);
  sf_media_port_unref (side->port);
  g_clear_pointer (&side->blob, g_bytes_unref);
}

typedef struct {
  Side a;
  Side b;
} Pair;

static void
pair_set_state (Pair *pair, SfPathState state)
{
  sf_fake_path_set_state (pair->a.path, state);
  sf_fake_path_set_state (pair->b.path, state);
}

static void
pair_set_up (Pair *pair, gconstpointer data)
{
  side_init (&pair->a, 1, 2);
  side_init (&pair->b, 2, 1);
  sf_fake_path_join (pair->a.path, pair->b.path);
}

static void
pair_tear_down (Pair *pair, gconstpointer data)
{
  pair_set_state (pair, SF_PATH_STATE_CLOSED);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  side_clear (&pair->a);
  side_clear (&pair->b);
}

static void
test_connects (Pair *pair, gconstpointer data)
{
  pair_set_state (pair, SF_PATH_STATE_CONNECTED);
  g_assert_cmpuint (pair->a.n_connected, ==, 1);

  SF_RUN_UNTIL (pair->a.has_clock && pair->b.has_clock);
  g_assert_cmpint (ABS (pair->a.clock.offset_us), <=, pair->a.clock.uncertainty_us);
  g_assert_cmpint (sf_link_core_get_heard_us (pair->a.core), >, 0);
}

static void
test_carries (Pair *pair, gconstpointer data)
{
  g_autoptr (GBytes) message = g_bytes_new_static ("hello", 5);
  g_autoptr (GBytes) blob = g_bytes_new_take (g_malloc0 (300000), 300000);

  sf_transfer_send_message (sf_link_core_get_transfer (pair->a.core), message, NULL);
  sf_transfer_send_blob (sf_link_core_get_transfer (pair->a.core), 1, blob, 0);
  sf_link_core_pump (pair->a.core);
  pair_set_state (pair, SF_PATH_STATE_CONNECTED);

  SF_RUN_UNTIL (pair->b.blob != NULL && pair->a.n_blobs_sent == 1);
  g_assert_cmpuint (pair->b.n_messages, ==, 1);
  g_assert_true (g_bytes_equal (pair->b.blob, blob));
}

static void
test_tells_no_path (Pair *pair, gconstpointer data)
{
  sf_fake_path_set_state (pair->a.path, SF_PATH_STATE_FAILED);
  g_assert_cmpuint (pair->a.n_no_path, ==, 1);
  g_assert_cmpuint (pair->a.n_lost, ==, 0);
}

static void
test_tells_lost (Pair *pair, gconstpointer data)
{
  pair_set_state (pair, SF_PATH_STATE_CONNECTED);
  sf_fake_path_set_state (pair->a.path, SF_PATH_STATE_FAILED);
  g_assert_cmpuint (pair->a.n_lost, ==, 1);
  g_assert_cmpuint (pair->a.n_no_path, ==, 0);

  sf_link_core_restart (pair->a.core);
  g_assert_cmpuint (sf_fake_path_get_n_restarts (pair->a.path), ==, 1);
  sf_fake_path_set_state (pair->a.path, SF_PATH_STATE_CONNECTED);
  g_assert_cmpuint (pair->a.n_connected, ==, 2);
}

static void
test_silence_and_return (Pair *pair, gconstpointer data)
{
  pair_set_state (pair, SF_PATH_STATE_CONNECTED);
  SF_RUN_UNTIL (pair->a.has_clock && pair->b.has_clock);

  sf_fake_path_cut (pair->a.path, TRUE);
  sf_fake_path_cut (pair->b.path, TRUE);
  SF_RUN_UNTIL (pair->a.n_lost == 1 && pair->b.n_lost == 1);

  sf_fake_path_cut (pair->a.path, FALSE);
  sf_fake_path_cut (pair->b.path, FALSE);
  SF_RUN_UNTIL (pair->a.n_connected == 2 && pair->b.n_connected == 2);
}

static void
test_resumes (Pair *pair, gconstpointer data)
{
  g_autoptr (GBytes) blob = g_bytes_new_take (g_malloc0 (3000000), 3000000);

  pair_set_state (pair, SF_PATH_STATE_CONNECTED);
  sf_transfer_send_blob (sf_link_core_get_transfer (pair->a.core), 1, blob, 0);
  sf_link_core_pump (pair->a.core);
  sf_fake_path_cut (pair->b.path, TRUE);
  SF_RUN_UNTIL (pair->a.n_lost == 1);

  sf_fake_path_cut (pair->b.path, FALSE);
  sf_link_core_restart (pair->a.core);
  sf_fake_path_set_state (pair->a.path, SF_PATH_STATE_CONNECTED);
  SF_RUN_UNTIL (pair->b.blob != NULL && pair->a.n_blobs_sent == 1);
  g_assert_true (g_bytes_equal (pair->b.blob, blob));
}

static void
test_bye (Pair *pair, gconstpointer data)
{
  g_autoptr (GBytes) message = g_bytes_new_static ("last", 4);

  pair_set_state (pair, SF_PATH_STATE_CONNECTED);
  sf_transfer_send_message (sf_link_core_get_transfer (pair->a.core), message, NULL);
  sf_link_core_say_bye (pair->a.core);

  SF_RUN_UNTIL (pair->a.n_bye == 1 && pair->b.n_bye == 1);
  g_assert_cmpuint (pair->b.n_messages, ==, 1);
  g_assert_true (sf_link_core_heard_bye (pair->a.core));
}

static void
test_ignores_forgery (Pair *pair, gconstpointer data)
{
  guint8 rubbish[SF_PATH_MAX_DATAGRAM + 1] = {0xC0};

  pair_set_state (pair, SF_PATH_STATE_CONNECTED);
  SF_RUN_UNTIL (pair->a.has_clock);
  for (gsize size = 0; size <= sizeof rubbish; size++) {
    gint64 heard_us = sf_link_core_get_heard_us (pair->a.core);

    sf_link_core_receive (rubbish, size, pair->a.core);
    g_assert_cmpint (sf_link_core_get_heard_us (pair->a.core), ==, heard_us);
  }
}

static gboolean
send_picture (Side *side, guint16 sequence)
{
  return sf_media_port_send (side->port, sf_test_rtp_new (PICTURE_SIZE, 1, sequence));
}

static void
test_pictures_need_a_path (Pair *pair, gconstpointer data)
{
  sf_media_port_start_stream (pair->a.port);
  g_assert_false (send_picture (&pair->a, 0));
  pair_set_state (pair, SF_PATH_STATE_CONNECTED);
  g_assert_true (send_picture (&pair->a, 1));

  sf_fake_path_set_state (pair->a.path, SF_PATH_STATE_FAILED);
  g_assert_false (send_picture (&pair->a, 2));
  sf_link_core_restart (pair->a.core);
  g_assert_false (send_picture (&pair->a, 3));
  sf_fake_path_set_state (pair->a.path, SF_PATH_STATE_CONNECTED);
  g_assert_true (send_picture (&pair->a, 4));
}

/* What one side sends whenever something comes, with a picture waiting: a letter a datagram. */
typedef struct {
  Side *side;
  GString *turn;
  guint16 n_pictures;
  gboolean has_both; /* in one turn */
} Order;

static void
on_sent (const guint8 *datagram, gsize size, gpointer user_data)
{
  Order *order = user_data;

  if (sf_rtp_header_is_first_byte (datagram[0]))
    g_string_append_c (order->turn, 'p');
  else if (size > PICTURE_SIZE)
    g_string_append_c (order->turn, 't');
}

static void
on_answer (const guint8 *datagram, gsize size, gpointer user_data)
{
  Order *order = user_data;

  g_assert_true (send_picture (order->side, order->n_pictures++));
  g_string_truncate (order->turn, 0);
  sf_link_core_receive (datagram, size, order->side->core);
  g_assert_true (order->turn->str[0] == 'p');
  order->has_both |= order->turn->len > 1;
}

static void
test_pictures_go_first (Pair *pair, gconstpointer data)
{
  g_autoptr (GString) turn = g_string_new (NULL);
  Order order = {.side = &pair->a, .turn = turn};
  g_autoptr (SfFakePath) back = sf_fake_path_new (on_answer, &order);
  g_autoptr (GBytes) blob = g_bytes_new_take (g_malloc0 (300000), 300000);

  pair_set_state (pair, SF_PATH_STATE_CONNECTED);
  sf_fake_path_join (back, pair->b.path); /* a still sends to b */
  sf_fake_path_tap (pair->a.path, on_sent, &order);
  sf_media_port_start_stream (pair->a.port);
  sf_transfer_send_blob (sf_link_core_get_transfer (pair->a.core), 1, blob, 0);
  sf_link_core_pump (pair->a.core);
  SF_RUN_UNTIL (order.has_both);

  sf_fake_path_set_state (back, SF_PATH_STATE_CLOSED);
  sf_fake_path_tap (pair->a.path, NULL, NULL);
  sf_fake_path_join (pair->a.path, pair->b.path);
}

/* How much of the path photographs may take, in percent. */
static guint
get_share (const Side *side)
{
  return sf_link_core_get_transfer (side->core)->blob_share;
}

static void
test_pictures_take_a_share (Pair *pair, gconstpointer data)
{
  pair_set_state (pair, SF_PATH_STATE_CONNECTED);
  SF_RUN_UNTIL (pair->a.has_clock);
  g_assert_cmpuint (get_share (&pair->a), ==, 100);

  sf_media_port_start_stream (pair->a.port);
  g_assert_true (send_picture (&pair->a, 0));
  SF_RUN_UNTIL (get_share (&pair->a) == 90);
  g_assert_cmpuint (get_share (&pair->b), ==, 100);
  SF_RUN_UNTIL (get_share (&pair->a) == 100);
}

static void
test_pictures_are_heard (Pair *pair, gconstpointer data)
{
  guint8 secret[SF_DATA_KEY_SIZE];
  g_autoptr (SfSrtpSender) sender = NULL;
  guint8 rtp[PICTURE_SIZE];
  gsize size;
  const guint8 *srtp;

  sf_test_rtp_write (rtp, sizeof rtp, 1, 0);
  sf_link_core_receive (rtp, sizeof rtp, pair->a.core);
  g_assert_cmpint (sf_link_core_get_heard_us (pair->a.core), ==, 0);

  memset (secret, B_MEDIA_KEY, sizeof secret);
  sender = sf_srtp_sender_new (secret);
  sf_srtp_sender_start (sender);
  srtp = sf_srtp_sender_protect (sender, rtp, sizeof rtp, &size);
  sf_link_core_receive (srtp, size, pair->a.core);
  g_assert_cmpint (sf_link_core_get_heard_us (pair->a.core), >, 0);
}

#define ADD(name, function)                                                                        \
  g_test_add ("/net/link-core/" name, Pair, NULL, pair_set_up, function, pair_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("connects", test_connects);
  ADD ("carries", test_carries);
  ADD ("tells-no-path", test_tells_no_path);
  ADD ("tells-lost", test_tells_lost);
  ADD ("silence-and-return", test_silence_and_return);
  ADD ("resumes", test_resumes);
  ADD ("bye", test_bye);
  ADD ("ignores-forgery", test_ignores_forgery);
  ADD ("pictures-need-a-path", test_pictures_need_a_path);
  ADD ("pictures-go-first", test_pictures_go_first);
  ADD ("pictures-take-a-share", test_pictures_take_a_share);
  ADD ("pictures-are-heard", test_pictures_are_heard);
  return g_test_run ();
}
