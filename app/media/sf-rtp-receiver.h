/* From RTP packets as they come to VP8 frames in order, and to what the sender must be told. */
#pragma once

#include "app/media/sf-encoded-frame.h"
#include "app/media/sf-live-feedback.h"

G_BEGIN_DECLS

/* Pure: of one stream, bytes and the time in; frames and feedback out, within the call. */
typedef struct _SfRtpReceiver SfRtpReceiver;

typedef struct {
  void (*frame) (const SfEncodedFrame *frame, gpointer user_data);
  void (*feedback) (const SfLiveFeedback *feedback, gpointer user_data);
} SfRtpReceiverFuncs;

/* @funcs: static */
SfRtpReceiver *sf_rtp_receiver_new (const SfRtpReceiverFuncs *funcs,
                                    gpointer user_data) G_GNUC_WARN_UNUSED_RESULT;
void sf_rtp_receiver_free (SfRtpReceiver *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SfRtpReceiver, sf_rtp_receiver_free)

/* What is no packet of the stream is dropped. @now_us: the monotonic clock */
void sf_rtp_receiver_add (SfRtpReceiver *self, const guint8 *packet, gsize size, gint64 now_us);

/* A frame that was given could not be used: another key frame is needed. */
void sf_rtp_receiver_need_key (SfRtpReceiver *self);

/* Between the two sides: how soon an answer can be here. */
void sf_rtp_receiver_set_rtt_us (SfRtpReceiver *self, gint64 rtt_us);

/* How many packets never came. */
guint64 sf_rtp_receiver_get_n_lost (const SfRtpReceiver *self);

G_END_DECLS
