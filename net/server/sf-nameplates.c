/* The numbers in use: which mailbox each leads to, and which free one is given out next. */

#include "net/server/sf-nameplates.h"

#include "net/server/sf-keyed-hash.h"

#include <sodium.h>
#include <string.h>

#define MAX_DIGITS 40
#define MIN_PICKED_DIGITS 3
#define MAX_PICKED_DIGITS 9
#define MAX_TRIES 64

typedef struct {
  char *key;
  guint n_digits;
  SfMailbox *mailbox; /* (nullable): cooling down */
  gint64 cool_us;
  GList link; /* in the queue of those that cool down */
} Nameplate;

struct _SfNameplates {
  GHashTable *table;            /* key -> Nameplate */
  guint counts[MAX_DIGITS + 1]; /* by number of digits */
  GQueue cooling;               /* the first one to be free first */
  guint max_cooling;
};

static void
nameplate_free (gpointer data)
{
  Nameplate *nameplate = data;

  g_free (nameplate->key);
  g_free (nameplate);
}

SfNameplates *
sf_nameplates_new (guint max_cooling)
{
  SfNameplates *self = g_new0 (SfNameplates, 1);

  self->table = g_hash_table_new_full (sf_keyed_hash, g_str_equal, NULL, nameplate_free);
  self->max_cooling = max_cooling;

  return self;
}

void
sf_nameplates_free (SfNameplates *self)
{
  g_hash_table_unref (self->table);
  g_free (self);
}

gboolean
sf_nameplate_is_valid (const char *number)
{
  gsize n_digits = strspn (number, "0123456789");

  return n_digits >= 1 && n_digits <= MAX_DIGITS && number[n_digits] == '\0';
}

char *
sf_nameplate_make_key (const char *appid, const char *number)
{
  return g_strconcat (appid, "\n", number, NULL);
}

char *
sf_nameplates_pick (SfNameplates *self, const char *appid)
{
  guint32 smallest = 100;
  guint n_digits = MIN_PICKED_DIGITS;

  /* 9 x 10^(n-1) numbers have n digits. */
  while (n_digits < MAX_PICKED_DIGITS && self->counts[n_digits] * 2 >= 9 * smallest) {
    smallest *= 10;
    n_digits++;
  }

  for (guint i = 0; i < MAX_TRIES; i++) {
    g_autofree char *number =
      g_strdup_printf ("%" G_GUINT32_FORMAT, smallest + randombytes_uniform (9 * smallest));
    g_autofree char *key = sf_nameplate_make_key (appid, number);

    if (!g_hash_table_contains (self->table, key))
      return g_steal_pointer (&number);
  }

  return NULL;
}

SfMailbox *
sf_nameplates_find (SfNameplates *self, const char *key)
{
  Nameplate *nameplate = g_hash_table_lookup (self->table, key);

  return nameplate != NULL ? nameplate->mailbox : NULL;
}

static void
forget (SfNameplates *self, Nameplate *nameplate)
{
  if (nameplate->mailbox == NULL)
    g_queue_unlink (&self->cooling, &nameplate->link);
  self->counts[nameplate->n_digits]--;
  g_hash_table_remove (self->table, nameplate->key);
}

void
sf_nameplates_hold (SfNameplates *self, const char *key, SfMailbox *mailbox)
{
  Nameplate *nameplate = g_hash_table_lookup (self->table, key);

  if (nameplate != NULL)
    forget (self, nameplate);

  nameplate = g_new0 (Nameplate, 1);
  nameplate->key = g_strdup (key);
  nameplate->n_digits = (guint) strlen (strrchr (key, '\n') + 1);
  nameplate->mailbox = mailbox;
  nameplate->link.data = nameplate;
  self->counts[nameplate->n_digits]++;
  g_hash_table_insert (self->table, nameplate->key, nameplate);

  mailbox->nameplate_key = g_strdup (key);
}

void
sf_nameplates_release (SfNameplates *self, SfMailbox *mailbox, gint64 now_us)
{
  Nameplate *nameplate = g_hash_table_lookup (self->table, mailbox->nameplate_key);

  g_clear_pointer (&mailbox->nameplate_key, g_free);
  nameplate->mailbox = NULL;
  nameplate->cool_us = now_us + SF_NAMEPLATE_COOLING_US;
  g_queue_push_tail_link (&self->cooling, &nameplate->link);
  if (self->cooling.length > self->max_cooling)
    forget (self, g_queue_peek_head (&self->cooling));
}

gint64
sf_nameplates_expire (SfNameplates *self, gint64 now_us)
{
  Nameplate *nameplate;

  while ((nameplate = g_queue_peek_head (&self->cooling)) != NULL && nameplate->cool_us <= now_us)
    forget (self, nameplate);

  return nameplate != NULL ? nameplate->cool_us : G_MAXINT64;
}

guint
sf_nameplates_get_size (SfNameplates *self)
{
  return g_hash_table_size (self->table);
}
