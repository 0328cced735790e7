/* A token bucket in one number: the time at which it will be full again. */

#include "net/server/sf-token-bucket.h"

gboolean
sf_token_bucket_has (const SfTokenBucket *bucket, const SfTokenRate *rate, gint64 now_us)
{
  gint64 missing_us = MAX (bucket->full_at_us - now_us, 0);

  return missing_us + rate->refill_us <= rate->burst * rate->refill_us;
}

gboolean
sf_token_bucket_take (SfTokenBucket *bucket, const SfTokenRate *rate, gint64 now_us)
{
  if (!sf_token_bucket_has (bucket, rate, now_us))
    return FALSE;

  bucket->full_at_us = MAX (bucket->full_at_us, now_us) + rate->refill_us;

  return TRUE;
}

gboolean
sf_token_bucket_is_full (const SfTokenBucket *bucket, gint64 now_us)
{
  return bucket->full_at_us <= now_us;
}
