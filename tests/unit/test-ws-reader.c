/* WebSocket frames of a client: whole, in pieces, and wrong. */

#include "net/server/sf-ws-reader.h"

#define MAX_MESSAGE 70000

/* A client's frame: first byte, length code, mask, payload. */
static void
append_frame (GByteArray *bytes, guint8 first, const void *payload, gsize length)
{
  static const guint8 mask[4] = {0x12, 0x34, 0x56, 0x78};
  guint length_size = length < 126 ? 0 : length <= G_MAXUINT16 ? 2 : 8;
  guint8 header[10] = {first, (guint8) (0x80 | (length_size == 0   ? length
                                                : length_size == 2 ? 126
                                                                   : 127))};

  for (guint i = 0; i < length_size; i++)
    header[2 + i] = (guint8) (length >> 8 * (length_size - 1 - i));
  g_byte_array_append (bytes, header, 2 + length_size);
  g_byte_array_append (bytes, mask, 4);
  for (gsize i = 0; i < length; i++) {
    guint8 masked = ((const guint8 *) payload)[i] ^ mask[i % 4];
    g_byte_array_append (bytes, &masked, 1);
  }
}

static void
append_text (GByteArray *bytes, guint8 first, const char *text)
{
  append_frame (bytes, first, text, strlen (text));
}

/* What comes out, as text: `M(message)`, `p(ping)`, `P(pong)`, `C`, `E(code)`. */
static void
collect (SfWsReader *reader, GString *out)
{
  SfWsEvent event;

  while (sf_ws_reader_next (reader, &event) != SF_WS_EVENT_NONE) {
    if (event.type == SF_WS_EVENT_ERROR) {
      g_string_append_printf (out, "E(%d)", (int) event.close_code);
      return;
    }
    g_string_append_c (out, "-MpPC"[event.type]);
    g_string_append_printf (out, "(%.*s)", (int) event.length, (const char *) event.payload);
  }
}

/* Feeds @bytes in pieces of @piece. */
static char *
read_all (const GByteArray *bytes, gsize piece)
{
  GString *out = g_string_new (NULL);
  SfWsReader reader;

  sf_ws_reader_init (&reader, MAX_MESSAGE);
  for (gsize at = 0; at < bytes->len && strchr (out->str, 'E') == NULL; at += piece) {
    gsize length = MIN (piece, bytes->len - at);
    g_autofree guint8 *copy = g_memdup2 (bytes->data + at, length);

    sf_ws_reader_feed (&reader, copy, length);
    collect (&reader, out);
  }
  sf_ws_reader_clear (&reader);

  return g_string_free (out, FALSE);
}

/* The same comes out however the bytes were cut. */
static void
expect (const GByteArray *bytes, const char *wanted)
{
  for (gsize piece = 1; piece <= bytes->len; piece += 1 + piece / 3) {
    g_autofree char *out = read_all (bytes, piece);

    g_assert_cmpstr (out, ==, wanted);
  }
}

static void
test_messages (void)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();

  append_text (bytes, 0x81, "one");
  append_text (bytes, 0x82, "two");
  append_text (bytes, 0x81, "");
  expect (bytes, "M(one)M(two)M()");
}

static void
test_lengths (void)
{
  static const gsize lengths[] = {125, 126, 65535, 65536, MAX_MESSAGE};

  for (guint i = 0; i < G_N_ELEMENTS (lengths); i++) {
    g_autoptr (GByteArray) bytes = g_byte_array_new ();
    g_autofree char *text = g_strnfill (lengths[i], 'x');
    g_autofree char *wanted = g_strdup_printf ("M(%s)", text);
    g_autofree char *out = NULL;

    append_text (bytes, 0x81, text);
    out = read_all (bytes, 5000);
    g_assert_cmpstr (out, ==, wanted);
  }
}

static void
test_fragments (void)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();

  append_text (bytes, 0x01, "a");
  append_text (bytes, 0x89, "ping");
  append_text (bytes, 0x00, "b");
  append_text (bytes, 0x00, "");
  append_text (bytes, 0x80, "c");
  append_text (bytes, 0x81, "d");
  expect (bytes, "p(ping)M(abc)M(d)");
}

static void
test_control (void)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();

  append_text (bytes, 0x89, "");
  append_text (bytes, 0x8a, "pong");
  append_frame (bytes, 0x88, "\x03\xe8", 2);
  expect (bytes, "p()P(pong)C(\x03\xe8)");
}

static void
test_rejects (void)
{
  static const struct {
    guint8 first;
    gsize length;
    int close_code;
  } cases[] = {
    {0xc1, 1, 1002}, /* a reserved bit, as of compression nobody agreed upon */
    {0x83, 1, 1002}, /* an opcode nobody knows */
    {0x8b, 1, 1002},
    {0x80, 1, 1002},   /* the rest of nothing */
    {0x09, 1, 1002},   /* a ping in pieces */
    {0x89, 126, 1002}, /* ... and too long */
    {0x88, 1, 1002},   /* half a close code */
    {0x81, MAX_MESSAGE + 1, 1009},
  };
  g_autofree char *payload = g_malloc0 (MAX_MESSAGE + 1);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GByteArray) bytes = g_byte_array_new ();
    g_autofree char *wanted = g_strdup_printf ("E(%d)", cases[i].close_code);
    g_autofree char *out = NULL;

    append_frame (bytes, cases[i].first, payload, cases[i].length);
    out = read_all (bytes, bytes->len);
    g_assert_cmpstr (out, ==, wanted);
  }
}

static void
test_rejects_headers (void)
{
  static const struct {
    guint8 bytes[14];
    gsize length;
  } cases[] = {
    {{0x81, 0x05, 'h', 'e', 'l', 'l', 'o'}, 7}, /* not masked */
    {{0x81, 0xfe, 0, 125, 1, 2, 3, 4}, 8},      /* a length too wide */
    {{0x81, 0xff, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 1, 2, 3, 4}, 14},
    {{0x01, 0x80, 1, 2, 3, 4, 0x81, 0x80, 1, 2, 3, 4}, 12}, /* a message in a message */
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GByteArray) bytes = g_byte_array_new ();

    g_byte_array_append (bytes, cases[i].bytes, (guint) cases[i].length);
    expect (bytes, "E(1002)");
  }
}

/* The length alone is enough to refuse a message: nothing is kept of it. */
static void
test_rejects_before_reading (void)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();

  g_byte_array_append (bytes, (const guint8 *) "\x81\xff\x7f\xff\xff\xff\xff\xff\xff\xff\1\2\3\4",
                       14);
  expect (bytes, "E(1009)");
}

static void
test_fragments_are_bounded (void)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autofree char *text = g_strnfill (MAX_MESSAGE / 2 + 1, 'x');
  g_autofree char *out = NULL;

  append_text (bytes, 0x01, text);
  append_text (bytes, 0x80, text);
  out = read_all (bytes, 1000);
  g_assert_cmpstr (out, ==, "E(1009)");
}

/* Nothing is held between messages, and never more than one message and one frame. */
static void
test_size (void)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (GString) out = g_string_new (NULL);
  SfWsReader reader;

  append_text (bytes, 0x81, "hello");
  sf_ws_reader_init (&reader, MAX_MESSAGE);
  for (guint i = 0; i < bytes->len; i++) {
    guint8 byte = bytes->data[i];

    sf_ws_reader_feed (&reader, &byte, 1);
    collect (&reader, out);
    g_assert_cmpuint (sf_ws_reader_get_size (&reader), ==, i + 1 < bytes->len ? i + 1 : 0);
  }
  g_assert_cmpstr (out->str, ==, "M(hello)");
  sf_ws_reader_clear (&reader);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/net/server/ws-reader/messages", test_messages);
  g_test_add_func ("/net/server/ws-reader/lengths", test_lengths);
  g_test_add_func ("/net/server/ws-reader/fragments", test_fragments);
  g_test_add_func ("/net/server/ws-reader/control", test_control);
  g_test_add_func ("/net/server/ws-reader/rejects", test_rejects);
  g_test_add_func ("/net/server/ws-reader/rejects-headers", test_rejects_headers);
  g_test_add_func ("/net/server/ws-reader/rejects-before-reading", test_rejects_before_reading);
  g_test_add_func ("/net/server/ws-reader/fragments-are-bounded", test_fragments_are_bounded);
  g_test_add_func ("/net/server/ws-reader/size", test_size);
  return g_test_run ();
}
