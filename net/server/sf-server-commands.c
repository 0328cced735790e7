/* What each command of a client does. The errors are worded as the Python server's. */

#include "net/server/sf-server-client-private.h"

#include "net/server/sf-nameplates.h"
#include "net/server/sf-server-reply.h"

#include <string.h>

#define MOOD_WRONG_CODE "scary"

typedef const char *(*Handler) (SfServerClient *self,
                                const SfServerCommand *command,
                                const SfServerTime *now);

static const char *
run_ping (SfServerClient *self, const SfServerCommand *command, const SfServerTime *now)
{
  if (command->ping.length == 0)
    return "ping requires 'ping'";

  sf_server_client_send (self, sf_server_reply_pong (command->ping, now->real_us));
  return NULL;
}

/* The Python client prints a backtrace for every message that it does not know. */
static gboolean
is_python (SfJsonSpan client_version)
{
  static const char prefix[] = "[\"python\"";

  return client_version.length > strlen (prefix) &&
         memcmp (client_version.text, prefix, strlen (prefix)) == 0;
}

static const char *
run_bind (SfServerClient *self, const SfServerCommand *command, const SfServerTime *now)
{
  if (self->appid != NULL)
    return "already bound";
  if (command->appid[0] == '\0')
    return "bind requires 'appid'";
  if (command->side[0] == '\0')
    return "bind requires 'side'";

  self->appid = g_strdup (command->appid);
  self->side = g_strdup (command->side);
  self->knows_extensions = !is_python (command->client_version);
  return NULL;
}

/* No permission is required. */
static const char *
run_submit_permissions (SfServerClient *self,
                        const SfServerCommand *command,
                        const SfServerTime *now)
{
  return NULL;
}

static const char *
run_list (SfServerClient *self, const SfServerCommand *command, const SfServerTime *now)
{
  sf_server_client_send (self, sf_server_reply_nameplates (now->real_us));
  return NULL;
}

/* Lets this connection hold the nameplate of @mailbox, and no other. */
static void
take_claim (SfServerClient *self, SfMailbox *mailbox, SfMailboxSide *side, const SfServerTime *now)
{
  SfMailbox *previous = self->claimed;

  if (previous != NULL && previous != mailbox && previous != self->opened) {
    sf_server_presence_leave (previous, sf_mailbox_find_side (previous, self->side), now->real_us);
    sf_mailboxes_update (self->core->mailboxes, previous, now->monotonic_us);
  }

  side->is_claimed = TRUE;
  self->claimed = mailbox;
  sf_server_presence_enter (self, mailbox, side);
  sf_mailboxes_update (self->core->mailboxes, mailbox, now->monotonic_us);
}

static const char *
run_allocate (SfServerClient *self, const SfServerCommand *command, const SfServerTime *now)
{
  SfMailboxes *mailboxes = self->core->mailboxes;
  g_autofree char *nameplate = NULL;
  SfMailbox *mailbox = NULL;

  if (self->did_allocate)
    return "you already allocated one, don't be greedy";
  if (self->core->config->only_nameplate != NULL)
    return "no nameplate to allocate";

  nameplate = sf_mailboxes_pick_nameplate (mailboxes, self->appid);
  if (nameplate != NULL)
    mailbox = sf_mailboxes_create (mailboxes, self->appid, NULL, nameplate, self->address);
  if (mailbox == NULL)
    return "server is full";

  self->did_allocate = TRUE;
  take_claim (self, mailbox, sf_mailbox_admit (mailbox, self->side), now);
  sf_server_client_send (self, sf_server_reply_allocated (nameplate, now->real_us));
  return NULL;
}

/* A nameplate that nobody holds: a code that two people agreed upon, or a typo, or somebody who
 * tries them all. */
static const char *
claim_unknown (SfServerClient *self,
               const char *nameplate,
               const SfServerTime *now,
               SfMailbox **ret_mailbox)
{
  SfAddress *address = self->address;

  if (address != NULL &&
      !sf_token_bucket_take (&address->unknown, &sf_address_unknown_rate, now->monotonic_us))
    return "too many unknown nameplates, try again later";

  *ret_mailbox = sf_mailboxes_create (self->core->mailboxes, self->appid, NULL, nameplate, address);
  return *ret_mailbox != NULL ? NULL : "server is full";
}

/* Whether this side may claim the nameplate of @mailbox, which somebody holds. */
static const char *
check_known (SfServerClient *self, SfMailbox *mailbox, const SfServerTime *now)
{
  const SfMailboxSide *side = sf_mailbox_find_side (mailbox, self->side);
  const SfAddress *address = self->address;

  if (side != NULL)
    return side->is_released ? "reclaimed" : NULL;
  if (address != NULL &&
      !sf_token_bucket_has (&address->guesses, &sf_address_guess_rate, now->monotonic_us))
    return "too many wrong codes, try again later";

  return NULL;
}

static const char *
check_claim (SfServerClient *self, const SfServerCommand *command)
{
  const char *only = self->core->config->only_nameplate;

  if (command->nameplate[0] == '\0')
    return "claim requires 'nameplate'";
  if (self->nameplate != NULL)
    return "only one claim per connection";
  if (!sf_nameplate_is_valid (command->nameplate))
    return "a nameplate is 1 to 40 digits";
  if (only != NULL && strcmp (only, command->nameplate) != 0)
    return "no such nameplate";

  return NULL;
}

static const char *
run_claim (SfServerClient *self, const SfServerCommand *command, const SfServerTime *now)
{
  const char *problem = check_claim (self, command);
  SfMailboxSide *side;
  SfMailbox *mailbox;
  gboolean waiting;

  if (problem != NULL)
    return problem;

  self->nameplate = g_strdup (command->nameplate);
  mailbox = sf_mailboxes_find_nameplate (self->core->mailboxes, self->appid, command->nameplate);
  if (mailbox != NULL)
    problem = check_known (self, mailbox, now);
  else
    problem = claim_unknown (self, command->nameplate, now, &mailbox);
  if (problem != NULL)
    return problem;

  side = sf_mailbox_admit (mailbox, self->side);
  if (side == NULL)
    return "crowded";

  waiting = sf_mailbox_other_side (mailbox, side)->name != NULL;
  take_claim (self, mailbox, side, now);
  sf_server_client_send (self, sf_server_reply_claimed (mailbox->id, waiting, now->real_us));
  return NULL;
}

static const char *
check_release (SfServerClient *self, const SfServerCommand *command)
{
  if (self->did_release)
    return "only one release per connection";
  if (command->nameplate[0] == '\0')
    return self->nameplate != NULL ? NULL : "release without nameplate must follow claim";
  if (self->nameplate != NULL && strcmp (command->nameplate, self->nameplate) != 0)
    return "release and claim must use same nameplate";

  return NULL;
}

static const char *
run_release (SfServerClient *self, const SfServerCommand *command, const SfServerTime *now)
{
  SfMailboxes *mailboxes = self->core->mailboxes;
  const char *problem = check_release (self, command);
  const char *nameplate = command->nameplate[0] != '\0' ? command->nameplate : self->nameplate;
  SfMailboxSide *side = NULL;
  SfMailbox *mailbox;

  if (problem != NULL)
    return problem;

  self->did_release = TRUE;
  mailbox = sf_mailboxes_find_nameplate (mailboxes, self->appid, nameplate);
  if (mailbox != NULL)
    side = sf_mailbox_find_side (mailbox, self->side);
  if (side != NULL) {
    side->is_claimed = FALSE;
    side->is_released = TRUE;
    if (!side->is_open)
      sf_server_presence_leave (mailbox, side, now->real_us);
    sf_mailboxes_update (mailboxes, mailbox, now->monotonic_us);
  }

  sf_server_client_send (self, sf_server_reply_released (now->real_us));
  return NULL;
}

static const char *
find_or_create (SfServerClient *self, const char *id, SfMailbox **ret_mailbox)
{
  SfMailboxes *mailboxes = self->core->mailboxes;

  *ret_mailbox = sf_mailboxes_find (mailboxes, self->appid, id);
  if (*ret_mailbox != NULL)
    return NULL;
  if (self->core->config->only_nameplate != NULL)
    return "no such mailbox";

  *ret_mailbox = sf_mailboxes_create (mailboxes, self->appid, id, NULL, self->address);
  return *ret_mailbox != NULL ? NULL : "server is full";
}

static const char *
run_open (SfServerClient *self, const SfServerCommand *command, const SfServerTime *now)
{
  const char *problem;
  SfMailbox *mailbox;
  SfMailboxSide *side;

  if (self->opened != NULL)
    return "only one open per connection";
  if (command->mailbox[0] == '\0')
    return "open requires 'mailbox'";

  g_free (self->mailbox_id);
  self->mailbox_id = g_strdup (command->mailbox);
  problem = find_or_create (self, command->mailbox, &mailbox);
  if (problem != NULL)
    return problem;
  side = sf_mailbox_admit (mailbox, self->side);
  if (side == NULL)
    return "crowded";

  self->opened = mailbox;
  side->is_open = TRUE;
  sf_server_presence_enter (self, mailbox, side);
  sf_mailboxes_update (self->core->mailboxes, mailbox, now->monotonic_us);

  for (guint i = 0; mailbox->messages != NULL && i < mailbox->messages->len; i++)
    sf_server_client_send (self, g_bytes_ref (mailbox->messages->pdata[i]));
  sf_server_presence_opened (mailbox, side, now->real_us);
  return NULL;
}

static const char *
run_add (SfServerClient *self, const SfServerCommand *command, const SfServerTime *now)
{
  SfMailbox *mailbox = self->opened;
  g_autoptr (GBytes) message = NULL;

  if (mailbox == NULL)
    return "must open mailbox before adding";
  if (command->phase[0] == '\0')
    return "missing 'phase'";
  if (command->body.length == 0)
    return "missing 'body'";

  message =
    sf_server_reply_message (self->side, command->phase, command->body, command->id, now->real_us);
  if (!sf_mailboxes_store (self->core->mailboxes, mailbox,
                           sf_mailbox_find_side (mailbox, self->side), message))
    return "mailbox is full";

  sf_server_presence_broadcast (mailbox, message);
  return NULL;
}

/* Whoever guesses wrong will not say so, but the other side does: it counts against both. */
static void
charge_guess (SfServerClient *self, SfMailbox *mailbox, const SfServerTime *now)
{
  guint64 charged = 0;

  if (mailbox->is_guess_charged)
    return;

  mailbox->is_guess_charged = TRUE;
  for (guint i = 0; i < SF_MAILBOX_SIDES; i++) {
    guint64 key = mailbox->sides[i].address_key;
    SfAddress *address;

    if (key == 0 || key == charged)
      continue;
    address = sf_address_table_get (self->core->addresses, key, now->monotonic_us);
    sf_token_bucket_take (&address->guesses, &sf_address_guess_rate, now->monotonic_us);
    charged = key;
  }
}

static const char *
check_close (SfServerClient *self, const SfServerCommand *command)
{
  if (self->did_close)
    return "only one close per connection";
  if (command->mailbox[0] == '\0')
    return self->mailbox_id != NULL ? NULL : "close without mailbox must follow open";
  if (self->mailbox_id != NULL && strcmp (command->mailbox, self->mailbox_id) != 0)
    return "open and close must use same mailbox";

  return NULL;
}

/* Answered `closed` even where this side has nothing to close: a client waits for that. */
static const char *
run_close (SfServerClient *self, const SfServerCommand *command, const SfServerTime *now)
{
  SfMailboxes *mailboxes = self->core->mailboxes;
  const char *problem = check_close (self, command);
  const char *id = command->mailbox[0] != '\0' ? command->mailbox : self->mailbox_id;
  SfMailboxSide *side = NULL;
  SfMailbox *mailbox;

  if (problem != NULL)
    return problem;

  self->did_close = TRUE;
  mailbox = sf_mailboxes_find (mailboxes, self->appid, id);
  if (mailbox != NULL)
    side = sf_mailbox_find_side (mailbox, self->side);
  if (side != NULL) {
    if (strcmp (command->mood, MOOD_WRONG_CODE) == 0)
      charge_guess (self, mailbox, now);
    sf_server_presence_leave (mailbox, side, now->real_us);
    sf_mailbox_close (mailbox, side);
    sf_mailboxes_update (mailboxes, mailbox, now->monotonic_us);
  }

  sf_server_client_send (self, sf_server_reply_closed (now->real_us));
  return NULL;
}

static const struct {
  Handler run;
  gboolean before_bind;
} handlers[] = {
  [SF_SERVER_COMMAND_PING] = {run_ping, TRUE},
  [SF_SERVER_COMMAND_BIND] = {run_bind, TRUE},
  [SF_SERVER_COMMAND_SUBMIT_PERMISSIONS] = {run_submit_permissions, TRUE},
  [SF_SERVER_COMMAND_LIST] = {run_list},
  [SF_SERVER_COMMAND_ALLOCATE] = {run_allocate},
  [SF_SERVER_COMMAND_CLAIM] = {run_claim},
  [SF_SERVER_COMMAND_RELEASE] = {run_release},
  [SF_SERVER_COMMAND_OPEN] = {run_open},
  [SF_SERVER_COMMAND_ADD] = {run_add},
  [SF_SERVER_COMMAND_CLOSE] = {run_close},
};

const char *
sf_server_client_run (SfServerClient *self, const SfServerCommand *command, const SfServerTime *now)
{
  if (self->appid == NULL && !handlers[command->type].before_bind)
    return "must bind first";
  if (handlers[command->type].run == NULL)
    return "unknown type";

  return handlers[command->type].run (self, command, now);
}
