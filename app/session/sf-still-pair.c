/* Which two photographs, one of each side, were taken closest to each other. Pure. */

#include "app/session/sf-still-pair.h"

gboolean
sf_still_times_are_around (const SfStillTimes *self, gint64 at_us, gint64 window_us)
{
  if (self->n > SF_STILLS_MAX)
    return FALSE;

  for (guint i = 0; i < self->n; i++)
    if (ABS (self->times_us[i] - at_us) > window_us ||
        (i > 0 && self->times_us[i] <= self->times_us[i - 1]))
      return FALSE;

  return TRUE;
}

guint
sf_still_times_nearest (const SfStillTimes *self, gint64 at_us)
{
  guint nearest = 0;

  for (guint i = 1; i < self->n; i++)
    if (ABS (self->times_us[i] - at_us) < ABS (self->times_us[nearest] - at_us))
      nearest = i;

  return nearest;
}

/* What a pair is judged by, least first. */
typedef struct {
  gint64 skew_us;
  gint64 twice_from_at_us; /* of the middle between the two; doubled, to stay whole */
} Rank;

static Rank
rank (gint64 creator_us, gint64 joiner_us, gint64 at_us)
{
  return (Rank){
    .skew_us = ABS (creator_us - joiner_us),
    .twice_from_at_us = ABS (creator_us + joiner_us - 2 * at_us),
  };
}

static gboolean
comes_before (const Rank *a, const Rank *b)
{
  if (a->skew_us != b->skew_us)
    return a->skew_us < b->skew_us;

  return a->twice_from_at_us < b->twice_from_at_us;
}

SfStillPair
sf_still_pair_choose (const SfStillTimes *creator,
                      const SfStillTimes *joiner,
                      gint64 joiner_offset_us,
                      gint64 at_us)
{
  Rank best = {.skew_us = G_MAXINT64};
  SfStillPair pair = {
    .creator = sf_still_times_nearest (creator, at_us),
    .joiner = sf_still_times_nearest (joiner, at_us + joiner_offset_us),
  };

  /* In the order of their times, so that of equal pairs the earliest stays. */
  for (guint i = 0; i < creator->n; i++)
    for (guint j = 0; j < joiner->n; j++) {
      Rank candidate = rank (creator->times_us[i], joiner->times_us[j] - joiner_offset_us, at_us);

      if (comes_before (&candidate, &best)) {
        best = candidate;
        pair =
          (SfStillPair){.creator = i, .joiner = j, .has_skew = TRUE, .skew_us = candidate.skew_us};
      }
    }

  return pair;
}
