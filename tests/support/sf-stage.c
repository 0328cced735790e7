/* Wormholes and a server without sockets, in virtual time, on lines that may be cut or garble. */

#include "tests/support/sf-stage.h"

#include <string.h>

#define APPID "example.org/test"
#define START_US (1000 * G_USEC_PER_SEC)
#define END_US (START_US + 600 * G_USEC_PER_SEC)
#define LATE_US (40 * 1000)

struct _SfStageLine {
  SfActor *actor;
  SfServerClient *client; /* (nullable): the server's end, while it is open */
  SfAddress *address;
};

typedef enum {
  ARRIVES_CONNECTION,
  ARRIVES_AT_SERVER,
  ARRIVES_AT_ACTOR,
  ARRIVES_END_AT_SERVER,
  ARRIVES_END_AT_ACTOR,
} Arrival;

typedef struct {
  gint64 at_us;
  Arrival what;
  SfStageLine *line;
  GBytes *bytes; /* (nullable) */
} Event;

static void
event_free (gpointer data)
{
  Event *event = data;

  g_clear_pointer (&event->bytes, g_bytes_unref);
  g_free (event);
}

static int
compare_events (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const Event *event_a = a;
  const Event *event_b = b;

  return (event_a->at_us > event_b->at_us) - (event_a->at_us < event_b->at_us);
}

/* Behind everything that arrives at the same time. */
static void
send_off (SfStage *self, SfStageLine *line, Arrival what, GBytes *bytes, gint64 delay_us)
{
  Event *event = g_new0 (Event, 1);
  GList *after = self->events.tail;

  event->at_us = self->now.monotonic_us + delay_us;
  event->what = what;
  event->line = line;
  event->bytes = bytes != NULL ? g_bytes_ref (bytes) : NULL;
  while (after != NULL && compare_events (after->data, event, NULL) > 0)
    after = after->prev;
  g_queue_insert_after (&self->events, after, event);
}

static gboolean
happens (SfStage *self, guint percent)
{
  return percent > 0 && g_rand_int_range (self->random, 0, 100) < (gint) percent;
}

static void
on_server_send (gpointer connection, GBytes *text)
{
  SfStageLine *line = connection;
  SfStage *self = line->actor->stage;
  gint64 delay_us = self->delay_us;

  if (happens (self, self->mixed_percent))
    delay_us += LATE_US;
  send_off (self, line, ARRIVES_AT_ACTOR, text, delay_us);
  if (happens (self, self->copy_percent))
    send_off (self, line, ARRIVES_AT_ACTOR, text, delay_us);
}

static void
on_server_drop (gpointer connection)
{
  SfStageLine *line = connection;
  SfStage *self = line->actor->stage;

  send_off (self, line, ARRIVES_END_AT_SERVER, NULL, 0);
  send_off (self, line, ARRIVES_END_AT_ACTOR, NULL, self->delay_us);
}

static SfServerCore *
new_server (void)
{
  static const SfServerHost host = {on_server_send, on_server_drop};
  SfRendezvousServerConfig config;

  sf_rendezvous_server_config_init (&config);
  return sf_server_core_new (&config, &host);
}

SfStage *
sf_stage_new (guint32 seed)
{
  SfStage *self = g_new0 (SfStage, 1);

  self->server = new_server ();
  self->now = (SfServerTime){START_US, START_US};
  self->random = g_rand_new_with_seed (seed);
  self->actors = g_ptr_array_new ();
  self->lines = g_ptr_array_new_with_free_func (g_free);
  self->delay_us = 5000;
  g_queue_init (&self->events);
  return self;
}

static void
close_at_server (SfStage *self, SfStageLine *line)
{
  if (line->client == NULL)
    return;

  sf_server_client_free (line->client, &self->now);
  line->client = NULL;
  sf_server_core_leave (self->server, line->address);
}

static void
actor_free (SfActor *self)
{
  sf_wormhole_core_free (self->core);
  g_free (self->code);
  g_free (self->peer_hello);
  g_string_free (self->heard, TRUE);
  g_string_free (self->waiting, TRUE);
  g_clear_error (&self->error);
  g_free (self);
}

void
sf_stage_free (SfStage *self)
{
  for (guint i = 0; i < self->lines->len; i++)
    close_at_server (self, g_ptr_array_index (self->lines, i));
  for (guint i = 0; i < self->actors->len; i++)
    actor_free (g_ptr_array_index (self->actors, i));
  g_queue_clear_full (&self->events, event_free);
  g_ptr_array_unref (self->actors);
  g_ptr_array_unref (self->lines);
  g_rand_free (self->random);
  sf_server_core_free (self->server);
  g_free (self);
}

static void
dial (SfActor *self)
{
  SfStageLine *line = g_new0 (SfStageLine, 1);

  line->actor = self;
  self->line = line;
  g_ptr_array_add (self->stage->lines, line);
  send_off (self->stage, line, ARRIVES_CONNECTION, NULL, 2 * self->stage->delay_us);
}

static void
hang_up (SfActor *self)
{
  if (self->line != NULL)
    send_off (self->stage, self->line, ARRIVES_END_AT_SERVER, NULL, self->stage->delay_us);
  self->line = NULL;
}

static void
transmit (SfActor *self, const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  if (self->line != NULL)
    send_off (self->stage, self->line, ARRIVES_AT_SERVER, bytes, self->stage->delay_us);
}

static void
note (SfActor *self, const SfMailboxOutput *output)
{
  gsize size = 0;
  const char *data = output->bytes != NULL ? g_bytes_get_data (output->bytes, &size) : NULL;

  switch (output->type) {
  case SF_MAILBOX_OUTPUT_CODE:
    self->code = g_strdup (output->text);
    break;
  case SF_MAILBOX_OUTPUT_WAITING:
    g_string_append_c (self->waiting, output->flag ? '+' : '-');
    break;
  case SF_MAILBOX_OUTPUT_CONFIRMED:
    g_assert_null (self->peer_hello);
    self->peer_hello = g_strndup (data, size);
    break;
  case SF_MAILBOX_OUTPUT_MESSAGE:
    g_string_append_len (self->heard, data, (gssize) size);
    g_string_append_c (self->heard, '.');
    break;
  case SF_MAILBOX_OUTPUT_FAILED:
    g_assert_null (self->error);
    self->error = g_error_copy (output->error);
    break;
  case SF_MAILBOX_OUTPUT_DONE:
    self->is_done = TRUE;
    hang_up (self);
    break;
  default:
    break;
  }
}

static void
run (SfActor *self)
{
  SfMailboxOutput *output;

  while ((output = sf_wormhole_core_pop (self->core, self->stage->now.monotonic_us)) != NULL) {
    if (output->type == SF_MAILBOX_OUTPUT_DIAL)
      dial (self);
    else if (output->type == SF_MAILBOX_OUTPUT_HANG_UP)
      hang_up (self);
    else if (output->type == SF_MAILBOX_OUTPUT_SEND)
      transmit (self, output->text);
    else
      note (self, output);
    sf_mailbox_output_free (output);
  }
}

SfActor *
sf_stage_enter (SfStage *self, const char *side, const char *code, const char *hello)
{
  SfActor *actor = g_new0 (SfActor, 1);
  g_autoptr (GBytes) bytes = g_bytes_new (hello, strlen (hello));

  actor->stage = self;
  actor->heard = g_string_new (NULL);
  actor->waiting = g_string_new (NULL);
  actor->core = sf_wormhole_core_new (APPID, side, code, 2, bytes, g_rand_int (self->random));
  g_ptr_array_add (self->actors, actor);
  sf_wormhole_core_start (actor->core, self->now.monotonic_us);
  run (actor);
  return actor;
}

void
sf_actor_say (SfActor *self, const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  sf_wormhole_core_send (self->core, bytes, self->stage->now.monotonic_us);
  run (self);
}

void
sf_actor_close (SfActor *self, const char *mood)
{
  sf_mailbox_client_close (sf_wormhole_core_get_mailbox (self->core), mood,
                           self->stage->now.monotonic_us);
  run (self);
}

/* What is on its way in either direction is lost with it. */
void
sf_actor_cut (SfActor *self)
{
  SfStage *stage = self->stage;
  SfStageLine *line = self->line;

  if (line == NULL)
    return;

  for (GList *link = stage->events.head, *next; link != NULL; link = next) {
    Event *event = link->data;

    next = link->next;
    if (event->line != line)
      continue;
    event_free (event);
    g_queue_delete_link (&stage->events, link);
  }
  close_at_server (stage, line);
  send_off (stage, line, ARRIVES_END_AT_ACTOR, NULL, stage->delay_us);
}

void
sf_stage_forget (SfStage *self, gint64 down_us)
{
  for (guint i = 0; i < self->actors->len; i++)
    sf_actor_cut (g_ptr_array_index (self->actors, i));
  for (guint i = 0; i < self->lines->len; i++)
    close_at_server (self, g_ptr_array_index (self->lines, i));
  sf_server_core_free (self->server);
  self->server = new_server ();
  self->down_us = self->now.monotonic_us + down_us;
}

static void
arrive_connection (SfStage *self, SfStageLine *line)
{
  SfMailboxClient *mailbox = sf_wormhole_core_get_mailbox (line->actor->core);
  gint64 now_us = self->now.monotonic_us;

  if (now_us < self->down_us || !sf_server_core_enter (self->server, 0, now_us, &line->address)) {
    line->actor->line = NULL;
    sf_mailbox_client_lost (mailbox, now_us);
    return;
  }

  line->client = sf_server_client_new (self->server, line, line->address, &self->now);
  sf_mailbox_client_connected (mailbox, now_us);
}

static void
arrive (SfStage *self, const Event *event)
{
  SfStageLine *line = event->line;
  SfMailboxClient *mailbox = sf_wormhole_core_get_mailbox (line->actor->core);
  gboolean is_present = line->actor->line == line;
  gsize size = 0;
  const char *text = event->bytes != NULL ? g_bytes_get_data (event->bytes, &size) : NULL;

  switch (event->what) {
  case ARRIVES_CONNECTION:
    if (is_present)
      arrive_connection (self, line);
    break;
  case ARRIVES_AT_SERVER:
    if (line->client != NULL)
      sf_server_client_receive (line->client, text, size, &self->now);
    break;
  case ARRIVES_AT_ACTOR:
    if (!is_present)
      break;
    line->actor->n_frames++;
    sf_mailbox_client_receive (mailbox, text, size, self->now.monotonic_us);
    break;
  case ARRIVES_END_AT_SERVER:
    close_at_server (self, line);
    break;
  case ARRIVES_END_AT_ACTOR:
    if (!is_present)
      break;
    line->actor->line = NULL;
    sf_mailbox_client_lost (mailbox, self->now.monotonic_us);
    break;
  }
  run (line->actor);
}

static SfActor *
find_earliest (SfStage *self, gint64 *ret_deadline_us)
{
  SfActor *earliest = NULL;

  *ret_deadline_us = G_MAXINT64;
  for (guint i = 0; i < self->actors->len; i++) {
    SfActor *actor = g_ptr_array_index (self->actors, i);
    gint64 deadline_us =
      sf_mailbox_client_get_deadline (sf_wormhole_core_get_mailbox (actor->core));

    if (deadline_us >= *ret_deadline_us)
      continue;
    earliest = actor;
    *ret_deadline_us = deadline_us;
  }

  return earliest;
}

static void
set_time (SfStage *self, gint64 time_us)
{
  time_us = MAX (time_us, self->now.monotonic_us);
  self->now = (SfServerTime){time_us, time_us};
  sf_server_core_expire (self->server, time_us);
}

gboolean
sf_stage_step (SfStage *self)
{
  Event *event = g_queue_peek_head (&self->events);
  gint64 deadline_us;
  SfActor *actor = find_earliest (self, &deadline_us);

  if ((event == NULL && actor == NULL) || self->now.monotonic_us > END_US)
    return FALSE;

  if (event == NULL || deadline_us < event->at_us) {
    set_time (self, deadline_us);
    sf_mailbox_client_tick (sf_wormhole_core_get_mailbox (actor->core), self->now.monotonic_us);
    run (actor);
    return TRUE;
  }

  g_queue_pop_head (&self->events);
  set_time (self, event->at_us);
  self->n_steps++;
  arrive (self, event);
  event_free (event);
  return TRUE;
}
