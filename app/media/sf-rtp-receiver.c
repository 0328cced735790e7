/* From RTP packets as they come to VP8 frames in order, and to what the sender must be told. */

#include "app/media/sf-rtp-receiver.h"

#include "app/media/sf-delay-meter.h"
#include "app/media/sf-rtp-window.h"
#include "app/media/sf-vp8-assembler.h"
#include "app/media/sf-vp8.h"
#include "net/server/sf-token-bucket.h"

#define MS 1000 /* microseconds */

#define FIRST_RTT_US (100 * MS)
#define MAX_RTT_US (1000 * MS)

/* Two answers may come within it, and the frame before may be late by a little. */
#define PATIENCE_US(rtt_us) CLAMP (2 * (rtt_us) + 80 * MS, 100 * MS, 500 * MS)
/* What lies before a key frame is of no use, unless it comes out of order. */
#define KEY_PATIENCE_US (30 * MS)
#define PLI_PAUSE_US(rtt_us) MAX ((rtt_us) *3 / 2 + 50 * MS, 150 * MS)

#define REPORT_US (200 * MS)
#define EARLY_REPORT_US (50 * MS)
#define EARLY_GROWTH_US (30 * MS) /* of the queue, since the last report */

/* More than any camera gives, and what gathers while a packet is waited for. */
static const SfTokenRate frame_rate = {.burst = 40, .refill_us = G_USEC_PER_SEC / 60};

struct _SfRtpReceiver {
  const SfRtpReceiverFuncs *funcs; /* borrowed */
  gpointer user_data;

  gboolean has_ssrc;
  guint32 ssrc;
  gint64 rtt_us;

  SfRtpWindow *window;       /* owned */
  SfVp8Assembler *assembler; /* owned */
  SfTokenBucket frames;
  SfDelayMeter meter;

  guint32 n_packets;
  guint32 n_bytes;
  gint64 reported_us;       /* when the last report was made; 0: none yet */
  gint64 reported_delay_us; /* what it told */
  gint64 pli_us;            /* when a key frame was asked for; 0: not yet */
};

SfRtpReceiver *
sf_rtp_receiver_new (const SfRtpReceiverFuncs *funcs, gpointer user_data)
{
  SfRtpReceiver *self = g_new0 (SfRtpReceiver, 1);

  self->funcs = funcs;
  self->user_data = user_data;
  self->rtt_us = FIRST_RTT_US;
  self->window = sf_rtp_window_new ();
  self->assembler = sf_vp8_assembler_new ();
  return self;
}

void
sf_rtp_receiver_free (SfRtpReceiver *self)
{
  sf_rtp_window_free (self->window);
  sf_vp8_assembler_free (self->assembler);
  g_free (self);
}

/* Returns: FALSE when it belongs to another stream, or to none */
static gboolean
identify (SfRtpReceiver *self, SfRtp *rtp)
{
  if (rtp->type == SF_RTP_TYPE_VP8) {
    if (!self->has_ssrc)
      self->ssrc = rtp->ssrc;
    self->has_ssrc = TRUE;
    return rtp->ssrc == self->ssrc;
  }

  return self->has_ssrc && sf_rtp_unwrap (rtp);
}

static void
give_frame (SfRtpReceiver *self, const SfEncodedFrame *frame, gint64 now_us)
{
  if (sf_token_bucket_take (&self->frames, &frame_rate, now_us))
    self->funcs->frame (frame, self->user_data);
  else
    sf_vp8_assembler_need_key (self->assembler);
}

static void
give_frames (SfRtpReceiver *self, gint64 now_us)
{
  gboolean after_loss;
  SfRtp rtp;

  for (;;) {
    g_auto (SfEncodedFrame) frame = {0};
    gboolean is_useless = sf_vp8_assembler_needs_key (self->assembler) &&
                          !sf_vp8_assembler_is_within_key (self->assembler);

    if (!sf_rtp_window_pop (self->window, is_useless ? KEY_PATIENCE_US : PATIENCE_US (self->rtt_us),
                            now_us, &rtp, &after_loss))
      return;
    if (sf_vp8_assembler_add (self->assembler, &rtp, after_loss, &frame))
      give_frame (self, &frame, now_us);
  }
}

static void
tell (SfRtpReceiver *self, SfLiveFeedback *feedback)
{
  feedback->stream = self->ssrc;
  self->funcs->feedback (feedback, self->user_data);
}

static void
ask_for_missing (SfRtpReceiver *self, gint64 now_us)
{
  SfLiveFeedback feedback = {.kind = SF_LIVE_FEEDBACK_NACK};

  feedback.n_nacks = sf_rtp_window_ask (self->window, self->rtt_us, now_us, feedback.nacks,
                                        SF_LIVE_FEEDBACK_MAX_NACKS);
  if (feedback.n_nacks > 0)
    tell (self, &feedback);
}

static void
ask_for_key (SfRtpReceiver *self, gint64 now_us)
{
  SfLiveFeedback feedback = {.kind = SF_LIVE_FEEDBACK_PLI};

  if (!sf_vp8_assembler_needs_key (self->assembler) ||
      sf_vp8_assembler_is_within_key (self->assembler))
    return;
  if (self->pli_us != 0 && now_us - self->pli_us < PLI_PAUSE_US (self->rtt_us))
    return;

  self->pli_us = now_us;
  tell (self, &feedback);
}

static gboolean
is_report_due (const SfRtpReceiver *self, gint64 now_us)
{
  gint64 since_us = now_us - self->reported_us;
  gint64 growth_us = sf_delay_meter_get_newest_us (&self->meter) - self->reported_delay_us;

  return self->reported_us == 0 || since_us >= REPORT_US ||
         (growth_us >= EARLY_GROWTH_US && since_us >= EARLY_REPORT_US);
}

static void
report (SfRtpReceiver *self, gint64 now_us)
{
  SfLiveFeedback feedback = {
    .kind = SF_LIVE_FEEDBACK_REPORT,
    .report = {.time_us = (guint32) now_us,
               .n_packets = self->n_packets,
               .n_missed = (guint32) sf_rtp_window_get_n_missed (self->window),
               .n_bytes = self->n_bytes},
  };

  if (!is_report_due (self, now_us))
    return;

  self->reported_us = now_us;
  self->reported_delay_us = sf_delay_meter_get_newest_us (&self->meter);
  sf_delay_meter_end_span (&self->meter, &feedback.report.least_delay_us,
                           &feedback.report.most_delay_us);
  tell (self, &feedback);
}

/* With a key frame the picture begins anew: what came before it is of no use. */
static gboolean
begins_key (const SfRtp *rtp)
{
  SfVp8Header header;
  SfVp8Piece piece;

  return sf_vp8_piece_parse (&piece, rtp->payload, rtp->payload_size) && piece.begins_frame &&
         sf_vp8_header_parse (&header, piece.data, piece.size) && header.is_key;
}

void
sf_rtp_receiver_add (SfRtpReceiver *self, const guint8 *packet, gsize size, gint64 now_us)
{
  SfRtp rtp;

  if (!sf_rtp_parse (&rtp, packet, size) || !identify (self, &rtp))
    return;

  self->n_packets++;
  self->n_bytes += (guint32) size;
  sf_delay_meter_add (&self->meter, rtp.sent_us, now_us);

  if (sf_rtp_window_add (self->window, &rtp, now_us)) {
    if (begins_key (&rtp))
      sf_rtp_window_skip (self->window, rtp.sequence);
    give_frames (self, now_us);
  }
  ask_for_missing (self, now_us);
  ask_for_key (self, now_us);
  report (self, now_us);
}

void
sf_rtp_receiver_need_key (SfRtpReceiver *self)
{
  sf_vp8_assembler_need_key (self->assembler);
}

void
sf_rtp_receiver_set_rtt_us (SfRtpReceiver *self, gint64 rtt_us)
{
  self->rtt_us = CLAMP (rtt_us, 1 * MS, MAX_RTT_US);
}

guint64
sf_rtp_receiver_get_n_lost (const SfRtpReceiver *self)
{
  return sf_rtp_window_get_n_lost (self->window);
}
