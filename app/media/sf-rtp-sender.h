/* Cuts frames into RTP packets, and remembers them for a while to send them again. */
#pragma once

#include "app/media/sf-encoded-frame.h"

G_BEGIN_DECLS

#define SF_RTP_SENDER_HISTORY 512                     /* packets */
#define SF_RTP_SENDER_HISTORY_US (1 * G_USEC_PER_SEC) /* older ones are of no use to anybody */
#define SF_RTP_SENDER_MAX_RESENT 3                    /* times, of one packet */

/* Of one stream: its SSRCs and first sequence numbers are random. */
typedef struct _SfRtpSender SfRtpSender;

SfRtpSender *sf_rtp_sender_new (void) G_GNUC_WARN_UNUSED_RESULT;
void sf_rtp_sender_free (SfRtpSender *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SfRtpSender, sf_rtp_sender_free)

guint32 sf_rtp_sender_get_ssrc (const SfRtpSender *self);

/**
 * sf_rtp_sender_cut:
 * @frame: not empty
 * @at: (inout): how much of the frame has left, in bytes; below its size
 * @now_us: the monotonic clock; the packet leaves now
 *
 * Returns: (transfer full): the next packet of the frame, of at most %SF_MEDIA_MAX_RTP bytes
 */
GBytes *sf_rtp_sender_cut (SfRtpSender *self, const SfEncodedFrame *frame, gsize *at, gint64 now_us)
  G_GNUC_WARN_UNUSED_RESULT;

/**
 * sf_rtp_sender_resend:
 *
 * RFC 4588.
 *
 * Returns: (transfer full) (nullable): packet @sequence once more; %NULL when it is not remembered
 *   or was sent again often enough
 */
GBytes *sf_rtp_sender_resend (SfRtpSender *self,
                              guint16 sequence,
                              gint64 now_us) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
