/* Delivery rates: what a path delivers is measured, bursts and silence do not deceive. */

#include "net/transfer/sf-delivery-rate.h"

#define MS 1000
#define SIZE 1000 /* bytes */

/* One packet acknowledged by itself. */
static guint64
ack (SfDeliveryRate *rate, const SfDeliverySnapshot *snapshot, gint64 now_us, gboolean *ret_limited)
{
  SfDeliverySample sample;

  sf_delivery_rate_on_acked (rate, snapshot, SIZE, now_us);
  g_assert_true (sf_delivery_rate_sample (rate, now_us, &sample));
  *ret_limited = sample.is_app_limited;
  return sample.rate;
}

static void
test_steady (void)
{
  SfDeliveryRate rate = {0};
  SfDeliverySnapshot packets[200];
  gboolean is_limited;

  /* A packet a millisecond, 50 ms there and back. */
  for (guint i = 0; i < 200; i++) {
    gint64 now_us = (1000 + (gint64) i) * MS;
    guint64 measured;

    if (i >= 50) {
      measured = ack (&rate, &packets[i - 50], now_us, &is_limited);
      g_assert_false (is_limited);
      if (i >= 150)
        g_assert_cmpuint (measured, ==, SIZE * 1000);
    }
    sf_delivery_rate_on_sent (&rate, (gsize) MIN (i, 50) * SIZE, now_us, &packets[i]);
  }
}

static void
ack_many (SfDeliveryRate *rate, const SfDeliverySnapshot *packets, guint n, gint64 now_us)
{
  SfDeliverySample sample;

  for (guint i = 0; i < n; i++)
    sf_delivery_rate_on_acked (rate, &packets[i], SIZE, now_us);
  g_assert_true (sf_delivery_rate_sample (rate, now_us, &sample));
}

/* Acknowledgements held up, then in lumps, do not make the path look faster than it was sent. */
static void
test_lumps (void)
{
  SfDeliveryRate rate = {0};
  SfDeliverySnapshot packets[42];
  gboolean is_limited;

  for (guint i = 0; i < 41; i++)
    sf_delivery_rate_on_sent (&rate, (gsize) i * SIZE, (1000 + (gint64) i) * MS, &packets[i]);
  ack_many (&rate, packets, 11, 1050 * MS);
  sf_delivery_rate_on_sent (&rate, 30 * SIZE, 1050 * MS, &packets[41]);
  ack_many (&rate, packets + 11, 30, 1051 * MS);
  g_assert_cmpuint (ack (&rate, &packets[41], 1060 * MS, &is_limited), <=, SIZE * 1000);
}

/* Nor does a burst that is acknowledged at the path's pace. */
static void
test_burst (void)
{
  SfDeliveryRate rate = {0};
  SfDeliverySnapshot packets[20];
  gboolean is_limited;
  guint64 measured = 0;

  for (guint i = 0; i < 20; i++)
    sf_delivery_rate_on_sent (&rate, (gsize) i * SIZE, 1000 * MS, &packets[i]);
  for (guint i = 0; i < 20; i++)
    measured = ack (&rate, &packets[i], (1050 + (gint64) i) * MS, &is_limited);

  g_assert_cmpuint (measured, ==, 20 * SIZE * 1000 / 69);
}

static void
test_app_limited (void)
{
  SfDeliveryRate rate = {0};
  SfDeliverySnapshot first, second, third;
  gboolean is_limited;

  sf_delivery_rate_on_sent (&rate, 0, 1000 * MS, &first);
  sf_delivery_rate_set_app_limited (&rate, SIZE);
  sf_delivery_rate_on_sent (&rate, SIZE, 1001 * MS, &second);
  ack (&rate, &first, 1050 * MS, &is_limited);
  g_assert_false (is_limited);
  ack (&rate, &second, 1051 * MS, &is_limited);
  g_assert_true (is_limited);

  /* What was limited is delivered: the next is a measurement again. */
  sf_delivery_rate_on_sent (&rate, SIZE, 1052 * MS, &third);
  ack (&rate, &third, 1102 * MS, &is_limited);
  g_assert_false (is_limited);
}

static void
test_nothing_to_say (void)
{
  SfDeliveryRate rate = {0};
  SfDeliverySnapshot packet;
  SfDeliverySample sample;

  g_assert_false (sf_delivery_rate_sample (&rate, 1000 * MS, &sample));
  sf_delivery_rate_on_sent (&rate, 0, 1000 * MS, &packet);
  sf_delivery_rate_on_acked (&rate, &packet, SIZE, 1000 * MS);
  g_assert_false (sf_delivery_rate_sample (&rate, 1000 * MS, &sample));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/net/transfer/delivery-rate/steady", test_steady);
  g_test_add_func ("/net/transfer/delivery-rate/lumps", test_lumps);
  g_test_add_func ("/net/transfer/delivery-rate/burst", test_burst);
  g_test_add_func ("/net/transfer/delivery-rate/app-limited", test_app_limited);
  g_test_add_func ("/net/transfer/delivery-rate/nothing-to-say", test_nothing_to_say);
  return g_test_run ();
}
