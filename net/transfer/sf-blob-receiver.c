/* Blobs on their way in: chunks put in place, limits kept, the hash checked. */

#include "net/transfer/sf-blob-receiver.h"

#include "net/sf-net-error.h"
#include "net/transfer/sf-bitmap.h"
#include "net/transfer/sf-letter.h"
#include "net/transfer/sf-transfer.h"

#include <sodium.h>
#include <string.h>

typedef struct {
  guint64 id;
  guint8 sha256[SF_SHA256_SIZE];
  guint8 *data;
  SfBitmap have;
  SfProgress progress;
  /* Of what came without a gap, so that the end need not wait for the hash of the whole. */
  crypto_hash_sha256_state hash;
  guint n_hashed; /* chunks */
} Blob;

struct _SfBlobReceiver {
  GPtrArray *blobs; /* (element-type Blob) (owned) */
  guint64 n_bytes;
  guint64 max_blob_size;
  guint64 max_bytes;
};

static void
blob_free (Blob *blob)
{
  g_free (blob->data);
  sf_bitmap_clear (&blob->have);
  g_free (blob);
}

SfBlobReceiver *
sf_blob_receiver_new (guint64 max_blob_size, guint64 max_bytes)
{
  SfBlobReceiver *self = g_new0 (SfBlobReceiver, 1);

  self->blobs = g_ptr_array_new_with_free_func ((GDestroyNotify) blob_free);
  self->max_blob_size = max_blob_size;
  self->max_bytes = max_bytes;
  return self;
}

void
sf_blob_receiver_free (SfBlobReceiver *self)
{
  g_ptr_array_unref (self->blobs);
  g_free (self);
}

static Blob *
find (const SfBlobReceiver *self, guint64 id)
{
  for (guint i = 0; i < self->blobs->len; i++) {
    Blob *blob = g_ptr_array_index (self->blobs, i);

    if (blob->id == id)
      return blob;
  }

  return NULL;
}

gboolean
sf_blob_receiver_has_room (const SfBlobReceiver *self, guint64 size)
{
  return self->blobs->len < SF_TRANSFER_MAX_INCOMING && size <= self->max_blob_size &&
         size <= self->max_bytes - self->n_bytes;
}

gboolean
sf_blob_receiver_contains (const SfBlobReceiver *self, guint64 id)
{
  return find (self, id) != NULL;
}

gboolean
sf_blob_receiver_open (SfBlobReceiver *self, guint64 id, guint64 size, const guint8 *sha256)
{
  guint8 *data;
  Blob *blob;

  g_return_val_if_fail (
    sf_blob_receiver_has_room (self, size) && !sf_blob_receiver_contains (self, id), FALSE);

  data = g_try_malloc (MAX (size, 1));
  if (data == NULL)
    return FALSE;

  blob = g_new0 (Blob, 1);
  blob->id = id;
  blob->data = data;
  blob->progress.size = size;
  memcpy (blob->sha256, sha256, SF_SHA256_SIZE);
  sf_bitmap_init (&blob->have, sf_chunk_count (size));
  crypto_hash_sha256_init (&blob->hash);

  g_ptr_array_add (self->blobs, blob);
  self->n_bytes += size;
  return TRUE;
}

gboolean
sf_blob_receiver_close (SfBlobReceiver *self, guint64 id)
{
  Blob *blob = find (self, id);

  if (blob == NULL)
    return FALSE;

  self->n_bytes -= blob->progress.size;
  g_ptr_array_remove_fast (self->blobs, blob);
  return TRUE;
}

gboolean
sf_blob_receiver_get_map (const SfBlobReceiver *self,
                          guint64 id,
                          const guint8 **ret_map,
                          gsize *ret_size)
{
  const Blob *blob = find (self, id);

  if (blob == NULL)
    return FALSE;

  *ret_map = blob->have.bits;
  *ret_size = blob->have.n_set > 0 ? sf_bitmap_get_size (&blob->have) : 0;
  return TRUE;
}

static void
hash_more (Blob *blob)
{
  while (blob->n_hashed < blob->have.n_bits && sf_bitmap_get (&blob->have, blob->n_hashed)) {
    crypto_hash_sha256_update (&blob->hash, blob->data + (gsize) blob->n_hashed * SF_CHUNK_SIZE,
                               sf_chunk_size (blob->progress.size, blob->n_hashed));
    blob->n_hashed++;
  }
}

gboolean
sf_blob_receiver_add (SfBlobReceiver *self, const SfBlobFrame *frame, GError **error)
{
  Blob *blob = find (self, frame->id);

  if (blob == NULL)
    return TRUE;

  if (frame->size != sf_chunk_size (blob->progress.size, frame->index)) {
    g_set_error_literal (error, SF_NET_ERROR, SF_NET_ERROR_PROTOCOL, "a chunk outside of its blob");
    return FALSE;
  }

  if (!sf_bitmap_set (&blob->have, (guint) frame->index))
    return TRUE;

  memcpy (blob->data + (gsize) frame->index * SF_CHUNK_SIZE, frame->bytes, frame->size);
  blob->progress.done += frame->size;
  hash_more (blob);
  return TRUE;
}

gboolean
sf_blob_receiver_get_progress (SfBlobReceiver *self, guint64 id, SfProgress *ret_progress)
{
  Blob *blob = find (self, id);

  if (blob == NULL || !sf_progress_is_news (&blob->progress))
    return FALSE;

  *ret_progress = blob->progress;
  return TRUE;
}

gboolean
sf_blob_receiver_is_whole (const SfBlobReceiver *self, guint64 id)
{
  const Blob *blob = find (self, id);

  return blob != NULL && blob->have.n_set == blob->have.n_bits;
}

GBytes *
sf_blob_receiver_take (SfBlobReceiver *self, guint64 id, GError **error)
{
  Blob *blob = find (self, id);
  guint8 sha256[SF_SHA256_SIZE];
  g_autoptr (GBytes) bytes = NULL;
  gboolean is_right;

  g_return_val_if_fail (sf_blob_receiver_is_whole (self, id), NULL);

  crypto_hash_sha256_final (&blob->hash, sha256);
  is_right = memcmp (sha256, blob->sha256, sizeof sha256) == 0;
  bytes = g_bytes_new_take (g_steal_pointer (&blob->data), blob->progress.size);
  sf_blob_receiver_close (self, id);

  if (!is_right) {
    g_set_error_literal (error, SF_NET_ERROR, SF_NET_ERROR_PROTOCOL,
                         "a blob is not what was announced");
    return NULL;
  }

  return g_steal_pointer (&bytes);
}
