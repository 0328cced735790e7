/* One code on one mailbox server: nameplate, PAKE, key confirmation, sealed messages. */

#include "net/rendezvous/sf-wormhole.h"

#include "net/code/sf-share-code.h"
#include "net/crypto/sf-sodium.h"
#include "net/rendezvous/sf-deadline.h"
#include "net/rendezvous/sf-keying.h"
#include "net/rendezvous/sf-line.h"
#include "net/rendezvous/sf-wormhole-core.h"

#include <sodium.h>

#define SIDE_SIZE 5 /* bytes, as every client has it */

struct _SfWormhole {
  GObject parent_instance;

  char *side;
  SfLine *line;
  SfWormholeCore *core;
  SfMailboxClient *mailbox; /* the core's */
  GSource *deadline;
  char *motd; /* (nullable) */

  GError *start_error;  /* (nullable): an address that cannot be used */
  SfWormhole *outlives; /* (nullable): itself, from its failure to its end */
  gboolean is_closing;
  gboolean is_done;
  GPtrArray *close_tasks; /* of GTask */
};

G_DEFINE_FINAL_TYPE (SfWormhole, sf_wormhole, G_TYPE_OBJECT)

enum {
  SIGNAL_CODE,
  SIGNAL_WAITING,
  SIGNAL_CONFIRMED,
  SIGNAL_MESSAGE,
  SIGNAL_PEER_CONNECTION,
  SIGNAL_ONLINE,
  SIGNAL_ICE_SERVERS,
  SIGNAL_FAILED,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

static void run (SfWormhole *self);

static gint64
now (void)
{
  return g_get_monotonic_time ();
}

static void
on_line_connected (SfLine *line, gpointer user_data)
{
  SfWormhole *self = user_data;

  sf_mailbox_client_connected (self->mailbox, now ());
  run (self);
}

static void
on_line_frame (SfLine *line, GBytes *frame, gpointer user_data)
{
  SfWormhole *self = user_data;
  gsize size;
  const char *text = g_bytes_get_data (frame, &size);

  sf_mailbox_client_receive (self->mailbox, text, size, now ());
  run (self);
}

static void
on_line_lost (SfLine *line, gpointer user_data)
{
  SfWormhole *self = user_data;

  sf_mailbox_client_lost (self->mailbox, now ());
  run (self);
}

/* The object lives on until the mailbox is left politely. */
static void
take_failure (SfWormhole *self, const GError *error)
{
  if (self->is_closing)
    return;

  self->outlives = g_object_ref (self);
  g_signal_emit (self, signals[SIGNAL_FAILED], 0, error);
}

static void
finish (SfWormhole *self)
{
  g_autoptr (SfWormhole) outlives = g_steal_pointer (&self->outlives);
  g_autoptr (GPtrArray) tasks = g_steal_pointer (&self->close_tasks);

  self->is_done = TRUE;
  sf_line_hang_up (self->line);
  self->close_tasks = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < tasks->len; i++)
    g_task_return_boolean (g_ptr_array_index (tasks, i), TRUE);
}

static void
take_motd (SfWormhole *self, const char *motd)
{
  g_free (self->motd);
  self->motd = g_strdup (motd);
}

static void
take_output (SfWormhole *self, const SfMailboxOutput *output)
{
  switch (output->type) {
  case SF_MAILBOX_OUTPUT_DIAL:
    sf_line_dial (self->line);
    break;
  case SF_MAILBOX_OUTPUT_HANG_UP:
    sf_line_hang_up (self->line);
    break;
  case SF_MAILBOX_OUTPUT_SEND:
    sf_line_send (self->line, output->text);
    break;
  case SF_MAILBOX_OUTPUT_FAILED:
    take_failure (self, output->error);
    break;
  case SF_MAILBOX_OUTPUT_DONE:
    finish (self);
    break;
  case SF_MAILBOX_OUTPUT_MOTD:
    take_motd (self, output->text);
    break;
  case SF_MAILBOX_OUTPUT_CODE:
    g_signal_emit (self, signals[SIGNAL_CODE], 0, output->text);
    break;
  case SF_MAILBOX_OUTPUT_WAITING:
    g_signal_emit (self, signals[SIGNAL_WAITING], 0, output->flag);
    break;
  case SF_MAILBOX_OUTPUT_CONFIRMED:
    g_signal_emit (self, signals[SIGNAL_CONFIRMED], 0, output->bytes);
    break;
  case SF_MAILBOX_OUTPUT_MESSAGE:
    g_signal_emit (self, signals[SIGNAL_MESSAGE], 0, output->bytes);
    break;
  case SF_MAILBOX_OUTPUT_PEER_CONNECTION:
    g_signal_emit (self, signals[SIGNAL_PEER_CONNECTION], 0, output->flag);
    break;
  case SF_MAILBOX_OUTPUT_ICE_SERVERS:
    g_signal_emit (self, signals[SIGNAL_ICE_SERVERS], 0, output->bytes);
    break;
  case SF_MAILBOX_OUTPUT_ONLINE:
    g_signal_emit (self, signals[SIGNAL_ONLINE], 0, output->flag);
    break;
  case SF_MAILBOX_OUTPUT_NAMEPLATE:
  case SF_MAILBOX_OUTPUT_PHASE:
    break;
  }
}

/* Does what the mailbox asks for, until it asks for nothing but time. Handlers of signals may come
 * back here. */
static void
run (SfWormhole *self)
{
  g_autoptr (SfWormhole) alive = g_object_ref (self);
  SfMailboxOutput *output;

  while ((output = sf_wormhole_core_pop (self->core, now ())) != NULL) {
    take_output (self, output);
    sf_mailbox_output_free (output);
  }

  if (self->deadline != NULL)
    sf_deadline_set (self->deadline, sf_mailbox_client_get_deadline (self->mailbox));
}

static gboolean
on_deadline (gpointer user_data)
{
  SfWormhole *self = user_data;

  sf_mailbox_client_tick (self->mailbox, now ());
  run (self);
  return G_SOURCE_CONTINUE;
}

static void
sf_wormhole_dispose (GObject *object)
{
  SfWormhole *self = SF_WORMHOLE (object);

  if (self->line != NULL) {
    g_signal_handlers_disconnect_by_data (self->line, self);
    sf_line_hang_up (self->line);
  }
  g_clear_object (&self->line);
  g_clear_pointer (&self->deadline, sf_deadline_free);

  G_OBJECT_CLASS (sf_wormhole_parent_class)->dispose (object);
}

static void
sf_wormhole_finalize (GObject *object)
{
  SfWormhole *self = SF_WORMHOLE (object);

  g_free (self->side);
  sf_wormhole_core_free (self->core);
  g_free (self->motd);
  g_clear_error (&self->start_error);
  g_ptr_array_unref (self->close_tasks);

  G_OBJECT_CLASS (sf_wormhole_parent_class)->finalize (object);
}

static guint
new_signal (const char *name, GType argument)
{
  return g_signal_new (name, SF_TYPE_WORMHOLE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                       1, argument);
}

static void
sf_wormhole_class_init (SfWormholeClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = sf_wormhole_dispose;
  object_class->finalize = sf_wormhole_finalize;

  signals[SIGNAL_CODE] = new_signal ("code", G_TYPE_STRING);
  signals[SIGNAL_WAITING] = new_signal ("waiting", G_TYPE_BOOLEAN);
  signals[SIGNAL_CONFIRMED] = new_signal ("confirmed", G_TYPE_BYTES);
  signals[SIGNAL_MESSAGE] = new_signal ("message", G_TYPE_BYTES);
  signals[SIGNAL_PEER_CONNECTION] = new_signal ("peer-connection", G_TYPE_BOOLEAN);
  signals[SIGNAL_ONLINE] = new_signal ("online", G_TYPE_BOOLEAN);
  signals[SIGNAL_ICE_SERVERS] = new_signal ("ice-servers", G_TYPE_BYTES);
  signals[SIGNAL_FAILED] = new_signal ("failed", G_TYPE_ERROR);
}

static void
sf_wormhole_init (SfWormhole *self)
{
  guint8 side[SIDE_SIZE];

  sf_sodium_init ();
  randombytes_buf (side, sizeof side);
  self->side = g_malloc (2 * SIDE_SIZE + 1);
  sodium_bin2hex (self->side, 2 * SIDE_SIZE + 1, side, sizeof side);

  self->close_tasks = g_ptr_array_new_with_free_func (g_object_unref);
  self->line = sf_line_new ();
  g_signal_connect (self->line, "connected", G_CALLBACK (on_line_connected), self);
  g_signal_connect (self->line, "frame", G_CALLBACK (on_line_frame), self);
  g_signal_connect (self->line, "lost", G_CALLBACK (on_line_lost), self);

  self->deadline = sf_deadline_new (on_deadline, self);
}

SfWormhole *
sf_wormhole_new (const SfWormholeConfig *config)
{
  SfWormhole *self;
  const char *appid = config->appid != NULL ? config->appid : SF_WORMHOLE_APPID;
  guint n_words = config->n_words != 0 ? config->n_words : SF_SHARE_CODE_DEFAULT_WORDS;

  g_return_val_if_fail (config->urls != NULL && config->urls[0] != NULL, NULL);
  g_return_val_if_fail (config->hello != NULL, NULL);

  self = g_object_new (SF_TYPE_WORMHOLE, NULL);
  self->core = sf_wormhole_core_new (appid, self->side, config->code, n_words, config->hello,
                                     randombytes_random ());
  self->mailbox = sf_wormhole_core_get_mailbox (self->core);
  for (guint i = 0; config->urls[i] != NULL && self->start_error == NULL; i++)
    sf_line_add_url (self->line, config->urls[i], &self->start_error);
  return self;
}

void
sf_wormhole_start (SfWormhole *self)
{
  g_return_if_fail (SF_IS_WORMHOLE (self));

  if (self->start_error != NULL)
    sf_mailbox_client_fail (self->mailbox, g_steal_pointer (&self->start_error), "errory", now ());
  else
    sf_wormhole_core_start (self->core, now ());
  run (self);
}

void
sf_wormhole_add_url (SfWormhole *self, const char *url)
{
  g_return_if_fail (SF_IS_WORMHOLE (self));

  sf_line_add_url (self->line, url, NULL);
}

void
sf_wormhole_send (SfWormhole *self, GBytes *plaintext)
{
  g_return_if_fail (SF_IS_WORMHOLE (self));
  g_return_if_fail (g_bytes_get_size (plaintext) <= SF_KEYING_MAX_PLAINTEXT);

  sf_wormhole_core_send (self->core, plaintext, now ());
  run (self);
}

void
sf_wormhole_probe (SfWormhole *self)
{
  g_return_if_fail (SF_IS_WORMHOLE (self));

  sf_mailbox_client_probe (self->mailbox, now ());
  run (self);
}

void
sf_wormhole_close_async (SfWormhole *self,
                         const char *mood,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, sf_wormhole_close_async);
  self->is_closing = TRUE;
  if (self->is_done) {
    g_task_return_boolean (task, TRUE);
    return;
  }

  g_ptr_array_add (self->close_tasks, g_steal_pointer (&task));
  sf_mailbox_client_close (self->mailbox, mood, now ());
  run (self);
}

void
sf_wormhole_close_finish (SfWormhole *self, GAsyncResult *result)
{
  g_return_if_fail (g_task_is_valid (result, self));

  g_task_propagate_boolean (G_TASK (result), NULL);
}

const char *
sf_wormhole_get_code (SfWormhole *self)
{
  return sf_wormhole_core_get_code (self->core);
}

const char *
sf_wormhole_get_url (SfWormhole *self)
{
  return sf_line_get_url (self->line);
}

const char *
sf_wormhole_get_motd (SfWormhole *self)
{
  return self->motd;
}

gboolean
sf_wormhole_is_confirmed (SfWormhole *self)
{
  return sf_wormhole_core_is_confirmed (self->core);
}

gboolean
sf_wormhole_is_loopback (SfWormhole *self)
{
  return sf_line_is_loopback (self->line);
}

const char *
sf_wormhole_get_side (SfWormhole *self)
{
  return self->side;
}

const char *
sf_wormhole_get_peer_side (SfWormhole *self)
{
  return sf_mailbox_client_get_peer_side (self->mailbox);
}

const guint8 *
sf_wormhole_get_key (SfWormhole *self)
{
  return sf_wormhole_core_get_key (self->core);
}
