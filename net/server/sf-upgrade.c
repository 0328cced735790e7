/* The HTTP request that becomes a WebSocket: RFC 6455 section 4.2, and nothing else of HTTP. */

#include "net/server/sf-upgrade.h"

#include <string.h>

#define SHA1_BYTES 20
#define WEBSOCKET_GUID "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"

typedef struct {
  const char *at;
  gsize length;
} Span;

/* What the header fields have said. */
typedef struct {
  SfUpgradeRequest *request;
  gboolean has_upgrade;
  gboolean has_connection;
  gboolean has_version;
} Fields;

static gboolean
is_text (Span span, const char *text)
{
  return span.length == strlen (text) && g_ascii_strncasecmp (span.at, text, span.length) == 0;
}

static Span
trim (Span span)
{
  while (span.length > 0 && (*span.at == ' ' || *span.at == '\t')) {
    span.at++;
    span.length--;
  }
  while (span.length > 0 && (span.at[span.length - 1] == ' ' || span.at[span.length - 1] == '\t'))
    span.length--;

  return span;
}

/* Cuts @span in two at @separator. Without one, all of it comes before. */
static Span
cut (Span *span, char separator)
{
  const char *found = memchr (span->at, separator, span->length);
  Span before = {span->at, found != NULL ? (gsize) (found - span->at) : span->length};
  gsize used = found != NULL ? before.length + 1 : before.length;

  span->at += used;
  span->length -= used;

  return before;
}

/* RFC 9110 section 5.6.1: a list with commas. */
static gboolean
has_token (Span list, const char *token)
{
  while (list.length > 0)
    if (is_text (trim (cut (&list, ',')), token))
      return TRUE;

  return FALSE;
}

static gboolean
copy (Span span, char *ret_string, gsize size)
{
  if (span.length >= size)
    return FALSE;
  memcpy (ret_string, span.at, span.length);
  ret_string[span.length] = '\0';

  return TRUE;
}

/* Whether @key is the base64 of 16 bytes. */
static gboolean
is_key (const char *key)
{
  static const char base64[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

  return strspn (key, base64) == 22 && strcmp (key + 22, "==") == 0;
}

static void
read_field (Fields *self, Span name, Span value)
{
  SfUpgradeRequest *request = self->request;

  if (is_text (name, "Upgrade"))
    self->has_upgrade |= has_token (value, "websocket");
  else if (is_text (name, "Connection"))
    self->has_connection |= has_token (value, "upgrade");
  else if (is_text (name, "Sec-WebSocket-Version"))
    self->has_version |= is_text (value, "13");
  else if (is_text (name, "Sec-WebSocket-Key") && !copy (value, request->key, sizeof request->key))
    request->key[0] = '\0';
  else if (is_text (name, "X-Real-IP"))
    copy (value, request->real_ip, sizeof request->real_ip);
}

static SfUpgradeStatus
check_request_line (Span line)
{
  Span method = cut (&line, ' ');
  Span target = cut (&line, ' ');
  Span path = cut (&target, '?');

  if (method.length != 3 || memcmp (method.at, "GET", 3) != 0 || !is_text (line, "HTTP/1.1"))
    return SF_UPGRADE_BAD_REQUEST;

  return is_text (path, SF_UPGRADE_PATH) ? SF_UPGRADE_ACCEPTED : SF_UPGRADE_NOT_FOUND;
}

/* @head: without the empty line at its end */
static SfUpgradeStatus
read_head (Span head, SfUpgradeRequest *ret_request)
{
  Fields fields = {.request = ret_request};
  SfUpgradeStatus status;
  Span line = cut (&head, '\n');

  status = check_request_line (cut (&line, '\r'));
  while (head.length > 0 && status == SF_UPGRADE_ACCEPTED) {
    Span name, rest = cut (&head, '\n');

    rest = cut (&rest, '\r');
    name = cut (&rest, ':');
    /* RFC 9112 section 5.1: no space around the name, and so no folded lines. */
    if (name.length == 0 || trim (name).length != name.length)
      return SF_UPGRADE_BAD_REQUEST;
    read_field (&fields, name, trim (rest));
  }

  if (status != SF_UPGRADE_ACCEPTED)
    return status;
  if (!fields.has_upgrade || !fields.has_connection || !fields.has_version)
    return SF_UPGRADE_REQUIRED;

  return is_key (ret_request->key) ? SF_UPGRADE_ACCEPTED : SF_UPGRADE_BAD_REQUEST;
}

SfUpgradeStatus
sf_upgrade_parse (const char *bytes, gsize length, SfUpgradeRequest *ret_request)
{
  const char *end = memmem (bytes, MIN (length, SF_UPGRADE_MAX_HEAD), "\r\n\r\n", 4);

  if (end == NULL)
    return length < SF_UPGRADE_MAX_HEAD ? SF_UPGRADE_INCOMPLETE : SF_UPGRADE_TOO_LARGE;

  memset (ret_request, 0, sizeof *ret_request);
  ret_request->head_size = (gsize) (end - bytes) + 4;

  return read_head ((Span){bytes, (gsize) (end - bytes)}, ret_request);
}

/* RFC 6455 section 4.2.2, step 5.4. */
static void
make_accept (const char *key, char ret_accept[SF_UPGRADE_ACCEPT_SIZE])
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA1);
  g_autofree char *base64 = NULL;
  guint8 digest[SHA1_BYTES];
  gsize length = sizeof digest;

  g_checksum_update (checksum, (const guchar *) key, -1);
  g_checksum_update (checksum, (const guchar *) WEBSOCKET_GUID, -1);
  g_checksum_get_digest (checksum, digest, &length);
  base64 = g_base64_encode (digest, length);
  g_strlcpy (ret_accept, base64, SF_UPGRADE_ACCEPT_SIZE);
}

static const char *
get_reason (SfUpgradeStatus status)
{
  switch (status) {
  case SF_UPGRADE_NOT_FOUND:
    return "Not Found";
  case SF_UPGRADE_REQUIRED:
    return "Upgrade Required";
  case SF_UPGRADE_TOO_LARGE:
    return "Request Header Fields Too Large";
  case SF_UPGRADE_UNAVAILABLE:
    return "Service Unavailable";
  case SF_UPGRADE_INCOMPLETE:
  case SF_UPGRADE_ACCEPTED:
  case SF_UPGRADE_BAD_REQUEST:
  default:
    return "Bad Request";
  }
}

char *
sf_upgrade_make_response (SfUpgradeStatus status, const SfUpgradeRequest *request)
{
  char accept[SF_UPGRADE_ACCEPT_SIZE];

  if (status != SF_UPGRADE_ACCEPTED)
    return g_strdup_printf ("HTTP/1.1 %d %s\r\n"
                            "Upgrade: websocket\r\n"
                            "Connection: close\r\n"
                            "Sec-WebSocket-Version: 13\r\n"
                            "Content-Length: 0\r\n"
                            "\r\n",
                            (int) status, get_reason (status));

  make_accept (request->key, accept);

  return g_strdup_printf ("HTTP/1.1 101 Switching Protocols\r\n"
                          "Upgrade: websocket\r\n"
                          "Connection: Upgrade\r\n"
                          "Sec-WebSocket-Accept: %s\r\n"
                          "\r\n",
                          accept);
}
