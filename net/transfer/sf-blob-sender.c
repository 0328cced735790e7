/* Blobs on their way out: offered, sent chunk by chunk, resumed. */

#include "net/transfer/sf-blob-sender.h"

#include "net/sf-net-error.h"
#include "net/transfer/sf-bitmap.h"
#include "net/transfer/sf-transfer.h"

#include <sodium.h>

typedef enum {
  QUEUED,  /* not offered yet */
  STALLED, /* accepted, but what the receiver holds is to be asked first */
  ASKED,   /* offered, or asked what it holds: the answer is awaited */
  SENDING,
} State;

typedef struct {
  guint64 id;
  guint priority;
  State state;
  GBytes *bytes;
  guint8 sha256[SF_SHA256_SIZE];
  SfProgress progress;
  SfBitmap missing; /* chunks not acknowledged */
  SfBitmap pending; /* chunks to be sent, some of the missing */
  guint cursor;     /* no chunk below is pending */
} Blob;

struct _SfBlobSender {
  GPtrArray *blobs; /* (element-type Blob) (owned), by priority, then in the order of queueing */
  guint64 max_bytes;
};

static void
blob_free (Blob *blob)
{
  g_bytes_unref (blob->bytes);
  sf_bitmap_clear (&blob->missing);
  sf_bitmap_clear (&blob->pending);
  g_free (blob);
}

SfBlobSender *
sf_blob_sender_new (guint64 max_bytes)
{
  SfBlobSender *self = g_new0 (SfBlobSender, 1);

  self->blobs = g_ptr_array_new_with_free_func ((GDestroyNotify) blob_free);
  self->max_bytes = max_bytes;
  return self;
}

void
sf_blob_sender_free (SfBlobSender *self)
{
  g_ptr_array_unref (self->blobs);
  g_free (self);
}

gboolean
sf_blob_sender_is_empty (const SfBlobSender *self)
{
  return self->blobs->len == 0;
}

static Blob *
get_nth (SfBlobSender *self, guint n)
{
  return g_ptr_array_index (self->blobs, n);
}

/* Returns: (nullable): the blob, if it is not only queued */
static Blob *
find_offered (SfBlobSender *self, guint64 id)
{
  for (guint i = 0; i < self->blobs->len; i++)
    if (get_nth (self, i)->id == id && get_nth (self, i)->state != QUEUED)
      return get_nth (self, i);

  return NULL;
}

void
sf_blob_sender_add (SfBlobSender *self, guint64 id, GBytes *bytes, guint priority)
{
  Blob *blob = g_new0 (Blob, 1);
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  guint place = self->blobs->len;

  blob->id = id;
  blob->priority = priority;
  blob->bytes = g_bytes_ref (bytes);
  blob->progress.size = size;
  crypto_hash_sha256 (blob->sha256, data, size);
  sf_bitmap_init_full (&blob->missing, sf_chunk_count (size));
  sf_bitmap_init_full (&blob->pending, sf_chunk_count (size));

  while (place > 0 && get_nth (self, place - 1)->priority > priority)
    place--;
  g_ptr_array_insert (self->blobs, (int) place, blob);
}

static gboolean
may_offer (SfBlobSender *self, const Blob *blob)
{
  guint n_offered = 0;
  guint64 n_bytes = blob->progress.size;

  for (guint i = 0; i < self->blobs->len; i++) {
    if (get_nth (self, i)->state == QUEUED)
      continue;
    n_offered++;
    n_bytes += get_nth (self, i)->progress.size;
  }

  return n_offered == 0 || (n_offered < SF_TRANSFER_MAX_INCOMING && n_bytes <= self->max_bytes);
}

gboolean
sf_blob_sender_next_letter (SfBlobSender *self, SfLetter *ret_letter)
{
  for (guint i = 0; i < self->blobs->len; i++) {
    Blob *blob = get_nth (self, i);

    if (blob->state != STALLED && (blob->state != QUEUED || !may_offer (self, blob)))
      continue;

    *ret_letter = (SfLetter){
      .type = blob->state == STALLED ? SF_LETTER_RESUME : SF_LETTER_OFFER,
      .id = blob->id,
      .size = blob->progress.size,
      .sha256 = blob->sha256,
    };
    blob->state = ASKED;
    return TRUE;
  }

  return FALSE;
}

static void
take_acked (Blob *blob, guint index)
{
  if (!sf_bitmap_unset (&blob->missing, index))
    return;

  sf_bitmap_unset (&blob->pending, index);
  blob->progress.done += sf_chunk_size (blob->progress.size, index);
}

gboolean
sf_blob_sender_accept (
  SfBlobSender *self, guint64 id, const guint8 *map, gsize map_size, GError **error)
{
  Blob *blob = find_offered (self, id);
  guint n_chunks;

  if (blob == NULL)
    return TRUE;

  n_chunks = blob->missing.n_bits;
  if (blob->state != ASKED || (map_size > 0 && !sf_bitmap_is_valid (n_chunks, map, map_size))) {
    g_set_error_literal (error, SF_NET_ERROR, SF_NET_ERROR_PROTOCOL,
                         "an acceptance of something else");
    return FALSE;
  }

  for (guint i = 0; i < n_chunks; i++) {
    if (map_size > 0 && (map[i / 8] >> i % 8 & 1))
      take_acked (blob, i);
    else if (sf_bitmap_get (&blob->missing, i))
      sf_bitmap_set (&blob->pending, i);
  }

  blob->cursor = 0;
  blob->state = SENDING;
  return TRUE;
}

gboolean
sf_blob_sender_remove (SfBlobSender *self,
                       guint64 id,
                       gboolean *ret_was_offered,
                       SfProgress *ret_progress)
{
  for (guint i = 0; i < self->blobs->len; i++) {
    Blob *blob = get_nth (self, i);

    if (blob->id != id)
      continue;

    if (ret_was_offered != NULL)
      *ret_was_offered = blob->state != QUEUED;
    if (ret_progress != NULL)
      *ret_progress = blob->progress;
    g_ptr_array_remove_index (self->blobs, i);
    return TRUE;
  }

  return FALSE;
}

void
sf_blob_sender_pause (SfBlobSender *self)
{
  for (guint i = 0; i < self->blobs->len; i++)
    if (get_nth (self, i)->state == SENDING)
      get_nth (self, i)->state = STALLED;
}

gboolean
sf_blob_sender_peek (SfBlobSender *self, SfBlobFrame *ret_frame)
{
  for (guint i = 0; i < self->blobs->len; i++) {
    Blob *blob = get_nth (self, i);

    if (blob->state != SENDING || blob->pending.n_set == 0)
      continue;

    blob->cursor = sf_bitmap_find_set (&blob->pending, blob->cursor);
    ret_frame->id = blob->id;
    ret_frame->index = blob->cursor;
    ret_frame->size = sf_chunk_size (blob->progress.size, blob->cursor);
    ret_frame->bytes =
      (const guint8 *) g_bytes_get_data (blob->bytes, NULL) + (gsize) blob->cursor * SF_CHUNK_SIZE;
    return TRUE;
  }

  return FALSE;
}

void
sf_blob_sender_on_sent (SfBlobSender *self, const SfBlobFrame *frame)
{
  Blob *blob = find_offered (self, frame->id);

  g_return_if_fail (blob != NULL);

  sf_bitmap_unset (&blob->pending, (guint) frame->index);
}

void
sf_blob_sender_on_acked (SfBlobSender *self, guint64 id, guint32 index)
{
  Blob *blob = find_offered (self, id);

  if (blob != NULL)
    take_acked (blob, index);
}

void
sf_blob_sender_on_lost (SfBlobSender *self, guint64 id, guint32 index)
{
  Blob *blob = find_offered (self, id);

  if (blob == NULL || !sf_bitmap_get (&blob->missing, index))
    return;

  sf_bitmap_set (&blob->pending, index);
  blob->cursor = MIN (blob->cursor, index);
}

gboolean
sf_blob_sender_next_progress (SfBlobSender *self, guint64 *ret_id, SfProgress *ret_progress)
{
  for (guint i = 0; i < self->blobs->len; i++) {
    Blob *blob = get_nth (self, i);

    if (!sf_progress_is_news (&blob->progress))
      continue;
    *ret_id = blob->id;
    *ret_progress = blob->progress;
    return TRUE;
  }

  return FALSE;
}
