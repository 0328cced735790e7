/* The offset between two monotonic clocks, from four timestamps each. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SF_CLOCK_FILTER_SAMPLES 16

/* Plain data; zero-initialised is empty. */
typedef struct {
  struct {
    gint64 at_us;
    gint64 rtt_us;
    gint64 offset_us;
  } samples[SF_CLOCK_FILTER_SAMPLES];
  guint n_samples;
  guint next;
} SfClockFilter;

typedef struct {
  gint64 offset_us;      /* the other's clock less ours */
  gint64 uncertainty_us; /* half the round trip of the sample used, and drift since it at 50 ppm */
  gint64 rtt_us;         /* of that sample */
  gint64 median_rtt_us;  /* of all samples held */
} SfClockEstimate;

/**
 * sf_clock_filter_add:
 * @t1_us: our clock when the ping left
 * @t2_us: the other's clock when it came
 * @t3_us: the other's clock when the pong left
 * @t4_us: our clock when it came
 *
 * A sample with an impossible order of times is dropped.
 */
void sf_clock_filter_add (
  SfClockFilter *self, gint64 t1_us, gint64 t2_us, gint64 t3_us, gint64 t4_us);

/* Returns: FALSE while there is no sample of the last 10 s */
gboolean sf_clock_filter_estimate (const SfClockFilter *self, gint64 now_us, SfClockEstimate *ret);

G_END_DECLS
