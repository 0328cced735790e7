/* What each network address holds and has tried, so that one stranger cannot take it all. */
#pragma once

#include "net/server/sf-token-bucket.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* A claim of a nameplate that nobody holds: 20 at once, then one every 6 s. */
extern const SfTokenRate sf_address_unknown_rate;

/* A pairing that ended `scary`, that is a wrong guess: 10 at once, then one a minute. */
extern const SfTokenRate sf_address_guess_rate;

/* The table's size; addresses beyond it share one record. */
#define SF_ADDRESS_TABLE_MAX 65536

typedef struct {
  guint64 key;
  guint connections;
  guint mailboxes;    /* created from here and still there */
  gsize stored_bytes; /* in those */
  SfTokenBucket unknown;
  SfTokenBucket guesses;
} SfAddress;

typedef struct _SfAddressTable SfAddressTable;

/**
 * sf_address_key:
 *
 * The IPv4 address (an IPv4-mapped one too), or the first 64 bits of the IPv6 address, which is
 * what one customer has. Never 0, which stands for "not limited".
 */
guint64 sf_address_key (GInetAddress *address);

/* 127.0.0.0/8 or ::1, also IPv4-mapped. */
gboolean sf_address_is_loopback (GInetAddress *address);

SfAddressTable *sf_address_table_new (void) G_GNUC_WARN_UNUSED_RESULT;
void sf_address_table_free (SfAddressTable *self);

/**
 * sf_address_table_get:
 * @key: from sf_address_key(); not 0
 *
 * Returns: (transfer none): the record of @key. It stays while @connections or @mailboxes is above
 *   0 or a bucket is not full
 */
SfAddress *sf_address_table_get (SfAddressTable *self, guint64 key, gint64 now_us);

guint sf_address_table_get_size (SfAddressTable *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SfAddressTable, sf_address_table_free)

G_END_DECLS
