/* What a Magic Wormhole mailbox server says, read, and what a client says, written. No state. */

#include "net/rendezvous/sf-mailbox-wire.h"

#include "net/code/sf-share-code.h"
#include "net/sf-net-error.h"
#include "net/wire/sf-json.h"

#include <sodium.h>
#include <string.h>

/* Every name that goes into a key or back to the server is printable ASCII without space. */
static char *
dup_name (JsonObject *object, const char *member, gsize max_size)
{
  const char *text = sf_json_get_string (object, member, max_size);

  if (text == NULL || *text == '\0')
    return NULL;
  for (const char *c = text; *c != '\0'; c++)
    if (!g_ascii_isgraph (*c))
      return NULL;

  return g_strdup (text);
}

/* Text for people: cut, and without anything that could break out of its line or turn it around. */
static char *
dup_notice (JsonObject *object, const char *member)
{
  const char *text = sf_json_get_string (object, member, SF_JSON_MAX_SIZE);
  GString *clean;

  if (text == NULL)
    return NULL;

  clean = g_string_new (NULL);
  for (guint i = 0; i < SF_MAILBOX_MAX_NOTICE && *text != '\0';
       i++, text = g_utf8_next_char (text)) {
    gunichar c = g_utf8_get_char (text);
    GUnicodeType type = g_unichar_type (c);

    if (type == G_UNICODE_CONTROL || type == G_UNICODE_FORMAT || g_unichar_isspace (c))
      c = ' ';
    g_string_append_unichar (clean, c);
  }

  return g_string_free (clean, FALSE);
}

static gboolean
read_welcome (JsonObject *object, SfMailboxReply *reply)
{
  JsonObject *welcome = sf_json_get_object (object, "welcome");
  JsonObject *permissions;

  if (welcome == NULL)
    return FALSE;

  reply->refusal = dup_notice (welcome, "error");
  reply->motd = dup_notice (welcome, "motd");
  permissions = sf_json_get_object (welcome, "permission-required");
  reply->needs_permission = permissions != NULL && !json_object_has_member (permissions, "none");
  return TRUE;
}

static gboolean
read_allocated (JsonObject *object, SfMailboxReply *reply)
{
  reply->nameplate = dup_name (object, "nameplate", SF_SHARE_CODE_MAX_DIGITS);
  return reply->nameplate != NULL && sf_share_code_is_nameplate (reply->nameplate);
}

static gboolean
read_claimed (JsonObject *object, SfMailboxReply *reply)
{
  gboolean waiting;

  reply->mailbox = dup_name (object, "mailbox", SF_MAILBOX_MAX_ID);
  if (sf_json_get_boolean (object, "waiting", &waiting))
    reply->waiting = waiting ? SF_MAILBOX_WAITING_SOMEBODY : SF_MAILBOX_WAITING_NOBODY;
  return reply->mailbox != NULL;
}

static GBytes *
decode_hex (const char *text)
{
  gsize size = strlen (text);
  g_autofree guint8 *bytes = g_malloc (size / 2 + 1);
  gsize decoded;

  if (sodium_hex2bin (bytes, size / 2 + 1, text, size, NULL, &decoded, NULL) != 0)
    return NULL;

  return g_bytes_new_take (g_steal_pointer (&bytes), decoded);
}

static gboolean
read_message (JsonObject *object, SfMailboxReply *reply)
{
  const char *body = sf_json_get_string (object, "body", SF_JSON_MAX_SIZE);

  reply->side = dup_name (object, "side", SF_MAILBOX_MAX_SIDE);
  reply->phase = dup_name (object, "phase", SF_MAILBOX_MAX_PHASE);
  reply->body = body != NULL ? decode_hex (body) : NULL;
  return reply->side != NULL && reply->phase != NULL;
}

static gboolean
read_pong (JsonObject *object, SfMailboxReply *reply)
{
  return sf_json_get_integer (object, "pong", &reply->pong);
}

static gboolean
read_error (JsonObject *object, SfMailboxReply *reply)
{
  JsonObject *orig = sf_json_get_object (object, "orig");

  reply->error = dup_notice (object, "error");
  reply->command = orig != NULL ? dup_name (orig, "type", SF_MAILBOX_MAX_PHASE) : NULL;
  return reply->error != NULL;
}

static gboolean
read_peer_connection (JsonObject *object, SfMailboxReply *reply)
{
  reply->side = dup_name (object, "side", SF_MAILBOX_MAX_SIDE);
  return reply->side != NULL && sf_json_get_boolean (object, "connected", &reply->connected);
}

static gboolean
read_ice_servers (JsonObject *object, SfMailboxReply *reply)
{
  char *text = sf_json_to_text (object);

  reply->json = g_bytes_new_take (text, strlen (text));
  return TRUE;
}

static gboolean
read_nothing (JsonObject *object, SfMailboxReply *reply)
{
  return TRUE;
}

static const struct {
  const char *name;
  SfMailboxReplyType type;
  gboolean (*read) (JsonObject *object, SfMailboxReply *reply);
} readers[] = {
  {"welcome", SF_MAILBOX_REPLY_WELCOME, read_welcome},
  {"allocated", SF_MAILBOX_REPLY_ALLOCATED, read_allocated},
  {"claimed", SF_MAILBOX_REPLY_CLAIMED, read_claimed},
  {"released", SF_MAILBOX_REPLY_RELEASED, read_nothing},
  {"message", SF_MAILBOX_REPLY_MESSAGE, read_message},
  {"closed", SF_MAILBOX_REPLY_CLOSED, read_nothing},
  {"pong", SF_MAILBOX_REPLY_PONG, read_pong},
  {"error", SF_MAILBOX_REPLY_ERROR, read_error},
  {"peer-connection", SF_MAILBOX_REPLY_PEER_CONNECTION, read_peer_connection},
  {"ice-servers", SF_MAILBOX_REPLY_ICE_SERVERS, read_ice_servers},
};

SfMailboxReply *
sf_mailbox_reply_parse (const char *text, gsize size, GError **error)
{
  g_autoptr (JsonObject) object = sf_json_parse (text, size, error);
  g_autoptr (SfMailboxReply) reply = NULL;
  g_autofree char *type = NULL;

  if (object == NULL)
    return NULL;

  reply = g_new0 (SfMailboxReply, 1);
  type = dup_name (object, "type", SF_MAILBOX_MAX_PHASE);
  for (gsize i = 0; type != NULL && i < G_N_ELEMENTS (readers); i++) {
    if (!g_str_equal (type, readers[i].name))
      continue;
    reply->type = readers[i].type;
    if (!readers[i].read (object, reply))
      g_clear_pointer (&type, g_free);
  }

  if (type == NULL) {
    g_set_error_literal (error, SF_NET_ERROR, SF_NET_ERROR_PROTOCOL, "Not a mailbox server");
    return NULL;
  }
  return g_steal_pointer (&reply);
}

void
sf_mailbox_reply_free (SfMailboxReply *reply)
{
  g_free (reply->refusal);
  g_free (reply->motd);
  g_free (reply->nameplate);
  g_free (reply->mailbox);
  g_free (reply->side);
  g_free (reply->phase);
  g_clear_pointer (&reply->body, g_bytes_unref);
  g_free (reply->error);
  g_free (reply->command);
  g_clear_pointer (&reply->json, g_bytes_unref);
  g_free (reply);
}

/* A command of @type with up to two members of text, each a name and a value; %NULL leaves one
 * out. */
static JsonObject *
command_new (
  const char *type, const char *name, const char *value, const char *name2, const char *value2)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "type", type);
  if (name != NULL)
    json_object_set_string_member (object, name, value);
  if (name2 != NULL)
    json_object_set_string_member (object, name2, value2);
  return object;
}

static char *
command_to_text (
  const char *type, const char *name, const char *value, const char *name2, const char *value2)
{
  g_autoptr (JsonObject) object = command_new (type, name, value, name2, value2);

  return sf_json_to_text (object);
}

char *
sf_mailbox_command_bind (const char *appid, const char *side)
{
  g_autoptr (JsonObject) object = command_new ("bind", "appid", appid, "side", side);
  JsonArray *version = json_array_new ();

  json_array_add_string_element (version, "sameframe");
  json_array_add_string_element (version, SF_VERSION);
  json_object_set_array_member (object, "client_version", version);
  return sf_json_to_text (object);
}

char *
sf_mailbox_command_allocate (void)
{
  return command_to_text ("allocate", NULL, NULL, NULL, NULL);
}

char *
sf_mailbox_command_claim (const char *nameplate)
{
  return command_to_text ("claim", "nameplate", nameplate, NULL, NULL);
}

char *
sf_mailbox_command_release (const char *nameplate)
{
  return command_to_text ("release", "nameplate", nameplate, NULL, NULL);
}

char *
sf_mailbox_command_open (const char *mailbox)
{
  return command_to_text ("open", "mailbox", mailbox, NULL, NULL);
}

char *
sf_mailbox_command_add (const char *phase, GBytes *body)
{
  gsize size;
  const guint8 *bytes = g_bytes_get_data (body, &size);
  g_autofree char *hex = g_malloc (2 * size + 1);

  sodium_bin2hex (hex, 2 * size + 1, bytes, size);
  return command_to_text ("add", "phase", phase, "body", hex);
}

char *
sf_mailbox_command_close (const char *mailbox, const char *mood)
{
  return command_to_text ("close", "mailbox", mailbox, "mood", mood);
}

char *
sf_mailbox_command_ping (gint64 number)
{
  g_autoptr (JsonObject) object = command_new ("ping", NULL, NULL, NULL, NULL);

  json_object_set_int_member (object, "ping", number);
  return sf_json_to_text (object);
}
