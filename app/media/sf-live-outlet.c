/* What leaves of the live picture: which frames, how large, and when each packet does. */

#include "app/media/sf-live-outlet.h"

#include "app/media/sf-frame-gate.h"
#include "app/media/sf-rtp-sender.h"
#include "app/media/sf-rtp.h"

/* After a key frame was asked for, or left: until then the receiver cannot have seen it. */
#define KEY_PAUSE_US (150 * 1000)

struct _SfLiveOutlet {
  SfRtpSender *rtp; /* owned (nullable): %NULL while stopped */
  SfLiveController controller;
  SfFrameGate gate;
  gboolean has_target;
  SfLiveTarget target; /* instead of the controller's */

  gboolean needs_key; /* what comes from the encoder before it is of an earlier stream */
  gint64 key_us;      /* when a key frame was last asked for, or its last packet left */

  GQueue frames;  /* (element-type SfEncodedFrame): that have not wholly left */
  gsize left;     /* so many bytes of the first have */
  GQueue missing; /* (element-type guint): sequence numbers that are to be sent again */
};

static void
free_frame (SfEncodedFrame *frame)
{
  sf_encoded_frame_clear (frame);
  g_free (frame);
}

static void
drop_waiting (SfLiveOutlet *self)
{
  g_queue_clear_full (&self->frames, (GDestroyNotify) free_frame);
  g_queue_clear (&self->missing);
  self->left = 0;
}

SfLiveOutlet *
sf_live_outlet_new (gint64 now_us)
{
  SfLiveOutlet *self = g_new0 (SfLiveOutlet, 1);

  sf_live_controller_init (&self->controller, now_us);
  return self;
}

void
sf_live_outlet_free (SfLiveOutlet *self)
{
  sf_live_outlet_stop (self);
  g_free (self);
}

void
sf_live_outlet_start (SfLiveOutlet *self, gint64 now_us)
{
  gboolean is_busy = self->controller.is_busy;
  gboolean is_lean = self->controller.is_lean;

  sf_live_outlet_stop (self);
  self->rtp = sf_rtp_sender_new ();
  sf_live_controller_init (&self->controller, now_us);
  sf_live_controller_set_busy (&self->controller, is_busy);
  sf_live_controller_set_lean (&self->controller, is_lean);
  self->gate = (SfFrameGate){0};
  self->needs_key = TRUE;
  self->key_us = now_us;
}

void
sf_live_outlet_stop (SfLiveOutlet *self)
{
  g_clear_pointer (&self->rtp, sf_rtp_sender_free);
  drop_waiting (self);
}

gboolean
sf_live_outlet_admit (SfLiveOutlet *self, gint64 taken_us, gint64 now_us, SfLiveTarget *ret_target)
{
  if (self->rtp == NULL)
    return FALSE;

  sf_live_controller_tick (&self->controller, now_us);
  sf_live_outlet_get_target (self, ret_target);
  return g_queue_is_empty (&self->frames) &&
         sf_frame_gate_pass (&self->gate, taken_us, ret_target->max_fps, now_us);
}

gboolean
sf_live_outlet_add (SfLiveOutlet *self, const SfEncodedFrame *frame)
{
  SfEncodedFrame *copy;

  if (self->rtp == NULL || (self->needs_key && !frame->is_key) ||
      g_bytes_get_size (frame->data) == 0)
    return FALSE;

  self->needs_key = FALSE;
  if (frame->is_key)
    drop_waiting (self); /* nobody needs what came before it */

  copy = g_new (SfEncodedFrame, 1);
  *copy = *frame;
  g_bytes_ref (copy->data);
  g_queue_push_tail (&self->frames, copy);
  return TRUE;
}

/* Returns: (nullable): the next packet that is sent again */
static GBytes *
pop_missing (SfLiveOutlet *self, gint64 now_us)
{
  GBytes *packet = NULL;

  while (packet == NULL && !g_queue_is_empty (&self->missing))
    packet = sf_rtp_sender_resend (
      self->rtp, (guint16) GPOINTER_TO_UINT (g_queue_pop_head (&self->missing)), now_us);
  return packet;
}

/* Returns: (nullable): the next packet of the first frame that waits */
static GBytes *
pop_piece (SfLiveOutlet *self, gint64 now_us)
{
  SfEncodedFrame *frame = g_queue_peek_head (&self->frames);
  GBytes *packet;

  if (frame == NULL)
    return NULL;

  packet = sf_rtp_sender_cut (self->rtp, frame, &self->left, now_us);
  if (self->left == g_bytes_get_size (frame->data)) {
    if (frame->is_key)
      self->key_us = now_us;
    free_frame (g_queue_pop_head (&self->frames));
    self->left = 0;
  }
  return packet;
}

GBytes *
sf_live_outlet_pop (SfLiveOutlet *self, gint64 now_us)
{
  SfLiveTarget target;
  GBytes *packet;

  if (!sf_frame_gate_is_open (&self->gate, now_us))
    return NULL;

  packet = pop_missing (self, now_us);
  if (packet == NULL)
    packet = pop_piece (self, now_us);
  if (packet == NULL)
    return NULL;

  /* The rate is what the encoder keeps to, who knows of no headers. */
  sf_live_outlet_get_target (self, &target);
  sf_frame_gate_spend (&self->gate, g_bytes_get_size (packet) - SF_RTP_HEADER_SIZE,
                       target.bitrate_bps, now_us);
  return packet;
}

static void
note_missing (SfLiveOutlet *self, const SfLiveFeedback *feedback)
{
  for (guint i = 0; i < feedback->n_nacks; i++) {
    gpointer sequence = GUINT_TO_POINTER (feedback->nacks[i]);

    if (self->missing.length < SF_RTP_SENDER_HISTORY &&
        g_queue_find (&self->missing, sequence) == NULL)
      g_queue_push_tail (&self->missing, sequence);
  }
}

static gboolean
is_key_under_way (const SfLiveOutlet *self, gint64 now_us)
{
  const SfEncodedFrame *frame = g_queue_peek_head ((GQueue *) &self->frames);

  return now_us - self->key_us < KEY_PAUSE_US || (frame != NULL && frame->is_key);
}

gboolean
sf_live_outlet_hear (SfLiveOutlet *self, const SfLiveFeedback *feedback, gint64 now_us)
{
  if (self->rtp == NULL || feedback->stream != sf_rtp_sender_get_ssrc (self->rtp))
    return FALSE;

  switch (feedback->kind) {
  case SF_LIVE_FEEDBACK_REPORT:
    sf_live_controller_report (&self->controller, &feedback->report, now_us);
    return FALSE;
  case SF_LIVE_FEEDBACK_NACK:
    note_missing (self, feedback);
    return FALSE;
  case SF_LIVE_FEEDBACK_PLI:
    g_queue_clear (&self->missing); /* it no longer waits for them */
    if (is_key_under_way (self, now_us))
      return FALSE;
    self->key_us = now_us;
    return TRUE;
  }

  return FALSE;
}

void
sf_live_outlet_set_busy (SfLiveOutlet *self, gboolean is_busy)
{
  sf_live_controller_set_busy (&self->controller, is_busy);
}

void
sf_live_outlet_set_lean (SfLiveOutlet *self, gboolean is_lean)
{
  sf_live_controller_set_lean (&self->controller, is_lean);
}

void
sf_live_outlet_set_target (SfLiveOutlet *self, const SfLiveTarget *target)
{
  self->has_target = target != NULL;
  if (target != NULL)
    self->target = *target;
}

void
sf_live_outlet_get_target (const SfLiveOutlet *self, SfLiveTarget *ret_target)
{
  if (self->has_target)
    *ret_target = self->target;
  else
    sf_live_controller_get_target (&self->controller, ret_target);
}

gint64
sf_live_outlet_get_queueing_us (const SfLiveOutlet *self)
{
  return self->controller.last.most_delay_us;
}
