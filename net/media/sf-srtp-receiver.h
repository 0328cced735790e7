/* SRTP of what comes in: finds the other side's newest stream, and never goes back. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SF_SRTP_LOOKAHEAD 8 /* streams: so many starts may be missed in one gap */

typedef struct _SfSrtpReceiver SfSrtpReceiver;

/* @secret: (array fixed-size=32): media_receive of the session's keys; copied */
SfSrtpReceiver *sf_srtp_receiver_new (const guint8 *secret) G_GNUC_WARN_UNUSED_RESULT;
void sf_srtp_receiver_free (SfSrtpReceiver *self);

/**
 * sf_srtp_receiver_unprotect:
 * @ret_size: in bytes
 * @ret_is_new_stream: whether it is the first of a newer stream: nothing of those before will be
 *   accepted any more
 *
 * Nobody says which stream a packet belongs to. One that is not of the newest known is tried under
 * the keys of the next %SF_SRTP_LOOKAHEAD, some dozens of packets a second and not more, so that
 * rubbish costs as much as one failed attempt.
 *
 * Returns: (nullable) (transfer none): the RTP packet, until the next call; %NULL for anything that
 *   is not a fresh packet of the other side: drop it in silence
 */
const guint8 *sf_srtp_receiver_unprotect (SfSrtpReceiver *self,
                                          const guint8 *datagram,
                                          gsize size,
                                          gint64 now_us,
                                          gsize *ret_size,
                                          gboolean *ret_is_new_stream);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SfSrtpReceiver, sf_srtp_receiver_free)

G_END_DECLS
