/* The bytes on a connection to a Magic Wormhole Transit Relay: a handshake, then datagrams. */

#include "net/ice/sf-relay-wire.h"

#include "net/crypto/sf-hkdf.h"
#include "net/wire/sf-reader.h"
#include "net/wire/sf-writer.h"

#include <sodium.h>

#include <string.h>

#define GREETING "ok\n"
#define GREETING_SIZE (sizeof GREETING - 1)
#define TOKEN_LABEL "sameframe relay token "
#define SIGNAL_SIZE 5

G_STATIC_ASSERT (sizeof "please relay  for side \n" - 1 + 2 * SF_RELAY_TOKEN_SIZE +
                   2 * SF_RELAY_SIDE_SIZE ==
                 SF_RELAY_HANDSHAKE_SIZE);

void
sf_relay_write_handshake (char out[SF_RELAY_HANDSHAKE_SIZE + 1],
                          const guint8 token[SF_RELAY_TOKEN_SIZE],
                          guint32 generation,
                          const guint8 side[SF_RELAY_SIDE_SIZE])
{
  g_autofree char *label = g_strdup_printf (TOKEN_LABEL "%u", generation);
  guint8 derived[SF_RELAY_TOKEN_SIZE];
  char token_hex[2 * SF_RELAY_TOKEN_SIZE + 1];
  char side_hex[2 * SF_RELAY_SIDE_SIZE + 1];

  sf_hkdf_sha256 (token, SF_RELAY_TOKEN_SIZE, NULL, 0, (const guint8 *) label, strlen (label),
                  derived, sizeof derived);
  sodium_bin2hex (token_hex, sizeof token_hex, derived, sizeof derived);
  sodium_bin2hex (side_hex, sizeof side_hex, side, SF_RELAY_SIDE_SIZE);
  g_snprintf (out, SF_RELAY_HANDSHAKE_SIZE + 1, "please relay %s for side %s\n", token_hex,
              side_hex);
}

void
sf_relay_write_frame (GByteArray *out, const guint8 *datagram, gsize size)
{
  guint8 header[SF_RELAY_FRAME_HEADER_SIZE] = {(guint8) (size >> 8), (guint8) size};

  g_return_if_fail (size > 0 && size <= SF_PATH_MAX_DATAGRAM);

  g_byte_array_append (out, header, sizeof header);
  g_byte_array_append (out, datagram, (guint) size);
}

GBytes *
sf_relay_signal_write (guint32 generation)
{
  SfWriter writer;

  sf_writer_init_alloc (&writer, SIGNAL_SIZE);
  sf_writer_u8 (&writer, SF_RELAY_SIGNAL_VERSION);
  sf_writer_u32 (&writer, generation);
  return sf_writer_free_to_bytes (&writer);
}

gboolean
sf_relay_signal_read (GBytes *bytes, guint32 *ret_generation)
{
  SfReader reader;
  guint32 generation;

  sf_reader_init (&reader, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  if (sf_reader_u8 (&reader) != SF_RELAY_SIGNAL_VERSION)
    return FALSE;

  generation = sf_reader_u32 (&reader);
  if (!sf_reader_finish (&reader))
    return FALSE;

  *ret_generation = generation;
  return TRUE;
}

guint8 *
sf_relay_reader_get_room (SfRelayReader *self, gsize *ret_size)
{
  memmove (self->bytes, self->bytes + self->begin, self->end - self->begin);
  self->end -= self->begin;
  self->begin = 0;

  *ret_size = sizeof self->bytes - self->end;
  return self->bytes + self->end;
}

void
sf_relay_reader_add (SfRelayReader *self, gsize size)
{
  g_return_if_fail (size <= sizeof self->bytes - self->end);

  self->end += size;
}

static SfRelayEvent
read_greeting (SfRelayReader *self)
{
  gsize held = self->end - self->begin;

  if (memcmp (self->bytes + self->begin, GREETING, MIN (held, GREETING_SIZE)) != 0) {
    self->is_broken = TRUE;
    return SF_RELAY_BROKEN;
  }
  if (held < GREETING_SIZE)
    return SF_RELAY_NEEDS_MORE;

  self->begin += GREETING_SIZE;
  self->is_greeted = TRUE;
  return SF_RELAY_GREETING;
}

SfRelayEvent
sf_relay_reader_next (SfRelayReader *self, const guint8 **ret_datagram, gsize *ret_size)
{
  const guint8 *at = self->bytes + self->begin;
  gsize held = self->end - self->begin;
  gsize size;

  if (self->is_broken)
    return SF_RELAY_BROKEN;
  if (!self->is_greeted)
    return read_greeting (self);
  if (held < SF_RELAY_FRAME_HEADER_SIZE)
    return SF_RELAY_NEEDS_MORE;

  size = (gsize) at[0] << 8 | at[1];
  if (size == 0 || size > SF_PATH_MAX_DATAGRAM) {
    self->is_broken = TRUE;
    return SF_RELAY_BROKEN;
  }
  if (held < SF_RELAY_FRAME_HEADER_SIZE + size)
    return SF_RELAY_NEEDS_MORE;

  self->begin += SF_RELAY_FRAME_HEADER_SIZE + size;
  *ret_datagram = at + SF_RELAY_FRAME_HEADER_SIZE;
  *ret_size = size;
  return SF_RELAY_DATAGRAM;
}
