/* How long packets waited in queues on the way, from when they left and when they came. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SF_DELAY_METER_MAX_SAMPLES 512 /* of one span; further ones only move the least */

/*
 * The two clocks have nothing to do with each other: a delay is told relative to the least of the
 * last 10 to 20 s, in which they drift apart by 1 ms at most (50 ppm). Zero-initialised is empty.
 */
typedef struct {
  gboolean has_begun;
  guint32 zero_us;    /* the first difference of clocks: others are relative to it */
  gint32 least_us[2]; /* of the current and of the previous 10 s */
  gint64 turned_us;   /* when the current 10 s began */
  gint32 newest_us;   /* delay */
  gint32 samples_us[SF_DELAY_METER_MAX_SAMPLES]; /* delays of the span */
  guint n_samples;
} SfDelayMeter;

/* @sent_us: by the other's clock, modulo 2^32; @arrived_us: by ours */
void sf_delay_meter_add (SfDelayMeter *self, guint32 sent_us, gint64 arrived_us);

/* How long the newest packet waited. */
gint64 sf_delay_meter_get_newest_us (const SfDelayMeter *self);

/**
 * sf_delay_meter_end_span:
 * @ret_least_us: of the packets since the last call: what was always in the queue
 * @ret_most_us: 95 % of them waited no longer
 *
 * 0 and 0 when none came.
 */
void sf_delay_meter_end_span (SfDelayMeter *self, gint64 *ret_least_us, gint64 *ret_most_us);

G_END_DECLS
