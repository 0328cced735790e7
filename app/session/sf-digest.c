/* SHA-256 of bytes. */

#include "app/session/sf-digest.h"

#include <nettle/sha2.h>

void
sf_digest (GBytes *bytes, guint8 ret_sha256[SF_DIGEST_SIZE])
{
  struct sha256_ctx context;
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  sha256_init (&context);
  sha256_update (&context, size, data);
  sha256_digest (&context, SF_DIGEST_SIZE, ret_sha256);
}

char *
sf_digest_to_hex (const guint8 sha256[SF_DIGEST_SIZE])
{
  GString *hex = g_string_sized_new (2 * SF_DIGEST_SIZE + 1);

  for (int i = 0; i < SF_DIGEST_SIZE; i++)
    g_string_append_printf (hex, "%02x", sha256[i]);

  return g_string_free (hex, FALSE);
}
