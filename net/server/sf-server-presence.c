/* Which connection stands for which side of a mailbox, and what the two learn about each other. */

#include "net/server/sf-server-client-private.h"

#include "net/server/sf-server-reply.h"

static gboolean
is_listening (const SfMailboxSide *side, const SfMailbox *mailbox)
{
  return side->client != NULL && side->client->opened == mailbox;
}

static void
tell_connection (SfMailboxSide *to, const SfMailboxSide *about, gboolean connected, gint64 real_us)
{
  if (to->client->knows_extensions)
    sf_server_client_send (to->client,
                           sf_server_reply_peer_connection (about->name, connected, real_us));
}

static void
unlink_client (SfMailbox *mailbox, SfMailboxSide *side)
{
  SfServerClient *client = side->client;

  side->client = NULL;
  if (client->claimed == mailbox)
    client->claimed = NULL;
  if (client->opened == mailbox)
    client->opened = NULL;
}

void
sf_server_presence_enter (SfServerClient *self, SfMailbox *mailbox, SfMailboxSide *side)
{
  SfServerClient *older = side->client;

  if (older != NULL && older != self) {
    unlink_client (mailbox, side);
    sf_server_client_drop (older);
  }

  side->client = self;
  side->address_key = self->address != NULL ? self->address->key : 0;
}

void
sf_server_presence_leave (SfMailbox *mailbox, SfMailboxSide *side, gint64 real_us)
{
  SfMailboxSide *other = sf_mailbox_other_side (mailbox, side);

  if (side->client == NULL)
    return;

  if (is_listening (side, mailbox) && is_listening (other, mailbox)) {
    tell_connection (other, side, FALSE, real_us);
    side->is_missed = TRUE;
  }
  unlink_client (mailbox, side);
}

/* New credentials for both: those of the one who was here first may have run out. */
static void
send_ice_servers (SfMailboxSide *side, gint64 real_us)
{
  const SfRendezvousServerConfig *config = side->client->core->config;

  if (side->client->knows_extensions && config->turn_uris != NULL && config->turn_secret != NULL)
    sf_server_client_send (side->client, sf_server_reply_ice_servers (config, real_us));
}

void
sf_server_presence_opened (SfMailbox *mailbox, SfMailboxSide *side, gint64 real_us)
{
  SfMailboxSide *other = sf_mailbox_other_side (mailbox, side);

  if (!is_listening (other, mailbox)) {
    if (other->name != NULL && other->client == NULL) {
      tell_connection (side, other, FALSE, real_us);
      other->is_missed = TRUE;
    }
    return;
  }

  if (side->is_missed)
    tell_connection (other, side, TRUE, real_us);
  side->is_missed = FALSE;
  send_ice_servers (side, real_us);
  send_ice_servers (other, real_us);
}

void
sf_server_presence_broadcast (SfMailbox *mailbox, GBytes *text)
{
  for (guint i = 0; i < SF_MAILBOX_SIDES; i++)
    if (is_listening (&mailbox->sides[i], mailbox))
      sf_server_client_send (mailbox->sides[i].client, g_bytes_ref (text));
}
