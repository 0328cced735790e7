/* Spreads packets over time: credit that grows with the rate and is spent by what leaves. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Plain data; zero-initialised has no credit and starts its clock with the first refill. */
typedef struct {
  gint64 credit;    /* millionths of bytes; below 0 after a packet that took more than there was */
  gint64 filled_us; /* up to when credit was given */
  gboolean is_awaited;
} SfPacer;

/* @rate: bytes a second */
void sf_pacer_refill (SfPacer *self, guint64 rate, gint64 now_us);
/* @is_awaited: whether credit is all that lacks. Then the time until the next refill counts in
 * full, however late the timer is; otherwise little of it, or silence would end in a burst. */
void sf_pacer_set_awaited (SfPacer *self, gboolean is_awaited);
gboolean sf_pacer_may_send (const SfPacer *self);
void sf_pacer_spend (SfPacer *self, gsize bytes);
/* What sf_pacer_spend() took is given back. */
void sf_pacer_return (SfPacer *self, gsize bytes);
/* Returns: when there is credit for a burst worth waking up for, about 1 ms at @rate */
gint64 sf_pacer_get_deadline_us (const SfPacer *self, guint64 rate);

G_END_DECLS
