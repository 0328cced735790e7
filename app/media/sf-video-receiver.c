/* From RTP packets to the other side's pictures, by this side's clock. */

#include "app/media/sf-video-receiver.h"

#include "app/media/sf-rtp-receiver.h"
#include "app/media/sf-video-decoder.h"

struct _SfVideoReceiver {
  const SfVideoReceiverFuncs *funcs; /* borrowed */
  gpointer user_data;
  SfVideoDecoder *decoder; /* owned */

  GMutex receiving;
  SfRtpReceiver *rtp; /* owned; under the lock, as the next two */
  gint64 rtt_us;      /* 0: not known */
  guint64 n_lost;     /* in earlier streams */

  GMutex lock; /* of the next */
  gint64 offset_us;
};

/* In the decoder's thread. Nobody else has the picture yet. */
static void
on_decoded (SfFrame *frame, gpointer user_data)
{
  SfVideoReceiver *self = user_data;

  g_mutex_lock (&self->lock);
  frame->taken_us -= self->offset_us;
  g_mutex_unlock (&self->lock);

  self->funcs->frame (frame, self->user_data);
}

static void
on_frame (const SfEncodedFrame *frame, gpointer user_data)
{
  SfVideoReceiver *self = user_data;

  if (!sf_video_decoder_push (self->decoder, frame))
    sf_rtp_receiver_need_key (self->rtp);
}

static void
on_feedback (const SfLiveFeedback *feedback, gpointer user_data)
{
  SfVideoReceiver *self = user_data;
  guint8 bytes[SF_LIVE_FEEDBACK_MAX_SIZE];
  gsize size = sf_live_feedback_write (feedback, bytes);

  self->funcs->feedback (bytes, size, self->user_data);
}

static const SfRtpReceiverFuncs rtp_funcs = {.frame = on_frame, .feedback = on_feedback};

SfVideoReceiver *
sf_video_receiver_new (const SfVideoReceiverFuncs *funcs, gpointer user_data, GError **error)
{
  g_autoptr (SfVideoReceiver) self = g_new0 (SfVideoReceiver, 1);

  g_mutex_init (&self->receiving);
  g_mutex_init (&self->lock);
  self->funcs = funcs;
  self->user_data = user_data;
  self->rtp = sf_rtp_receiver_new (&rtp_funcs, self);
  self->decoder = sf_video_decoder_new (on_decoded, self, error);
  if (self->decoder == NULL)
    return NULL;

  return g_steal_pointer (&self);
}

void
sf_video_receiver_free (SfVideoReceiver *self)
{
  g_clear_pointer (&self->decoder, sf_video_decoder_free);
  sf_rtp_receiver_free (self->rtp);
  g_mutex_clear (&self->lock);
  g_mutex_clear (&self->receiving);
  g_free (self);
}

void
sf_video_receiver_restart (SfVideoReceiver *self)
{
  g_mutex_lock (&self->receiving);
  self->n_lost += sf_rtp_receiver_get_n_lost (self->rtp);
  sf_rtp_receiver_free (self->rtp);
  self->rtp = sf_rtp_receiver_new (&rtp_funcs, self);
  if (self->rtt_us != 0)
    sf_rtp_receiver_set_rtt_us (self->rtp, self->rtt_us);
  g_mutex_unlock (&self->receiving);
}

void
sf_video_receiver_take_packet (SfVideoReceiver *self,
                               const guint8 *packet,
                               gsize size,
                               gint64 arrived_us)
{
  g_mutex_lock (&self->receiving);
  if (sf_video_decoder_recover (self->decoder))
    sf_rtp_receiver_need_key (self->rtp);
  sf_rtp_receiver_add (self->rtp, packet, size, arrived_us);
  g_mutex_unlock (&self->receiving);
}

void
sf_video_receiver_set_clock (SfVideoReceiver *self, gint64 offset_us, gint64 rtt_us)
{
  g_mutex_lock (&self->receiving);
  self->rtt_us = rtt_us;
  sf_rtp_receiver_set_rtt_us (self->rtp, rtt_us);
  g_mutex_unlock (&self->receiving);

  g_mutex_lock (&self->lock);
  self->offset_us = offset_us;
  g_mutex_unlock (&self->lock);
}

guint64
sf_video_receiver_get_n_lost (SfVideoReceiver *self)
{
  guint64 n_lost;

  g_mutex_lock (&self->receiving);
  n_lost = self->n_lost + sf_rtp_receiver_get_n_lost (self->rtp);
  g_mutex_unlock (&self->receiving);
  return n_lost;
}
