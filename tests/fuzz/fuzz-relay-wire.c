/* A transit relay's stream in pieces of any size: the datagrams do not depend on the pieces. */

#include "net/ice/sf-relay-wire.h"

#include <string.h>

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

/* Returns: the datagrams behind their sizes, as they came */
static GByteArray *
read_in_pieces (const guint8 *data, gsize size, gsize piece)
{
  SfRelayReader reader = {0};
  GByteArray *datagrams = g_byte_array_new ();
  const guint8 *datagram;
  gsize datagram_size;
  SfRelayEvent event = SF_RELAY_NEEDS_MORE;

  while (size > 0 && event != SF_RELAY_BROKEN) {
    gsize room_size;
    guint8 *room = sf_relay_reader_get_room (&reader, &room_size);
    gsize n = MIN (MIN (piece, room_size), size);

    g_assert_cmpuint (n, >, 0);
    memcpy (room, data, n);
    sf_relay_reader_add (&reader, n);
    data += n;
    size -= n;
    do {
      event = sf_relay_reader_next (&reader, &datagram, &datagram_size);
      if (event == SF_RELAY_DATAGRAM)
        sf_relay_write_frame (datagrams, datagram, datagram_size);
    } while (event == SF_RELAY_GREETING || event == SF_RELAY_DATAGRAM);
  }

  return datagrams;
}

/* Input: the size of the pieces, less one; then the stream. */
int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GByteArray) whole = NULL;
  g_autoptr (GByteArray) pieces = NULL;

  if (size == 0)
    return 0;

  whole = read_in_pieces (data + 1, size - 1, G_MAXSIZE);
  pieces = read_in_pieces (data + 1, size - 1, (gsize) data[0] + 1);
  g_assert_cmpmem (whole->data, whole->len, pieces->data, pieces->len);
  return 0;
}
