/* Blobs on their way in: chunks put in place, limits kept, the hash checked. */
#pragma once

#include "net/transfer/sf-packet.h"
#include "net/transfer/sf-progress.h"

G_BEGIN_DECLS

typedef struct _SfBlobReceiver SfBlobReceiver;

/* @max_blob_size, @max_bytes: of one and of all together */
SfBlobReceiver *sf_blob_receiver_new (guint64 max_blob_size,
                                      guint64 max_bytes) G_GNUC_WARN_UNUSED_RESULT;
void sf_blob_receiver_free (SfBlobReceiver *self);

/* Returns: whether a blob of @size bytes may be opened */
gboolean sf_blob_receiver_has_room (const SfBlobReceiver *self, guint64 size);
gboolean sf_blob_receiver_contains (const SfBlobReceiver *self, guint64 id);

/**
 * sf_blob_receiver_open:
 * @size: bytes, for which sf_blob_receiver_has_room()
 * @sha256: (array fixed-size=32): what the whole must hash to
 *
 * Returns: %FALSE when there is no memory for it
 */
gboolean sf_blob_receiver_open (SfBlobReceiver *self,
                                guint64 id,
                                guint64 size,
                                const guint8 *sha256);
/* Returns: FALSE when there is no such blob */
gboolean sf_blob_receiver_close (SfBlobReceiver *self, guint64 id);

/**
 * sf_blob_receiver_get_map:
 * @ret_map: (array length=ret_size) (transfer none): a bit for each chunk; empty for none
 *
 * Returns: %FALSE when there is no such blob
 */
gboolean sf_blob_receiver_get_map (const SfBlobReceiver *self,
                                   guint64 id,
                                   const guint8 **ret_map,
                                   gsize *ret_size);

/**
 * sf_blob_receiver_add:
 *
 * Takes in a chunk. What came already, and chunks of blobs that are not open, are ignored.
 *
 * Returns: %FALSE with %SF_NET_ERROR_PROTOCOL for a chunk that the blob cannot have
 */
gboolean sf_blob_receiver_add (SfBlobReceiver *self, const SfBlobFrame *frame, GError **error);

/* Returns: FALSE when there is no news */
gboolean sf_blob_receiver_get_progress (SfBlobReceiver *self, guint64 id, SfProgress *ret_progress);

/* Returns: whether there is such a blob and every chunk of it came */
gboolean sf_blob_receiver_is_whole (const SfBlobReceiver *self, guint64 id);

/**
 * sf_blob_receiver_take:
 *
 * Ends a blob that is whole.
 *
 * Returns: (transfer full) (nullable): its bytes; %NULL with %SF_NET_ERROR_PROTOCOL when they are
 *   not what was announced
 */
GBytes *sf_blob_receiver_take (SfBlobReceiver *self,
                               guint64 id,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SfBlobReceiver, sf_blob_receiver_free)

G_END_DECLS
