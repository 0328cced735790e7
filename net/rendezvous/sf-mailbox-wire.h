/* What a Magic Wormhole mailbox server says, read, and what a client says, written. No state. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Limits on what a server can make us hold; the whole text is bounded by SF_JSON_MAX_SIZE. */
#define SF_MAILBOX_MAX_ID 100 /* bytes of a mailbox's name */
#define SF_MAILBOX_MAX_SIDE 64
#define SF_MAILBOX_MAX_PHASE 40
#define SF_MAILBOX_MAX_NOTICE 300 /* characters of a text meant for people; longer ones are cut */

typedef enum {
  SF_MAILBOX_REPLY_OTHER, /* `ack` and whatever we do not know: a sign of life */
  SF_MAILBOX_REPLY_WELCOME,
  SF_MAILBOX_REPLY_ALLOCATED,
  SF_MAILBOX_REPLY_CLAIMED,
  SF_MAILBOX_REPLY_RELEASED,
  SF_MAILBOX_REPLY_MESSAGE,
  SF_MAILBOX_REPLY_CLOSED,
  SF_MAILBOX_REPLY_PONG,
  SF_MAILBOX_REPLY_ERROR,
  SF_MAILBOX_REPLY_PEER_CONNECTION, /* this and the next: Sameframe's server only */
  SF_MAILBOX_REPLY_ICE_SERVERS,
} SfMailboxReplyType;

typedef enum {
  SF_MAILBOX_WAITING_UNKNOWN,
  SF_MAILBOX_WAITING_NOBODY,
  SF_MAILBOX_WAITING_SOMEBODY,
} SfMailboxWaiting;

/* One message of the server. Only the members of its type are set. */
typedef struct {
  SfMailboxReplyType type;
  char *refusal;             /* welcome (nullable): why the server serves nobody; plain text */
  char *motd;                /* welcome (nullable): plain text */
  gboolean needs_permission; /* welcome: it wants a proof of work or the like before anything */
  char *nameplate;           /* allocated: decimal digits */
  char *mailbox;             /* claimed */
  SfMailboxWaiting waiting;  /* claimed: whether somebody else holds the nameplate */
  char *side;                /* message, peer-connection */
  char *phase;               /* message */
  GBytes *body;              /* message (nullable): %NULL when it was not hexadecimal */
  gboolean connected;        /* peer-connection */
  gint64 pong;               /* pong */
  char *error;               /* error: plain text */
  char *command;             /* error (nullable): the type of the command that went wrong */
  GBytes *json;              /* ice-servers: the whole message */
} SfMailboxReply;

/**
 * sf_mailbox_reply_parse:
 * @text: (array length=size): one text frame
 *
 * Unknown types and members are skipped.
 *
 * Returns: (transfer full) (nullable): %NULL with %SF_NET_ERROR_PROTOCOL or %SF_NET_ERROR_TOO_LARGE
 *   when this is no message of a mailbox server
 */
SfMailboxReply *sf_mailbox_reply_parse (const char *text,
                                        gsize size,
                                        GError **error) G_GNUC_WARN_UNUSED_RESULT;
void sf_mailbox_reply_free (SfMailboxReply *reply);

/* The commands, each (transfer full): one text frame. They carry no `id`: acknowledgements are
 * not waited for. */
char *sf_mailbox_command_bind (const char *appid, const char *side) G_GNUC_WARN_UNUSED_RESULT;
char *sf_mailbox_command_allocate (void) G_GNUC_WARN_UNUSED_RESULT;
char *sf_mailbox_command_claim (const char *nameplate) G_GNUC_WARN_UNUSED_RESULT;
char *sf_mailbox_command_release (const char *nameplate) G_GNUC_WARN_UNUSED_RESULT;
char *sf_mailbox_command_open (const char *mailbox) G_GNUC_WARN_UNUSED_RESULT;
char *sf_mailbox_command_add (const char *phase, GBytes *body) G_GNUC_WARN_UNUSED_RESULT;
char *sf_mailbox_command_close (const char *mailbox, const char *mood) G_GNUC_WARN_UNUSED_RESULT;
char *sf_mailbox_command_ping (gint64 number) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SfMailboxReply, sf_mailbox_reply_free)

G_END_DECLS
