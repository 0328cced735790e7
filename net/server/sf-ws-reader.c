/* A client's bytes, made into WebSocket messages: RFC 6455 section 5. Pure. */

#include "net/server/sf-ws-reader.h"

#include <string.h>

/*
 * RFC 6455 section 5.2:
 *
 *   byte 0    FIN (1 bit), RSV (3), opcode (4)
 *   byte 1    MASK (1 bit), payload length (7): 126: 2 bytes follow, 127: 8 bytes
 *   then      the length, big-endian, in as few bytes as it needs
 *   then      the mask (4 bytes), which every client's frame has
 *   then      the payload
 */
#define FIN 0x80
#define RSV 0x70
#define OPCODE 0x0f
#define MASK 0x80
#define LENGTH 0x7f
#define LENGTH_16 126
#define LENGTH_64 127
#define MASK_BYTES 4

typedef struct {
  guint8 opcode;
  gboolean is_final;
  guint64 length;
  gsize header_size;
} Header;

void
sf_ws_reader_init (SfWsReader *self, gsize max_message_bytes)
{
  *self = (SfWsReader){.max_message_bytes = max_message_bytes};
}

void
sf_ws_reader_clear (SfWsReader *self)
{
  g_clear_pointer (&self->pending, g_byte_array_unref);
  g_clear_pointer (&self->fragments, g_byte_array_unref);
}

void
sf_ws_reader_feed (SfWsReader *self, guint8 *bytes, gsize length)
{
  if (self->pending != NULL) {
    g_byte_array_append (self->pending, bytes, (guint) length);
    bytes = self->pending->data;
    length = self->pending->len;
  }
  self->at = bytes;
  self->end = bytes + length;
}

static guint64
read_big_endian (const guint8 *bytes, gsize length)
{
  guint64 value = 0;

  for (gsize i = 0; i < length; i++)
    value = value << 8 | bytes[i];

  return value;
}

/* Returns: FALSE while the header is not complete */
static gboolean
read_header (const SfWsReader *self, Header *ret_header)
{
  gsize available = (gsize) (self->end - self->at), length_size = 0;
  guint8 length;

  if (available < 2)
    return FALSE;

  length = self->at[1] & LENGTH;
  if (length == LENGTH_16)
    length_size = 2;
  else if (length == LENGTH_64)
    length_size = 8;

  ret_header->opcode = self->at[0] & OPCODE;
  ret_header->is_final = (self->at[0] & FIN) != 0;
  ret_header->header_size = 2 + length_size + MASK_BYTES;
  if (available < ret_header->header_size)
    return FALSE;
  ret_header->length = length_size > 0 ? read_big_endian (self->at + 2, length_size) : length;

  return TRUE;
}

static gboolean
is_control (const Header *header)
{
  return header->opcode >= SF_WS_OPCODE_CLOSE;
}

/* Whether a frame with this opcode may stand here. */
static gboolean
is_expected (const SfWsReader *self, const Header *header)
{
  switch (header->opcode) {
  case SF_WS_OPCODE_CONTINUATION:
    return self->fragments != NULL;
  case SF_WS_OPCODE_TEXT:
  case SF_WS_OPCODE_BINARY:
    return self->fragments == NULL;
  case SF_WS_OPCODE_CLOSE:
    return header->is_final && header->length <= SF_WS_MAX_CONTROL && header->length != 1;
  case SF_WS_OPCODE_PING:
  case SF_WS_OPCODE_PONG:
    return header->is_final && header->length <= SF_WS_MAX_CONTROL;
  default:
    return FALSE;
  }
}

/* Returns: 0, or why the connection must end */
static guint
check_header (const SfWsReader *self, const Header *header)
{
  guint8 length = self->at[1] & LENGTH;
  gsize assembled = self->fragments != NULL ? self->fragments->len : 0;

  if ((self->at[0] & RSV) != 0 || (self->at[1] & MASK) == 0 || !is_expected (self, header))
    return SF_WS_CLOSE_PROTOCOL_ERROR;
  if ((length == LENGTH_16 && header->length < LENGTH_16) ||
      (length == LENGTH_64 && header->length <= G_MAXUINT16))
    return SF_WS_CLOSE_PROTOCOL_ERROR;
  if (!is_control (header) && header->length > self->max_message_bytes - assembled)
    return SF_WS_CLOSE_TOO_BIG;

  return 0;
}

static guint8 *
take_payload (SfWsReader *self, const Header *header)
{
  guint8 *payload = self->at + header->header_size;
  const guint8 *mask = payload - MASK_BYTES;

  for (gsize i = 0; i < header->length; i++)
    payload[i] ^= mask[i % MASK_BYTES];
  self->at = payload + header->length;

  return payload;
}

/* Keeps the incomplete rest until more comes. */
static void
keep_rest (SfWsReader *self)
{
  gsize rest = (gsize) (self->end - self->at);

  if (rest == 0)
    g_clear_pointer (&self->pending, g_byte_array_unref);
  else if (self->pending != NULL)
    g_byte_array_remove_range (self->pending, 0, self->pending->len - (guint) rest);
  else
    self->pending = g_byte_array_append (g_byte_array_new (), self->at, (guint) rest);
  self->at = self->end = NULL;
}

/* A data frame. Returns: whether it completes a message */
static gboolean
assemble (SfWsReader *self, const Header *header, SfWsEvent *event)
{
  if (header->is_final && self->fragments == NULL)
    return TRUE;

  if (self->fragments == NULL)
    self->fragments = g_byte_array_new ();
  g_byte_array_append (self->fragments, event->payload, (guint) event->length);
  event->payload = self->fragments->data;
  event->length = self->fragments->len;
  self->is_delivered = header->is_final;

  return header->is_final;
}

static SfWsEventType
get_event_type (const Header *header)
{
  switch (header->opcode) {
  case SF_WS_OPCODE_CLOSE:
    return SF_WS_EVENT_CLOSE;
  case SF_WS_OPCODE_PING:
    return SF_WS_EVENT_PING;
  case SF_WS_OPCODE_PONG:
    return SF_WS_EVENT_PONG;
  default:
    return SF_WS_EVENT_MESSAGE;
  }
}

SfWsEventType
sf_ws_reader_next (SfWsReader *self, SfWsEvent *ret_event)
{
  Header header;

  if (self->is_delivered) {
    g_clear_pointer (&self->fragments, g_byte_array_unref);
    self->is_delivered = FALSE;
  }

  while (read_header (self, &header)) {
    guint problem = check_header (self, &header);

    *ret_event = (SfWsEvent){.type = SF_WS_EVENT_ERROR, .close_code = problem};
    if (problem != 0)
      return SF_WS_EVENT_ERROR;
    if (header.length > (gsize) (self->end - self->at) - header.header_size)
      break;

    ret_event->type = get_event_type (&header);
    ret_event->length = (gsize) header.length;
    ret_event->payload = take_payload (self, &header);
    if (is_control (&header) || assemble (self, &header, ret_event))
      return ret_event->type;
  }

  keep_rest (self);
  *ret_event = (SfWsEvent){.type = SF_WS_EVENT_NONE};

  return SF_WS_EVENT_NONE;
}

gsize
sf_ws_reader_get_size (const SfWsReader *self)
{
  return (self->pending != NULL ? self->pending->len : 0) +
         (self->fragments != NULL ? self->fragments->len : 0);
}
