/* SRTP of what goes out: a key for each start of a stream. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _SfSrtpSender SfSrtpSender;

/**
 * sf_srtp_sender_new:
 * @secret: (array fixed-size=32): media_send of the session's keys; copied. No two senders share
 *   one: each begins with stream 1
 */
SfSrtpSender *sf_srtp_sender_new (const guint8 *secret) G_GNUC_WARN_UNUSED_RESULT;
void sf_srtp_sender_free (SfSrtpSender *self);

/* From here on the next stream's key, unless nothing was sent under the present one. */
void sf_srtp_sender_start (SfSrtpSender *self);
gboolean sf_srtp_sender_has_stream (SfSrtpSender *self);

/**
 * sf_srtp_sender_protect:
 * @rtp: a whole RTP packet of at most %SF_MEDIA_MAX_RTP bytes
 *
 * Returns: (nullable) (transfer none): the SRTP packet, until the next call; %NULL without a stream
 *   or for a packet that may not be sent, see sf_srtp_stream_protect()
 */
const guint8 *sf_srtp_sender_protect (SfSrtpSender *self,
                                      const guint8 *rtp,
                                      gsize size,
                                      gsize *ret_size);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SfSrtpSender, sf_srtp_sender_free)

G_END_DECLS
