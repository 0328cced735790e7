/* What each network address holds and has tried, so that one stranger cannot take it all. */

#include "net/server/sf-address-table.h"

#include <string.h>

#define MIN_SWEEP 64
#define SWEEP_INTERVAL_US G_USEC_PER_SEC

const SfTokenRate sf_address_unknown_rate = {.burst = 20, .refill_us = 6 * G_USEC_PER_SEC};
const SfTokenRate sf_address_guess_rate = {.burst = 10, .refill_us = 60 * G_USEC_PER_SEC};

struct _SfAddressTable {
  GHashTable *records; /* guint64 -> SfAddress */
  guint sweep_at;      /* the size at which idle records are next looked for */
  gint64 sweep_after_us;
  SfAddress shared;
};

/* Returns: (nullable): the 4 bytes of an IPv4 address, mapped or not (RFC 4291 section 2.5.5.2) */
static const guint8 *
get_ipv4 (GInetAddress *address)
{
  static const guint8 mapped[12] = {[10] = 0xff, [11] = 0xff};
  const guint8 *bytes = g_inet_address_to_bytes (address);

  if (g_inet_address_get_family (address) == G_SOCKET_FAMILY_IPV4)
    return bytes;

  return memcmp (bytes, mapped, sizeof mapped) == 0 ? bytes + sizeof mapped : NULL;
}

guint64
sf_address_key (GInetAddress *address)
{
  const guint8 *ipv4 = get_ipv4 (address);
  const guint8 *bytes = ipv4 != NULL ? ipv4 : g_inet_address_to_bytes (address);
  guint64 key = 0;

  for (guint i = 0; i < (ipv4 != NULL ? 4 : 8); i++)
    key = key << 8 | bytes[i];

  /* 0:ffff::/32 is in the block that RFC 4291 reserves, so no IPv6 prefix falls on it. */
  return ipv4 != NULL ? key | (guint64) 0xffff << 32 : MAX (key, 1);
}

gboolean
sf_address_is_loopback (GInetAddress *address)
{
  const guint8 *ipv4 = get_ipv4 (address);

  return ipv4 != NULL ? ipv4[0] == 127 : g_inet_address_get_is_loopback (address);
}

SfAddressTable *
sf_address_table_new (void)
{
  SfAddressTable *self = g_new0 (SfAddressTable, 1);

  self->records = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, g_free);
  self->sweep_at = MIN_SWEEP;

  return self;
}

void
sf_address_table_free (SfAddressTable *self)
{
  g_hash_table_unref (self->records);
  g_free (self);
}

static gboolean
is_idle (gpointer key, gpointer value, gpointer user_data)
{
  const SfAddress *address = value;
  gint64 now_us = *(gint64 *) user_data;

  return address->connections == 0 && address->mailboxes == 0 &&
         sf_token_bucket_is_full (&address->unknown, now_us) &&
         sf_token_bucket_is_full (&address->guesses, now_us);
}

/* Only when the table has doubled since the last time, so that a new record costs constant time;
 * and not all the time when the table stays full. */
static void
sweep_if_due (SfAddressTable *self, gint64 now_us)
{
  if (g_hash_table_size (self->records) < self->sweep_at || now_us < self->sweep_after_us)
    return;

  self->sweep_after_us = now_us + SWEEP_INTERVAL_US;
  g_hash_table_foreach_remove (self->records, is_idle, &now_us);
  self->sweep_at = CLAMP (2 * g_hash_table_size (self->records), MIN_SWEEP, SF_ADDRESS_TABLE_MAX);
}

SfAddress *
sf_address_table_get (SfAddressTable *self, guint64 key, gint64 now_us)
{
  SfAddress *address = g_hash_table_lookup (self->records, &key);

  if (address != NULL)
    return address;

  sweep_if_due (self, now_us);
  if (g_hash_table_size (self->records) >= SF_ADDRESS_TABLE_MAX)
    return &self->shared;

  address = g_new0 (SfAddress, 1);
  address->key = key;
  g_hash_table_insert (self->records, &address->key, address);

  return address;
}

guint
sf_address_table_get_size (SfAddressTable *self)
{
  return g_hash_table_size (self->records);
}
