/* The engine over bad cables in virtual time: the right bytes arrive, and how fast. */

#include "net/transfer/sf-transfer.h"
#include "tests/support/sf-transfer-pair.h"

#define LIMIT_US (20 * 60 * G_USEC_PER_SEC)
#define MB (1000 * 1000)

static void
expect_blobs (SfTransferPair *pair, GBytes *blob, gboolean both_ways)
{
  g_assert_no_error (pair->ends[0].error);
  g_assert_no_error (pair->ends[1].error);
  g_assert_true (sf_transfer_pair_has_blob (pair, 1, 1, blob));
  if (both_ways)
    g_assert_true (sf_transfer_pair_has_blob (pair, 0, 1, blob));
}

/* Loss under 40 %, jitter, reordering, repetition, rate, queue and size, all from the seed. */
static void
test_any_cable (gconstpointer data)
{
  guint32 seed = GPOINTER_TO_UINT (data);
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  double loss = g_rand_double_range (rand, 0, 0.399);
  gint32 delay_ms = g_rand_int_range (rand, 0, 150);
  gint32 jitter_ms = g_rand_int_range (rand, 0, 40);
  gint32 rate_kbit = g_rand_int_range (rand, 1000, 100000);
  gint32 queue_packets = g_rand_int_range (rand, 10, 200);
  g_autofree char *settings =
    g_strdup_printf ("loss=%.3f delay_ms=%d jitter_ms=%d reorder=%d rate_kbit=%d queue_packets=%d",
                     loss, delay_ms, jitter_ms, g_rand_boolean (rand), rate_kbit, queue_packets);
  gsize size = (gsize) g_rand_int_range (rand, 0, 400000);
  gboolean both_ways = g_rand_boolean (rand);
  g_autoptr (SfTransferPair) pair = sf_transfer_pair_new (settings, seed);
  g_autoptr (GBytes) blob = sf_transfer_pair_make_blob (size, seed);

  g_test_message ("%" G_GSIZE_FORMAT " bytes over %s", size, settings);
  pair->duplicate = g_rand_double_range (rand, 0, 0.2);
  for (guint end = 0; end <= (guint) both_ways; end++)
    sf_transfer_send_blob (pair->ends[end].engine, 1, blob, 0);
  for (guint i = 0; i < 20; i++)
    sf_transfer_pair_send_text (pair, i % 2, "a word");

  g_assert_true (sf_transfer_pair_run (pair, NULL, LIMIT_US));
  expect_blobs (pair, blob, both_ways);
  for (guint end = 0; end < 2; end++)
    g_assert_cmpuint (pair->ends[end].messages->len, ==, 10);
}

typedef struct {
  const char *name;
  const char *cable;
  gsize size; /* bytes */
  gboolean both_ways;
  guint share;       /* percent that blobs may use; 0: all */
  double least_mbit; /* of goodput */
  double most_ping;  /* median, times that of the idle cable; 0: not looked at */
} Speed;

/* The bounds of the first two are requirements; the others are what is reached, less a tenth. */
static const Speed speeds[] = {
  {"20-50-1", "rate_kbit=20000 delay_ms=25 loss=0.01 queue_bytes=250000", 5 * MB, FALSE, 0, 16,
   1.6},
  {"20-100-2", "rate_kbit=20000 delay_ms=50 loss=0.02 queue_bytes=250000", 5 * MB, FALSE, 0, 13,
   1.6},
  {"20-50-0", "rate_kbit=20000 delay_ms=25 queue_bytes=250000", 5 * MB, FALSE, 0, 15.5, 1.6},
  {"20-0-0", "rate_kbit=20000 queue_bytes=250000", 5 * MB, FALSE, 0, 17, 0},
  {"20-50-1-short-queue", "rate_kbit=20000 delay_ms=25 loss=0.01 queue_bytes=32500", 5 * MB, FALSE,
   0, 14.5, 1.6},
  {"20-50-1-both-ways", "rate_kbit=20000 delay_ms=25 loss=0.01 queue_bytes=250000", 5 * MB, TRUE, 0,
   13.5, 1.7},
  {"20-50-1-jitter", "rate_kbit=20000 delay_ms=25 jitter_ms=10 loss=0.01 queue_bytes=250000",
   5 * MB, FALSE, 0, 14, 2},
  {"20-50-1-reorder",
   "rate_kbit=20000 delay_ms=25 jitter_ms=10 reorder=1 loss=0.01 queue_bytes=250000", 5 * MB, FALSE,
   0, 13, 1.6},
  {"20-50-10", "rate_kbit=20000 delay_ms=25 loss=0.1 queue_bytes=250000", 5 * MB, FALSE, 0, 11,
   1.6},
  {"100-50-0-30MB", "rate_kbit=100000 delay_ms=25 queue_bytes=1250000", 30 * MB, FALSE, 0, 75, 1.6},
  {"100-50-1", "rate_kbit=100000 delay_ms=25 loss=0.01 queue_bytes=1250000", 5 * MB, FALSE, 0, 45,
   1.6},
  {"100-100-2", "rate_kbit=100000 delay_ms=50 loss=0.02 queue_bytes=1250000", 5 * MB, FALSE, 0, 26,
   1.6},
  {"5-80-0.2", "rate_kbit=5000 delay_ms=40 loss=0.002 queue_bytes=62500", 5 * MB, FALSE, 0, 4, 1.6},
  {"1-80-0.2", "rate_kbit=1000 delay_ms=40 loss=0.002 queue_bytes=25000", 1 * MB, FALSE, 0, 0.8,
   2.5},
  {"loopback", "delay_ms=0", 30 * MB, TRUE, 0, 1000, 0},
  /* As beside the live picture: nearly as fast, and without a queue for it to wait in. */
  {"20-50-0-nine-tenths", "rate_kbit=20000 delay_ms=25 queue_bytes=250000", 5 * MB, FALSE, 90, 15.5,
   1.05},
  {"2-50-0-all", "rate_kbit=2000 delay_ms=25 queue_bytes=50000", 1 * MB, FALSE, 0, 1.6, 2},
  {"2-50-0-nine-tenths", "rate_kbit=2000 delay_ms=25 queue_bytes=50000", 1 * MB, FALSE, 90, 1.5,
   1.3},
};

static double
get_idle_ping_us (const Speed *speed)
{
  g_autoptr (SfTransferPair) pair = sf_transfer_pair_new (speed->cable, 1);

  pair->ping_us = 20 * 1000;
  sf_transfer_pair_run (pair, sf_transfer_pair_never, 2 * G_USEC_PER_SEC);
  return (double) sf_transfer_pair_median_ping_us (pair);
}

static void
test_speed (gconstpointer data)
{
  const Speed *speed = data;
  g_autoptr (SfTransferPair) pair = sf_transfer_pair_new (speed->cable, 1);
  g_autoptr (GBytes) blob = sf_transfer_pair_make_blob (speed->size, 1);
  gint64 start_us = pair->now_us;
  double mbit, ping;

  pair->ping_us = 20 * 1000;
  if (speed->share > 0)
    sf_transfer_set_blob_share (pair->ends[0].engine, speed->share);
  for (guint end = 0; end <= (guint) speed->both_ways; end++)
    sf_transfer_send_blob (pair->ends[end].engine, 1, blob, 0);
  g_assert_true (sf_transfer_pair_run (pair, NULL, LIMIT_US));
  expect_blobs (pair, blob, speed->both_ways);

  mbit = (double) speed->size * 8 / (double) (pair->now_us - start_us);
  g_test_message ("%s: %.1f Mbit/s", speed->name, mbit);
  g_assert_cmpfloat (mbit, >=, speed->least_mbit);

  if (speed->most_ping > 0) {
    ping = (double) sf_transfer_pair_median_ping_us (pair) / get_idle_ping_us (speed);
    g_test_message ("%s: median ping %.2f of the idle one", speed->name, ping);
    g_assert_cmpfloat (ping, <=, speed->most_ping);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint seed = 1; seed <= 60; seed++) {
    g_autofree char *path = g_strdup_printf ("/net/transfer/links/any-cable/%u", seed);

    g_test_add_data_func (path, GUINT_TO_POINTER (seed), test_any_cable);
  }
  for (gsize i = 0; i < G_N_ELEMENTS (speeds); i++) {
    g_autofree char *path = g_strdup_printf ("/net/transfer/links/speed/%s", speeds[i].name);

    g_test_add_data_func (path, &speeds[i], test_speed);
  }
  return g_test_run ();
}
