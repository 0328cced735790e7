/* One connection's talk with the server: its beginning, its messages, its end. */

#include "net/server/sf-server-client-private.h"

#include "net/server/sf-server-reply.h"

void
sf_server_client_send (SfServerClient *self, GBytes *text)
{
  if (!self->is_dropped)
    self->core->host.send (self->connection, text);
  g_bytes_unref (text);
}

void
sf_server_client_drop (SfServerClient *self)
{
  if (self->is_dropped)
    return;

  self->is_dropped = TRUE;
  self->core->host.drop (self->connection);
}

SfServerClient *
sf_server_client_new (SfServerCore *core,
                      gpointer connection,
                      SfAddress *address,
                      const SfServerTime *now)
{
  SfServerClient *self = g_new0 (SfServerClient, 1);

  self->core = core;
  self->connection = connection;
  self->address = address;
  sf_server_client_send (self, sf_server_reply_welcome (core->config->motd, now->real_us));

  return self;
}

static void
leave_mailbox (SfServerClient *self, SfMailbox *mailbox, const SfServerTime *now)
{
  sf_server_presence_leave (mailbox, sf_mailbox_find_side (mailbox, self->side), now->real_us);
  sf_mailboxes_update (self->core->mailboxes, mailbox, now->monotonic_us);
}

void
sf_server_client_free (SfServerClient *self, const SfServerTime *now)
{
  self->is_dropped = TRUE;
  if (self->opened != NULL)
    leave_mailbox (self, self->opened, now);
  if (self->claimed != NULL)
    leave_mailbox (self, self->claimed, now);

  g_free (self->appid);
  g_free (self->side);
  g_free (self->nameplate);
  g_free (self->mailbox_id);
  g_free (self);
}

static void
refuse (SfServerClient *self,
        const char *problem,
        SfJsonSpan original,
        SfJsonSpan type,
        const SfServerTime *now)
{
  sf_server_client_send (self, sf_server_reply_error (problem, original, type, now->real_us));
  if (++self->n_errors > SF_SERVER_MAX_ERRORS)
    sf_server_client_drop (self);
}

void
sf_server_client_receive (SfServerClient *self,
                          const char *text,
                          gsize length,
                          const SfServerTime *now)
{
  SfJsonSpan original = {text, length};
  SfServerCommand command;
  const char *problem;

  if (self->is_dropped)
    return;

  if (!sf_server_command_parse (&command, text, length)) {
    refuse (self, "not a JSON object", (SfJsonSpan){0}, (SfJsonSpan){0}, now);
    return;
  }
  if (command.type_name.length == 0) {
    refuse (self, "missing 'type'", original, command.type_name, now);
    return;
  }

  sf_server_client_send (self, sf_server_reply_ack (command.id, now->real_us));
  problem = command.problem != NULL ? command.problem : sf_server_client_run (self, &command, now);
  if (problem != NULL)
    refuse (self, problem, original, command.type_name, now);
}
