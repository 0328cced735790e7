/* The STUN or TURN servers of one path, and what their names resolved to. */

#include "net/ice/sf-server-set.h"

#include <sodium.h>

#include <string.h>

#define MAX_USABLE 8 /* NICE_CANDIDATE_MAX_TURN_SERVERS */

typedef struct {
  SfServerAddress server;
  char *username; /* (nullable): NULL for STUN */
  char *password;
  char *ipv4; /* (nullable): numeric; NULL until resolved */
  char *ipv6;
} Entry;

struct _SfServerSet {
  GArray *entries; /* of Entry */
};

static void
entry_clear (Entry *entry)
{
  if (entry->password != NULL)
    sodium_memzero (entry->password, strlen (entry->password));
  g_free (entry->username);
  g_free (entry->password);
  g_free (entry->ipv4);
  g_free (entry->ipv6);
}

/* Takes the first address of each family. Returns: TRUE when it had none and has one now */
static gboolean
entry_take_address (Entry *entry, const char *text)
{
  gboolean is_ipv6 = strchr (text, ':') != NULL;
  gboolean had_none = entry->ipv4 == NULL && entry->ipv6 == NULL;
  char **slot = is_ipv6 ? &entry->ipv6 : &entry->ipv4;
  SfIpAddress address;

  if (*slot != NULL || !sf_ip_address_init_from_string (&address, text) ||
      !sf_ip_address_is_usable (&address))
    return FALSE;

  *slot = g_strdup (text);
  return had_none;
}

static void
add_entry (SfServerSet *self,
           const SfServerAddress *server,
           const char *username,
           const char *password)
{
  Entry entry = {
    .server = *server,
    .username = g_strdup (username),
    .password = g_strdup (password),
  };

  if (g_hostname_is_ip_address (server->host))
    entry_take_address (&entry, server->host);
  g_array_append_val (self->entries, entry);
}

SfServerSet *
sf_server_set_new (const char *stun_server,
                   const SfTurnServer *turn_servers,
                   gsize n_turn_servers,
                   GError **error)
{
  g_autoptr (SfServerSet) self = g_new0 (SfServerSet, 1);
  SfServerAddress server;

  self->entries = g_array_new (FALSE, TRUE, sizeof (Entry));
  g_array_set_clear_func (self->entries, (GDestroyNotify) entry_clear);
  for (gsize i = 0; i < n_turn_servers; i++) {
    const SfTurnServer *turn = &turn_servers[i];

    if (!sf_server_address_parse_turn (turn->uri, &server, error))
      return NULL;
    add_entry (self, &server, turn->username != NULL ? turn->username : "",
               turn->password != NULL ? turn->password : "");
  }

  if (stun_server != NULL && n_turn_servers == 0) {
    if (!sf_server_address_parse_stun (stun_server, &server, error))
      return NULL;
    add_entry (self, &server, NULL, NULL);
  }

  return g_steal_pointer (&self);
}

void
sf_server_set_free (SfServerSet *self)
{
  g_array_unref (self->entries);
  g_free (self);
}

GStrv
sf_server_set_dup_unresolved (SfServerSet *self)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < self->entries->len; i++) {
    const Entry *entry = &g_array_index (self->entries, Entry, i);

    if (entry->ipv4 == NULL && entry->ipv6 == NULL &&
        !g_hostname_is_ip_address (entry->server.host) &&
        !g_ptr_array_find_with_equal_func (names, entry->server.host, g_str_equal, NULL))
      g_ptr_array_add (names, g_strdup (entry->server.host));
  }

  if (names->len == 0)
    return NULL;
  g_ptr_array_add (names, NULL);
  return (GStrv) g_ptr_array_steal (names, NULL);
}

gboolean
sf_server_set_resolve (SfServerSet *self, GHashTable *answers)
{
  gboolean changed = FALSE;

  for (guint i = 0; i < self->entries->len; i++) {
    Entry *entry = &g_array_index (self->entries, Entry, i);
    GStrv addresses = g_hash_table_lookup (answers, entry->server.host);

    for (gsize j = 0; addresses != NULL && addresses[j] != NULL; j++)
      changed |= entry_take_address (entry, addresses[j]);
  }

  return changed;
}

static void
append_usable (GArray *usable, const Entry *entry, const char *address, gboolean tcp)
{
  SfServer server = {
    .address = address,
    .username = entry->username,
    .password = entry->password,
    .port = entry->server.port,
    .tcp = tcp,
  };

  if (address != NULL && usable->len < MAX_USABLE)
    g_array_append_val (usable, server);
}

GArray *
sf_server_set_dup_usable (SfServerSet *self)
{
  GArray *usable = g_array_new (FALSE, TRUE, sizeof (SfServer));

  /* All of UDP before any of TCP: libnice prefers the earlier. */
  for (int tcp = FALSE; tcp <= TRUE; tcp++) {
    for (guint i = 0; i < self->entries->len; i++) {
      const Entry *entry = &g_array_index (self->entries, Entry, i);

      if (!(tcp ? entry->server.tcp : entry->server.udp))
        continue;
      append_usable (usable, entry, entry->ipv4, tcp);
      append_usable (usable, entry, entry->ipv6, tcp);
    }
  }

  return usable;
}
