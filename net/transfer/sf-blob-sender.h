/* Blobs on their way out: offered, sent chunk by chunk, resumed. */
#pragma once

#include "net/transfer/sf-letter.h"
#include "net/transfer/sf-packet.h"
#include "net/transfer/sf-progress.h"

G_BEGIN_DECLS

typedef struct _SfBlobSender SfBlobSender;

/* @max_bytes: how much may be on offer at a time, unless a single blob is larger */
SfBlobSender *sf_blob_sender_new (guint64 max_bytes) G_GNUC_WARN_UNUSED_RESULT;
void sf_blob_sender_free (SfBlobSender *self);

void sf_blob_sender_add (SfBlobSender *self, guint64 id, GBytes *bytes, guint priority);
gboolean sf_blob_sender_is_empty (const SfBlobSender *self);

/* Returns: FALSE when there is nothing to say; otherwise a letter, which counts as sent */
gboolean sf_blob_sender_next_letter (SfBlobSender *self, SfLetter *ret_letter);

/**
 * sf_blob_sender_accept:
 * @map: (array length=map_size): what the receiver holds; empty for nothing
 *
 * Returns: %FALSE with %SF_NET_ERROR_PROTOCOL when @map does not fit or was not asked for
 */
gboolean sf_blob_sender_accept (
  SfBlobSender *self, guint64 id, const guint8 *map, gsize map_size, GError **error);

/**
 * sf_blob_sender_remove:
 * @ret_was_offered: (optional): whether the other side may know of it
 * @ret_progress: (optional): how far it was
 *
 * Returns: %FALSE when there is no such blob
 */
gboolean sf_blob_sender_remove (SfBlobSender *self,
                                guint64 id,
                                gboolean *ret_was_offered,
                                SfProgress *ret_progress);

/* Sends nothing of what was accepted before the receiver was asked again what it holds. */
void sf_blob_sender_pause (SfBlobSender *self);

/* Returns: FALSE when nothing is to be sent; otherwise the next chunk, borrowed, yet to be sent */
gboolean sf_blob_sender_peek (SfBlobSender *self, SfBlobFrame *ret_frame);
/* The chunk from sf_blob_sender_peek() left. */
void sf_blob_sender_on_sent (SfBlobSender *self, const SfBlobFrame *frame);
void sf_blob_sender_on_acked (SfBlobSender *self, guint64 id, guint32 index);
/* It is to be sent again, unless it was acknowledged meanwhile. */
void sf_blob_sender_on_lost (SfBlobSender *self, guint64 id, guint32 index);

/* Returns: FALSE when there is no news */
gboolean sf_blob_sender_next_progress (SfBlobSender *self,
                                       guint64 *ret_id,
                                       SfProgress *ret_progress);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SfBlobSender, sf_blob_sender_free)

G_END_DECLS
