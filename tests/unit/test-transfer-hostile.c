/* The engine against another side that sends what it should not. */

#include "net/sf-net-error.h"
#include "net/transfer/sf-letter.h"
#include "net/transfer/sf-packet.h"
#include "net/transfer/sf-transfer.h"
#include "tests/support/sf-transfer-pair.h"

#include <string.h>

/* One engine, and what somebody else makes for it. */
typedef struct {
  SfTransferPair *pair;
  SfTransferEnd *end;
  guint64 next_number;
  guint64 next_sequence;
} Victim;

static void
victim_init (Victim *victim)
{
  memset (victim, 0, sizeof *victim);
  victim->pair = sf_transfer_pair_new ("delay_ms=1", 1);
  victim->end = &victim->pair->ends[0];
}

static void
victim_clear (Victim *victim)
{
  sf_transfer_pair_free (victim->pair);
}

static void
feed (Victim *victim, const SfWriter *writer)
{
  g_assert_false (sf_writer_has_failed (writer));
  sf_transfer_receive (victim->end->engine, writer->data, writer->size, ++victim->pair->now_us);
}

static void
begin (Victim *victim, SfWriter *writer, guint8 out[SF_TRANSFER_MAX_PACKET])
{
  sf_writer_init (writer, out, SF_TRANSFER_MAX_PACKET);
  sf_packet_write_number (writer, victim->next_number++);
}

static void
feed_message (Victim *victim, const guint8 *bytes, gsize size)
{
  SfMessageFrame frame = {
    .sequence = victim->next_sequence++, .size = (guint32) size, .bytes = bytes};
  guint8 out[SF_TRANSFER_MAX_PACKET];
  SfWriter writer;

  begin (victim, &writer, out);
  sf_packet_write_message (&writer, &frame);
  feed (victim, &writer);
}

static void
feed_letter (Victim *victim, const SfLetter *letter)
{
  g_autoptr (GBytes) bytes = sf_letter_compose (letter);

  feed_message (victim, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static void
feed_chunk (Victim *victim, guint64 id, guint64 index, gsize size)
{
  static const guint8 zeros[SF_CHUNK_SIZE];
  SfBlobFrame frame = {.id = id, .index = index, .bytes = zeros, .size = size};
  guint8 out[SF_TRANSFER_MAX_PACKET];
  SfWriter writer;

  begin (victim, &writer, out);
  sf_packet_write_blob (&writer, &frame);
  feed (victim, &writer);
}

static void
feed_offer (Victim *victim, guint64 id, guint64 size)
{
  static const guint8 wrong_hash[SF_SHA256_SIZE];
  SfLetter offer = {.type = SF_LETTER_OFFER, .id = id, .size = size, .sha256 = wrong_hash};

  feed_letter (victim, &offer);
}

/* Failed, and silent for good. */
static void
expect_failed (Victim *victim)
{
  guint8 out[SF_TRANSFER_MAX_PACKET];

  g_assert_error (victim->end->error, SF_NET_ERROR, SF_NET_ERROR_PROTOCOL);
  g_assert_cmpuint (
    sf_transfer_next_packet (victim->end->engine, out, victim->pair->now_us + G_USEC_PER_SEC), ==,
    0);
  g_assert_cmpint (sf_transfer_get_deadline_us (victim->end->engine), ==, G_MAXINT64);
  feed_chunk (victim, 99, 0, 1);
  victim_clear (victim);
}

static void
test_drops_rubbish (void)
{
  static const char *const rubbish[] = {"", "x", "\xff\xff\xff", "\x01\x63", "\x01\x02\xff"};
  Victim victim;

  victim_init (&victim);
  for (gsize i = 0; i < G_N_ELEMENTS (rubbish); i++)
    sf_transfer_receive (victim.end->engine, (const guint8 *) rubbish[i], strlen (rubbish[i]),
                         victim.pair->now_us);
  g_assert_no_error (victim.end->error);
  g_assert_cmpint (sf_transfer_get_deadline_us (victim.end->engine), ==, G_MAXINT64);
  victim_clear (&victim);
}

static void
test_ack_of_what_never_left (void)
{
  SfAckFrame ack = {.n_ranges = 1, .ranges = {{0, 5}}};
  guint8 out[SF_TRANSFER_MAX_PACKET];
  SfWriter writer;
  Victim victim;

  victim_init (&victim);
  begin (&victim, &writer, out);
  sf_packet_write_ack (&writer, &ack);
  feed (&victim, &writer);
  expect_failed (&victim);
}

static void
test_chunk_outside (void)
{
  Victim victim;

  victim_init (&victim);
  feed_chunk (&victim, 1, 5, 100);
  feed_offer (&victim, 1, 2000);
  g_assert_no_error (victim.end->error);
  feed_chunk (&victim, 1, 2, 100);
  expect_failed (&victim);
}

static void
test_wrong_hash (void)
{
  Victim victim;

  victim_init (&victim);
  feed_offer (&victim, 1, 2000);
  feed_chunk (&victim, 1, 1, 2000 - SF_CHUNK_SIZE);
  g_assert_no_error (victim.end->error);
  feed_chunk (&victim, 1, 0, SF_CHUNK_SIZE);
  g_assert_cmpuint (g_hash_table_size (victim.end->blobs), ==, 0);
  expect_failed (&victim);
}

static void
test_offered_twice (void)
{
  Victim victim;

  victim_init (&victim);
  feed_offer (&victim, 1, 2000);
  feed_offer (&victim, 1, 2000);
  expect_failed (&victim);
}

static void
test_broken_letter (void)
{
  Victim victim;

  victim_init (&victim);
  feed_message (&victim, (const guint8 *) "\x7flater", 6);
  g_assert_no_error (victim.end->error);
  feed_message (&victim, (const guint8 *) "\x01", 1);
  expect_failed (&victim);
}

static void
test_message_out_of_window (void)
{
  Victim victim;

  victim_init (&victim);
  victim.next_sequence = 64;
  feed_message (&victim, (const guint8 *) "\0x", 2);
  expect_failed (&victim);
}

/* Answers to what was never asked are no news. */
static void
test_answers_to_nothing (void)
{
  static const SfLetterType types[] = {SF_LETTER_RESUME, SF_LETTER_WITHDRAW, SF_LETTER_ACCEPT,
                                       SF_LETTER_REFUSE, SF_LETTER_DONE};
  Victim victim;

  victim_init (&victim);
  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    feed_letter (&victim, &(SfLetter){.type = types[i], .id = 3});
  g_assert_no_error (victim.end->error);
  g_assert_true (sf_transfer_is_idle (victim.end->engine));
  g_assert_cmpuint (victim.end->cancelled->len + victim.end->sent->len, ==, 0);
  victim_clear (&victim);
}

static void
test_more_than_four (void)
{
  Victim victim;

  victim_init (&victim);
  for (guint64 id = 0; id < 20; id++)
    feed_offer (&victim, id, 32 * 1024 * 1024);
  g_assert_no_error (victim.end->error);
  for (guint64 id = 0; id < 20; id++)
    feed_letter (&victim, &(SfLetter){.type = SF_LETTER_WITHDRAW, .id = id});
  g_assert_cmpuint (victim.end->cancelled->len, ==, SF_TRANSFER_MAX_INCOMING);
  victim_clear (&victim);
}

/* Offers without end, whose answers nobody acknowledges. */
static void
test_takes_no_answers (void)
{
  Victim victim;
  guint64 id = 0;

  victim_init (&victim);
  victim.end->refuses = TRUE;
  while (victim.end->error == NULL && id < 100000)
    feed_offer (&victim, id++, 10);
  g_assert_cmpuint (id, <, 10000);
  expect_failed (&victim);
}

/* Bytes changed on the way, as no sealed datagram would let them be. */
static void
test_corrupted (gconstpointer seed)
{
  g_autoptr (SfTransferPair) pair =
    sf_transfer_pair_new ("delay_ms=5 loss=0.02", GPOINTER_TO_UINT (seed));
  g_autoptr (GBytes) blob = sf_transfer_pair_make_blob (200000, 1);

  pair->corrupt = 0.01 * (GPOINTER_TO_UINT (seed) % 8);
  pair->duplicate = 0.05;
  for (guint end = 0; end < 2; end++) {
    sf_transfer_send_blob (pair->ends[end].engine, 1, blob, 0);
    sf_transfer_pair_send_text (pair, end, "a word");
  }
  sf_transfer_pair_run (pair, NULL, 20 * G_USEC_PER_SEC);

  for (guint end = 0; end < 2; end++)
    if (g_hash_table_size (pair->ends[end].blobs) > 0)
      g_assert_true (sf_transfer_pair_has_blob (pair, end, 1, blob));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/net/transfer/hostile/drops-rubbish", test_drops_rubbish);
  g_test_add_func ("/net/transfer/hostile/ack-of-what-never-left", test_ack_of_what_never_left);
  g_test_add_func ("/net/transfer/hostile/chunk-outside", test_chunk_outside);
  g_test_add_func ("/net/transfer/hostile/wrong-hash", test_wrong_hash);
  g_test_add_func ("/net/transfer/hostile/offered-twice", test_offered_twice);
  g_test_add_func ("/net/transfer/hostile/broken-letter", test_broken_letter);
  g_test_add_func ("/net/transfer/hostile/message-out-of-window", test_message_out_of_window);
  g_test_add_func ("/net/transfer/hostile/answers-to-nothing", test_answers_to_nothing);
  g_test_add_func ("/net/transfer/hostile/more-than-four", test_more_than_four);
  g_test_add_func ("/net/transfer/hostile/takes-no-answers", test_takes_no_answers);
  for (guint seed = 1; seed <= 40; seed++) {
    g_autofree char *path = g_strdup_printf ("/net/transfer/hostile/corrupted/%u", seed);

    g_test_add_data_func (path, GUINT_TO_POINTER (seed), test_corrupted);
  }
  return g_test_run ();
}
