/* Which packets came, and when that has to be told. */

#include "net/transfer/sf-ack-tracker.h"

#include <string.h>

static gboolean
has_seen (const SfAckTracker *self, guint64 number)
{
  guint64 bit = number % SF_ACK_WINDOW;

  return ((self->seen[bit / 64] >> bit % 64) & 1) != 0;
}

static void
set_seen (SfAckTracker *self, guint64 number, gboolean seen)
{
  guint64 bit = number % SF_ACK_WINDOW;
  guint64 mask = G_GUINT64_CONSTANT (1) << bit % 64;

  if (seen)
    self->seen[bit / 64] |= mask;
  else
    self->seen[bit / 64] &= ~mask;
}

/* Returns: the least number whose bit still stands for it */
static guint64
window_start (const SfAckTracker *self)
{
  return self->next > SF_ACK_WINDOW ? self->next - SF_ACK_WINDOW : 0;
}

gboolean
sf_ack_tracker_is_new (const SfAckTracker *self, guint64 number)
{
  if (number >= self->next)
    return TRUE;
  return number >= window_start (self) && !has_seen (self, number);
}

/* Moves the window up to @number; the bits between stood for numbers that leave it. */
static void
advance (SfAckTracker *self, guint64 number)
{
  if (number - self->next >= SF_ACK_WINDOW)
    memset (self->seen, 0, sizeof self->seen);
  else
    for (guint64 skipped = self->next; skipped < number; skipped++)
      set_seen (self, skipped, FALSE);

  self->next = number + 1;
}

void
sf_ack_tracker_add (SfAckTracker *self, guint64 number, gboolean wants_ack, gint64 now_us)
{
  gboolean in_order = number == self->next;

  if (number >= self->next) {
    advance (self, number);
    self->highest_us = now_us;
  }
  set_seen (self, number, TRUE);

  if (!wants_ack)
    return;

  if (self->unacked++ == 0)
    self->oldest_us = now_us;
  self->is_urgent |= !in_order || self->unacked >= SF_ACK_EVERY;
}

gboolean
sf_ack_tracker_is_pending (const SfAckTracker *self)
{
  return self->unacked > 0;
}

gint64
sf_ack_tracker_get_deadline_us (const SfAckTracker *self)
{
  if (self->unacked == 0)
    return G_MAXINT64;
  return self->is_urgent ? self->oldest_us : self->oldest_us + SF_ACK_DELAY_US;
}

/* Returns: the least number from which up to @end (exclusive) all were seen, or all missing */
static guint64
run_start (const SfAckTracker *self, guint64 end, guint64 start, gboolean seen)
{
  while (end > start) {
    guint64 bit = (end - 1) % SF_ACK_WINDOW;
    guint64 word = seen ? self->seen[bit / 64] : ~self->seen[bit / 64];
    guint64 others = ~(word << (63 - bit % 64));
    guint64 length = others != 0 ? (guint64) __builtin_clzll (others) : 64;

    end -= MIN (length, end - start);
    if (length < bit % 64 + 1)
      break;
  }

  return end;
}

void
sf_ack_tracker_fill (const SfAckTracker *self, SfAckFrame *ret_ack, gint64 now_us)
{
  guint64 start = window_start (self);
  guint64 number = self->next;

  g_return_if_fail (self->next > 0);

  ret_ack->delay_us = (guint64) MAX (0, now_us - self->highest_us);
  ret_ack->n_ranges = 0;

  while (number > start && ret_ack->n_ranges < SF_PACKET_MAX_ACK_RANGES) {
    SfAckRange *range = &ret_ack->ranges[ret_ack->n_ranges++];

    range->last = number - 1;
    range->first = run_start (self, number, start, TRUE);
    number = run_start (self, range->first, start, FALSE);
  }
}

void
sf_ack_tracker_on_sent (SfAckTracker *self)
{
  self->unacked = 0;
  self->is_urgent = FALSE;
}

void
sf_ack_tracker_on_refused (SfAckTracker *self)
{
  self->unacked = 1;
  self->is_urgent = TRUE;
}
