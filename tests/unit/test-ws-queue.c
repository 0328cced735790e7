/* WebSocket frames to a client: the right headers, however little is written at a time. */

#include "net/server/sf-ws-queue.h"

/* Writes all that is queued, at most @step bytes at a time. */
static GByteArray *
drain (SfWsQueue *queue, gsize step)
{
  GByteArray *out = g_byte_array_new ();
  struct iovec vectors[4];
  guint n;

  while ((n = sf_ws_queue_peek (queue, vectors, G_N_ELEMENTS (vectors))) > 0) {
    gsize written = 0;

    for (guint i = 0; i < n && written < step; i++) {
      gsize length = MIN (vectors[i].iov_len, step - written);

      g_assert_cmpuint (vectors[i].iov_len, >, 0);
      g_byte_array_append (out, vectors[i].iov_base, (guint) length);
      written += length;
    }
    sf_ws_queue_consume (queue, written);
  }
  g_assert_cmpuint (queue->size_bytes, ==, 0);

  return out;
}

static void
push (SfWsQueue *queue, SfWsOpcode opcode, const char *text)
{
  g_autoptr (GBytes) payload = g_bytes_new (text, strlen (text));

  sf_ws_queue_push (queue, opcode, payload);
}

static void
test_frames_in_any_steps (void)
{
  static const char wanted[] = "raw\x81\x05hello\x8a\x00\x81\x03you";

  for (gsize step = 1; step < sizeof wanted; step++) {
    g_autoptr (GBytes) raw = g_bytes_new_static ("raw", 3);
    g_autoptr (GByteArray) out = NULL;
    SfWsQueue queue = {0};

    sf_ws_queue_push_raw (&queue, raw);
    push (&queue, SF_WS_OPCODE_TEXT, "hello");
    push (&queue, SF_WS_OPCODE_PONG, "");
    push (&queue, SF_WS_OPCODE_TEXT, "you");
    g_assert_cmpuint (queue.size_bytes, ==, sizeof wanted - 1);
    out = drain (&queue, step);
    g_assert_cmpmem (out->data, out->len, wanted, sizeof wanted - 1);
  }
}

/* RFC 6455 section 5.2: the shortest form of the length. */
static void
test_lengths (void)
{
  static const struct {
    gsize length;
    const char *header;
    gsize header_size;
  } cases[] = {
    {125, "\x81\x7d", 2},
    {126, "\x81\x7e\x00\x7e", 4},
    {65535, "\x81\x7e\xff\xff", 4},
    {65536, "\x81\x7f\x00\x00\x00\x00\x00\x01\x00\x00", 10},
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *text = g_strnfill (cases[i].length, 'x');
    g_autoptr (GByteArray) out = NULL;
    SfWsQueue queue = {0};

    push (&queue, SF_WS_OPCODE_TEXT, text);
    out = drain (&queue, 1000);
    g_assert_cmpuint (out->len, ==, cases[i].header_size + cases[i].length);
    g_assert_cmpmem (out->data, cases[i].header_size, cases[i].header, cases[i].header_size);
  }
}

/* A message to many is in memory once, and given up when it is written. */
static void
test_shares_payloads (void)
{
  g_autoptr (GBytes) payload = g_bytes_new ("x", 1);
  SfWsQueue queue = {0};
  struct iovec vectors[2];

  sf_ws_queue_push (&queue, SF_WS_OPCODE_TEXT, payload);
  g_assert_cmpuint (sf_ws_queue_peek (&queue, vectors, 2), ==, 2);
  g_assert_true (vectors[1].iov_base == g_bytes_get_data (payload, NULL));
  sf_ws_queue_push (&queue, SF_WS_OPCODE_TEXT, payload);
  sf_ws_queue_consume (&queue, 3);
  sf_ws_queue_clear (&queue);
  g_assert_cmpuint (queue.size_bytes, ==, 0);
  g_assert_cmpuint (sf_ws_queue_peek (&queue, vectors, 2), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/net/server/ws-queue/frames-in-any-steps", test_frames_in_any_steps);
  g_test_add_func ("/net/server/ws-queue/lengths", test_lengths);
  g_test_add_func ("/net/server/ws-queue/shares-payloads", test_shares_payloads);
  return g_test_run ();
}
