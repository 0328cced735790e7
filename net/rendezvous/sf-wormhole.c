/* One code on one mailbox server: nameplate, PAKE, key confirmation, sealed messages. */

#include "net/rendezvous/sf-wormhole.h"

#include "net/code/sf-share-code.h"
#include "net/crypto/sf-sodium.h"
#include "net/rendezvous/sf-deadline.h"
#include "net/rendezvous/sf-keying.h"
#include "net/rendezvous/sf-line.h"
#include "net/rendezvous/sf-mailbox-client.h"
#include "net/sf-net-error.h"

#include <sodium.h>
#include <string.h>

#define SIDE_SIZE 5 /* bytes, as every client has it */

struct _SfWormhole {
  GObject parent_instance;

  char *appid;
  char *code; /* (nullable): until it is allocated */
  char *side;
  guint n_words;
  GBytes *hello;

  SfLine *line;
  SfMailboxClient *mailbox;
  SfKeying *keying; /* (nullable): until there is a code */
  GSource *deadline;
  GQueue unconfirmed; /* of GBytes: what waits for the confirmation */
  char *motd;         /* (nullable) */

  GError *start_error; /* (nullable): an address that cannot be used */
  gboolean failed;
  gboolean closing;
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

static void
begin_keying (SfWormhole *self)
{
  g_autoptr (GBytes) pake = NULL;

  self->keying = sf_keying_new (self->appid, self->side, self->code, self->hello);
  pake = sf_keying_dup_pake (self->keying);
  sf_mailbox_client_add (self->mailbox, "pake", pake, now ());
}

static void
take_nameplate (SfWormhole *self, const char *nameplate)
{
  self->code = sf_share_code_generate (nameplate, self->n_words);
  begin_keying (self);
  g_signal_emit (self, signals[SIGNAL_CODE], 0, self->code);
}

static void
seal (SfWormhole *self, GBytes *plaintext)
{
  g_autofree char *phase = NULL;
  g_autoptr (GBytes) body = sf_keying_seal (self->keying, plaintext, &phase);

  sf_mailbox_client_add (self->mailbox, phase, body, now ());
}

static void
confirm (SfWormhole *self, GBytes *peer_hello)
{
  GBytes *plaintext;

  sf_mailbox_client_release (self->mailbox, now ());
  while ((plaintext = g_queue_pop_head (&self->unconfirmed)) != NULL) {
    seal (self, plaintext);
    g_bytes_unref (plaintext);
  }
  g_signal_emit (self, signals[SIGNAL_CONFIRMED], 0, peer_hello);
}

static void
take_pake (SfWormhole *self, GBytes *body)
{
  const char *peer_side = sf_mailbox_client_get_peer_side (self->mailbox);
  g_autoptr (GBytes) version = NULL;
  GError *error = NULL;

  if (sf_keying_receive_pake (self->keying, peer_side, body, &version, &error))
    sf_mailbox_client_add (self->mailbox, "version", version, now ());
  else
    sf_mailbox_client_fail (self->mailbox, error, "errory", now ());
}

static void
take_phase (SfWormhole *self, const char *phase, GBytes *body)
{
  gboolean was_confirmed = sf_wormhole_is_confirmed (self);
  g_autoptr (GBytes) plaintext = NULL;
  GError *error = NULL;

  if (g_str_equal (phase, "pake")) {
    take_pake (self, body);
    return;
  }

  plaintext = sf_keying_open (self->keying, phase, body, &error);
  if (plaintext == NULL)
    sf_mailbox_client_fail (self->mailbox, error, "scary", now ());
  else if (was_confirmed)
    g_signal_emit (self, signals[SIGNAL_MESSAGE], 0, plaintext);
  else
    confirm (self, plaintext);
}

/* The object lives on until the mailbox is left politely. */
static void
take_failure (SfWormhole *self, GError *error)
{
  g_object_ref (self);
  self->failed = TRUE;
  g_signal_emit (self, signals[SIGNAL_FAILED], 0, error);
}

static void
finish (SfWormhole *self)
{
  g_autoptr (GPtrArray) tasks = g_steal_pointer (&self->close_tasks);

  self->is_done = TRUE;
  sf_line_hang_up (self->line);
  self->close_tasks = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < tasks->len; i++)
    g_task_return_boolean (g_ptr_array_index (tasks, i), TRUE);
  if (self->failed)
    g_object_unref (self);
}

/* Returns: whether @output was the driver's own business, which goes on after the end was told */
static gboolean
drive (SfWormhole *self, const SfMailboxOutput *output)
{
  switch (output->type) {
  case SF_MAILBOX_OUTPUT_DIAL:
    sf_line_dial (self->line);
    return TRUE;
  case SF_MAILBOX_OUTPUT_HANG_UP:
    sf_line_hang_up (self->line);
    return TRUE;
  case SF_MAILBOX_OUTPUT_SEND:
    sf_line_send (self->line, output->text);
    return TRUE;
  case SF_MAILBOX_OUTPUT_DONE:
    finish (self);
    return TRUE;
  default:
    return FALSE;
  }
}

static void
tell (SfWormhole *self, const SfMailboxOutput *output)
{
  switch (output->type) {
  case SF_MAILBOX_OUTPUT_NAMEPLATE:
    take_nameplate (self, output->text);
    break;
  case SF_MAILBOX_OUTPUT_MOTD:
    g_free (self->motd);
    self->motd = g_strdup (output->text);
    break;
  case SF_MAILBOX_OUTPUT_WAITING:
    g_signal_emit (self, signals[SIGNAL_WAITING], 0, output->flag);
    break;
  case SF_MAILBOX_OUTPUT_PHASE:
    take_phase (self, output->text, output->bytes);
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
  case SF_MAILBOX_OUTPUT_FAILED:
    take_failure (self, output->error);
    break;
  default:
    break;
  }
}

/* Does what the mailbox asks for, until it asks for nothing but time. Handlers of signals may
 * come back here. */
static void
run (SfWormhole *self)
{
  g_autoptr (SfWormhole) alive = g_object_ref (self);
  SfMailboxOutput *output;

  while ((output = sf_mailbox_client_pop (self->mailbox)) != NULL) {
    if (!drive (self, output) && !self->failed && !self->closing)
      tell (self, output);
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
wipe (char *secret)
{
  if (secret != NULL)
    sodium_memzero (secret, strlen (secret));
  g_free (secret);
}

static void
sf_wormhole_finalize (GObject *object)
{
  SfWormhole *self = SF_WORMHOLE (object);

  g_free (self->appid);
  wipe (self->code);
  g_free (self->side);
  g_bytes_unref (self->hello);
  sf_mailbox_client_free (self->mailbox);
  g_clear_pointer (&self->keying, sf_keying_free);
  g_queue_clear_full (&self->unconfirmed, (GDestroyNotify) g_bytes_unref);
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

  g_queue_init (&self->unconfirmed);
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
  SfWormhole *self = g_object_new (SF_TYPE_WORMHOLE, NULL);
  g_autofree char *nameplate = NULL;

  self->appid = g_strdup (config->appid != NULL ? config->appid : SF_WORMHOLE_APPID);
  self->code = g_strdup (config->code);
  self->n_words = config->n_words != 0 ? config->n_words : SF_SHARE_CODE_DEFAULT_WORDS;
  self->hello = g_bytes_ref (config->hello);

  if (self->code != NULL)
    nameplate = sf_share_code_dup_nameplate (self->code);
  self->mailbox = sf_mailbox_client_new (self->appid, self->side, nameplate, randombytes_random ());
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
    sf_mailbox_client_start (self->mailbox, now ());
  if (self->code != NULL)
    begin_keying (self);
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

  if (sf_wormhole_is_confirmed (self))
    seal (self, plaintext);
  else
    g_queue_push_tail (&self->unconfirmed, g_bytes_ref (plaintext));
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
  self->closing = TRUE;
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
  return self->code;
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
  return self->keying != NULL && sf_keying_is_confirmed (self->keying);
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
  return self->keying != NULL ? sf_keying_get_key (self->keying) : NULL;
}
