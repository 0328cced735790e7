/* One nameplate and one mailbox, over as many connections as it takes. Time is an argument. */

#include "net/rendezvous/sf-mailbox-client.h"

#include "net/rendezvous/sf-mailbox-client-private.h"
#include "net/sf-net-error.h"

SfMailboxClient *
sf_mailbox_client_new (const char *appid, const char *side, const char *nameplate, guint32 seed)
{
  SfMailboxClient *self = g_new0 (SfMailboxClient, 1);

  self->appid = g_strdup (appid);
  self->side = g_strdup (side);
  self->nameplate = g_strdup (nameplate);
  self->jitter = g_rand_new_with_seed (seed);
  self->inbox = sf_inbox_new ();
  self->outbox = sf_outbox_new ();
  self->told = g_ptr_array_new_with_free_func (g_free);
  g_queue_init (&self->outputs);
  for (SfMailboxClientTimer timer = 0; timer < N_TIMERS; timer++)
    sf_mailbox_client_clear_timer (self, timer);
  return self;
}

void
sf_mailbox_client_free (SfMailboxClient *self)
{
  g_free (self->appid);
  g_free (self->side);
  g_rand_free (self->jitter);
  sf_inbox_free (self->inbox);
  sf_outbox_free (self->outbox);
  g_queue_clear_full (&self->outputs, (GDestroyNotify) sf_mailbox_output_free);
  g_free (self->nameplate);
  g_free (self->mailbox);
  g_ptr_array_unref (self->told);
  g_free (self->mood);
  g_free (self);
}

void
sf_mailbox_output_free (SfMailboxOutput *output)
{
  g_free (output->text);
  g_clear_pointer (&output->bytes, g_bytes_unref);
  g_clear_error (&output->error);
  g_free (output);
}

SfMailboxOutput *
sf_mailbox_client_push (SfMailboxClient *self, SfMailboxOutputType type)
{
  SfMailboxOutput *output = g_new0 (SfMailboxOutput, 1);

  output->type = type;
  g_queue_push_tail (&self->outputs, output);
  return output;
}

void
sf_mailbox_client_push_flag (SfMailboxClient *self, SfMailboxOutputType type, gboolean flag)
{
  sf_mailbox_client_push (self, type)->flag = flag;
}

void
sf_mailbox_client_push_text (SfMailboxClient *self, SfMailboxOutputType type, const char *text)
{
  sf_mailbox_client_push (self, type)->text = g_strdup (text);
}

/* Takes the text over. */
void
sf_mailbox_client_send (SfMailboxClient *self, char *command)
{
  sf_mailbox_client_push (self, SF_MAILBOX_OUTPUT_SEND)->text = command;
}

void
sf_mailbox_client_say_all (SfMailboxClient *self)
{
  const char *phase;
  GBytes *body;

  while (sf_outbox_take (self->outbox, &phase, &body))
    sf_mailbox_client_send (self, sf_mailbox_command_add (phase, body));
}

void
sf_mailbox_client_set_timer (SfMailboxClient *self, SfMailboxClientTimer timer, gint64 delay_us)
{
  self->timers[timer] = self->now_us + delay_us;
}

void
sf_mailbox_client_clear_timer (SfMailboxClient *self, SfMailboxClientTimer timer)
{
  self->timers[timer] = SF_MAILBOX_CLIENT_NEVER;
}

/* Of interest only until the code is confirmed. */
void
sf_mailbox_client_set_waiting (SfMailboxClient *self, gboolean somebody)
{
  SfMailboxWaiting waiting = somebody ? SF_MAILBOX_WAITING_SOMEBODY : SF_MAILBOX_WAITING_NOBODY;

  if (self->waiting == waiting || self->wants_release || self->mood != NULL)
    return;

  self->waiting = waiting;
  sf_mailbox_client_push_flag (self, SF_MAILBOX_OUTPUT_WAITING, somebody);
}

/* Takes the error over. Only the first counts, and none does once we leave anyway. */
void
sf_mailbox_client_report (SfMailboxClient *self, GError *error, const char *mood)
{
  if (self->mood != NULL) {
    g_error_free (error);
    return;
  }

  self->mood = g_strdup (mood);
  sf_mailbox_client_push (self, SF_MAILBOX_OUTPUT_FAILED)->error = error;
}

static gboolean
is_over (SfMailboxClient *self)
{
  return self->state == STATE_READY || self->state == STATE_DONE;
}

void
sf_mailbox_client_start (SfMailboxClient *self, gint64 now_us)
{
  self->now_us = now_us;
  sf_mailbox_client_dispatch (self, EVENT_START);
}

void
sf_mailbox_client_connected (SfMailboxClient *self, gint64 now_us)
{
  SfMailboxClientEvent event = EVENT_CONNECTED_NAMED;

  self->now_us = now_us;
  if (self->nameplate == NULL)
    event = EVENT_CONNECTED_BARE;
  else if (self->mailbox != NULL && (self->wants_release || self->visit > 0))
    event = EVENT_CONNECTED_AGAIN;
  sf_mailbox_client_dispatch (self, event);
}

static void
handle_loss (SfMailboxClient *self)
{
  if (self->contacted) {
    sf_mailbox_client_dispatch (self, EVENT_LOST);
    return;
  }

  sf_mailbox_client_report (
    self,
    g_error_new_literal (SF_NET_ERROR, SF_NET_ERROR_SERVER_UNREACHABLE, "No rendezvous answered"),
    "errory");
  sf_mailbox_client_dispatch (self, EVENT_UNREACHABLE);
}

void
sf_mailbox_client_lost (SfMailboxClient *self, gint64 now_us)
{
  self->now_us = now_us;
  if (!is_over (self))
    handle_loss (self);
}

/* Ends a connection that is open, but of no use. */
void
sf_mailbox_client_drop (SfMailboxClient *self)
{
  sf_mailbox_client_push (self, SF_MAILBOX_OUTPUT_HANG_UP);
  handle_loss (self);
}

static void
note_life (SfMailboxClient *self)
{
  if (!self->contacted)
    sf_mailbox_client_set_timer (self, TIMER_ANSWER, SF_MAILBOX_CLIENT_ANSWER_LIMIT_US);
  self->contacted = TRUE;
  if (self->state != STATE_OPEN)
    return;

  sf_mailbox_client_clear_timer (self, TIMER_ANSWER);
  sf_mailbox_client_set_timer (self, TIMER_PING, SF_MAILBOX_CLIENT_PING_INTERVAL_US);
}

void
sf_mailbox_client_receive (SfMailboxClient *self, const char *text, gsize size, gint64 now_us)
{
  g_autoptr (SfMailboxReply) reply = NULL;

  self->now_us = now_us;
  if (self->state < STATE_ALLOCATING || self->state == STATE_DONE)
    return;

  reply = sf_mailbox_reply_parse (text, size, NULL);
  if (reply == NULL) {
    sf_mailbox_client_drop (self);
    return;
  }

  note_life (self);
  sf_mailbox_client_handle_reply (self, reply);
}

void
sf_mailbox_client_add (SfMailboxClient *self, const char *phase, GBytes *body, gint64 now_us)
{
  self->now_us = now_us;
  if (!sf_outbox_put (self->outbox, phase, body))
    sf_mailbox_client_fail (
      self, g_error_new_literal (SF_NET_ERROR, SF_NET_ERROR_TOO_LARGE, "More than a mailbox holds"),
      "errory", now_us);
  else if (self->opened && !self->replaying && self->mood == NULL)
    sf_mailbox_client_say_all (self);
}

static void
ping (SfMailboxClient *self, gint64 limit_us)
{
  sf_mailbox_client_clear_timer (self, TIMER_PING);
  sf_mailbox_client_send (self, sf_mailbox_command_ping (++self->n_pings));
  sf_mailbox_client_set_timer (self, TIMER_ANSWER, limit_us);
}

void
sf_mailbox_client_probe (SfMailboxClient *self, gint64 now_us)
{
  self->now_us = now_us;
  if (self->state == STATE_OPEN)
    ping (self, SF_MAILBOX_CLIENT_PROBE_LIMIT_US);
  else if (self->timers[TIMER_RETRY] != SF_MAILBOX_CLIENT_NEVER)
    sf_mailbox_client_set_timer (self, TIMER_RETRY, 0);
}

void
sf_mailbox_client_release (SfMailboxClient *self, gint64 now_us)
{
  self->now_us = now_us;
  self->wants_release = TRUE;
  if (self->opened)
    sf_mailbox_client_send_release (self);
}

/* With @mood set: leaves, or is over at once when no server holds anything of ours. */
static void
go (SfMailboxClient *self)
{
  gboolean is_connected = self->state >= STATE_ALLOCATING && self->state <= STATE_OPEN;

  sf_mailbox_client_dispatch (self, is_connected || self->claimed ? EVENT_CLOSE : EVENT_QUIT);
}

void
sf_mailbox_client_close (SfMailboxClient *self, const char *mood, gint64 now_us)
{
  self->now_us = now_us;
  if (self->mood != NULL)
    return;

  self->mood = g_strdup (mood);
  go (self);
}

void
sf_mailbox_client_fail (SfMailboxClient *self, GError *error, const char *mood, gint64 now_us)
{
  gboolean is_leaving = self->mood != NULL;

  self->now_us = now_us;
  sf_mailbox_client_report (self, error, mood);
  if (!is_leaving)
    go (self);
}

static void
check_nobody (SfMailboxClient *self)
{
  if (self->peer_seen)
    return;

  sf_mailbox_client_set_waiting (self, FALSE);
  if (self->told->len > 1)
    sf_mailbox_client_dispatch (self, EVENT_ELSEWHERE);
}

static void
ring (SfMailboxClient *self, SfMailboxClientTimer timer)
{
  switch (timer) {
  case TIMER_RETRY:
    sf_mailbox_client_dispatch (self, EVENT_RETRY);
    break;
  case TIMER_ANSWER:
    sf_mailbox_client_drop (self);
    break;
  case TIMER_PING:
    ping (self, SF_MAILBOX_CLIENT_ANSWER_LIMIT_US);
    break;
  case TIMER_NOBODY:
    check_nobody (self);
    break;
  case TIMER_LEAVE:
    sf_mailbox_client_dispatch (self, EVENT_LIMIT);
    break;
  case N_TIMERS:
    break;
  }
}

void
sf_mailbox_client_tick (SfMailboxClient *self, gint64 now_us)
{
  self->now_us = now_us;
  for (SfMailboxClientTimer timer = 0; timer < N_TIMERS; timer++) {
    if (self->timers[timer] > now_us)
      continue;
    sf_mailbox_client_clear_timer (self, timer);
    ring (self, timer);
  }
}

gint64
sf_mailbox_client_get_deadline (SfMailboxClient *self)
{
  gint64 deadline_us = SF_MAILBOX_CLIENT_NEVER;

  for (SfMailboxClientTimer timer = 0; timer < N_TIMERS; timer++)
    deadline_us = MIN (deadline_us, self->timers[timer]);

  return deadline_us;
}

SfMailboxOutput *
sf_mailbox_client_pop (SfMailboxClient *self)
{
  SfMailboxOutput *output;

  while ((output = g_queue_pop_head (&self->outputs)) != NULL) {
    if (self->mood == NULL || output->type <= SF_MAILBOX_OUTPUT_DONE)
      break;
    sf_mailbox_output_free (output);
  }

  return output;
}

const char *
sf_mailbox_client_get_peer_side (SfMailboxClient *self)
{
  return sf_inbox_get_peer_side (self->inbox);
}
