/* One message of a client, read and checked: magic-wormhole-protocols, server-protocol.md. */
#pragma once

#include "net/server/sf-json-reader.h"

G_BEGIN_DECLS

#define SF_SERVER_MAX_APPID 128
#define SF_SERVER_MAX_SIDE 64
#define SF_SERVER_MAX_NAMEPLATE 40
#define SF_SERVER_MAX_MAILBOX 64
#define SF_SERVER_MAX_PHASE 64
#define SF_SERVER_MAX_MOOD 16
#define SF_SERVER_MAX_ECHO 64 /* `id`, `ping` and `type`, which are sent back as they came */

typedef enum {
  SF_SERVER_COMMAND_UNKNOWN,
  SF_SERVER_COMMAND_PING,
  SF_SERVER_COMMAND_BIND,
  SF_SERVER_COMMAND_SUBMIT_PERMISSIONS,
  SF_SERVER_COMMAND_LIST,
  SF_SERVER_COMMAND_ALLOCATE,
  SF_SERVER_COMMAND_CLAIM,
  SF_SERVER_COMMAND_RELEASE,
  SF_SERVER_COMMAND_OPEN,
  SF_SERVER_COMMAND_ADD,
  SF_SERVER_COMMAND_CLOSE,
} SfServerCommandType;

/* An empty string or span: the message does not have it, or has `null` or a wrong value. */
typedef struct {
  SfServerCommandType type;
  SfJsonSpan type_name; /* empty: no type */
  const char *problem;  /* (nullable): what is wrong with a member, for the client */
  SfJsonSpan id;
  SfJsonSpan ping;
  SfJsonSpan body;           /* a string, with its quotes */
  SfJsonSpan client_version; /* any value */
  char appid[SF_SERVER_MAX_APPID + 1];
  char side[SF_SERVER_MAX_SIDE + 1];
  char nameplate[SF_SERVER_MAX_NAMEPLATE + 1];
  char mailbox[SF_SERVER_MAX_MAILBOX + 1];
  char phase[SF_SERVER_MAX_PHASE + 1];
  char mood[SF_SERVER_MAX_MOOD + 1];
} SfServerCommand;

/**
 * sf_server_command_parse:
 * @ret_command: (out caller-allocates): points into @text
 * @text: not necessarily terminated
 *
 * Members that no command has are skipped. A wrong member is noted in @problem.
 *
 * Returns: %FALSE when @text is not one JSON object
 */
gboolean sf_server_command_parse (SfServerCommand *ret_command, const char *text, gsize length);

G_END_DECLS
