/* What the parts of a connection's talk share: sf-server-client.c, -commands.c, -presence.c. */
#pragma once

#include "net/server/sf-server-client.h"
#include "net/server/sf-server-command.h"

G_BEGIN_DECLS

struct _SfServerClient {
  SfServerCore *core;
  gpointer connection;
  SfAddress *address; /* (nullable): not limited */
  char *appid;        /* (nullable): not bound yet */
  char *side;         /* with @appid */
  char *nameplate;    /* (nullable): that it asked for */
  char *mailbox_id;   /* (nullable): that it asked for */
  SfMailbox *claimed; /* (nullable): whose nameplate it holds by this connection */
  SfMailbox *opened;  /* (nullable): that it has open by this connection */
  guint n_errors;
  gboolean knows_extensions; /* does not mind messages that only this server sends */
  gboolean did_allocate;
  gboolean did_release;
  gboolean did_close;
  gboolean is_dropped;
};

/* @text: (transfer full) */
void sf_server_client_send (SfServerClient *self, GBytes *text);

/* Has the host close the connection. */
void sf_server_client_drop (SfServerClient *self);

/**
 * sf_server_client_run:
 *
 * Returns: (nullable): what is wrong with @command, for the client
 */
const char *sf_server_client_run (SfServerClient *self,
                                  const SfServerCommand *command,
                                  const SfServerTime *now);

/* Makes @self the connection of @side; an older one is dropped. */
void sf_server_presence_enter (SfServerClient *self, SfMailbox *mailbox, SfMailboxSide *side);

/* @side has no connection any more. If that had opened the mailbox, the other side is told. */
void sf_server_presence_leave (SfMailbox *mailbox, SfMailboxSide *side, gint64 real_us);

/* @side, present, has just opened @mailbox: tells both what they must know about each other. */
void sf_server_presence_opened (SfMailbox *mailbox, SfMailboxSide *side, gint64 real_us);

/* Sends @text to every side that has @mailbox open. */
void sf_server_presence_broadcast (SfMailbox *mailbox, GBytes *text);

G_END_DECLS
