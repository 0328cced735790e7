/* Which two photographs, one of each side, were taken closest to each other. Pure. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SF_STILLS_MAX 8 /* candidates of one side for one photograph */

/* When the candidates of one side were taken: microseconds, growing. */
typedef struct {
  guint n; /* 0: one photograph of unknown time, a picture file's */
  gint64 times_us[SF_STILLS_MAX];
} SfStillTimes;

typedef struct {
  guint creator; /* index of the candidate; 0 where the time is unknown */
  guint joiner;
  gboolean has_skew; /* both times are known */
  gint64 skew_us;    /* how far apart, 0 or more */
} SfStillPair;

/* Returns: whether there are at most %SF_STILLS_MAX, growing, each within @window_us of @at_us */
gboolean sf_still_times_are_around (const SfStillTimes *self, gint64 at_us, gint64 window_us);

/* Returns: the index of the one nearest to @at_us, of two the earlier; 0 where there is none */
guint sf_still_times_nearest (const SfStillTimes *self, gint64 at_us);

/**
 * sf_still_pair_choose:
 * @creator: by the creator's clock
 * @joiner: by the joiner's clock
 * @joiner_offset_us: the joiner's clock less the creator's
 * @at_us: the instant meant, by the creator's clock
 *
 * The pair with the least difference; of several, the one whose middle is nearest to @at_us, then
 * the earliest. Where one side's time is unknown, the other's nearest to @at_us. Integers alone
 * decide, so two sides that were given the same numbers choose the same pair.
 */
SfStillPair sf_still_pair_choose (const SfStillTimes *creator,
                                  const SfStillTimes *joiner,
                                  gint64 joiner_offset_us,
                                  gint64 at_us);

G_END_DECLS
