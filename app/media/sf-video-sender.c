/* From the camera's pictures to RTP packets, as many and as large as the path carries. */

#include "app/media/sf-video-sender.h"

#include "app/media/sf-live-outlet.h"
#include "app/media/sf-video-encoder.h"
#include "app/media/sf-vp8.h"

struct _SfVideoSender {
  SfPacketFunc func;
  gpointer user_data;
  SfVideoEncoder *encoder; /* owned */

  /* Held while packets leave: they do so in order, and none after the stop. */
  GMutex sending;

  /* Never waited for long. Taken after the one above. */
  GMutex lock;
  SfLiveOutlet *outlet; /* owned */
  SfVideoSenderStats stats;
};

/* Returns: (nullable): a packet that leaves now */
static GBytes *
pop_packet (SfVideoSender *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return sf_live_outlet_pop (self->outlet, g_get_monotonic_time ());
}

static void
send_due (SfVideoSender *self)
{
  GBytes *packet;

  g_mutex_lock (&self->sending);
  while ((packet = pop_packet (self)) != NULL)
    self->func (packet, self->user_data);
  g_mutex_unlock (&self->sending);
}

static void
note_frame (SfVideoSender *self, const SfEncodedFrame *frame)
{
  SfVp8Header header;
  gsize size;
  const guint8 *data = g_bytes_get_data (frame->data, &size);

  self->stats.n_frames++;
  if (!sf_vp8_header_parse (&header, data, size) || !header.is_key)
    return;
  self->stats.width = header.width;
  self->stats.height = header.height;
}

static void
on_encoded (const SfEncodedFrame *frame, gpointer user_data)
{
  SfVideoSender *self = user_data;

  g_mutex_lock (&self->lock);
  if (sf_live_outlet_add (self->outlet, frame))
    note_frame (self, frame);
  g_mutex_unlock (&self->lock);

  send_due (self);
}

SfVideoSender *
sf_video_sender_new (SfPacketFunc func, gpointer user_data, GError **error)
{
  g_autoptr (SfVideoSender) self = g_new0 (SfVideoSender, 1);

  g_mutex_init (&self->sending);
  g_mutex_init (&self->lock);
  self->func = func;
  self->user_data = user_data;
  self->outlet = sf_live_outlet_new (g_get_monotonic_time ());
  self->encoder = sf_video_encoder_new (on_encoded, self, error);
  if (self->encoder == NULL)
    return NULL;

  return g_steal_pointer (&self);
}

void
sf_video_sender_free (SfVideoSender *self)
{
  g_clear_pointer (&self->encoder, sf_video_encoder_free);
  sf_live_outlet_free (self->outlet);
  g_mutex_clear (&self->lock);
  g_mutex_clear (&self->sending);
  g_free (self);
}

void
sf_video_sender_start (SfVideoSender *self)
{
  g_mutex_lock (&self->lock);
  sf_live_outlet_start (self->outlet, g_get_monotonic_time ());
  self->stats = (SfVideoSenderStats){.n_frames = self->stats.n_frames};
  g_mutex_unlock (&self->lock);

  sf_video_encoder_force_key (self->encoder);
}

void
sf_video_sender_stop (SfVideoSender *self)
{
  g_mutex_lock (&self->sending);
  g_mutex_lock (&self->lock);
  sf_live_outlet_stop (self->outlet);
  g_mutex_unlock (&self->lock);
  g_mutex_unlock (&self->sending);
}

void
sf_video_sender_push (SfVideoSender *self, SfFrame *frame)
{
  SfLiveTarget target;
  gboolean passes;

  send_due (self);
  g_mutex_lock (&self->lock);
  passes = sf_live_outlet_admit (self->outlet, frame->taken_us, g_get_monotonic_time (), &target);
  g_mutex_unlock (&self->lock);

  if (passes)
    sf_video_encoder_push (self->encoder, frame, &target);
}

void
sf_video_sender_take_feedback (SfVideoSender *self, const guint8 *bytes, gsize size)
{
  SfLiveFeedback feedback;
  gboolean wants_key;

  if (!sf_live_feedback_parse (&feedback, bytes, size))
    return;

  g_mutex_lock (&self->lock);
  wants_key = sf_live_outlet_hear (self->outlet, &feedback, g_get_monotonic_time ());
  g_mutex_unlock (&self->lock);

  send_due (self);
  if (wants_key)
    sf_video_encoder_force_key (self->encoder);
}

void
sf_video_sender_set_busy (SfVideoSender *self, gboolean is_busy)
{
  g_mutex_lock (&self->lock);
  sf_live_outlet_set_busy (self->outlet, is_busy);
  g_mutex_unlock (&self->lock);
}

void
sf_video_sender_set_lean (SfVideoSender *self, gboolean is_lean)
{
  g_mutex_lock (&self->lock);
  sf_live_outlet_set_lean (self->outlet, is_lean);
  g_mutex_unlock (&self->lock);
}

void
sf_video_sender_set_target (SfVideoSender *self, const SfLiveTarget *target)
{
  g_mutex_lock (&self->lock);
  sf_live_outlet_set_target (self->outlet, target);
  g_mutex_unlock (&self->lock);
}

void
sf_video_sender_get_stats (SfVideoSender *self, SfVideoSenderStats *ret_stats)
{
  SfLiveTarget target;

  g_mutex_lock (&self->lock);
  sf_live_outlet_get_target (self->outlet, &target);
  *ret_stats = self->stats;
  ret_stats->bitrate_bps = target.bitrate_bps;
  ret_stats->queueing_us = sf_live_outlet_get_queueing_us (self->outlet);
  g_mutex_unlock (&self->lock);
}
