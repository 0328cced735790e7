/* HKDF-SHA256 (RFC 5869). */

#include "net/crypto/sf-hkdf.h"

#include <sodium.h>
#include <string.h>

#define HASH_SIZE crypto_auth_hmacsha256_BYTES

/* RFC 5869, 2.2: PRK = HMAC-Hash(salt, IKM). An absent salt is HashLen zeros, which pads to the
 * same HMAC block as an empty key. (libsodium declares that it never gets NULL.) */
static void
extract (const guint8 *salt, gsize salt_size, const guint8 *ikm, gsize ikm_size, guint8 *ret_prk)
{
  crypto_auth_hmacsha256_state state;

  crypto_auth_hmacsha256_init (&state, salt != NULL ? salt : (const guint8 *) "", salt_size);
  crypto_auth_hmacsha256_update (&state, ikm, ikm_size);
  crypto_auth_hmacsha256_final (&state, ret_prk);
  sodium_memzero (&state, sizeof state);
}

/* RFC 5869, 2.3: T(n) = HMAC-Hash(PRK, T(n-1) | info | n), T(0) is empty. */
static void
expand (const guint8 *prk, const guint8 *info, gsize info_size, guint8 *out, gsize out_size)
{
  crypto_auth_hmacsha256_state state;
  guint8 block[HASH_SIZE];
  gsize block_size = 0;

  for (guint8 n = 1; out_size > 0; n++) {
    gsize step = MIN (out_size, HASH_SIZE);

    crypto_auth_hmacsha256_init (&state, prk, HASH_SIZE);
    crypto_auth_hmacsha256_update (&state, block, block_size);
    crypto_auth_hmacsha256_update (&state, info, info_size);
    crypto_auth_hmacsha256_update (&state, &n, 1);
    crypto_auth_hmacsha256_final (&state, block);
    block_size = sizeof block;

    memcpy (out, block, step);
    out += step;
    out_size -= step;
  }

  sodium_memzero (&state, sizeof state);
  sodium_memzero (block, sizeof block);
}

void
sf_hkdf_sha256 (const guint8 *ikm,
                gsize ikm_size,
                const guint8 *salt,
                gsize salt_size,
                const guint8 *info,
                gsize info_size,
                guint8 *out,
                gsize out_size)
{
  guint8 prk[HASH_SIZE];

  g_return_if_fail (out_size <= SF_HKDF_MAX_SIZE);

  extract (salt, salt_size, ikm, ikm_size, prk);
  expand (prk, info, info_size, out, out_size);
  sodium_memzero (prk, sizeof prk);
}
