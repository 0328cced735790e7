/* One key per direction and use, from the PAKE key and both hellos. */

#include "net/crypto/sf-session-keys.h"

#include "net/crypto/sf-hkdf.h"
#include "net/crypto/sf-sodium.h"
#include "net/sf-net-error.h"

#include <sodium.h>
#include <string.h>

#define PAKE_KEY_SIZE 32
#define SALT_SIZE crypto_hash_sha256_BYTES
#define MEDIA_LABEL "sameframe/v1 srtp"

/* The lengths keep (ab, c) and (a, bc) apart. */
static void
hash_hello (crypto_hash_sha256_state *state, GBytes *hello)
{
  gsize size;
  const guint8 *bytes = g_bytes_get_data (hello, &size);
  guint64 size_be = GUINT64_TO_BE ((guint64) size);

  crypto_hash_sha256_update (state, (const guint8 *) &size_be, sizeof size_be);
  crypto_hash_sha256_update (state, bytes, size);
}

static void
hash_hellos (GBytes *lesser, GBytes *greater, guint8 *ret_salt)
{
  crypto_hash_sha256_state state;

  crypto_hash_sha256_init (&state);
  hash_hello (&state, lesser);
  hash_hello (&state, greater);
  crypto_hash_sha256_final (&state, ret_salt);
}

static void
derive_key (const guint8 *pake_key, const guint8 *salt, const char *label, guint8 *ret_key)
{
  sf_hkdf_sha256 (pake_key, PAKE_KEY_SIZE, salt, SALT_SIZE, (const guint8 *) label, strlen (label),
                  ret_key, SF_DATA_KEY_SIZE);
}

gboolean
sf_session_keys_derive (const guint8 *pake_key,
                        const char *own_side,
                        GBytes *own_hello,
                        const char *peer_side,
                        GBytes *peer_hello,
                        SfSessionKeys *ret_keys,
                        GError **error)
{
  guint8 salt[SALT_SIZE];
  int order = strcmp (own_side, peer_side);

  if (order == 0) {
    /* One key for both directions would use every nonce twice. */
    g_set_error_literal (error, SF_NET_ERROR, SF_NET_ERROR_PROTOCOL,
                         "the other side goes by our own name");
    return FALSE;
  }

  hash_hellos (order < 0 ? own_hello : peer_hello, order < 0 ? peer_hello : own_hello, salt);

  derive_key (pake_key, salt, "sameframe/v1 data from lesser",
              order < 0 ? ret_keys->data_send : ret_keys->data_receive);
  derive_key (pake_key, salt, "sameframe/v1 data from greater",
              order < 0 ? ret_keys->data_receive : ret_keys->data_send);
  derive_key (pake_key, salt, "sameframe/v1 media from lesser",
              order < 0 ? ret_keys->media_send : ret_keys->media_receive);
  derive_key (pake_key, salt, "sameframe/v1 media from greater",
              order < 0 ? ret_keys->media_receive : ret_keys->media_send);
  derive_key (pake_key, salt, "sameframe/v1 relay", ret_keys->relay_token);

  return TRUE;
}

void
sf_session_keys_media (const guint8 *secret, guint32 stream, guint8 *ret_key_and_salt)
{
  guint8 info[sizeof MEDIA_LABEL - 1 + sizeof stream];
  const guint32 stream_be = GUINT32_TO_BE (stream);

  memcpy (info, MEDIA_LABEL, sizeof MEDIA_LABEL - 1);
  memcpy (info + sizeof MEDIA_LABEL - 1, &stream_be, sizeof stream_be);
  sf_hkdf_sha256 (secret, SF_DATA_KEY_SIZE, NULL, 0, info, sizeof info, ret_key_and_salt,
                  SF_MEDIA_KEY_SIZE);
}

void
sf_session_keys_clear (SfSessionKeys *keys)
{
  sodium_memzero (keys, sizeof *keys);
}
