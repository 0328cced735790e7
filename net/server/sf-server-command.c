/* One message of a client, read and checked: magic-wormhole-protocols, server-protocol.md. */

#include "net/server/sf-server-command.h"

#include <string.h>

static const struct {
  const char *name;
  SfServerCommandType type;
} types[] = {
  {"ping", SF_SERVER_COMMAND_PING},
  {"bind", SF_SERVER_COMMAND_BIND},
  {"submit-permissions", SF_SERVER_COMMAND_SUBMIT_PERMISSIONS},
  /* What the Rust client sends. */
  {"submit-permission", SF_SERVER_COMMAND_SUBMIT_PERMISSIONS},
  {"list", SF_SERVER_COMMAND_LIST},
  {"allocate", SF_SERVER_COMMAND_ALLOCATE},
  {"claim", SF_SERVER_COMMAND_CLAIM},
  {"release", SF_SERVER_COMMAND_RELEASE},
  {"open", SF_SERVER_COMMAND_OPEN},
  {"add", SF_SERVER_COMMAND_ADD},
  {"close", SF_SERVER_COMMAND_CLOSE},
};

#define STRING_MEMBER(member)                                                                      \
  {                                                                                                \
    "\"" #member "\"", G_STRUCT_OFFSET (SfServerCommand, member),                                  \
      sizeof ((SfServerCommand *) NULL)->member, "'" #member "' must be a short, plain string"     \
  }

static const struct {
  const char *quoted_name;
  gsize offset;
  gsize size;
  const char *problem;
} strings[] = {
  STRING_MEMBER (appid),   STRING_MEMBER (side),  STRING_MEMBER (nameplate),
  STRING_MEMBER (mailbox), STRING_MEMBER (phase), STRING_MEMBER (mood),
};

static gboolean
is_text (SfJsonSpan span, const char *text)
{
  return strlen (text) == span.length && memcmp (span.text, text, span.length) == 0;
}

static gboolean
has_control (const char *string)
{
  for (const char *at = string; *at != '\0'; at++)
    if (g_ascii_iscntrl (*at))
      return TRUE;

  return FALSE;
}

static void
read_type (SfServerCommand *self, SfJsonSpan value)
{
  char name[SF_SERVER_MAX_ECHO];

  self->type_name = value.length <= SF_SERVER_MAX_ECHO ? value : (SfJsonSpan){"null", 4};
  self->type = SF_SERVER_COMMAND_UNKNOWN;
  if (!sf_json_span_is_string (value) || !sf_json_span_copy_string (value, name, sizeof name))
    return;

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (strcmp (types[i].name, name) == 0)
      self->type = types[i].type;
}

static void
read_echo (SfServerCommand *self, SfJsonSpan *ret_span, SfJsonSpan value, const char *problem)
{
  if (value.length <= SF_SERVER_MAX_ECHO)
    *ret_span = value;
  else
    self->problem = problem;
}

static void
read_string (SfServerCommand *self, SfJsonSpan name, SfJsonSpan value)
{
  for (guint i = 0; i < G_N_ELEMENTS (strings); i++) {
    char *string = G_STRUCT_MEMBER_P (self, strings[i].offset);

    if (!is_text (name, strings[i].quoted_name))
      continue;
    if (!sf_json_span_is_string (value) ||
        !sf_json_span_copy_string (value, string, strings[i].size) || has_control (string)) {
      string[0] = '\0';
      self->problem = strings[i].problem;
    }
  }
}

static void
read_member (SfServerCommand *self, SfJsonSpan name, SfJsonSpan value)
{
  if (is_text (name, "\"type\""))
    read_type (self, value);
  else if (is_text (name, "\"id\""))
    read_echo (self, &self->id, value, "'id' is too long");
  else if (is_text (name, "\"ping\""))
    read_echo (self, &self->ping, value, "'ping' is too long");
  else if (is_text (name, "\"client_version\""))
    self->client_version = value;
  else if (is_text (value, "null"))
    return;
  else if (!is_text (name, "\"body\""))
    read_string (self, name, value);
  else if (sf_json_span_is_string (value))
    self->body = value;
  else
    self->problem = "'body' must be a string";
}

gboolean
sf_server_command_parse (SfServerCommand *ret_command, const char *text, gsize length)
{
  SfJsonReader reader;
  SfJsonSpan name, value;

  memset (ret_command, 0, sizeof *ret_command);

  sf_json_reader_init (&reader, text, length);
  while (sf_json_reader_next (&reader, &name, &value))
    read_member (ret_command, name, value);

  return reader.is_complete;
}
