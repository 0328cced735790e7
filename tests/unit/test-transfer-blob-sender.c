/* Blobs on their way out: who is offered when, which chunk is next, what a bitmap spares. */

#include "net/sf-net-error.h"
#include "net/transfer/sf-blob-sender.h"
#include "net/transfer/sf-transfer.h"

static void
add (SfBlobSender *sender, guint64 id, gsize size, guint priority)
{
  g_autoptr (GBytes) bytes = g_bytes_new_take (g_malloc0 (size), size);

  sf_blob_sender_add (sender, id, bytes, priority);
}

static void
expect_letter (SfBlobSender *sender, SfLetterType type, guint64 id)
{
  SfLetter letter;

  g_assert_true (sf_blob_sender_next_letter (sender, &letter));
  g_assert_cmpint (letter.type, ==, type);
  g_assert_cmpuint (letter.id, ==, id);
}

static void
expect_no_letter (SfBlobSender *sender)
{
  SfLetter letter;

  g_assert_false (sf_blob_sender_next_letter (sender, &letter));
}

static void
accept_with (SfBlobSender *sender, guint64 id, const void *map, gsize map_size)
{
  g_autoptr (GError) error = NULL;

  sf_blob_sender_accept (sender, id, map, map_size, &error);
  g_assert_no_error (error);
}

static void
expect_chunk (SfBlobSender *sender, guint64 id, guint64 index)
{
  SfBlobFrame frame;

  g_assert_true (sf_blob_sender_peek (sender, &frame));
  g_assert_cmpuint (frame.id, ==, id);
  g_assert_cmpuint (frame.index, ==, index);
  sf_blob_sender_on_sent (sender, &frame);
}

static void
expect_no_chunk (SfBlobSender *sender)
{
  SfBlobFrame frame;

  g_assert_false (sf_blob_sender_peek (sender, &frame));
}

static void
test_nothing_before_acceptance (void)
{
  g_autoptr (SfBlobSender) sender = sf_blob_sender_new (G_MAXUINT64);

  add (sender, 1, 3000, 0);
  expect_no_chunk (sender);
  expect_letter (sender, SF_LETTER_OFFER, 1);
  expect_no_letter (sender);
  expect_no_chunk (sender);
  accept_with (sender, 1, NULL, 0);
  for (guint i = 0; i < 3; i++)
    expect_chunk (sender, 1, i);
  expect_no_chunk (sender);

  g_assert_true (sf_blob_sender_remove (sender, 1, NULL, NULL));
  g_assert_false (sf_blob_sender_remove (sender, 1, NULL, NULL));
  g_assert_true (sf_blob_sender_is_empty (sender));
}

static void
test_priorities (void)
{
  g_autoptr (SfBlobSender) sender = sf_blob_sender_new (G_MAXUINT64);

  add (sender, 1, 2000, 5);
  add (sender, 2, 2000, 5);
  add (sender, 3, 2000, 0);
  expect_letter (sender, SF_LETTER_OFFER, 3);
  expect_letter (sender, SF_LETTER_OFFER, 1);
  expect_letter (sender, SF_LETTER_OFFER, 2);

  /* The first by priority is not accepted yet: the others need not wait for it. */
  accept_with (sender, 2, NULL, 0);
  expect_chunk (sender, 2, 0);
  accept_with (sender, 1, NULL, 0);
  expect_chunk (sender, 1, 0);
  accept_with (sender, 3, NULL, 0);
  expect_chunk (sender, 3, 0);
  sf_blob_sender_on_lost (sender, 1, 0);
  expect_chunk (sender, 3, 1);
  expect_chunk (sender, 1, 0);
}

static void
test_few_at_a_time (void)
{
  g_autoptr (SfBlobSender) sender = sf_blob_sender_new (G_MAXUINT64);
  gboolean was_offered;

  for (guint64 id = 1; id <= SF_TRANSFER_MAX_INCOMING + 2; id++)
    add (sender, id, 10, 0);
  for (guint64 id = 1; id <= SF_TRANSFER_MAX_INCOMING; id++)
    expect_letter (sender, SF_LETTER_OFFER, id);
  expect_no_letter (sender);

  g_assert_true (sf_blob_sender_remove (sender, 2, &was_offered, NULL));
  g_assert_true (was_offered);
  expect_letter (sender, SF_LETTER_OFFER, 5);
  expect_no_letter (sender);
  g_assert_true (sf_blob_sender_remove (sender, 6, &was_offered, NULL));
  g_assert_false (was_offered);
}

static void
test_few_bytes_at_a_time (void)
{
  g_autoptr (SfBlobSender) sender = sf_blob_sender_new (5000);

  add (sender, 1, 9000, 0);
  add (sender, 2, 10, 0);
  expect_letter (sender, SF_LETTER_OFFER, 1);
  expect_no_letter (sender);
  sf_blob_sender_remove (sender, 1, NULL, NULL);
  expect_letter (sender, SF_LETTER_OFFER, 2);
}

static void
test_lost_and_acked (void)
{
  g_autoptr (SfBlobSender) sender = sf_blob_sender_new (G_MAXUINT64);
  SfProgress progress;

  add (sender, 1, 3 * SF_CHUNK_SIZE + 1, 0);
  expect_letter (sender, SF_LETTER_OFFER, 1);
  accept_with (sender, 1, NULL, 0);
  expect_chunk (sender, 1, 0);
  expect_chunk (sender, 1, 1);

  sf_blob_sender_on_lost (sender, 1, 0);
  expect_chunk (sender, 1, 0);
  sf_blob_sender_on_acked (sender, 1, 0);
  sf_blob_sender_on_lost (sender, 1, 0);
  sf_blob_sender_on_lost (sender, 1, 1);
  sf_blob_sender_on_acked (sender, 1, 1);
  expect_chunk (sender, 1, 2);
  expect_chunk (sender, 1, 3);
  expect_no_chunk (sender);

  sf_blob_sender_on_acked (sender, 1, 3);
  sf_blob_sender_on_acked (sender, 1, 3);
  sf_blob_sender_on_acked (sender, 99, 0);
  sf_blob_sender_on_lost (sender, 99, 0);
  sf_blob_sender_remove (sender, 1, NULL, &progress);
  g_assert_cmpuint (progress.done, ==, 2 * SF_CHUNK_SIZE + 1);
}

static void
test_resumes_by_bitmap (void)
{
  g_autoptr (SfBlobSender) sender = sf_blob_sender_new (G_MAXUINT64);

  add (sender, 1, 10 * SF_CHUNK_SIZE, 0);
  add (sender, 2, SF_CHUNK_SIZE, 1);
  expect_letter (sender, SF_LETTER_OFFER, 1);
  expect_letter (sender, SF_LETTER_OFFER, 2);
  accept_with (sender, 1, NULL, 0);
  for (guint i = 0; i < 8; i++)
    expect_chunk (sender, 1, i);
  sf_blob_sender_on_acked (sender, 1, 0);

  /* Nothing more before the answer; the other is still asked the first question. */
  sf_blob_sender_pause (sender);
  expect_no_chunk (sender);
  expect_letter (sender, SF_LETTER_RESUME, 1);
  expect_no_letter (sender);
  sf_blob_sender_pause (sender);
  expect_no_letter (sender);

  /* 0, 1, 2, 5 and 8 are held. */
  accept_with (sender, 1, "\x27\x01", 2);
  expect_chunk (sender, 1, 3);
  expect_chunk (sender, 1, 4);
  expect_chunk (sender, 1, 6);
  expect_chunk (sender, 1, 7);
  expect_chunk (sender, 1, 9);
  expect_no_chunk (sender);
}

static void
refuse_acceptance (SfBlobSender *sender, const void *map, gsize map_size)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (sf_blob_sender_accept (sender, 1, map, map_size, &error));
  g_assert_error (error, SF_NET_ERROR, SF_NET_ERROR_PROTOCOL);
}

static void
test_refuses_acceptances (void)
{
  g_autoptr (SfBlobSender) sender = sf_blob_sender_new (G_MAXUINT64);

  add (sender, 1, 10 * SF_CHUNK_SIZE, 0);
  /* Of a blob it cannot know of: as if it was cancelled. */
  accept_with (sender, 1, NULL, 0);
  expect_no_chunk (sender);

  expect_letter (sender, SF_LETTER_OFFER, 1);
  refuse_acceptance (sender, "\x01", 1);
  refuse_acceptance (sender, "\x01\x04", 2);
  accept_with (sender, 1, "\x01\x00", 2);
  refuse_acceptance (sender, NULL, 0);
}

static void
test_progress (void)
{
  g_autoptr (SfBlobSender) sender = sf_blob_sender_new (G_MAXUINT64);
  SfProgress progress;
  guint64 id;
  guint n_news = 0;

  add (sender, 8, 1000 * SF_CHUNK_SIZE, 0);
  expect_letter (sender, SF_LETTER_OFFER, 8);
  accept_with (sender, 8, NULL, 0);
  for (guint i = 0; i < 1000; i++) {
    sf_blob_sender_on_acked (sender, 8, i);
    if (!sf_blob_sender_next_progress (sender, &id, &progress))
      continue;
    g_assert_cmpuint (id, ==, 8);
    n_news++;
  }

  g_assert_cmpuint (progress.done, ==, 1000 * SF_CHUNK_SIZE);
  g_assert_cmpuint (n_news, ==, (1000 * SF_CHUNK_SIZE + SF_PROGRESS_STEP - 1) / SF_PROGRESS_STEP);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/net/transfer/blob-sender/nothing-before-acceptance",
                   test_nothing_before_acceptance);
  g_test_add_func ("/net/transfer/blob-sender/priorities", test_priorities);
  g_test_add_func ("/net/transfer/blob-sender/few-at-a-time", test_few_at_a_time);
  g_test_add_func ("/net/transfer/blob-sender/few-bytes-at-a-time", test_few_bytes_at_a_time);
  g_test_add_func ("/net/transfer/blob-sender/lost-and-acked", test_lost_and_acked);
  g_test_add_func ("/net/transfer/blob-sender/resumes-by-bitmap", test_resumes_by_bitmap);
  g_test_add_func ("/net/transfer/blob-sender/refuses-acceptances", test_refuses_acceptances);
  g_test_add_func ("/net/transfer/blob-sender/progress", test_progress);
  return g_test_run ();
}
