/* From the camera's pictures to RTP packets, as many and as large as the path carries. */

#include "app/media/sf-video-sender.h"

#include "app/media/sf-frame-gate.h"
#include "app/media/sf-rtp-sender.h"
#include "app/media/sf-video-encoder.h"
#include "app/media/sf-vp8.h"

/* Between two that are asked for: the answer to the first is under way. */
#define KEY_PAUSE_US (150 * 1000)

struct _SfVideoSender {
  SfPacketFunc func;
  gpointer user_data;
  SfVideoEncoder *encoder; /* owned */

  /* Held while packets leave: they do so in order, and none after the stop. */
  GMutex sending;

  /* Never waited for long. Taken after the one above. */
  GMutex lock;
  SfRtpSender *rtp;   /* owned (nullable): %NULL while stopped */
  gboolean needs_key; /* what comes from the encoder before it is of an earlier stream */
  gint64 key_us;      /* when a key frame was last asked for; 0: never */
  SfLiveController controller;
  SfFrameGate gate;
  gboolean has_target;
  SfLiveTarget target; /* instead of the controller's */
  SfVideoSenderStats stats;
};

static void
send_packets (SfVideoSender *self, GPtrArray *packets)
{
  for (guint i = 0; i < packets->len; i++)
    self->func (g_bytes_ref (packets->pdata[i]), self->user_data);
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

/* Returns: (nullable): the packets of a frame that is to leave. Under the lock */
static GPtrArray *
cut_frame (SfVideoSender *self, const SfEncodedFrame *frame)
{
  if (self->rtp == NULL || (self->needs_key && !frame->is_key))
    return NULL;

  self->needs_key = FALSE;
  note_frame (self, frame);
  sf_frame_gate_spend (&self->gate, g_bytes_get_size (frame->data));
  return sf_rtp_sender_cut (self->rtp, frame, g_get_monotonic_time ());
}

static void
on_encoded (const SfEncodedFrame *frame, gpointer user_data)
{
  SfVideoSender *self = user_data;
  g_autoptr (GPtrArray) packets = NULL;

  g_mutex_lock (&self->sending);
  g_mutex_lock (&self->lock);
  packets = cut_frame (self, frame);
  g_mutex_unlock (&self->lock);

  if (packets != NULL)
    send_packets (self, packets);
  g_mutex_unlock (&self->sending);
}

SfVideoSender *
sf_video_sender_new (SfPacketFunc func, gpointer user_data, GError **error)
{
  g_autoptr (SfVideoSender) self = g_new0 (SfVideoSender, 1);

  g_mutex_init (&self->sending);
  g_mutex_init (&self->lock);
  self->func = func;
  self->user_data = user_data;
  sf_live_controller_init (&self->controller, g_get_monotonic_time ());
  self->encoder = sf_video_encoder_new (on_encoded, self, error);
  if (self->encoder == NULL)
    return NULL;

  return g_steal_pointer (&self);
}

void
sf_video_sender_free (SfVideoSender *self)
{
  g_clear_pointer (&self->encoder, sf_video_encoder_free);
  g_clear_pointer (&self->rtp, sf_rtp_sender_free);
  g_mutex_clear (&self->lock);
  g_mutex_clear (&self->sending);
  g_free (self);
}

/* Returns: whether the encoder is to be told. Under the lock */
static gboolean
want_key (SfVideoSender *self, gint64 now_us)
{
  if (self->key_us != 0 && now_us - self->key_us < KEY_PAUSE_US)
    return FALSE;

  self->key_us = now_us;
  return TRUE;
}

void
sf_video_sender_start (SfVideoSender *self)
{
  gint64 now_us = g_get_monotonic_time ();
  gboolean is_busy, is_lean;

  g_mutex_lock (&self->lock);
  g_clear_pointer (&self->rtp, sf_rtp_sender_free);
  self->rtp = sf_rtp_sender_new ();
  self->needs_key = TRUE;
  self->key_us = now_us;
  is_busy = self->controller.is_busy;
  is_lean = self->controller.is_lean;
  sf_live_controller_init (&self->controller, now_us);
  sf_live_controller_set_busy (&self->controller, is_busy);
  sf_live_controller_set_lean (&self->controller, is_lean);
  self->gate = (SfFrameGate){0};
  self->stats = (SfVideoSenderStats){.n_frames = self->stats.n_frames};
  g_mutex_unlock (&self->lock);

  sf_video_encoder_force_key (self->encoder);
}

void
sf_video_sender_stop (SfVideoSender *self)
{
  g_mutex_lock (&self->sending);
  g_mutex_lock (&self->lock);
  g_clear_pointer (&self->rtp, sf_rtp_sender_free);
  g_mutex_unlock (&self->lock);
  g_mutex_unlock (&self->sending);
}

static void
get_target (SfVideoSender *self, SfLiveTarget *ret_target)
{
  if (self->has_target)
    *ret_target = self->target;
  else
    sf_live_controller_get_target (&self->controller, ret_target);
}

void
sf_video_sender_push (SfVideoSender *self, SfFrame *frame)
{
  gint64 now_us = g_get_monotonic_time ();
  gboolean passes = FALSE;
  SfLiveTarget target;

  g_mutex_lock (&self->lock);
  if (self->rtp != NULL) {
    sf_live_controller_tick (&self->controller, now_us);
    get_target (self, &target);
    passes =
      sf_frame_gate_pass (&self->gate, frame->taken_us, target.max_fps, target.bitrate_bps, now_us);
  }
  g_mutex_unlock (&self->lock);

  if (passes)
    sf_video_encoder_push (self->encoder, frame, &target);
}

/* Under the lock. */
static GPtrArray *
resend (SfVideoSender *self, const SfLiveFeedback *feedback, gint64 now_us)
{
  GPtrArray *packets = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);

  for (guint i = 0; i < feedback->n_nacks; i++) {
    GBytes *packet = sf_rtp_sender_resend (self->rtp, feedback->nacks[i], now_us);

    if (packet == NULL)
      continue;
    sf_frame_gate_spend (&self->gate, g_bytes_get_size (packet));
    g_ptr_array_add (packets, packet);
  }

  return packets;
}

/* Under the lock. Returns: (nullable): packets that are to leave */
static GPtrArray *
answer (SfVideoSender *self, const SfLiveFeedback *feedback, gboolean *ret_wants_key)
{
  gint64 now_us = g_get_monotonic_time ();

  if (self->rtp == NULL || feedback->stream != sf_rtp_sender_get_ssrc (self->rtp))
    return NULL;

  switch (feedback->kind) {
  case SF_LIVE_FEEDBACK_REPORT:
    sf_live_controller_report (&self->controller, &feedback->report, now_us);
    self->stats.queueing_us = feedback->report.most_delay_us;
    return NULL;
  case SF_LIVE_FEEDBACK_NACK:
    return resend (self, feedback, now_us);
  case SF_LIVE_FEEDBACK_PLI:
    *ret_wants_key = want_key (self, now_us);
    return NULL;
  }

  return NULL;
}

void
sf_video_sender_take_feedback (SfVideoSender *self, const guint8 *bytes, gsize size)
{
  g_autoptr (GPtrArray) packets = NULL;
  gboolean wants_key = FALSE;
  SfLiveFeedback feedback;

  if (!sf_live_feedback_parse (&feedback, bytes, size))
    return;

  g_mutex_lock (&self->sending);
  g_mutex_lock (&self->lock);
  packets = answer (self, &feedback, &wants_key);
  g_mutex_unlock (&self->lock);
  if (packets != NULL)
    send_packets (self, packets);
  g_mutex_unlock (&self->sending);

  if (wants_key)
    sf_video_encoder_force_key (self->encoder);
}

void
sf_video_sender_set_busy (SfVideoSender *self, gboolean is_busy)
{
  g_mutex_lock (&self->lock);
  sf_live_controller_set_busy (&self->controller, is_busy);
  g_mutex_unlock (&self->lock);
}

void
sf_video_sender_set_lean (SfVideoSender *self, gboolean is_lean)
{
  g_mutex_lock (&self->lock);
  sf_live_controller_set_lean (&self->controller, is_lean);
  g_mutex_unlock (&self->lock);
}

void
sf_video_sender_set_target (SfVideoSender *self, const SfLiveTarget *target)
{
  g_mutex_lock (&self->lock);
  self->has_target = target != NULL;
  if (target != NULL)
    self->target = *target;
  g_mutex_unlock (&self->lock);
}

void
sf_video_sender_get_stats (SfVideoSender *self, SfVideoSenderStats *ret_stats)
{
  SfLiveTarget target;

  g_mutex_lock (&self->lock);
  get_target (self, &target);
  *ret_stats = self->stats;
  ret_stats->bitrate_bps = target.bitrate_bps;
  g_mutex_unlock (&self->lock);
}
