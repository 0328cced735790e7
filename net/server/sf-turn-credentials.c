/* Passwords for a TURN server that hold ten minutes, without an account. */

#include "net/server/sf-turn-credentials.h"

#include <string.h>

#define SHA1_BYTES 20

void
sf_turn_credentials_make (
  const char *secret, const char *user, gint64 now_s, char **ret_username, char **ret_credential)
{
  g_autofree char *username =
    g_strdup_printf ("%" G_GINT64_FORMAT ":%s", now_s + SF_TURN_TTL_S, user);
  g_autoptr (GHmac) hmac = g_hmac_new (G_CHECKSUM_SHA1, (const guchar *) secret, strlen (secret));
  guint8 digest[SHA1_BYTES];
  gsize length = sizeof digest;

  g_hmac_update (hmac, (const guchar *) username, -1);
  g_hmac_get_digest (hmac, digest, &length);

  *ret_credential = g_base64_encode (digest, length);
  *ret_username = g_steal_pointer (&username);
}
