/* One mailbox: up to two sides and what they said. */

#include "net/server/sf-mailbox.h"

#include <string.h>

SfMailbox *
sf_mailbox_new (char *key, const char *id)
{
  SfMailbox *self = g_new0 (SfMailbox, 1);

  self->key = key;
  self->id = g_strdup (id);
  self->link.data = self;

  return self;
}

static void
clear_side (SfMailboxSide *side)
{
  g_free (side->name);
  memset (side, 0, sizeof *side);
}

void
sf_mailbox_free (SfMailbox *self)
{
  for (guint i = 0; i < SF_MAILBOX_SIDES; i++)
    clear_side (&self->sides[i]);
  g_clear_pointer (&self->messages, g_ptr_array_unref);
  g_free (self->nameplate_key);
  g_free (self->id);
  g_free (self->key);
  g_free (self);
}

SfMailboxSide *
sf_mailbox_find_side (SfMailbox *self, const char *name)
{
  for (guint i = 0; i < SF_MAILBOX_SIDES; i++)
    if (g_strcmp0 (self->sides[i].name, name) == 0)
      return &self->sides[i];

  return NULL;
}

SfMailboxSide *
sf_mailbox_other_side (SfMailbox *self, SfMailboxSide *side)
{
  return side == &self->sides[0] ? &self->sides[1] : &self->sides[0];
}

SfMailboxSide *
sf_mailbox_admit (SfMailbox *self, const char *name)
{
  SfMailboxSide *side = sf_mailbox_find_side (self, name);

  if (side != NULL)
    return side;

  side = sf_mailbox_find_side (self, NULL);
  for (guint i = 0; i < SF_MAILBOX_SIDES && side == NULL; i++)
    if (self->sides[i].client == NULL && self->sides[i].n_messages == 0)
      side = &self->sides[i];

  if (side != NULL) {
    clear_side (side);
    side->name = g_strdup (name);
  }

  return side;
}

void
sf_mailbox_store (SfMailbox *self, SfMailboxSide *side, GBytes *message)
{
  if (self->messages == NULL)
    self->messages = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_ptr_array_add (self->messages, g_bytes_ref (message));
  side->n_messages++;
}

void
sf_mailbox_close (SfMailbox *self, SfMailboxSide *side)
{
  side->client = NULL;
  side->is_claimed = FALSE;
  side->is_open = FALSE;
  if (side->n_messages == 0)
    clear_side (side);
}

gboolean
sf_mailbox_is_claimed (const SfMailbox *self)
{
  return self->sides[0].is_claimed || self->sides[1].is_claimed;
}

gboolean
sf_mailbox_is_held (const SfMailbox *self)
{
  return sf_mailbox_is_claimed (self) || self->sides[0].is_open || self->sides[1].is_open;
}

gboolean
sf_mailbox_is_connected (const SfMailbox *self)
{
  return self->sides[0].client != NULL || self->sides[1].client != NULL;
}
