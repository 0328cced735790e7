/* What we said to a mailbox, kept so that it can be said again to a server that forgot it. */

#include "net/rendezvous/sf-outbox.h"

typedef struct {
  char *phase;
  GBytes *body;
  gboolean said; /* taken, or echoed */
} Entry;

struct _SfOutbox {
  GPtrArray *entries; /* of Entry, oldest first */
  gsize size;         /* bytes of all bodies */
};

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_free (entry->phase);
  g_bytes_unref (entry->body);
  g_free (entry);
}

SfOutbox *
sf_outbox_new (void)
{
  SfOutbox *self = g_new0 (SfOutbox, 1);

  self->entries = g_ptr_array_new_with_free_func (entry_free);
  return self;
}

void
sf_outbox_free (SfOutbox *self)
{
  g_ptr_array_unref (self->entries);
  g_free (self);
}

gboolean
sf_outbox_put (SfOutbox *self, const char *phase, GBytes *body)
{
  gsize size = g_bytes_get_size (body);
  Entry *entry;

  if (self->entries->len >= SF_OUTBOX_MAX_MESSAGES || size > SF_OUTBOX_MAX_SIZE - self->size)
    return FALSE;

  entry = g_new0 (Entry, 1);
  entry->phase = g_strdup (phase);
  entry->body = g_bytes_ref (body);
  g_ptr_array_add (self->entries, entry);
  self->size += size;
  return TRUE;
}

gboolean
sf_outbox_take (SfOutbox *self, const char **ret_phase, GBytes **ret_body)
{
  for (guint i = 0; i < self->entries->len; i++) {
    Entry *entry = g_ptr_array_index (self->entries, i);

    if (entry->said)
      continue;
    entry->said = TRUE;
    *ret_phase = entry->phase;
    *ret_body = entry->body;
    return TRUE;
  }

  return FALSE;
}

gboolean
sf_outbox_echo (SfOutbox *self, const char *phase, GBytes *body)
{
  for (guint i = 0; i < self->entries->len; i++) {
    Entry *entry = g_ptr_array_index (self->entries, i);

    if (!g_str_equal (entry->phase, phase))
      continue;
    entry->said = TRUE;
    return body != NULL && g_bytes_equal (entry->body, body);
  }

  return FALSE;
}

void
sf_outbox_forget (SfOutbox *self)
{
  for (guint i = 0; i < self->entries->len; i++)
    ((Entry *) g_ptr_array_index (self->entries, i))->said = FALSE;
}
