/* The engine between two sides: messages, blobs, offers, refusals, changes of path. */

#include "net/transfer/sf-transfer.h"

#include "net/sf-net-error.h"
#include "net/transfer/sf-letter.h"
#include "net/transfer/sf-packet.h"
#include "tests/support/sf-transfer-pair.h"

#include <string.h>

#define CABLE "delay_ms=20 rate_kbit=20000 queue_bytes=250000"
#define LIMIT_US (120 * G_USEC_PER_SEC)

static void
expect_idle (SfTransferPair *pair)
{
  g_assert_true (sf_transfer_pair_run (pair, NULL, LIMIT_US));
  g_assert_no_error (pair->ends[0].error);
  g_assert_no_error (pair->ends[1].error);
}

static void
expect_text (SfTransferPair *pair, guint end, guint nth, const char *text)
{
  GBytes *message;

  g_assert_cmpuint (nth, <, pair->ends[end].messages->len);
  message = g_ptr_array_index (pair->ends[end].messages, nth);
  g_assert_cmpmem (g_bytes_get_data (message, NULL), g_bytes_get_size (message), text,
                   strlen (text));
}

static void
test_messages (void)
{
  g_autoptr (SfTransferPair) pair = sf_transfer_pair_new (CABLE, 1);

  sf_transfer_pair_send_text (pair, 0, "hello");
  sf_transfer_pair_send_text (pair, 1, "you there");
  sf_transfer_pair_send_text (pair, 0, "");
  sf_transfer_pair_send_text (pair, 0, "again");
  g_assert_false (sf_transfer_is_idle (pair->ends[0].engine));
  expect_idle (pair);

  g_assert_cmpuint (pair->ends[1].messages->len, ==, 3);
  expect_text (pair, 1, 0, "hello");
  expect_text (pair, 1, 1, "");
  expect_text (pair, 1, 2, "again");
  expect_text (pair, 0, 0, "you there");
}

static void
test_message_limit (void)
{
  g_autoptr (SfTransferPair) pair = sf_transfer_pair_new (CABLE, 1);
  g_autoptr (GBytes) largest = sf_transfer_pair_make_blob (SF_TRANSFER_MAX_MESSAGE, 1);
  g_autoptr (GBytes) larger = sf_transfer_pair_make_blob (SF_TRANSFER_MAX_MESSAGE + 1, 1);
  g_autoptr (GError) error = NULL;

  g_assert_false (sf_transfer_send_message (pair->ends[0].engine, larger, &error));
  g_assert_error (error, SF_NET_ERROR, SF_NET_ERROR_TOO_LARGE);
  g_assert_true (sf_transfer_send_message (pair->ends[0].engine, largest, NULL));
  expect_idle (pair);
  g_assert_true (g_bytes_equal (g_ptr_array_index (pair->ends[1].messages, 0), largest));
}

static void
test_blob_sizes (void)
{
  static const gsize sizes[] = {0, 1, 1149, 1150, 1151, 11500, 300001};

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++) {
    g_autoptr (SfTransferPair) pair = sf_transfer_pair_new (CABLE, 1);
    g_autoptr (GBytes) blob = sf_transfer_pair_make_blob (sizes[i], 1);

    sf_transfer_send_blob (pair->ends[0].engine, 7, blob, 0);
    expect_idle (pair);
    g_assert_true (sf_transfer_pair_has_blob (pair, 1, 7, blob));
    g_assert_cmpuint (pair->ends[0].sent->len, ==, 1);
    g_assert_cmpuint (pair->ends[0].progress[FALSE], ==, sizes[i]);
    g_assert_cmpuint (pair->ends[1].progress[TRUE], ==, sizes[i]);
  }
}

static gboolean
has_message (SfTransferPair *pair)
{
  return pair->ends[1].messages->len > 0;
}

static gboolean
has_progress (SfTransferPair *pair)
{
  return pair->ends[1].progress[TRUE] > 500000;
}

static void
test_message_overtakes_blob (void)
{
  g_autoptr (SfTransferPair) pair = sf_transfer_pair_new (CABLE, 1);
  g_autoptr (GBytes) blob = sf_transfer_pair_make_blob (3000000, 1);
  gint64 start_us;

  sf_transfer_send_blob (pair->ends[0].engine, 1, blob, 0);
  g_assert_true (sf_transfer_pair_run (pair, has_progress, LIMIT_US));
  sf_transfer_pair_send_text (pair, 0, "now");
  start_us = pair->now_us;
  g_assert_true (sf_transfer_pair_run (pair, has_message, LIMIT_US));
  g_assert_cmpint (pair->now_us - start_us, <, 60 * 1000);
  g_assert_cmpuint (g_hash_table_size (pair->ends[1].blobs), ==, 0);
  expect_idle (pair);
}

static gboolean
has_a_blob (SfTransferPair *pair)
{
  return g_hash_table_size (pair->ends[1].blobs) > 0;
}

static void
test_priority (void)
{
  g_autoptr (SfTransferPair) pair = sf_transfer_pair_new (CABLE, 1);
  g_autoptr (GBytes) full = sf_transfer_pair_make_blob (3000000, 1);
  g_autoptr (GBytes) small = sf_transfer_pair_make_blob (200000, 2);

  sf_transfer_send_blob (pair->ends[0].engine, 1, full, 1);
  g_assert_true (sf_transfer_pair_run (pair, has_progress, LIMIT_US));
  sf_transfer_send_blob (pair->ends[0].engine, 2, small, 0);
  g_assert_true (sf_transfer_pair_run (pair, has_a_blob, LIMIT_US));
  g_assert_true (sf_transfer_pair_has_blob (pair, 1, 2, small));
  expect_idle (pair);
  g_assert_true (sf_transfer_pair_has_blob (pair, 1, 1, full));
}

static void
test_many_blobs_both_ways (void)
{
  g_autoptr (SfTransferPair) pair = sf_transfer_pair_new (CABLE, 1);
  GBytes *blobs[2][10];

  for (guint end = 0; end < 2; end++)
    for (guint i = 0; i < 10; i++) {
      blobs[end][i] = sf_transfer_pair_make_blob (20000 * i, end * 10 + i);
      sf_transfer_send_blob (pair->ends[end].engine, i, blobs[end][i], i % 3);
    }
  expect_idle (pair);

  for (guint end = 0; end < 2; end++)
    for (guint i = 0; i < 10; i++) {
      g_assert_true (sf_transfer_pair_has_blob (pair, 1 - end, i, blobs[end][i]));
      g_bytes_unref (blobs[end][i]);
    }
  g_assert_cmpuint (pair->ends[0].sent->len, ==, 10);
}

static void
test_refused (void)
{
  g_autoptr (SfTransferPair) pair = sf_transfer_pair_new (CABLE, 1);
  g_autoptr (GBytes) blob = sf_transfer_pair_make_blob (3000000, 1);

  pair->ends[1].refuses = TRUE;
  sf_transfer_send_blob (pair->ends[0].engine, 1, blob, 0);
  expect_idle (pair);
  g_assert_cmpuint (pair->ends[0].cancelled->len, ==, 1);
  g_assert_cmpuint (pair->ends[0].n_chunks_sent, ==, 0);
}

static void
test_too_large_is_refused (void)
{
  g_autoptr (SfTransferPair) pair = sf_transfer_pair_new (CABLE, 1);
  gsize size = 64 * 1024 * 1024 + 1;
  g_autoptr (GBytes) blob = g_bytes_new_take (g_malloc0 (size), size);

  sf_transfer_send_blob (pair->ends[0].engine, 1, blob, 0);
  expect_idle (pair);
  g_assert_cmpuint (pair->ends[0].cancelled->len, ==, 1);
  g_assert_cmpuint (pair->ends[0].n_chunks_sent, ==, 0);
}

static void
test_cancelled_by_sender (void)
{
  g_autoptr (SfTransferPair) pair = sf_transfer_pair_new (CABLE, 1);
  g_autoptr (GBytes) blob = sf_transfer_pair_make_blob (3000000, 1);

  sf_transfer_send_blob (pair->ends[0].engine, 1, blob, 0);
  g_assert_true (sf_transfer_pair_run (pair, has_progress, LIMIT_US));
  sf_transfer_cancel_blob (pair->ends[0].engine, 1, FALSE);
  expect_idle (pair);
  g_assert_cmpuint (pair->ends[1].cancelled->len, ==, 1);
  g_assert_cmpuint (pair->ends[0].cancelled->len, ==, 0);
  g_assert_cmpuint (g_hash_table_size (pair->ends[1].blobs), ==, 0);
}

static void
test_cancelled_by_receiver (void)
{
  g_autoptr (SfTransferPair) pair = sf_transfer_pair_new (CABLE, 1);
  g_autoptr (GBytes) blob = sf_transfer_pair_make_blob (3000000, 1);
  g_autoptr (GBytes) next = sf_transfer_pair_make_blob (30000, 2);

  sf_transfer_send_blob (pair->ends[0].engine, 1, blob, 0);
  sf_transfer_send_blob (pair->ends[0].engine, 2, next, 0);
  g_assert_true (sf_transfer_pair_run (pair, has_progress, LIMIT_US));
  sf_transfer_cancel_blob (pair->ends[1].engine, 1, TRUE);
  expect_idle (pair);
  g_assert_cmpuint (pair->ends[0].cancelled->len, ==, 1);
  g_assert_cmpuint (pair->ends[1].cancelled->len, ==, 0);
  g_assert_true (sf_transfer_pair_has_blob (pair, 1, 2, next));
  g_assert_false (sf_transfer_pair_has_blob (pair, 1, 1, blob));
}

static void
test_cancelled_before_it_is_offered (void)
{
  g_autoptr (SfTransferPair) pair = sf_transfer_pair_new (CABLE, 1);
  g_autoptr (GBytes) blob = sf_transfer_pair_make_blob (3000, 1);

  for (guint64 id = 0; id <= SF_TRANSFER_MAX_INCOMING; id++)
    sf_transfer_send_blob (pair->ends[0].engine, id, blob, 0);
  sf_transfer_cancel_blob (pair->ends[0].engine, SF_TRANSFER_MAX_INCOMING, FALSE);
  sf_transfer_cancel_blob (pair->ends[0].engine, 99, FALSE);
  sf_transfer_cancel_blob (pair->ends[0].engine, 99, TRUE);
  expect_idle (pair);
  g_assert_cmpuint (g_hash_table_size (pair->ends[1].blobs), ==, SF_TRANSFER_MAX_INCOMING);
  g_assert_cmpuint (pair->ends[1].cancelled->len, ==, 0);
}

static void
test_full_socket (void)
{
  g_autoptr (SfTransferPair) pair = sf_transfer_pair_new (CABLE, 1);
  g_autoptr (GBytes) blob = sf_transfer_pair_make_blob (1000000, 1);

  sf_transfer_send_blob (pair->ends[0].engine, 1, blob, 0);
  g_assert_true (sf_transfer_pair_run (pair, has_progress, LIMIT_US));
  for (guint end = 0; end < 2; end++) {
    pair->ends[end].is_full = TRUE;
    g_assert_false (sf_transfer_pair_run (pair, NULL, 300 * 1000));
    pair->ends[end].is_full = FALSE;
  }
  expect_idle (pair);
  g_assert_true (sf_transfer_pair_has_blob (pair, 1, 1, blob));
}

/* What the other side holds is not sent again, although its acknowledgements were lost. */
static void
test_path_changed (void)
{
  g_autoptr (SfTransferPair) pair = sf_transfer_pair_new (CABLE, 1);
  g_autoptr (GBytes) blob = sf_transfer_pair_make_blob (2000000, 1);
  guint n_chunks = sf_chunk_count (2000000);
  guint n_held, n_sent;

  sf_transfer_send_blob (pair->ends[0].engine, 1, blob, 0);
  g_assert_true (sf_transfer_pair_run (pair, has_progress, LIMIT_US));
  n_held = pair->ends[1].n_chunks_received;
  n_sent = pair->ends[0].n_chunks_sent;
  g_assert_cmpuint (n_sent, >, n_held);

  sf_transfer_pair_set (pair, "delay_ms=60 queue_bytes=1000000");
  sf_transfer_pair_send_text (pair, 0, "while it was gone");
  sf_transfer_pair_change_path (pair);
  expect_idle (pair);

  g_assert_true (sf_transfer_pair_has_blob (pair, 1, 1, blob));
  g_assert_cmpuint (pair->ends[0].n_chunks_sent - n_sent, ==, n_chunks - n_held);
  g_assert_cmpuint (pair->ends[1].n_chunks_received, ==, n_chunks);
  expect_text (pair, 1, 0, "while it was gone");
}

/* The path is dead for a while, then changes again and again. */
static void
test_path_lost_and_changed (void)
{
  g_autoptr (SfTransferPair) pair = sf_transfer_pair_new (CABLE " loss=0.05", 1);
  GBytes *blobs[] = {sf_transfer_pair_make_blob (2000000, 1),
                     sf_transfer_pair_make_blob (900000, 2)};

  for (guint end = 0; end < 2; end++)
    sf_transfer_send_blob (pair->ends[end].engine, 5, blobs[end], 0);

  for (guint i = 0; i < 10; i++) {
    sf_transfer_pair_run (pair, NULL, 50 * 1000);
    sf_way_cut (&pair->ways[i % 2]);
    g_assert_false (sf_transfer_pair_run (pair, NULL, i * 300 * 1000));
    sf_transfer_pair_change_path (pair);
    if (i % 3 == 0)
      sf_transfer_pair_change_path (pair);
  }
  expect_idle (pair);

  for (guint end = 0; end < 2; end++) {
    g_assert_true (sf_transfer_pair_has_blob (pair, 1 - end, 5, blobs[end]));
    g_bytes_unref (blobs[end]);
  }
}

static void
test_blob_share (void)
{
  g_autoptr (SfTransferPair) pair = sf_transfer_pair_new (CABLE, 1);
  g_autoptr (GBytes) first = sf_transfer_pair_make_blob (2000000, 1);
  g_autoptr (GBytes) second = sf_transfer_pair_make_blob (2000000, 2);
  gint64 start_us, whole_us;

  sf_transfer_send_blob (pair->ends[0].engine, 1, first, 0);
  expect_idle (pair);
  start_us = pair->now_us;
  sf_transfer_send_blob (pair->ends[0].engine, 2, second, 0);
  expect_idle (pair);
  whole_us = pair->now_us - start_us;

  sf_transfer_set_blob_share (pair->ends[0].engine, 25);
  start_us = pair->now_us;
  sf_transfer_send_blob (pair->ends[0].engine, 3, second, 0);
  expect_idle (pair);
  g_assert_cmpint (pair->now_us - start_us, >, 3 * whole_us);
  g_assert_cmpint (pair->now_us - start_us, <, 6 * whole_us);

  /* The rate was not forgotten meanwhile. */
  sf_transfer_set_blob_share (pair->ends[0].engine, 100);
  start_us = pair->now_us;
  sf_transfer_send_blob (pair->ends[0].engine, 4, second, 0);
  expect_idle (pair);
  g_assert_cmpint (pair->now_us - start_us, <, whole_us * 5 / 4);
}

/* A user that calls back from within every event. */
static gboolean
busy_offered (guint64 id, guint64 size, gpointer user_data)
{
  SfTransfer **engine = user_data;

  sf_transfer_cancel_blob (*engine, id, TRUE);
  return TRUE;
}

static void
busy_progress (guint64 id, guint64 done, guint64 size, gboolean incoming, gpointer user_data)
{
  SfTransfer **engine = user_data;
  g_autoptr (GBytes) word = g_bytes_new_static ("progress", 8);

  sf_transfer_cancel_blob (*engine, id, incoming);
  sf_transfer_send_message (*engine, word, NULL);
}

static void
test_calls_back (void)
{
  static const SfTransferEvents events = {
    .blob_offered = busy_offered,
    .blob_progress = busy_progress,
  };
  g_autoptr (SfTransferPair) pair = sf_transfer_pair_new (CABLE, 1);
  g_autoptr (GBytes) blob = sf_transfer_pair_make_blob (1000000, 1);
  SfTransferConfig config;

  sf_transfer_config_init (&config);
  sf_transfer_free (pair->ends[1].engine);
  pair->ends[1].engine = sf_transfer_new (&config, &events, &pair->ends[1].engine);

  sf_transfer_send_blob (pair->ends[0].engine, 1, blob, 0);
  expect_idle (pair);
  g_assert_cmpuint (pair->ends[0].cancelled->len, ==, 1);
  expect_text (pair, 0, 0, "progress");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/net/transfer/messages-both-ways", test_messages);
  g_test_add_func ("/net/transfer/message-limit", test_message_limit);
  g_test_add_func ("/net/transfer/blob-sizes", test_blob_sizes);
  g_test_add_func ("/net/transfer/message-overtakes-blob", test_message_overtakes_blob);
  g_test_add_func ("/net/transfer/priority", test_priority);
  g_test_add_func ("/net/transfer/many-blobs-both-ways", test_many_blobs_both_ways);
  g_test_add_func ("/net/transfer/refused", test_refused);
  g_test_add_func ("/net/transfer/too-large-is-refused", test_too_large_is_refused);
  g_test_add_func ("/net/transfer/cancelled-by-sender", test_cancelled_by_sender);
  g_test_add_func ("/net/transfer/cancelled-by-receiver", test_cancelled_by_receiver);
  g_test_add_func ("/net/transfer/cancelled-before-offered", test_cancelled_before_it_is_offered);
  g_test_add_func ("/net/transfer/full-socket", test_full_socket);
  g_test_add_func ("/net/transfer/path-changed", test_path_changed);
  g_test_add_func ("/net/transfer/path-lost-and-changed", test_path_lost_and_changed);
  g_test_add_func ("/net/transfer/blob-share", test_blob_share);
  g_test_add_func ("/net/transfer/calls-back", test_calls_back);
  return g_test_run ();
}
