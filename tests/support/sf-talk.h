/* Talks to the pure half of a rendezvous server: clients without sockets, time by hand. */
#pragma once

#include "net/server/sf-server-client.h"

G_BEGIN_DECLS

typedef struct {
  SfServerCore *core;
  SfServerTime now;
} SfTalk;

typedef struct {
  SfTalk *talk;
  SfServerClient *client; /* (nullable): refused */
  SfAddress *address;
  GQueue heard;      /* (element-type char *): messages that were not asked for yet */
  gsize heard_bytes; /* all that were ever sent to it */
  gboolean is_dropped;
} SfTalker;

/* @config: (nullable): the defaults */
SfTalk *sf_talk_new (const SfRendezvousServerConfig *config);
void sf_talk_free (SfTalk *self);

/* Lets time pass, and what is due expire. */
void sf_talk_pass (SfTalk *self, gint64 seconds);

/* Fails the test when the server holds more than its limits allow, by the addresses 1 to @max_key.
 * */
void sf_talk_check_limits (SfTalk *self, guint64 max_key);

/* A connection from @address_key, 0 for one without limits; it has heard the welcome. */
SfTalker *sf_talker_new (SfTalk *talk, guint64 address_key);

/* ... that is also bound, as @side of one application. */
SfTalker *sf_talker_new_bound (SfTalk *talk, guint64 address_key, const char *side);

/* Its connection closes. */
void sf_talker_free (SfTalker *self);

/* Sends a message as JSON, with ' for ". */
void sf_talker_say (SfTalker *self, const char *format, ...) G_GNUC_PRINTF (2, 3);

/**
 * sf_talker_expect:
 * @pattern: for g_pattern_match_simple(), with ' for "
 *
 * Fails the test unless the next message that is no `ack` matches.
 *
 * Returns: (transfer none): the message, valid until the next call for this talker
 */
const char *sf_talker_expect (SfTalker *self, const char *pattern);

/* Says @message and expects the error @error. */
void sf_talker_expect_error (SfTalker *self, const char *message, const char *error);

/* Fails the test unless nothing but `ack` was sent. */
void sf_talker_expect_nothing (SfTalker *self);

/* The string member @name of @message. */
char *sf_talk_dup_member (const char *message, const char *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SfTalk, sf_talk_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SfTalker, sf_talker_free)

G_END_DECLS
