/* A wormhole without its sockets: the mailbox and the keys. Pure: time is an argument. */

#include "net/rendezvous/sf-wormhole-core.h"

#include "net/code/sf-share-code.h"
#include "net/rendezvous/sf-keying.h"

#include <sodium.h>
#include <string.h>

struct _SfWormholeCore {
  SfMailboxClient *mailbox;
  SfKeying *keying; /* (nullable): until there is a code */
  char *appid;
  char *side;
  char *code; /* (nullable): until it is allocated */
  guint n_words;
  GBytes *hello;
  GQueue unconfirmed; /* of GBytes: what waits for the confirmation */
};

SfWormholeCore *
sf_wormhole_core_new (
  const char *appid, const char *side, const char *code, guint n_words, GBytes *hello, guint32 seed)
{
  SfWormholeCore *self = g_new0 (SfWormholeCore, 1);
  g_autofree char *nameplate = code != NULL ? sf_share_code_dup_nameplate (code) : NULL;

  self->mailbox = sf_mailbox_client_new (appid, side, nameplate, seed);
  self->appid = g_strdup (appid);
  self->side = g_strdup (side);
  self->code = g_strdup (code);
  self->n_words = n_words;
  self->hello = g_bytes_ref (hello);
  g_queue_init (&self->unconfirmed);
  return self;
}

void
sf_wormhole_core_free (SfWormholeCore *self)
{
  sf_mailbox_client_free (self->mailbox);
  g_clear_pointer (&self->keying, sf_keying_free);
  g_free (self->appid);
  g_free (self->side);
  if (self->code != NULL)
    sodium_memzero (self->code, strlen (self->code));
  g_free (self->code);
  g_bytes_unref (self->hello);
  g_queue_clear_full (&self->unconfirmed, (GDestroyNotify) g_bytes_unref);
  g_free (self);
}

static void
begin_keying (SfWormholeCore *self, gint64 now_us)
{
  g_autoptr (GBytes) pake = NULL;

  self->keying = sf_keying_new (self->appid, self->side, self->code, self->hello);
  pake = sf_keying_dup_pake (self->keying);
  sf_mailbox_client_add (self->mailbox, "pake", pake, now_us);
}

void
sf_wormhole_core_start (SfWormholeCore *self, gint64 now_us)
{
  sf_mailbox_client_start (self->mailbox, now_us);
  if (self->code != NULL)
    begin_keying (self, now_us);
}

SfMailboxClient *
sf_wormhole_core_get_mailbox (SfWormholeCore *self)
{
  return self->mailbox;
}

static void
seal (SfWormholeCore *self, GBytes *plaintext, gint64 now_us)
{
  g_autofree char *phase = NULL;
  g_autoptr (GBytes) body = sf_keying_seal (self->keying, plaintext, &phase);

  sf_mailbox_client_add (self->mailbox, phase, body, now_us);
}

void
sf_wormhole_core_send (SfWormholeCore *self, GBytes *plaintext, gint64 now_us)
{
  if (sf_wormhole_core_is_confirmed (self))
    seal (self, plaintext, now_us);
  else
    g_queue_push_tail (&self->unconfirmed, g_bytes_ref (plaintext));
}

static void
take_nameplate (SfWormholeCore *self, SfMailboxOutput *output, gint64 now_us)
{
  self->code = sf_share_code_generate (output->text, self->n_words);
  begin_keying (self, now_us);
  output->type = SF_MAILBOX_OUTPUT_CODE;
  g_free (output->text);
  output->text = g_strdup (self->code);
}

static void
take_pake (SfWormholeCore *self, GBytes *body, gint64 now_us)
{
  const char *peer_side = sf_mailbox_client_get_peer_side (self->mailbox);
  g_autoptr (GBytes) version = NULL;
  GError *error = NULL;

  if (sf_keying_receive_pake (self->keying, peer_side, body, &version, &error))
    sf_mailbox_client_add (self->mailbox, "version", version, now_us);
  else
    sf_mailbox_client_fail (self->mailbox, error, "errory", now_us);
}

static void
confirm (SfWormholeCore *self, gint64 now_us)
{
  GBytes *plaintext;

  sf_mailbox_client_release (self->mailbox, now_us);
  while ((plaintext = g_queue_pop_head (&self->unconfirmed)) != NULL) {
    seal (self, plaintext, now_us);
    g_bytes_unref (plaintext);
  }
}

/* Returns: FALSE when nothing is to be told */
static gboolean
take_phase (SfWormholeCore *self, SfMailboxOutput *output, gint64 now_us)
{
  gboolean was_confirmed = sf_wormhole_core_is_confirmed (self);
  GBytes *plaintext;
  GError *error = NULL;

  if (g_str_equal (output->text, "pake")) {
    take_pake (self, output->bytes, now_us);
    return FALSE;
  }

  plaintext = sf_keying_open (self->keying, output->text, output->bytes, &error);
  if (plaintext == NULL) {
    sf_mailbox_client_fail (self->mailbox, error, "scary", now_us);
    return FALSE;
  }

  g_bytes_unref (output->bytes);
  output->bytes = plaintext;
  output->type = was_confirmed ? SF_MAILBOX_OUTPUT_MESSAGE : SF_MAILBOX_OUTPUT_CONFIRMED;
  if (!was_confirmed)
    confirm (self, now_us);
  return TRUE;
}

SfMailboxOutput *
sf_wormhole_core_pop (SfWormholeCore *self, gint64 now_us)
{
  SfMailboxOutput *output;

  while ((output = sf_mailbox_client_pop (self->mailbox)) != NULL) {
    if (output->type == SF_MAILBOX_OUTPUT_NAMEPLATE)
      take_nameplate (self, output, now_us);
    if (output->type != SF_MAILBOX_OUTPUT_PHASE || take_phase (self, output, now_us))
      break;
    sf_mailbox_output_free (output);
  }

  return output;
}

const char *
sf_wormhole_core_get_code (SfWormholeCore *self)
{
  return self->code;
}

gboolean
sf_wormhole_core_is_confirmed (SfWormholeCore *self)
{
  return self->keying != NULL && sf_keying_is_confirmed (self->keying);
}

const guint8 *
sf_wormhole_core_get_key (SfWormholeCore *self)
{
  return self->keying != NULL ? sf_keying_get_key (self->keying) : NULL;
}
