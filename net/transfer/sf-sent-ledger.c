/* What left and was not yet heard of: resolves every packet into acknowledged or lost. */

#include "net/transfer/sf-sent-ledger.h"

#include <string.h>

#define INITIAL_CAPACITY 64

void
sf_sent_ledger_init (SfSentLedger *self)
{
  memset (self, 0, sizeof *self);
  self->capacity = INITIAL_CAPACITY;
  self->ring = g_new (SfSentPacket, self->capacity);
  self->threshold = SF_LOSS_THRESHOLD;
}

void
sf_sent_ledger_clear (SfSentLedger *self)
{
  g_clear_pointer (&self->ring, g_free);
}

static SfSentPacket *
get_nth (SfSentLedger *self, guint n)
{
  return &self->ring[(self->first + n) & (self->capacity - 1)];
}

static void
grow (SfSentLedger *self)
{
  SfSentPacket *ring = g_new (SfSentPacket, 2 * (gsize) self->capacity);

  for (guint i = 0; i < self->count; i++)
    ring[i] = *get_nth (self, i);

  g_free (self->ring);
  self->ring = ring;
  self->capacity *= 2;
  self->first = 0;
}

SfSentPacket *
sf_sent_ledger_push (SfSentLedger *self, guint64 number, gsize size)
{
  SfSentPacket *packet;

  if (self->count == self->capacity)
    grow (self);

  packet = get_nth (self, self->count++);
  memset (packet, 0, sizeof *packet);
  packet->number = number;
  packet->size = size;
  self->in_flight += size;
  return packet;
}

static void
resolve (SfSentLedger *self, SfSentPacket *packet)
{
  packet->is_resolved = TRUE;
  self->in_flight -= packet->size;
}

static void
drop_resolved (SfSentLedger *self)
{
  while (self->count > 0 && get_nth (self, 0)->is_resolved) {
    self->first = (self->first + 1) & (self->capacity - 1);
    self->count--;
  }
}

const SfSentPacket *
sf_sent_ledger_get_newest (SfSentLedger *self)
{
  g_return_val_if_fail (self->count > 0, NULL);

  return get_nth (self, self->count - 1);
}

void
sf_sent_ledger_pop (SfSentLedger *self)
{
  g_return_if_fail (self->count > 0);

  resolve (self, get_nth (self, self->count - 1));
  self->count--;
}

void
sf_sent_ledger_forget (SfSentLedger *self, SfSentFunc func, gpointer user_data)
{
  sf_sent_ledger_foreach_oldest (self, self->count, func, user_data);
  self->count = 0;
  self->in_flight = 0;
  self->threshold = SF_LOSS_THRESHOLD;
  self->n_lost = 0;
}

static gboolean
ack_has (const SfAckFrame *ack, guint64 number)
{
  guint i = 0;

  while (i < ack->n_ranges && ack->ranges[i].first > number)
    i++;
  return i < ack->n_ranges && ack->ranges[i].last >= number;
}

static void
take_late (SfSentLedger *self, const SfAckFrame *ack, SfSentFunc func, gpointer user_data)
{
  for (guint i = 0; i < MIN (self->n_lost, SF_LOST_REMEMBERED); i++) {
    SfSentPacket *packet = &self->lost[i];

    if (!packet->is_resolved || !ack_has (ack, packet->number))
      continue;

    packet->is_resolved = FALSE;
    self->threshold = MAX (self->threshold, ack->ranges[0].last - packet->number + 1);
    func (packet, user_data);
  }
}

gint64
sf_sent_ledger_on_ack (SfSentLedger *self,
                       const SfAckFrame *ack,
                       SfSentFunc func,
                       gpointer user_data)
{
  gint64 largest_sent_us = 0;
  guint range = ack->n_ranges;

  for (guint i = 0; i < self->count; i++) {
    SfSentPacket *packet = get_nth (self, i);

    while (range > 0 && ack->ranges[range - 1].last < packet->number)
      range--;
    if (range == 0)
      break;
    if (packet->is_resolved || packet->number < ack->ranges[range - 1].first)
      continue;

    resolve (self, packet);
    if (packet->number == ack->ranges[0].last)
      largest_sent_us = packet->snapshot.sent_us;
    func (packet, user_data);
  }

  self->next_unacked = MAX (self->next_unacked, ack->ranges[0].last + 1);
  drop_resolved (self);
  take_late (self, ack, func, user_data);
  return largest_sent_us;
}

gint64
sf_sent_ledger_detect_lost (
  SfSentLedger *self, gint64 delay_us, gint64 now_us, SfSentFunc func, gpointer user_data)
{
  gint64 again_us = G_MAXINT64;

  for (guint i = 0; i < self->count; i++) {
    SfSentPacket *packet = get_nth (self, i);
    gint64 due_us = packet->snapshot.sent_us + delay_us;

    if (packet->number >= self->next_unacked)
      break;
    if (packet->is_resolved)
      continue;

    if (due_us <= now_us || self->next_unacked > packet->number + self->threshold) {
      resolve (self, packet);
      self->lost[self->n_lost++ % SF_LOST_REMEMBERED] = *packet;
      func (packet, user_data);
    } else {
      again_us = MIN (again_us, due_us);
    }
  }

  drop_resolved (self);
  return again_us;
}

void
sf_sent_ledger_foreach_oldest (SfSentLedger *self, guint n, SfSentFunc func, gpointer user_data)
{
  for (guint i = 0; i < self->count && n > 0; i++) {
    SfSentPacket *packet = get_nth (self, i);

    if (packet->is_resolved)
      continue;
    func (packet, user_data);
    n--;
  }
}
