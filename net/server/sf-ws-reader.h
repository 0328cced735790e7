/* A client's bytes, made into WebSocket messages: RFC 6455 section 5. Pure. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum {
  SF_WS_OPCODE_CONTINUATION = 0,
  SF_WS_OPCODE_TEXT = 1,
  SF_WS_OPCODE_BINARY = 2,
  SF_WS_OPCODE_CLOSE = 8,
  SF_WS_OPCODE_PING = 9,
  SF_WS_OPCODE_PONG = 10,
} SfWsOpcode;

/* RFC 6455 section 7.4.1. */
typedef enum {
  SF_WS_CLOSE_NORMAL = 1000,
  SF_WS_CLOSE_GOING_AWAY = 1001,
  SF_WS_CLOSE_PROTOCOL_ERROR = 1002,
  SF_WS_CLOSE_POLICY_VIOLATION = 1008,
  SF_WS_CLOSE_TOO_BIG = 1009,
} SfWsCloseCode;

#define SF_WS_MAX_CONTROL 125

typedef enum {
  SF_WS_EVENT_NONE,    /* all that was fed has been read */
  SF_WS_EVENT_MESSAGE, /* a whole one, text or binary */
  SF_WS_EVENT_PING,
  SF_WS_EVENT_PONG,
  SF_WS_EVENT_CLOSE,
  SF_WS_EVENT_ERROR, /* the last one: close with @close_code */
} SfWsEventType;

typedef struct {
  SfWsEventType type;
  const guint8 *payload;
  gsize length;
  SfWsCloseCode close_code;
} SfWsEvent;

typedef struct {
  gsize max_message_bytes;
  GByteArray *pending;   /* (nullable): the beginning of a frame */
  GByteArray *fragments; /* (nullable): the beginning of a message */
  gboolean is_delivered; /* @fragments were the last event */
  guint8 *at;            /* what was fed and not read */
  guint8 *end;
} SfWsReader;

void sf_ws_reader_init (SfWsReader *self, gsize max_message_bytes);
void sf_ws_reader_clear (SfWsReader *self);

/**
 * sf_ws_reader_feed:
 * @bytes: as received; overwritten, and must stay until sf_ws_reader_next() gives %SF_WS_EVENT_NONE
 */
void sf_ws_reader_feed (SfWsReader *self, guint8 *bytes, gsize length);

/* @ret_event: (out caller-allocates): its payload stays until the next call */
SfWsEventType sf_ws_reader_next (SfWsReader *self, SfWsEvent *ret_event);

/* What it holds of incomplete frames and messages. */
gsize sf_ws_reader_get_size (const SfWsReader *self);

G_END_DECLS
