/* How good the way to the other computer is for a live picture and a photo, in three words. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* From the best to the worst. */
typedef enum {
  SF_LIVE_QUALITY_GOOD,
  SF_LIVE_QUALITY_SLOW,
  SF_LIVE_QUALITY_VERY_SLOW, /* a photo takes several seconds */
} SfLiveQuality;

/* What was measured in the last second. */
typedef struct {
  int bitrate_bps;    /* that the way is trusted with; 0: not known */
  gint64 queueing_us; /* one-way, beyond the least seen */
  guint n_lost;       /* packets that never came */
} SfLiveQualitySample;

/* Pure; begins as all zero. */
typedef struct {
  SfLiveQuality quality; /* to be shown */
  guint n_worse;         /* samples in a row that are worse */
  guint n_better;
} SfLiveQualityMeter;

/**
 * sf_live_quality_meter_add:
 *
 * Call it once a second. The quality changes when several samples in a row say so, sooner for the
 * worse; and it takes more to get out of a level than into it, so that nothing flickers.
 *
 * Returns: whether the quality is another
 */
gboolean sf_live_quality_meter_add (SfLiveQualityMeter *self, const SfLiveQualitySample *sample);

G_END_DECLS
