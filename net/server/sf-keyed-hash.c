/* A string hash for tables whose keys strangers choose: they cannot make them collide. */

#include "net/server/sf-keyed-hash.h"

#include <sodium.h>
#include <string.h>

guint
sf_keyed_hash (gconstpointer string)
{
  static guint8 key[crypto_shorthash_KEYBYTES];
  static gsize initialized;
  guint8 hash[crypto_shorthash_BYTES];
  guint folded;

  if (g_once_init_enter (&initialized)) {
    crypto_shorthash_keygen (key);
    g_once_init_leave (&initialized, 1);
  }

  crypto_shorthash (hash, string, strlen (string), key);
  memcpy (&folded, hash, sizeof folded);

  return folded;
}
