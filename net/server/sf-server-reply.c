/* What the server says: one JSON object each, as UTF-8 text for one WebSocket message. */

#include "net/server/sf-server-reply.h"

#include "net/server/sf-turn-credentials.h"

#include <sodium.h>

#define MAX_ORIGINAL_BYTES 1024
#define TURN_USER_BYTES 8

static GString *
begin (const char *type)
{
  GString *json = g_string_sized_new (128);

  g_string_append (json, "{\"type\":\"");
  g_string_append (json, type);
  g_string_append_c (json, '"');

  return json;
}

/* @literal: like `,"name":` */
static void
add_span (GString *json, const char *literal, SfJsonSpan span)
{
  g_string_append (json, literal);
  if (span.length > 0)
    g_string_append_len (json, span.text, (gssize) span.length);
  else
    g_string_append (json, "null");
}

static void
add_string (GString *json, const char *literal, const char *string)
{
  g_string_append (json, literal);
  sf_json_append_string (json, string);
}

static void
add_bool (GString *json, const char *literal, gboolean value)
{
  g_string_append (json, literal);
  g_string_append (json, value ? "true" : "false");
}

/* Seconds with six decimals, without the locale's decimal sign. */
static void
add_time (GString *json, const char *literal, gint64 us)
{
  g_string_append_printf (json, "%s%" G_GINT64_FORMAT ".%06d", literal, us / G_USEC_PER_SEC,
                          (int) (us % G_USEC_PER_SEC));
}

static GBytes *
end (GString *json, gint64 now_us)
{
  add_time (json, ",\"server_tx\":", now_us);
  g_string_append_c (json, '}');

  return g_string_free_to_bytes (json);
}

GBytes *
sf_server_reply_welcome (const char *motd, gint64 now_us)
{
  GString *json = begin ("welcome");

  g_string_append (json, ",\"welcome\":{");
  if (motd != NULL)
    add_string (json, "\"motd\":", motd);
  g_string_append_c (json, '}');

  return end (json, now_us);
}

GBytes *
sf_server_reply_ack (SfJsonSpan id, gint64 now_us)
{
  GString *json = begin ("ack");

  add_span (json, ",\"id\":", id);

  return end (json, now_us);
}

GBytes *
sf_server_reply_pong (SfJsonSpan pong, gint64 now_us)
{
  GString *json = begin ("pong");

  add_span (json, ",\"pong\":", pong);

  return end (json, now_us);
}

GBytes *
sf_server_reply_error (const char *error, SfJsonSpan original, SfJsonSpan type, gint64 now_us)
{
  GString *json = begin ("error");

  add_string (json, ",\"error\":", error);
  if (original.length > 0 && original.length <= MAX_ORIGINAL_BYTES) {
    add_span (json, ",\"orig\":", original);
  } else {
    add_span (json, ",\"orig\":{\"type\":", type);
    g_string_append_c (json, '}');
  }

  return end (json, now_us);
}

GBytes *
sf_server_reply_nameplates (gint64 now_us)
{
  GString *json = begin ("nameplates");

  g_string_append (json, ",\"nameplates\":[]");

  return end (json, now_us);
}

GBytes *
sf_server_reply_allocated (const char *nameplate, gint64 now_us)
{
  GString *json = begin ("allocated");

  add_string (json, ",\"nameplate\":", nameplate);

  return end (json, now_us);
}

GBytes *
sf_server_reply_claimed (const char *mailbox, gboolean waiting, gint64 now_us)
{
  GString *json = begin ("claimed");

  add_string (json, ",\"mailbox\":", mailbox);
  add_bool (json, ",\"waiting\":", waiting);

  return end (json, now_us);
}

GBytes *
sf_server_reply_released (gint64 now_us)
{
  return end (begin ("released"), now_us);
}

GBytes *
sf_server_reply_closed (gint64 now_us)
{
  return end (begin ("closed"), now_us);
}

GBytes *
sf_server_reply_message (
  const char *side, const char *phase, SfJsonSpan body, SfJsonSpan id, gint64 now_us)
{
  GString *json = begin ("message");

  add_string (json, ",\"side\":", side);
  add_string (json, ",\"phase\":", phase);
  add_span (json, ",\"body\":", body);
  add_span (json, ",\"id\":", id);
  add_time (json, ",\"server_rx\":", now_us);

  return end (json, now_us);
}

GBytes *
sf_server_reply_peer_connection (const char *side, gboolean connected, gint64 now_us)
{
  GString *json = begin ("peer-connection");

  add_string (json, ",\"side\":", side);
  add_bool (json, ",\"connected\":", connected);

  return end (json, now_us);
}

static void
add_turn_server (GString *json, const SfRendezvousServerConfig *config, gint64 now_us)
{
  guint8 random[TURN_USER_BYTES];
  char user[2 * TURN_USER_BYTES + 1];
  g_autofree char *username = NULL;
  g_autofree char *credential = NULL;

  randombytes_buf (random, sizeof random);
  sodium_bin2hex (user, sizeof user, random, sizeof random);
  sf_turn_credentials_make (config->turn_secret, user, now_us / G_USEC_PER_SEC, &username,
                            &credential);

  g_string_append (json, "{\"urls\":[");
  for (guint i = 0; config->turn_uris[i] != NULL; i++)
    add_string (json, i > 0 ? "," : "", config->turn_uris[i]);
  g_string_append_c (json, ']');
  add_string (json, ",\"username\":", username);
  add_string (json, ",\"credential\":", credential);
  g_string_append_c (json, '}');
}

GBytes *
sf_server_reply_ice_servers (const SfRendezvousServerConfig *config, gint64 now_us)
{
  GString *json = begin ("ice-servers");

  g_string_append (json, ",\"servers\":[");
  add_turn_server (json, config, now_us);
  g_string_append_printf (json, "],\"ttl\":%d", SF_TURN_TTL_S);

  return end (json, now_us);
}
