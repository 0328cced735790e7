/* An ICE candidate (RFC 8445): one address at which a computer may be reached, as told. */

#include "net/ice/sf-candidate.h"

#include <string.h>

#define HTTPS_PORT 443 /* some relays hand it out, for networks that let nothing else through */

void
sf_candidate_write (const SfCandidate *self, SfWriter *writer)
{
  sf_writer_u8 (writer, (guint8) self->type);
  sf_writer_u8 (writer, self->address.size);
  sf_writer_bytes (writer, self->address.bytes, self->address.size);
  sf_writer_u16 (writer, self->port);
  sf_writer_u32 (writer, self->priority);
  sf_writer_string (writer, self->foundation);
}

static void
read_address (SfIpAddress *address, SfReader *reader)
{
  guint8 size = sf_reader_u8 (reader);
  const guint8 *bytes;

  if (size != SF_IP_ADDRESS_V4_SIZE && size != SF_IP_ADDRESS_V6_SIZE) {
    sf_reader_fail (reader);
    return;
  }

  bytes = sf_reader_bytes (reader, size);
  if (bytes != NULL)
    sf_ip_address_init_from_bytes (address, bytes, size);
}

void
sf_candidate_read (SfCandidate *self, SfReader *reader)
{
  g_autofree char *foundation = NULL;

  *self = (SfCandidate){.type = sf_reader_u8 (reader)};
  read_address (&self->address, reader);
  self->port = sf_reader_u16 (reader);
  self->priority = sf_reader_u32 (reader);
  foundation = sf_reader_dup_string (reader, SF_CANDIDATE_MAX_FOUNDATION);
  if (foundation != NULL)
    g_strlcpy (self->foundation, foundation, sizeof self->foundation);
}

gboolean
sf_candidate_is_acceptable (const SfCandidate *self, gboolean allow_loopback)
{
  if (self->type > SF_CANDIDATE_TYPE_RELAYED || self->priority == 0)
    return FALSE;
  if (self->port < SF_CANDIDATE_MIN_PORT &&
      !(self->type == SF_CANDIDATE_TYPE_RELAYED && self->port == HTTPS_PORT))
    return FALSE;
  if (!sf_candidate_is_ice_text (self->foundation, 1, SF_CANDIDATE_MAX_FOUNDATION))
    return FALSE;

  return sf_ip_address_is_usable (&self->address) &&
         (allow_loopback || !sf_ip_address_is_loopback (&self->address));
}

gboolean
sf_candidate_equal_target (const SfCandidate *a, const SfCandidate *b)
{
  return a->port == b->port && sf_ip_address_equal (&a->address, &b->address);
}

gboolean
sf_candidate_is_ice_text (const char *text, gsize min, gsize max)
{
  gsize size = strlen (text);

  if (size < min || size > max)
    return FALSE;

  for (gsize i = 0; i < size; i++) {
    if (!g_ascii_isalnum (text[i]) && text[i] != '+' && text[i] != '/')
      return FALSE;
  }

  return TRUE;
}
