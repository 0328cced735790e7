/* A token bucket in one number: the time at which it will be full again. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct {
  guint burst;      /* tokens in a full bucket; at least 1 */
  gint64 refill_us; /* time in which one token comes back; above 0 */
} SfTokenRate;

/* All zero: full. */
typedef struct {
  gint64 full_at_us;
} SfTokenBucket;

/* Whether a token is there. */
gboolean sf_token_bucket_has (const SfTokenBucket *bucket, const SfTokenRate *rate, gint64 now_us);

/**
 * sf_token_bucket_take:
 *
 * Takes a token if there is one.
 *
 * Returns: whether there was one
 */
gboolean sf_token_bucket_take (SfTokenBucket *bucket, const SfTokenRate *rate, gint64 now_us);

/* Whether forgetting @bucket would change nothing. */
gboolean sf_token_bucket_is_full (const SfTokenBucket *bucket, gint64 now_us);

G_END_DECLS
