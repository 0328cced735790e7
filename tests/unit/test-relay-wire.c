/* The bytes of a transit relay's connection, in every size of piece, and beyond each limit. */

#include "net/ice/sf-relay-wire.h"

#include <string.h>

static const guint8 token[SF_RELAY_TOKEN_SIZE] = {1, 2, 3};
static const guint8 side[SF_RELAY_SIDE_SIZE] = {0xab};

static void
test_handshake (void)
{
  g_autoptr (GRegex) form =
    g_regex_new ("^please relay [0-9a-f]{64} for side ab00000000000000\n$", 0, 0, NULL);
  char first[SF_RELAY_HANDSHAKE_SIZE + 1];
  char again[SF_RELAY_HANDSHAKE_SIZE + 1];
  char next[SF_RELAY_HANDSHAKE_SIZE + 1];

  sf_relay_write_handshake (first, token, 0, side);
  sf_relay_write_handshake (again, token, 0, side);
  sf_relay_write_handshake (next, token, 1, side);
  g_assert_true (g_regex_match (form, first, 0, NULL));
  g_assert_cmpuint (strlen (first), ==, SF_RELAY_HANDSHAKE_SIZE);
  g_assert_cmpstr (first, ==, again);
  g_assert_cmpstr (first, !=, next);

  /* The relay must not learn the token that the next one is made of. */
  g_assert_null (strstr (first, "010203"));
}

static void
test_signal (void)
{
  g_autoptr (GBytes) bytes = sf_relay_signal_write (0x01020304);
  g_autoptr (GBytes) longer = g_bytes_new ("\x01\0\0\0\1\0", 6);
  g_autoptr (GBytes) shorter = g_bytes_new ("\x01\0\0\0", 4);
  g_autoptr (GBytes) other = g_bytes_new ("\x02\0\0\0\1", 5);
  g_autoptr (GBytes) empty = g_bytes_new (NULL, 0);
  guint32 generation = 0;

  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), "\x01\x01\x02\x03\x04",
                   5);
  g_assert_true (sf_relay_signal_read (bytes, &generation));
  g_assert_cmpuint (generation, ==, 0x01020304);
  g_assert_false (sf_relay_signal_read (longer, &generation));
  g_assert_false (sf_relay_signal_read (shorter, &generation));
  g_assert_false (sf_relay_signal_read (other, &generation));
  g_assert_false (sf_relay_signal_read (empty, &generation));
  g_assert_cmpuint (generation, ==, 0x01020304);
}

/* Puts in @bytes, at most @piece at a time. Returns: the first event that is not "more" */
static GByteArray *
read_all (const GByteArray *bytes, gsize piece, SfRelayEvent *ret_last)
{
  SfRelayReader reader = {0};
  GByteArray *datagrams = g_byte_array_new ();
  const guint8 *datagram;
  gsize size;

  for (gsize at = 0; at < bytes->len;) {
    gsize room_size;
    guint8 *room = sf_relay_reader_get_room (&reader, &room_size);
    gsize n = MIN (MIN (piece, room_size), bytes->len - at);

    g_assert_cmpuint (room_size, >, 0);
    memcpy (room, bytes->data + at, n);
    sf_relay_reader_add (&reader, n);
    at += n;
    while ((*ret_last = sf_relay_reader_next (&reader, &datagram, &size)) != SF_RELAY_NEEDS_MORE) {
      if (*ret_last == SF_RELAY_BROKEN)
        return datagrams;
      if (*ret_last == SF_RELAY_DATAGRAM)
        sf_relay_write_frame (datagrams, datagram, size);
    }
  }

  return datagrams;
}

static void
test_reads_in_pieces (void)
{
  static const gsize pieces[] = {1, 2, 3, 7, 1201, 1202, 1203, G_MAXSIZE};
  g_autoptr (GByteArray) frames = g_byte_array_new ();
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  guint8 datagram[SF_PATH_MAX_DATAGRAM];

  for (guint i = 0; i < 40; i++) {
    memset (datagram, (int) i, sizeof datagram);
    sf_relay_write_frame (frames, datagram, i % 3 == 0 ? sizeof datagram : 1 + i);
  }
  g_byte_array_append (bytes, (const guint8 *) "ok\n", 3);
  g_byte_array_append (bytes, frames->data, frames->len);

  for (gsize i = 0; i < G_N_ELEMENTS (pieces); i++) {
    SfRelayEvent last = SF_RELAY_BROKEN;
    g_autoptr (GByteArray) got = read_all (bytes, pieces[i], &last);

    g_assert_cmpint (last, ==, SF_RELAY_NEEDS_MORE);
    g_assert_cmpmem (got->data, got->len, frames->data, frames->len);
  }
}

static void
assert_last (const char *data, guint size, SfRelayEvent expected)
{
  g_autoptr (GByteArray) bytes =
    g_byte_array_append (g_byte_array_new (), (const guint8 *) data, size);
  SfRelayEvent last = SF_RELAY_NEEDS_MORE;
  g_autoptr (GByteArray) datagrams = read_all (bytes, 1, &last);

  g_assert_cmpuint (datagrams->len, ==, 0);
  g_assert_cmpint (last, ==, expected);
}

static void
test_refuses_rubbish (void)
{
  assert_last ("o", 1, SF_RELAY_NEEDS_MORE);
  assert_last ("ok\n", 3, SF_RELAY_NEEDS_MORE);
  assert_last ("ok\r", 3, SF_RELAY_BROKEN);
  assert_last ("impatient\n", 10, SF_RELAY_BROKEN);
  assert_last ("bad handshake\n", 14, SF_RELAY_BROKEN);
  assert_last ("ok\n\x00\x01", 5, SF_RELAY_NEEDS_MORE);
  assert_last ("ok\n\x00\x00", 5, SF_RELAY_BROKEN);
  assert_last ("ok\n\x04\xb0", 5, SF_RELAY_NEEDS_MORE);
  assert_last ("ok\n\x04\xb1", 5, SF_RELAY_BROKEN);
  assert_last ("ok\n\xff\xff", 5, SF_RELAY_BROKEN);
}

static void
test_stays_broken (void)
{
  SfRelayReader reader = {0};
  const guint8 *datagram;
  gsize size;

  memcpy (sf_relay_reader_get_room (&reader, &size), "ok\n\0\0", 5);
  sf_relay_reader_add (&reader, 5);
  g_assert_cmpint (sf_relay_reader_next (&reader, &datagram, &size), ==, SF_RELAY_GREETING);
  g_assert_cmpint (sf_relay_reader_next (&reader, &datagram, &size), ==, SF_RELAY_BROKEN);
  memcpy (sf_relay_reader_get_room (&reader, &size), "\0\1x", 3);
  sf_relay_reader_add (&reader, 3);
  g_assert_cmpint (sf_relay_reader_next (&reader, &datagram, &size), ==, SF_RELAY_BROKEN);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/net/relay-wire/handshake", test_handshake);
  g_test_add_func ("/net/relay-wire/signal", test_signal);
  g_test_add_func ("/net/relay-wire/reads-in-pieces", test_reads_in_pieces);
  g_test_add_func ("/net/relay-wire/refuses-rubbish", test_refuses_rubbish);
  g_test_add_func ("/net/relay-wire/stays-broken", test_stays_broken);
  return g_test_run ();
}
