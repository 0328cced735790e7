/* What SfMailboxClient does with each message of the server. */

#include "net/rendezvous/sf-mailbox-client-private.h"

#include "net/sf-net-error.h"

static void
refuse (SfMailboxClient *self, GError *error)
{
  sf_mailbox_client_report (self, error, "errory");
  sf_mailbox_client_dispatch (self, EVENT_REFUSED);
}

static void
on_welcome (SfMailboxClient *self, const SfMailboxReply *reply)
{
  if (reply->motd != NULL)
    sf_mailbox_client_push_text (self, SF_MAILBOX_OUTPUT_MOTD, reply->motd);

  if (reply->refusal != NULL)
    refuse (self, g_error_new (SF_NET_ERROR, SF_NET_ERROR_SERVER_REFUSED,
                               "The rendezvous serves nobody: %s", reply->refusal));
  else if (reply->needs_permission)
    refuse (self, g_error_new_literal (SF_NET_ERROR, SF_NET_ERROR_SERVER_REFUSED,
                                       "The rendezvous asks for a permission we cannot show"));
}

static void
on_allocated (SfMailboxClient *self, const SfMailboxReply *reply)
{
  if (self->nameplate != NULL)
    return;

  self->nameplate = g_strdup (reply->nameplate);
  self->claimed = TRUE;
  sf_mailbox_client_push_text (self, SF_MAILBOX_OUTPUT_NAMEPLATE, self->nameplate);
  sf_mailbox_client_dispatch (self, EVENT_ALLOCATED);
}

static void
on_claimed (SfMailboxClient *self, const SfMailboxReply *reply)
{
  if (self->state != STATE_CLAIMING && self->state != STATE_LEAVING)
    return;

  g_free (self->mailbox);
  self->mailbox = g_strdup (reply->mailbox);
  if (reply->waiting != SF_MAILBOX_WAITING_UNKNOWN)
    sf_mailbox_client_set_waiting (self, reply->waiting == SF_MAILBOX_WAITING_SOMEBODY);
  sf_mailbox_client_dispatch (self, EVENT_CLAIMED);
}

static void
deliver (SfMailboxClient *self)
{
  char *phase;
  GBytes *body;

  while (sf_inbox_take (self->inbox, &phase, &body)) {
    SfMailboxOutput *output = sf_mailbox_client_push (self, SF_MAILBOX_OUTPUT_PHASE);

    output->text = phase;
    output->bytes = body;
  }
}

static void
on_peer_message (SfMailboxClient *self, const SfMailboxReply *reply)
{
  GError *error = NULL;
  const char *peer_side;

  if (!sf_inbox_put (self->inbox, reply->side, reply->phase, reply->body, &error)) {
    refuse (self, error);
    return;
  }

  peer_side = sf_inbox_get_peer_side (self->inbox);
  if (peer_side != NULL && !g_str_equal (peer_side, reply->side))
    return;

  self->peer_seen = TRUE;
  sf_mailbox_client_set_waiting (self, TRUE);
  deliver (self);
}

static void
on_message (SfMailboxClient *self, const SfMailboxReply *reply)
{
  if (!self->opened)
    return;

  if (!g_str_equal (reply->side, self->side))
    on_peer_message (self, reply);
  else if (!sf_outbox_echo (self->outbox, reply->phase, reply->body))
    refuse (self, g_error_new_literal (SF_NET_ERROR, SF_NET_ERROR_PROTOCOL,
                                       "Somebody else speaks under our side of the mailbox"));
}

static void
on_pong (SfMailboxClient *self, const SfMailboxReply *reply)
{
  if (reply->pong == self->replay_end)
    sf_mailbox_client_dispatch (self, EVENT_REPLAYED);
}

static void
check_farewell (SfMailboxClient *self)
{
  if (self->state == STATE_CLOSING && !self->release_pending && !self->close_pending)
    sf_mailbox_client_dispatch (self, EVENT_SAID);
}

static void
on_released (SfMailboxClient *self, const SfMailboxReply *reply)
{
  self->released = TRUE;
  self->release_pending = FALSE;
  check_farewell (self);
}

static void
on_closed (SfMailboxClient *self, const SfMailboxReply *reply)
{
  self->close_pending = FALSE;
  check_farewell (self);
}

/* We released already, maybe without seeing the answer: the stored mailbox is the right one. */
static void
on_reclaimed (SfMailboxClient *self)
{
  self->wants_release = TRUE;
  self->released = TRUE;
  sf_mailbox_client_dispatch (self, EVENT_CLAIMED);
}

/* `crowded` never heals, and a `close` of a crowded mailbox is never answered by `closed`. */
static void
on_error (SfMailboxClient *self, const SfMailboxReply *reply)
{
  SfNetError code = SF_NET_ERROR_SERVER_REFUSED;

  if (g_strcmp0 (reply->command, "release") == 0) {
    on_released (self, reply);
    return;
  }
  if (g_strcmp0 (reply->command, "close") == 0) {
    on_closed (self, reply);
    return;
  }
  if (g_str_equal (reply->error, "reclaimed") && self->mailbox != NULL) {
    on_reclaimed (self);
    return;
  }

  if (g_str_equal (reply->error, "crowded"))
    code = SF_NET_ERROR_CODE_USED;
  refuse (self, g_error_new (SF_NET_ERROR, code, "The rendezvous says: %s", reply->error));
}

static void
on_peer_connection (SfMailboxClient *self, const SfMailboxReply *reply)
{
  if (g_strcmp0 (reply->side, sf_inbox_get_peer_side (self->inbox)) == 0)
    sf_mailbox_client_push_flag (self, SF_MAILBOX_OUTPUT_PEER_CONNECTION, reply->connected);
}

static void
on_ice_servers (SfMailboxClient *self, const SfMailboxReply *reply)
{
  sf_mailbox_client_push (self, SF_MAILBOX_OUTPUT_ICE_SERVERS)->bytes = g_bytes_ref (reply->json);
}

static void (*const handlers[]) (SfMailboxClient *self, const SfMailboxReply *reply) = {
  [SF_MAILBOX_REPLY_WELCOME] = on_welcome,
  [SF_MAILBOX_REPLY_ALLOCATED] = on_allocated,
  [SF_MAILBOX_REPLY_CLAIMED] = on_claimed,
  [SF_MAILBOX_REPLY_RELEASED] = on_released,
  [SF_MAILBOX_REPLY_MESSAGE] = on_message,
  [SF_MAILBOX_REPLY_CLOSED] = on_closed,
  [SF_MAILBOX_REPLY_PONG] = on_pong,
  [SF_MAILBOX_REPLY_ERROR] = on_error,
  [SF_MAILBOX_REPLY_PEER_CONNECTION] = on_peer_connection,
  [SF_MAILBOX_REPLY_ICE_SERVERS] = on_ice_servers,
};

void
sf_mailbox_client_handle_reply (SfMailboxClient *self, const SfMailboxReply *reply)
{
  if (reply->type != SF_MAILBOX_REPLY_OTHER)
    handlers[reply->type](self, reply);
}
