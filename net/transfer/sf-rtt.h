/* The round trip, and what follows from it: when a packet is late, and when to try again. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* RFC 9002, section 5. Plain data; zero-initialised knows nothing. */
typedef struct {
  gint64 latest_us;
  gint64 smoothed_us; /* 0: no sample yet */
  gint64 variation_us;
  gint64 least_us;
} SfRtt;

/* @ack_delay_us: how long the other side says that it waited before it answered */
void sf_rtt_add (SfRtt *self, gint64 sample_us, gint64 ack_delay_us);

/* Returns: the smoothed round trip, or a guess before the first sample */
gint64 sf_rtt_get_us (const SfRtt *self);
/* Returns: how long after its departure a packet is lost if a later one was acknowledged */
gint64 sf_rtt_get_loss_delay_us (const SfRtt *self);
/* Returns: how long to wait for an acknowledgement before probing, after @attempt probes in vain */
gint64 sf_rtt_get_probe_delay_us (const SfRtt *self, guint attempt);

G_END_DECLS
