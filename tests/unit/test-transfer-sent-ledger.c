/* Every packet that left is acknowledged once or lost once. */

#include "net/transfer/sf-sent-ledger.h"

#define MS 1000

static void
note_number (const SfSentPacket *packet, gpointer user_data)
{
  GString *numbers = user_data;

  g_string_append_printf (numbers, "%" G_GUINT64_FORMAT " ", packet->number);
}

static void
send (SfSentLedger *ledger, guint64 number, gint64 now_us)
{
  SfSentPacket *packet = sf_sent_ledger_push (ledger, number, 100);

  packet->snapshot.sent_us = now_us;
}

static void
expect_acked (SfSentLedger *ledger, const SfAckFrame *ack, const char *expected, gint64 sent_us)
{
  g_autoptr (GString) numbers = g_string_new (NULL);

  g_assert_cmpint (sf_sent_ledger_on_ack (ledger, ack, note_number, numbers), ==, sent_us);
  g_assert_cmpstr (numbers->str, ==, expected);
}

static gint64
expect_lost (SfSentLedger *ledger, gint64 now_us, const char *expected)
{
  g_autoptr (GString) numbers = g_string_new (NULL);
  gint64 again_us = sf_sent_ledger_detect_lost (ledger, 10 * MS, now_us, note_number, numbers);

  g_assert_cmpstr (numbers->str, ==, expected);
  return again_us;
}

static void
test_acked_once (void)
{
  SfAckFrame ack = {.n_ranges = 2, .ranges = {{4, 5}, {0, 1}}};
  SfSentLedger ledger;

  sf_sent_ledger_init (&ledger);
  for (guint64 i = 0; i < 8; i++)
    send (&ledger, i, 1 * MS + (gint64) i);
  g_assert_cmpuint (ledger.in_flight, ==, 800);

  expect_acked (&ledger, &ack, "0 1 4 5 ", 1 * MS + 5);
  expect_acked (&ledger, &ack, "", 0);
  g_assert_cmpuint (ledger.in_flight, ==, 400);

  ack = (SfAckFrame){.n_ranges = 1, .ranges = {{0, 7}}};
  expect_acked (&ledger, &ack, "2 3 6 7 ", 1 * MS + 7);
  g_assert_cmpuint (ledger.in_flight, ==, 0);
  g_assert_cmpuint (ledger.count, ==, 0);
  sf_sent_ledger_clear (&ledger);
}

static void
test_lost_by_count (void)
{
  SfAckFrame ack = {.n_ranges = 1, .ranges = {{4, 4}}};
  SfSentLedger ledger;

  sf_sent_ledger_init (&ledger);
  for (guint64 i = 0; i < 6; i++)
    send (&ledger, i, 1 * MS);
  g_assert_cmpint (expect_lost (&ledger, 5 * MS, ""), ==, G_MAXINT64);

  /* Number 4 came: 0 and 1 are at least 3 behind, 2 and 3 may still come, of 5 nothing is known. */
  expect_acked (&ledger, &ack, "4 ", 1 * MS);
  g_assert_cmpint (expect_lost (&ledger, 5 * MS, "0 1 "), ==, 11 * MS);
  g_assert_cmpint (expect_lost (&ledger, 5 * MS, ""), ==, 11 * MS);
  g_assert_cmpuint (ledger.in_flight, ==, 300);
  sf_sent_ledger_clear (&ledger);
}

static void
test_lost_by_time (void)
{
  SfAckFrame ack = {.n_ranges = 1, .ranges = {{2, 2}}};
  SfSentLedger ledger;

  sf_sent_ledger_init (&ledger);
  for (guint64 i = 0; i < 4; i++)
    send (&ledger, i, (gint64) i * MS);
  expect_acked (&ledger, &ack, "2 ", 2 * MS);

  g_assert_cmpint (expect_lost (&ledger, 10 * MS - 1, ""), ==, 10 * MS);
  g_assert_cmpint (expect_lost (&ledger, 10 * MS, "0 "), ==, 11 * MS);
  g_assert_cmpint (expect_lost (&ledger, 50 * MS, "1 "), ==, G_MAXINT64);
  sf_sent_ledger_clear (&ledger);
}

/* It came after all: that is told once, and what is as late as that is waited for from now on. */
static void
test_late_ack_of_a_lost_one (void)
{
  SfAckFrame ack = {.n_ranges = 1, .ranges = {{8, 9}}};
  SfSentLedger ledger;

  sf_sent_ledger_init (&ledger);
  for (guint64 i = 0; i < 20; i++)
    send (&ledger, i, 1 * MS);
  expect_acked (&ledger, &ack, "8 9 ", 1 * MS);
  expect_lost (&ledger, 2 * MS, "0 1 2 3 4 5 6 ");

  ack = (SfAckFrame){.n_ranges = 2, .ranges = {{7, 9}, {2, 2}}};
  expect_acked (&ledger, &ack, "7 2 ", 0);
  expect_acked (&ledger, &ack, "", 0);
  g_assert_cmpuint (ledger.in_flight, ==, 1000);

  ack = (SfAckFrame){.n_ranges = 1, .ranges = {{18, 18}}};
  expect_acked (&ledger, &ack, "18 ", 1 * MS);
  expect_lost (&ledger, 2 * MS, "10 ");
  expect_lost (&ledger, 11 * MS, "11 12 13 14 15 16 17 ");
  sf_sent_ledger_clear (&ledger);
}

static void
test_oldest_and_newest (void)
{
  SfAckFrame ack = {.n_ranges = 1, .ranges = {{1, 1}}};
  g_autoptr (GString) numbers = g_string_new (NULL);
  SfSentLedger ledger;

  sf_sent_ledger_init (&ledger);
  for (guint64 i = 0; i < 5; i++)
    send (&ledger, i, 1 * MS);
  expect_acked (&ledger, &ack, "1 ", 1 * MS);
  sf_sent_ledger_foreach_oldest (&ledger, 2, note_number, numbers);
  g_assert_cmpstr (numbers->str, ==, "0 2 ");

  g_assert_cmpuint (sf_sent_ledger_get_newest (&ledger)->number, ==, 4);
  sf_sent_ledger_pop (&ledger);
  g_assert_cmpuint (ledger.in_flight, ==, 300);
  g_string_truncate (numbers, 0);
  sf_sent_ledger_forget (&ledger, note_number, numbers);
  g_assert_cmpstr (numbers->str, ==, "0 2 3 ");
  g_assert_cmpuint (ledger.in_flight, ==, 0);
  sf_sent_ledger_clear (&ledger);
}

static void
count_up (const SfSentPacket *packet, gpointer user_data)
{
  guint *counts = user_data;

  counts[packet->number]++;
}

/* Many packets, resolved in a wild order: each is lost or acknowledged; both if it was late. */
static void
test_nothing_is_forgotten (void)
{
  enum {
    N_STEPS = 2000,
    PER_STEP = 8
  };
  GRand *rand = g_rand_new_with_seed (3);
  g_autofree guint *acked = g_new0 (guint, N_STEPS * PER_STEP);
  g_autofree guint *lost = g_new0 (guint, N_STEPS * PER_STEP);
  SfSentLedger ledger;
  guint64 next = 0;

  sf_sent_ledger_init (&ledger);
  for (guint step = 0; step < N_STEPS; step++) {
    gint64 now_us = (gint64) step * 100;
    guint64 last = next + (guint64) g_rand_int_range (rand, 1, PER_STEP + 1);
    guint64 first;
    SfAckFrame ack = {.n_ranges = 1};

    for (; next < last; next++)
      send (&ledger, next, now_us);
    first = next - MIN (next, (guint64) g_rand_int_range (rand, 1, 300));
    last = first + (guint64) g_rand_int_range (rand, 0, 9);
    ack.ranges[0] = (SfAckRange){first, MIN (next - 1, last)};
    sf_sent_ledger_on_ack (&ledger, &ack, count_up, acked);
    sf_sent_ledger_detect_lost (&ledger, 10 * MS, now_us, count_up, lost);
  }
  sf_sent_ledger_forget (&ledger, count_up, lost);

  for (guint64 i = 0; i < next; i++) {
    g_assert_cmpuint (acked[i], <=, 1);
    g_assert_cmpuint (lost[i], <=, 1);
    g_assert_cmpuint (acked[i] + lost[i], >=, 1);
  }
  sf_sent_ledger_clear (&ledger);
  g_rand_free (rand);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/net/transfer/sent-ledger/acked-once", test_acked_once);
  g_test_add_func ("/net/transfer/sent-ledger/lost-by-count", test_lost_by_count);
  g_test_add_func ("/net/transfer/sent-ledger/lost-by-time", test_lost_by_time);
  g_test_add_func ("/net/transfer/sent-ledger/late-ack-of-a-lost-one", test_late_ack_of_a_lost_one);
  g_test_add_func ("/net/transfer/sent-ledger/oldest-and-newest", test_oldest_and_newest);
  g_test_add_func ("/net/transfer/sent-ledger/nothing-is-forgotten", test_nothing_is_forgotten);
  return g_test_run ();
}
