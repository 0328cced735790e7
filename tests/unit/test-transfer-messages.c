/* Messages arrive in order, each once and whole, whatever becomes of their chunks. */

#include "net/sf-net-error.h"
#include "net/transfer/sf-message-receiver.h"
#include "net/transfer/sf-message-sender.h"

#include <string.h>

/* A message of @size bytes that begins with its number. */
static GBytes *
make (guint32 number, gsize size)
{
  guint8 *data = g_malloc (size);

  for (gsize i = 0; i < size; i++)
    data[i] = (guint8) (i * 7 + number);
  memcpy (data, &number, MIN (size, sizeof number));
  return g_bytes_new_take (data, size);
}

static void
expect (SfMessageReceiver *receiver, guint32 number, gsize size)
{
  g_autoptr (GBytes) expected = make (number, size);
  g_autoptr (GBytes) message = sf_message_receiver_pop (receiver);

  g_assert_nonnull (message);
  g_assert_true (g_bytes_equal (message, expected));
}

static void
pass (SfMessageReceiver *receiver, const SfMessageFrame *frame)
{
  g_autoptr (GError) error = NULL;

  sf_message_receiver_add (receiver, frame, &error);
  g_assert_no_error (error);
}

static void
test_in_order (void)
{
  g_autoptr (SfMessageSender) sender = sf_message_sender_new ();
  g_autoptr (SfMessageReceiver) receiver = sf_message_receiver_new ();
  SfMessageFrame frames[4];

  sf_message_sender_take (sender, make (0, 10));
  sf_message_sender_take (sender, make (1, 2 * SF_CHUNK_SIZE));
  sf_message_sender_take (sender, make (2, 1));
  g_assert_cmpuint (sf_message_sender_get_length (sender), ==, 3);

  for (guint i = 0; i < 4; i++) {
    g_assert_true (sf_message_sender_peek (sender, &frames[i]));
    sf_message_sender_on_sent (sender, &frames[i]);
  }
  g_assert_false (sf_message_sender_peek (sender, &frames[0]));

  pass (receiver, &frames[3]);
  pass (receiver, &frames[2]);
  g_assert_null (sf_message_receiver_pop (receiver));
  pass (receiver, &frames[0]);
  expect (receiver, 0, 10);
  g_assert_null (sf_message_receiver_pop (receiver));
  pass (receiver, &frames[1]);
  expect (receiver, 1, 2 * SF_CHUNK_SIZE);
  expect (receiver, 2, 1);

  /* Once more: each only once. */
  for (guint i = 0; i < 4; i++)
    pass (receiver, &frames[i]);
  g_assert_null (sf_message_receiver_pop (receiver));

  for (guint i = 0; i < 4; i++)
    sf_message_sender_on_acked (sender, frames[i].sequence, frames[i].index);
  g_assert_cmpuint (sf_message_sender_get_length (sender), ==, 0);
}

static void
test_lost_goes_first (void)
{
  g_autoptr (SfMessageSender) sender = sf_message_sender_new ();
  SfMessageFrame frame, again;

  sf_message_sender_take (sender, make (0, SF_MESSAGE_MAX_SIZE));
  g_assert_true (sf_message_sender_peek (sender, &frame));
  sf_message_sender_on_sent (sender, &frame);
  g_assert_true (sf_message_sender_peek (sender, &again));
  g_assert_cmpuint (again.index, ==, 1);

  sf_message_sender_on_lost (sender, 0, 0);
  g_assert_true (sf_message_sender_peek (sender, &again));
  g_assert_cmpuint (again.index, ==, 0);

  /* Acknowledged after all; a loss told later changes nothing. */
  sf_message_sender_on_acked (sender, 0, 0);
  sf_message_sender_on_lost (sender, 0, 0);
  g_assert_true (sf_message_sender_peek (sender, &again));
  g_assert_cmpuint (again.index, ==, 1);
}

/* Of the chunks that left some come, in a wild order, once or twice; some of those are known to. */
static void
pass_some (SfMessageSender *sender, SfMessageReceiver *receiver, GArray *frames, GRand *rand)
{
  for (; frames->len > 0;) {
    guint nth = (guint) g_rand_int_range (rand, 0, (gint32) frames->len);
    SfMessageFrame frame = g_array_index (frames, SfMessageFrame, nth);
    gint32 fate = g_rand_int_range (rand, 0, 4);

    g_array_remove_index_fast (frames, nth);
    for (gint32 i = 0; i < fate; i++)
      pass (receiver, &frame);
    if (fate > 1)
      sf_message_sender_on_acked (sender, frame.sequence, frame.index);
    else
      sf_message_sender_on_lost (sender, frame.sequence, frame.index);
  }
}

static void
test_any_order (void)
{
  GRand *rand = g_rand_new_with_seed (11);
  g_autoptr (SfMessageSender) sender = sf_message_sender_new ();
  g_autoptr (SfMessageReceiver) receiver = sf_message_receiver_new ();
  g_autoptr (GArray) frames = g_array_new (FALSE, FALSE, sizeof (SfMessageFrame));
  gsize sizes[300];
  guint n_received = 0;
  GBytes *message;

  for (guint32 i = 0; i < G_N_ELEMENTS (sizes); i++) {
    sizes[i] = (gsize) g_rand_int_range (rand, 1, i % 10 == 0 ? SF_MESSAGE_MAX_SIZE : 60);
    sf_message_sender_take (sender, make (i, sizes[i]));
  }

  while (sf_message_sender_get_length (sender) > 0) {
    SfMessageFrame frame;

    while (frames->len < 40 && sf_message_sender_peek (sender, &frame)) {
      sf_message_sender_on_sent (sender, &frame);
      g_array_append_val (frames, frame);
    }
    pass_some (sender, receiver, frames, rand);

    while ((message = sf_message_receiver_pop (receiver)) != NULL) {
      g_autoptr (GBytes) expected = make (n_received, sizes[n_received]);

      g_assert_true (g_bytes_equal (message, expected));
      g_bytes_unref (message);
      n_received++;
    }
  }

  g_assert_cmpuint (n_received, ==, G_N_ELEMENTS (sizes));
  g_rand_free (rand);
}

/* The sender keeps to what the receiver is ready to hold. */
static void
test_window (void)
{
  g_autoptr (SfMessageSender) sender = sf_message_sender_new ();
  g_autoptr (SfMessageSender) large = sf_message_sender_new ();
  SfMessageFrame frame;
  guint64 last = 0;

  for (guint32 i = 0; i < 2 * SF_MESSAGE_MAX_OPEN; i++)
    sf_message_sender_take (sender, make (i, 5));
  while (sf_message_sender_peek (sender, &frame)) {
    sf_message_sender_on_sent (sender, &frame);
    last = frame.sequence;
  }
  g_assert_cmpuint (last, ==, SF_MESSAGE_MAX_OPEN - 1);
  sf_message_sender_on_acked (sender, 0, 0);
  g_assert_true (sf_message_sender_peek (sender, &frame));
  g_assert_cmpuint (frame.sequence, ==, SF_MESSAGE_MAX_OPEN);

  for (guint32 i = 0; i < 5; i++)
    sf_message_sender_take (large, make (i, SF_MESSAGE_MAX_SIZE));
  while (sf_message_sender_peek (large, &frame)) {
    sf_message_sender_on_sent (large, &frame);
    last = frame.sequence;
  }
  g_assert_cmpuint ((last + 1) * SF_MESSAGE_MAX_SIZE, <=, SF_MESSAGE_MAX_OPEN_BYTES);
}

static void
refuse (SfMessageReceiver *receiver, guint64 sequence, guint32 size, guint32 index)
{
  static const guint8 bytes[SF_CHUNK_SIZE];
  SfMessageFrame frame = {.sequence = sequence, .size = size, .index = index, .bytes = bytes};
  g_autoptr (GError) error = NULL;

  g_assert_false (sf_message_receiver_add (receiver, &frame, &error));
  g_assert_error (error, SF_NET_ERROR, SF_NET_ERROR_PROTOCOL);
}

static void
test_refuses (void)
{
  static const guint8 bytes[SF_CHUNK_SIZE];
  g_autoptr (SfMessageReceiver) receiver = sf_message_receiver_new ();
  SfMessageFrame frame = {.sequence = 3, .size = 2000, .bytes = bytes};
  guint64 n_open = 0;

  pass (receiver, &frame);
  refuse (receiver, 3, 2001, 1);
  refuse (receiver, SF_MESSAGE_MAX_OPEN, 1, 0);
  refuse (receiver, G_MAXUINT64, 1, 0);

  /* A first chunk of each message in the window: memory for no more than the limit. */
  frame.size = SF_MESSAGE_MAX_SIZE;
  for (frame.sequence = 10; frame.sequence < SF_MESSAGE_MAX_OPEN; frame.sequence++)
    n_open += sf_message_receiver_add (receiver, &frame, NULL) ? 1 : 0;
  g_assert_cmpuint (n_open * SF_MESSAGE_MAX_SIZE + 2000, <=, SF_MESSAGE_MAX_OPEN_BYTES);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/net/transfer/messages/in-order", test_in_order);
  g_test_add_func ("/net/transfer/messages/lost-goes-first", test_lost_goes_first);
  g_test_add_func ("/net/transfer/messages/any-order", test_any_order);
  g_test_add_func ("/net/transfer/messages/window", test_window);
  g_test_add_func ("/net/transfer/messages/refuses", test_refuses);
  return g_test_run ();
}
