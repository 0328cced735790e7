/* Puts RTP packets into order, tells which are missing, waits for them as long as told. */

#include "app/media/sf-rtp-window.h"

#include <string.h>

/* A packet counts as missing when so many later ones came, or so long after the first of them. */
#define REORDERED_PACKETS 3
#define REORDERED_US 10000
#define ASKING_MARGIN_US 10000 /* what an answer may take beyond the round trip */

typedef struct {
  gboolean is_held;
  gboolean is_missed; /* not merely late: counted */
  gint64 noticed_us;  /* missing since then */
  gint64 asked_us;    /* 0: not yet */
  SfRtp rtp;
  guint8 payload[SF_RTP_WINDOW_MAX_PAYLOAD];
} Slot;

struct _SfRtpWindow {
  gboolean has_begun;
  gboolean after_loss;
  guint64 next; /* the number of the next packet to be given; sequence numbers, unrolled */
  guint64 end;  /* one above the highest seen */
  guint64 n_missed;
  guint64 n_lost;
  Slot slots[SF_RTP_WINDOW_PACKETS]; /* by number, from next to end */
};

SfRtpWindow *
sf_rtp_window_new (void)
{
  return g_new0 (SfRtpWindow, 1);
}

void
sf_rtp_window_free (SfRtpWindow *self)
{
  g_free (self);
}

static Slot *
slot_of (SfRtpWindow *self, guint64 number)
{
  return &self->slots[number % SF_RTP_WINDOW_PACKETS];
}

/* Far from 0, so that numbers before the first can be told. */
static void
begin (SfRtpWindow *self, guint16 sequence)
{
  self->has_begun = TRUE;
  self->next = (G_GUINT64_CONSTANT (1) << 32) + sequence;
  self->end = self->next;
}

/* The number nearest to the highest seen. */
static guint64
unroll (const SfRtpWindow *self, guint16 sequence)
{
  gint16 ahead = (gint16) (guint16) (sequence - (guint16) self->end);

  return self->end + (guint64) (gint64) ahead;
}

static void
give_up (SfRtpWindow *self, Slot *slot)
{
  if (!slot->is_missed)
    self->n_missed++;
  self->n_lost++;
  self->after_loss = TRUE;
  slot->is_missed = TRUE;
}

/* Beyond too wide a gap what is held is of no use: so much is not sent again in time. */
static void
begin_anew (SfRtpWindow *self, guint64 number)
{
  for (; self->next < self->end; self->next++) {
    Slot *slot = slot_of (self, self->next);

    if (!slot->is_held)
      give_up (self, slot);
  }

  self->n_missed += number - self->end;
  self->n_lost += number - self->end;
  self->after_loss = TRUE;
  self->next = number;
  self->end = number;
}

static void
extend (SfRtpWindow *self, guint64 number, gint64 now_us)
{
  if (number - self->next >= SF_RTP_WINDOW_PACKETS || number - self->end > SF_RTP_WINDOW_MAX_GAP)
    begin_anew (self, number);

  for (; self->end <= number; self->end++) {
    Slot *slot = slot_of (self, self->end);

    slot->is_held = FALSE;
    slot->is_missed = FALSE;
    slot->noticed_us = now_us;
    slot->asked_us = 0;
  }
}

gboolean
sf_rtp_window_add (SfRtpWindow *self, const SfRtp *rtp, gint64 now_us)
{
  guint64 number;
  Slot *slot;

  if (rtp->payload_size > SF_RTP_WINDOW_MAX_PAYLOAD)
    return FALSE;

  if (!self->has_begun)
    begin (self, rtp->sequence);
  number = unroll (self, rtp->sequence);
  if (number < self->next)
    return FALSE;
  if (number >= self->end)
    extend (self, number, now_us);

  slot = slot_of (self, number);
  if (slot->is_held)
    return FALSE;

  slot->is_held = TRUE;
  slot->rtp = *rtp;
  memcpy (slot->payload, rtp->payload, rtp->payload_size);
  slot->rtp.payload = slot->payload;
  return TRUE;
}

void
sf_rtp_window_skip (SfRtpWindow *self, guint16 sequence)
{
  guint64 number = MIN (unroll (self, sequence), self->end);

  for (; self->next < number; self->next++) {
    Slot *slot = slot_of (self, self->next);

    if (!slot->is_held)
      give_up (self, slot);
    self->after_loss = TRUE;
  }
}

gboolean
sf_rtp_window_pop (
  SfRtpWindow *self, gint64 patience_us, gint64 now_us, SfRtp *ret_rtp, gboolean *ret_after_loss)
{
  for (; self->next < self->end; self->next++) {
    Slot *slot = slot_of (self, self->next);

    if (slot->is_held) {
      *ret_rtp = slot->rtp;
      *ret_after_loss = self->after_loss;
      self->after_loss = FALSE;
      self->next++;
      return TRUE;
    }

    if (now_us - slot->noticed_us < patience_us)
      return FALSE;
    give_up (self, slot);
  }

  return FALSE;
}

static gboolean
is_late_only (const SfRtpWindow *self, guint64 number, const Slot *slot, gint64 now_us)
{
  return self->end - 1 - number < REORDERED_PACKETS && now_us - slot->noticed_us < REORDERED_US;
}

guint
sf_rtp_window_ask (
  SfRtpWindow *self, gint64 rtt_us, gint64 now_us, guint16 *ret_sequences, guint max)
{
  guint n = 0;

  for (guint64 number = self->next; number < self->end && n < max; number++) {
    Slot *slot = slot_of (self, number);

    if (slot->is_held || is_late_only (self, number, slot, now_us))
      continue;
    if (slot->asked_us != 0 && now_us - slot->asked_us < rtt_us + ASKING_MARGIN_US)
      continue;

    if (!slot->is_missed)
      self->n_missed++;
    slot->is_missed = TRUE;
    slot->asked_us = now_us;
    ret_sequences[n++] = (guint16) number;
  }

  return n;
}

guint64
sf_rtp_window_get_n_missed (const SfRtpWindow *self)
{
  return self->n_missed;
}

guint64
sf_rtp_window_get_n_lost (const SfRtpWindow *self)
{
  return self->n_lost;
}
