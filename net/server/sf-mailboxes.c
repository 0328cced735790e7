/* All mailboxes of a server: found by id or nameplate, within limits, forgotten in time. */

#include "net/server/sf-mailboxes.h"

#include "net/server/sf-keyed-hash.h"
#include "net/server/sf-nameplates.h"

#include <sodium.h>

/* 13 characters, as the Python server's: 65 bits. */
#define RANDOM_ID_LENGTH 13

/* What a stored message takes beside its text, rounded up. */
#define MESSAGE_OVERHEAD 128

struct _SfMailboxes {
  const SfRendezvousServerConfig *config;
  GHashTable *table; /* key -> SfMailbox */
  SfNameplates *nameplates;
  GQueue abandoned; /* that nobody is connected to; the first one to expire first */
  gsize stored_bytes;
};

SfMailboxes *
sf_mailboxes_new (const SfRendezvousServerConfig *config)
{
  SfMailboxes *self = g_new0 (SfMailboxes, 1);

  self->config = config;
  self->table =
    g_hash_table_new_full (sf_keyed_hash, g_str_equal, NULL, (GDestroyNotify) sf_mailbox_free);
  self->nameplates = sf_nameplates_new (config->max_mailboxes);

  return self;
}

void
sf_mailboxes_free (SfMailboxes *self)
{
  g_hash_table_unref (self->table);
  sf_nameplates_free (self->nameplates);
  g_free (self);
}

static char *
make_key (const char *appid, const char *id)
{
  return g_strconcat (appid, "\n", id, NULL);
}

static char *
make_random_id (void)
{
  static const char base32[] = "abcdefghijklmnopqrstuvwxyz234567";
  char *id = g_malloc (RANDOM_ID_LENGTH + 1);

  for (guint i = 0; i < RANDOM_ID_LENGTH; i++)
    id[i] = base32[randombytes_uniform (32)];
  id[RANDOM_ID_LENGTH] = '\0';

  return id;
}

SfMailbox *
sf_mailboxes_find (SfMailboxes *self, const char *appid, const char *id)
{
  g_autofree char *key = make_key (appid, id);

  return g_hash_table_lookup (self->table, key);
}

SfMailbox *
sf_mailboxes_find_nameplate (SfMailboxes *self, const char *appid, const char *nameplate)
{
  g_autofree char *key = sf_nameplate_make_key (appid, nameplate);

  return sf_nameplates_find (self->nameplates, key);
}

char *
sf_mailboxes_pick_nameplate (SfMailboxes *self, const char *appid)
{
  return sf_nameplates_pick (self->nameplates, appid);
}

SfMailbox *
sf_mailboxes_create (
  SfMailboxes *self, const char *appid, const char *id, const char *nameplate, SfAddress *creator)
{
  g_autofree char *random_id = NULL;
  SfMailbox *mailbox;

  if (g_hash_table_size (self->table) >= self->config->max_mailboxes)
    return NULL;
  if (creator != NULL && creator->mailboxes >= self->config->max_mailboxes_per_address)
    return NULL;

  if (id == NULL) {
    random_id = make_random_id ();
    id = random_id;
  }
  mailbox = sf_mailbox_new (make_key (appid, id), id);
  g_hash_table_insert (self->table, mailbox->key, mailbox);

  if (creator != NULL) {
    mailbox->creator = creator;
    creator->mailboxes++;
  }
  if (nameplate != NULL) {
    g_autofree char *key = sf_nameplate_make_key (appid, nameplate);
    sf_nameplates_hold (self->nameplates, key, mailbox);
  }

  return mailbox;
}

gboolean
sf_mailboxes_store (SfMailboxes *self, SfMailbox *mailbox, SfMailboxSide *side, GBytes *message)
{
  const SfRendezvousServerConfig *config = self->config;
  gsize size = g_bytes_get_size (message) + MESSAGE_OVERHEAD;
  SfAddress *creator = mailbox->creator;

  if (mailbox->messages != NULL && mailbox->messages->len >= config->max_mailbox_messages)
    return FALSE;
  if (mailbox->stored_bytes + size > config->max_mailbox_bytes ||
      self->stored_bytes + size > config->max_stored_bytes)
    return FALSE;
  if (creator != NULL && creator->stored_bytes + size > config->max_address_bytes)
    return FALSE;

  sf_mailbox_store (mailbox, side, message);
  mailbox->stored_bytes += size;
  self->stored_bytes += size;
  if (creator != NULL)
    creator->stored_bytes += size;

  return TRUE;
}

static void
set_abandoned (SfMailboxes *self, SfMailbox *mailbox, gboolean is_abandoned, gint64 now_us)
{
  if (is_abandoned == (mailbox->expires_us != 0))
    return;

  if (is_abandoned) {
    mailbox->expires_us = now_us + SF_MAILBOX_EXPIRY_US;
    g_queue_push_tail_link (&self->abandoned, &mailbox->link);
  } else {
    mailbox->expires_us = 0;
    g_queue_unlink (&self->abandoned, &mailbox->link);
  }
}

static void
forget (SfMailboxes *self, SfMailbox *mailbox, gint64 now_us)
{
  set_abandoned (self, mailbox, FALSE, now_us);
  if (mailbox->nameplate_key != NULL)
    sf_nameplates_release (self->nameplates, mailbox, now_us);
  self->stored_bytes -= mailbox->stored_bytes;
  if (mailbox->creator != NULL) {
    mailbox->creator->mailboxes--;
    mailbox->creator->stored_bytes -= mailbox->stored_bytes;
  }
  g_hash_table_remove (self->table, mailbox->key);
}

void
sf_mailboxes_update (SfMailboxes *self, SfMailbox *mailbox, gint64 now_us)
{
  if (mailbox->nameplate_key != NULL && !sf_mailbox_is_claimed (mailbox))
    sf_nameplates_release (self->nameplates, mailbox, now_us);

  if (sf_mailbox_is_held (mailbox))
    set_abandoned (self, mailbox, !sf_mailbox_is_connected (mailbox), now_us);
  else
    forget (self, mailbox, now_us);
}

gint64
sf_mailboxes_expire (SfMailboxes *self, gint64 now_us)
{
  SfMailbox *mailbox;
  gint64 next_us;

  while ((mailbox = g_queue_peek_head (&self->abandoned)) != NULL && mailbox->expires_us <= now_us)
    forget (self, mailbox, now_us);
  next_us = sf_nameplates_expire (self->nameplates, now_us);

  return mailbox != NULL ? MIN (next_us, mailbox->expires_us) : next_us;
}

guint
sf_mailboxes_get_size (SfMailboxes *self)
{
  return g_hash_table_size (self->table);
}

guint
sf_mailboxes_get_n_nameplates (SfMailboxes *self)
{
  return sf_nameplates_get_size (self->nameplates);
}

gsize
sf_mailboxes_get_stored_bytes (SfMailboxes *self)
{
  return self->stored_bytes;
}
