/* Token buckets: a burst, then a rate, and never more. */

#include "net/server/sf-token-bucket.h"

static const SfTokenRate rate = {.burst = 3, .refill_us = 100};

static void
test_burst_then_rate (void)
{
  SfTokenBucket bucket = {0};

  for (guint i = 0; i < 3; i++)
    g_assert_true (sf_token_bucket_take (&bucket, &rate, 1000));
  g_assert_false (sf_token_bucket_has (&bucket, &rate, 1000));
  g_assert_false (sf_token_bucket_take (&bucket, &rate, 1099));
  g_assert_true (sf_token_bucket_take (&bucket, &rate, 1100));
  g_assert_false (sf_token_bucket_take (&bucket, &rate, 1199));
  g_assert_true (sf_token_bucket_take (&bucket, &rate, 1200));
}

static void
test_fills_up_no_further (void)
{
  SfTokenBucket bucket = {0};

  g_assert_true (sf_token_bucket_take (&bucket, &rate, 1000));
  g_assert_false (sf_token_bucket_is_full (&bucket, 1099));
  g_assert_true (sf_token_bucket_is_full (&bucket, 1100));
  for (guint i = 0; i < 3; i++)
    g_assert_true (sf_token_bucket_take (&bucket, &rate, 1000000));
  g_assert_false (sf_token_bucket_take (&bucket, &rate, 1000000));
}

static void
test_refused_takes_nothing (void)
{
  SfTokenBucket bucket = {0};

  for (guint i = 0; i < 3; i++)
    g_assert_true (sf_token_bucket_take (&bucket, &rate, 1000));
  for (guint i = 0; i < 1000; i++)
    g_assert_false (sf_token_bucket_take (&bucket, &rate, 1050));
  g_assert_true (sf_token_bucket_take (&bucket, &rate, 1100));
}

/* However the requests are spread, no window of time gives more than the burst and the refill. */
static void
test_never_more_than_the_rate (void)
{
  SfTokenBucket bucket = {0};
  gint64 now_us = 5000, taken = 0;

  for (guint i = 0; i < 10000; i++) {
    now_us += g_test_rand_int_range (0, 60);
    taken += sf_token_bucket_take (&bucket, &rate, now_us);
    g_assert_cmpint (taken, <=, 3 + (now_us - 5000) / 100);
  }
  g_assert_cmpint (taken, >, (now_us - 5000) / 100 / 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/net/server/token-bucket/burst-then-rate", test_burst_then_rate);
  g_test_add_func ("/net/server/token-bucket/fills-up-no-further", test_fills_up_no_further);
  g_test_add_func ("/net/server/token-bucket/refused-takes-nothing", test_refused_takes_nothing);
  g_test_add_func ("/net/server/token-bucket/never-more-than-the-rate",
                   test_never_more_than_the_rate);
  return g_test_run ();
}
