/* How good the way to the other computer is for a live picture and a photo, in three words. */

#include "app/media/sf-live-quality.h"

#define KBPS 1000
#define MS 1000 /* microseconds */

/* Samples in a row. */
#define WORSE_AFTER 3
#define BETTER_AFTER 5

/* A level is entered beyond any of the first three, and left within all of the second. The rates
 * are those at which the live picture becomes small (640 pixels and less), and at which a photo of
 * half a megabyte takes twenty seconds. */
static const struct {
  SfLiveQualitySample enter;
  SfLiveQualitySample leave;
} levels[] = {
  [SF_LIVE_QUALITY_SLOW] = {{450 * KBPS, 300 * MS, 8}, {600 * KBPS, 150 * MS, 3}},
  [SF_LIVE_QUALITY_VERY_SLOW] = {{200 * KBPS, 800 * MS, 25}, {280 * KBPS, 500 * MS, 15}},
};

static gboolean
is_beyond (const SfLiveQualitySample *sample, const SfLiveQualitySample *limit)
{
  return (sample->bitrate_bps != 0 && sample->bitrate_bps < limit->bitrate_bps) ||
         sample->queueing_us > limit->queueing_us || sample->n_lost > limit->n_lost;
}

/* What the sample alone says, for who is at @current. */
static SfLiveQuality
judge (const SfLiveQualitySample *sample, SfLiveQuality current)
{
  for (SfLiveQuality level = SF_LIVE_QUALITY_VERY_SLOW; level > SF_LIVE_QUALITY_GOOD; level--)
    if (is_beyond (sample, level <= current ? &levels[level].leave : &levels[level].enter))
      return level;

  return SF_LIVE_QUALITY_GOOD;
}

gboolean
sf_live_quality_meter_add (SfLiveQualityMeter *self, const SfLiveQualitySample *sample)
{
  SfLiveQuality said = judge (sample, self->quality);

  self->n_worse = said > self->quality ? self->n_worse + 1 : 0;
  self->n_better = said < self->quality ? self->n_better + 1 : 0;
  if (self->n_worse < WORSE_AFTER && self->n_better < BETTER_AFTER)
    return FALSE;

  *self = (SfLiveQualityMeter){.quality = said};
  return TRUE;
}
