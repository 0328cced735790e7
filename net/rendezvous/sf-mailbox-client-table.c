/* The states of SfMailboxClient: a table, and what is done on the way from one to the next. */

#include "net/rendezvous/sf-mailbox-client-private.h"

static void
dial (SfMailboxClient *self)
{
  sf_mailbox_client_push (self, SF_MAILBOX_OUTPUT_DIAL);
  sf_mailbox_client_set_timer (self, TIMER_ANSWER, SF_MAILBOX_CLIENT_CONTACT_LIMIT_US);
}

/* The connection is gone: what was true of it is so no longer. */
static void
forget_connection (SfMailboxClient *self)
{
  sf_outbox_forget (self->outbox);
  self->opened = FALSE;
  self->replaying = FALSE;
  self->peer_seen = FALSE;
  self->release_sent = FALSE;
  self->release_pending = FALSE;
  self->close_pending = FALSE;
  sf_mailbox_client_clear_timer (self, TIMER_ANSWER);
  sf_mailbox_client_clear_timer (self, TIMER_PING);
  sf_mailbox_client_clear_timer (self, TIMER_NOBODY);
}

static void
wait_to_retry (SfMailboxClient *self)
{
  gint64 delay_us = SF_MAILBOX_CLIENT_FIRST_PAUSE_US;

  forget_connection (self);
  if (!self->offline)
    sf_mailbox_client_push_flag (self, SF_MAILBOX_OUTPUT_ONLINE, FALSE);
  self->offline = TRUE;

  for (guint i = 0; i < self->n_pauses && delay_us < SF_MAILBOX_CLIENT_MAX_PAUSE_US; i++)
    delay_us += delay_us / 2;
  self->n_pauses++;
  delay_us = (gint64) ((double) delay_us * g_rand_double_range (self->jitter, 0.75, 1.25));
  sf_mailbox_client_set_timer (self, TIMER_RETRY, MIN (delay_us, SF_MAILBOX_CLIENT_MAX_PAUSE_US));
}

/*
 * A server that lost its state gives the nameplate a new mailbox, but a side that was done with the
 * nameplate goes back to the one it knows. So who finds nobody looks into each in turn; what is
 * said in one stays there for the other.
 */
static void
go_elsewhere (SfMailboxClient *self)
{
  forget_connection (self);
  sf_mailbox_client_push (self, SF_MAILBOX_OUTPUT_HANG_UP);
  self->visit = (self->visit + 1) % (self->told->len + 1);
  if (self->visit == 0 && self->wants_release)
    self->visit = 1;
  if (self->visit > 0) {
    g_free (self->mailbox);
    self->mailbox = g_strdup (g_ptr_array_index (self->told, self->visit - 1));
  }
  dial (self);
}

static void
send_bind (SfMailboxClient *self)
{
  sf_mailbox_client_clear_timer (self, TIMER_RETRY);
  if (self->contacted)
    sf_mailbox_client_set_timer (self, TIMER_ANSWER, SF_MAILBOX_CLIENT_ANSWER_LIMIT_US);
  sf_mailbox_client_send (self, sf_mailbox_command_bind (self->appid, self->side));
}

static void
bind_and_allocate (SfMailboxClient *self)
{
  send_bind (self);
  sf_mailbox_client_send (self, sf_mailbox_command_allocate ());
}

/* `allocate` has claimed it already, but only `claim` tells the mailbox. */
static void
claim (SfMailboxClient *self)
{
  sf_mailbox_client_send (self, sf_mailbox_command_claim (self->nameplate));
  self->claimed = TRUE;
}

static void
bind_and_claim (SfMailboxClient *self)
{
  send_bind (self);
  claim (self);
}

void
sf_mailbox_client_send_release (SfMailboxClient *self)
{
  if (self->released || self->release_sent || self->nameplate == NULL)
    return;

  sf_mailbox_client_send (self, sf_mailbox_command_release (self->nameplate));
  self->release_sent = TRUE;
  self->release_pending = TRUE;
}

static gboolean
is_told (SfMailboxClient *self)
{
  return self->mailbox != NULL &&
         g_ptr_array_find_with_equal_func (self->told, self->mailbox, g_str_equal, NULL);
}

/* While nobody was met, only the mailbox that the nameplate leads to is of any use. */
static void
note_told (SfMailboxClient *self)
{
  if (sf_inbox_get_peer_side (self->inbox) == NULL)
    g_ptr_array_set_size (self->told, 0);
  else if (self->told->len == SF_MAILBOX_CLIENT_MAX_TOLD)
    g_ptr_array_remove_index (self->told, 0);

  g_ptr_array_add (self->told, g_strdup (self->mailbox));
}

/*
 * A mailbox we never added to cannot hold anything of ours, so everything is said at once. If we
 * did, the replay first shows what the server still has; the `pong` is its end.
 */
static void
open_mailbox (SfMailboxClient *self)
{
  self->replaying = is_told (self);
  sf_mailbox_client_send (self, sf_mailbox_command_open (self->mailbox));
  self->opened = TRUE;
  if (!self->replaying) {
    sf_mailbox_client_say_all (self);
    note_told (self);
  }

  self->replay_end = ++self->n_pings;
  sf_mailbox_client_send (self, sf_mailbox_command_ping (self->replay_end));
  if (self->wants_release)
    sf_mailbox_client_send_release (self);
  sf_mailbox_client_set_timer (self, TIMER_NOBODY, SF_MAILBOX_CLIENT_NOBODY_US);
}

static void
bind_and_open (SfMailboxClient *self)
{
  send_bind (self);
  open_mailbox (self);
}

static void
serve (SfMailboxClient *self)
{
  self->replaying = FALSE;
  sf_mailbox_client_say_all (self);
  sf_mailbox_client_clear_timer (self, TIMER_ANSWER);
  sf_mailbox_client_set_timer (self, TIMER_PING, SF_MAILBOX_CLIENT_PING_INTERVAL_US);
  self->n_pauses = 0;
  if (self->offline)
    sf_mailbox_client_push_flag (self, SF_MAILBOX_OUTPUT_ONLINE, TRUE);
  self->offline = FALSE;
}

static void
leave (SfMailboxClient *self)
{
  sf_mailbox_client_set_timer (self, TIMER_LEAVE, SF_MAILBOX_CLIENT_LEAVE_LIMIT_US);
}

static void
leave_dialling (SfMailboxClient *self)
{
  leave (self);
  sf_mailbox_client_clear_timer (self, TIMER_RETRY);
  sf_mailbox_client_push (self, SF_MAILBOX_OUTPUT_DIAL);
}

/*
 * Where something was said the rest is said too; where nothing was, a `pake` would only bind the
 * other side to one who leaves. `release` always goes before `close`: server 0.4.1 breaks the
 * connection over the other order.
 */
static void
say_farewell (SfMailboxClient *self)
{
  if (self->timers[TIMER_LEAVE] == SF_MAILBOX_CLIENT_NEVER)
    leave (self);
  if (is_told (self)) {
    if (!self->opened)
      sf_mailbox_client_send (self, sf_mailbox_command_open (self->mailbox));
    sf_mailbox_client_say_all (self);
  }

  sf_mailbox_client_send_release (self);
  if (self->mailbox != NULL) {
    sf_mailbox_client_send (self, sf_mailbox_command_close (self->mailbox, self->mood));
    self->close_pending = TRUE;
  }
  if (!self->release_pending && !self->close_pending)
    sf_mailbox_client_dispatch (self, EVENT_SAID);
}

static void
bind_and_say_farewell (SfMailboxClient *self)
{
  send_bind (self);
  say_farewell (self);
}

static void
finish (SfMailboxClient *self)
{
  for (SfMailboxClientTimer timer = 0; timer < N_TIMERS; timer++)
    sf_mailbox_client_clear_timer (self, timer);
  sf_mailbox_client_push (self, SF_MAILBOX_OUTPUT_DONE);
}

static const char *const state_names[] = {
  [STATE_READY] = "ready",       [STATE_DIALLING] = "dialling",
  [STATE_PAUSED] = "paused",     [STATE_ALLOCATING] = "allocating",
  [STATE_CLAIMING] = "claiming", [STATE_OPENING] = "opening",
  [STATE_OPEN] = "open",         [STATE_LEAVING] = "leaving",
  [STATE_CLOSING] = "closing",   [STATE_DONE] = "done",
};

static const char *const event_names[] = {
  [EVENT_START] = "start",
  [EVENT_CONNECTED_BARE] = "connected bare",
  [EVENT_CONNECTED_NAMED] = "connected with nameplate",
  [EVENT_CONNECTED_AGAIN] = "connected with mailbox",
  [EVENT_LOST] = "lost",
  [EVENT_UNREACHABLE] = "unreachable",
  [EVENT_RETRY] = "retry",
  [EVENT_ALLOCATED] = "allocated",
  [EVENT_CLAIMED] = "claimed",
  [EVENT_REPLAYED] = "replayed",
  [EVENT_ELSEWHERE] = "elsewhere",
  [EVENT_REFUSED] = "refused",
  [EVENT_CLOSE] = "close",
  [EVENT_QUIT] = "quit",
  [EVENT_SAID] = "said",
  [EVENT_LIMIT] = "limit",
};

static const struct {
  SfMailboxClientState state;
  SfMailboxClientEvent event;
  SfMailboxClientState next;
  void (*act) (SfMailboxClient *self);
} table[] = {
  {STATE_READY, EVENT_START, STATE_DIALLING, dial},
  {STATE_READY, EVENT_QUIT, STATE_DONE, finish},

  {STATE_DIALLING, EVENT_CONNECTED_BARE, STATE_ALLOCATING, bind_and_allocate},
  {STATE_DIALLING, EVENT_CONNECTED_NAMED, STATE_CLAIMING, bind_and_claim},
  {STATE_DIALLING, EVENT_CONNECTED_AGAIN, STATE_OPENING, bind_and_open},
  {STATE_DIALLING, EVENT_LOST, STATE_PAUSED, wait_to_retry},
  {STATE_DIALLING, EVENT_UNREACHABLE, STATE_DONE, finish},
  {STATE_DIALLING, EVENT_CLOSE, STATE_LEAVING, leave},
  {STATE_DIALLING, EVENT_QUIT, STATE_DONE, finish},

  {STATE_PAUSED, EVENT_RETRY, STATE_DIALLING, dial},
  {STATE_PAUSED, EVENT_CLOSE, STATE_LEAVING, leave_dialling},
  {STATE_PAUSED, EVENT_QUIT, STATE_DONE, finish},

  {STATE_ALLOCATING, EVENT_ALLOCATED, STATE_CLAIMING, claim},
  {STATE_ALLOCATING, EVENT_REFUSED, STATE_CLOSING, say_farewell},
  {STATE_ALLOCATING, EVENT_LOST, STATE_PAUSED, wait_to_retry},
  {STATE_ALLOCATING, EVENT_UNREACHABLE, STATE_DONE, finish},
  {STATE_ALLOCATING, EVENT_CLOSE, STATE_LEAVING, leave},

  {STATE_CLAIMING, EVENT_CLAIMED, STATE_OPENING, open_mailbox},
  {STATE_CLAIMING, EVENT_REFUSED, STATE_CLOSING, say_farewell},
  {STATE_CLAIMING, EVENT_LOST, STATE_PAUSED, wait_to_retry},
  {STATE_CLAIMING, EVENT_UNREACHABLE, STATE_DONE, finish},
  {STATE_CLAIMING, EVENT_CLOSE, STATE_LEAVING, leave},

  {STATE_OPENING, EVENT_REPLAYED, STATE_OPEN, serve},
  {STATE_OPENING, EVENT_ELSEWHERE, STATE_DIALLING, go_elsewhere},
  {STATE_OPENING, EVENT_REFUSED, STATE_CLOSING, say_farewell},
  {STATE_OPENING, EVENT_LOST, STATE_PAUSED, wait_to_retry},
  {STATE_OPENING, EVENT_CLOSE, STATE_CLOSING, say_farewell},

  {STATE_OPEN, EVENT_ELSEWHERE, STATE_DIALLING, go_elsewhere},
  {STATE_OPEN, EVENT_REFUSED, STATE_CLOSING, say_farewell},
  {STATE_OPEN, EVENT_LOST, STATE_PAUSED, wait_to_retry},
  {STATE_OPEN, EVENT_CLOSE, STATE_CLOSING, say_farewell},

  {STATE_LEAVING, EVENT_CONNECTED_BARE, STATE_CLOSING, bind_and_say_farewell},
  {STATE_LEAVING, EVENT_CONNECTED_NAMED, STATE_CLOSING, bind_and_say_farewell},
  {STATE_LEAVING, EVENT_CONNECTED_AGAIN, STATE_CLOSING, bind_and_say_farewell},
  {STATE_LEAVING, EVENT_ALLOCATED, STATE_CLOSING, say_farewell},
  {STATE_LEAVING, EVENT_CLAIMED, STATE_CLOSING, say_farewell},
  {STATE_LEAVING, EVENT_REFUSED, STATE_CLOSING, say_farewell},
  {STATE_LEAVING, EVENT_LOST, STATE_DONE, finish},
  {STATE_LEAVING, EVENT_UNREACHABLE, STATE_DONE, finish},
  {STATE_LEAVING, EVENT_LIMIT, STATE_DONE, finish},

  {STATE_CLOSING, EVENT_SAID, STATE_DONE, finish},
  {STATE_CLOSING, EVENT_LOST, STATE_DONE, finish},
  {STATE_CLOSING, EVENT_UNREACHABLE, STATE_DONE, finish},
  {STATE_CLOSING, EVENT_LIMIT, STATE_DONE, finish},
};

void
sf_mailbox_client_dispatch (SfMailboxClient *self, SfMailboxClientEvent event)
{
  for (gsize i = 0; i < G_N_ELEMENTS (table); i++) {
    if (table[i].state != self->state || table[i].event != event)
      continue;
    self->state = table[i].next;
    table[i].act (self);
    return;
  }

  g_debug ("Mailbox %s: nothing to do for %s", state_names[self->state], event_names[event]);
}

/* One arrow for all events between the same two states, where the first of them is listed. */
static void
append_arrow (GString *text, gsize first)
{
  for (gsize i = 0; i < first; i++)
    if (table[i].state == table[first].state && table[i].next == table[first].next)
      return;

  g_string_append_printf (text, "    %s --> %s: ", state_names[table[first].state],
                          state_names[table[first].next]);
  for (gsize i = first; i < G_N_ELEMENTS (table); i++)
    if (table[i].state == table[first].state && table[i].next == table[first].next)
      g_string_append_printf (text, "%s%s", i > first ? ", " : "", event_names[table[i].event]);
  g_string_append_c (text, '\n');
}

char *
sf_mailbox_client_dup_diagram (void)
{
  GString *text = g_string_new ("stateDiagram-v2\n    [*] --> ready\n");

  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)
    append_arrow (text, i);
  g_string_append (text, "    done --> [*]\n");
  return g_string_free (text, FALSE);
}
