/* Blobs on their way in: put together from chunks in any order, checked, within bounds. */

#include "net/sf-net-error.h"
#include "net/transfer/sf-blob-receiver.h"
#include "net/transfer/sf-transfer.h"
#include "tests/support/sf-transfer-pair.h"

#include <sodium.h>
#include <string.h>

#define SIZE (5 * SF_CHUNK_SIZE + 77)
#define N_CHUNKS 6

static void
open_blob (SfBlobReceiver *receiver, guint64 id, GBytes *bytes)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  guint8 sha256[crypto_hash_sha256_BYTES];

  crypto_hash_sha256 (sha256, data, size);
  g_assert_true (sf_blob_receiver_has_room (receiver, size));
  g_assert_true (sf_blob_receiver_open (receiver, id, size, sha256));
}

static void
add_chunk (SfBlobReceiver *receiver, guint64 id, GBytes *bytes, guint64 index)
{
  SfBlobFrame frame = {
    .id = id,
    .index = index,
    .bytes = (const guint8 *) g_bytes_get_data (bytes, NULL) + index * SF_CHUNK_SIZE,
    .size = sf_chunk_size (g_bytes_get_size (bytes), index),
  };
  g_autoptr (GError) error = NULL;

  sf_blob_receiver_add (receiver, &frame, &error);
  g_assert_no_error (error);
}

static void
test_any_order (void)
{
  static const guint orders[][N_CHUNKS] = {
    {0, 1, 2, 3, 4, 5}, {5, 4, 3, 2, 1, 0}, {2, 5, 0, 1, 4, 3}};

  for (gsize i = 0; i < G_N_ELEMENTS (orders); i++) {
    g_autoptr (SfBlobReceiver) receiver = sf_blob_receiver_new (SIZE, SIZE);
    g_autoptr (GBytes) bytes = sf_transfer_pair_make_blob (SIZE, 1);
    g_autoptr (GBytes) received = NULL;
    g_autoptr (GError) error = NULL;

    open_blob (receiver, 4, bytes);
    for (guint k = 0; k < N_CHUNKS; k++) {
      g_assert_false (sf_blob_receiver_is_whole (receiver, 4));
      add_chunk (receiver, 4, bytes, orders[i][k]);
      add_chunk (receiver, 4, bytes, orders[i][k]);
      add_chunk (receiver, 5, bytes, orders[i][k]);
    }

    g_assert_true (sf_blob_receiver_is_whole (receiver, 4));
    received = sf_blob_receiver_take (receiver, 4, &error);
    g_assert_no_error (error);
    g_assert_true (g_bytes_equal (received, bytes));
    g_assert_false (sf_blob_receiver_contains (receiver, 4));
    g_assert_true (sf_blob_receiver_has_room (receiver, SIZE));
  }
}

static void
test_empty_blob (void)
{
  g_autoptr (SfBlobReceiver) receiver = sf_blob_receiver_new (0, 0);
  g_autoptr (GBytes) bytes = g_bytes_new (NULL, 0);
  g_autoptr (GBytes) received = NULL;
  const guint8 *map;
  gsize map_size;

  open_blob (receiver, 1, bytes);
  g_assert_true (sf_blob_receiver_get_map (receiver, 1, &map, &map_size));
  g_assert_cmpuint (map_size, ==, 0);
  g_assert_true (sf_blob_receiver_is_whole (receiver, 1));
  received = sf_blob_receiver_take (receiver, 1, NULL);
  g_assert_cmpuint (g_bytes_get_size (received), ==, 0);
}

static void
test_wrong_hash (void)
{
  g_autoptr (SfBlobReceiver) receiver = sf_blob_receiver_new (SIZE, SIZE);
  g_autoptr (GBytes) bytes = sf_transfer_pair_make_blob (SIZE, 1);
  g_autoptr (GBytes) other = sf_transfer_pair_make_blob (SIZE, 2);
  g_autoptr (GBytes) received = NULL;
  g_autoptr (GError) error = NULL;

  open_blob (receiver, 1, bytes);
  for (guint i = 0; i < N_CHUNKS; i++)
    add_chunk (receiver, 1, i == 3 ? other : bytes, i);
  received = sf_blob_receiver_take (receiver, 1, &error);
  g_assert_null (received);
  g_assert_error (error, SF_NET_ERROR, SF_NET_ERROR_PROTOCOL);
}

static void
test_map (void)
{
  g_autoptr (SfBlobReceiver) receiver = sf_blob_receiver_new (SIZE, SIZE);
  g_autoptr (GBytes) bytes = sf_transfer_pair_make_blob (SIZE, 1);
  const guint8 *map;
  gsize map_size;

  g_assert_false (sf_blob_receiver_get_map (receiver, 1, &map, &map_size));
  open_blob (receiver, 1, bytes);
  add_chunk (receiver, 1, bytes, 2);
  add_chunk (receiver, 1, bytes, 5);
  g_assert_true (sf_blob_receiver_get_map (receiver, 1, &map, &map_size));
  g_assert_cmpmem (map, map_size, "\x24", 1);
}

static void
test_limits (void)
{
  g_autoptr (SfBlobReceiver) receiver = sf_blob_receiver_new (SIZE, 2 * SIZE);
  g_autoptr (SfBlobReceiver) many = sf_blob_receiver_new (SIZE, 100 * SIZE);
  g_autoptr (GBytes) bytes = sf_transfer_pair_make_blob (SIZE, 1);

  g_assert_false (sf_blob_receiver_has_room (receiver, SIZE + 1));
  g_assert_false (sf_blob_receiver_has_room (receiver, G_MAXUINT64));
  open_blob (receiver, 1, bytes);
  open_blob (receiver, 2, bytes);
  g_assert_false (sf_blob_receiver_has_room (receiver, 1));
  g_assert_true (sf_blob_receiver_has_room (receiver, 0));
  g_assert_true (sf_blob_receiver_close (receiver, 1));
  g_assert_false (sf_blob_receiver_close (receiver, 1));
  g_assert_true (sf_blob_receiver_has_room (receiver, SIZE));

  for (guint64 id = 0; id < SF_TRANSFER_MAX_INCOMING; id++)
    open_blob (many, id, bytes);
  g_assert_false (sf_blob_receiver_has_room (many, 0));
}

static void
refuse (SfBlobReceiver *receiver, guint64 index, gsize size)
{
  static const guint8 bytes[SF_CHUNK_SIZE];
  SfBlobFrame frame = {.id = 1, .index = index, .bytes = bytes, .size = size};
  g_autoptr (GError) error = NULL;

  g_assert_false (sf_blob_receiver_add (receiver, &frame, &error));
  g_assert_error (error, SF_NET_ERROR, SF_NET_ERROR_PROTOCOL);
}

static void
test_refuses_chunks (void)
{
  g_autoptr (SfBlobReceiver) receiver = sf_blob_receiver_new (SIZE, SIZE);
  g_autoptr (GBytes) bytes = sf_transfer_pair_make_blob (SIZE, 1);

  open_blob (receiver, 1, bytes);
  refuse (receiver, 0, SF_CHUNK_SIZE - 1);
  refuse (receiver, 5, 78);
  refuse (receiver, 5, SF_CHUNK_SIZE);
  refuse (receiver, 6, 1);
  refuse (receiver, G_MAXUINT64 / SF_CHUNK_SIZE + 1, SF_CHUNK_SIZE);
  refuse (receiver, G_MAXUINT64, 77);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/net/transfer/blob-receiver/any-order", test_any_order);
  g_test_add_func ("/net/transfer/blob-receiver/empty-blob", test_empty_blob);
  g_test_add_func ("/net/transfer/blob-receiver/wrong-hash", test_wrong_hash);
  g_test_add_func ("/net/transfer/blob-receiver/map", test_map);
  g_test_add_func ("/net/transfer/blob-receiver/limits", test_limits);
  g_test_add_func ("/net/transfer/blob-receiver/refuses-chunks", test_refuses_chunks);
  return g_test_run ();
}
