/* Sealing of mailbox phases: XSalsa20-Poly1305 under a key of its own for each side and phase. */

#include "net/crypto/sf-phase-box.h"

#include "net/crypto/sf-hkdf.h"
#include "net/crypto/sf-sodium.h"
#include "net/sf-net-error.h"

#include <sodium.h>
#include <string.h>

#define KEY_SIZE crypto_secretbox_KEYBYTES
#define NONCE_SIZE crypto_secretbox_NONCEBYTES
#define HASH_SIZE crypto_hash_sha256_BYTES
#define PHASE_LABEL "wormhole:phase:"
#define PHASE_LABEL_SIZE (sizeof PHASE_LABEL - 1)

G_STATIC_ASSERT (SF_PHASE_BOX_OVERHEAD == NONCE_SIZE + crypto_secretbox_MACBYTES);

/* HKDF of the SPAKE2 key with "wormhole:phase:" || SHA256(side) || SHA256(phase) as context. */
static void
derive_phase_key (const guint8 *key, const char *side, const char *phase, guint8 *ret_phase_key)
{
  guint8 info[PHASE_LABEL_SIZE + 2 * HASH_SIZE];

  memcpy (info, PHASE_LABEL, PHASE_LABEL_SIZE);
  crypto_hash_sha256 (info + PHASE_LABEL_SIZE, (const guint8 *) side, strlen (side));
  crypto_hash_sha256 (info + PHASE_LABEL_SIZE + HASH_SIZE, (const guint8 *) phase, strlen (phase));
  sf_hkdf_sha256 (key, KEY_SIZE, NULL, 0, info, sizeof info, ret_phase_key, KEY_SIZE);
}

GBytes *
sf_phase_box_seal (const guint8 *key, const char *side, const char *phase, GBytes *plaintext)
{
  gsize size;
  const guint8 *bytes = g_bytes_get_data (plaintext, &size);
  guint8 *body = g_malloc (size + SF_PHASE_BOX_OVERHEAD);
  guint8 phase_key[KEY_SIZE];

  sf_sodium_init ();

  derive_phase_key (key, side, phase, phase_key);
  randombytes_buf (body, NONCE_SIZE);
  crypto_secretbox_easy (body + NONCE_SIZE, bytes, size, body, phase_key);
  sodium_memzero (phase_key, sizeof phase_key);

  return g_bytes_new_take (body, size + SF_PHASE_BOX_OVERHEAD);
}

GBytes *
sf_phase_box_open (
  const guint8 *key, const char *side, const char *phase, GBytes *body, GError **error)
{
  gsize size;
  const guint8 *bytes = g_bytes_get_data (body, &size);
  g_autofree guint8 *plaintext = NULL;
  guint8 phase_key[KEY_SIZE];
  gboolean ok = FALSE;

  sf_sodium_init ();

  if (size >= SF_PHASE_BOX_OVERHEAD) {
    plaintext = g_malloc (size - SF_PHASE_BOX_OVERHEAD);
    derive_phase_key (key, side, phase, phase_key);
    ok = crypto_secretbox_open_easy (plaintext, bytes + NONCE_SIZE, size - NONCE_SIZE, bytes,
                                     phase_key) == 0;
    sodium_memzero (phase_key, sizeof phase_key);
  }

  if (!ok) {
    g_set_error_literal (error, SF_NET_ERROR, SF_NET_ERROR_WRONG_CODE,
                         "not sealed under the key of this code");
    return NULL;
  }

  return g_bytes_new_take (g_steal_pointer (&plaintext), size - SF_PHASE_BOX_OVERHEAD);
}

void
sf_phase_box_derive (const guint8 *key, const char *purpose, guint8 *out, gsize out_size)
{
  sf_hkdf_sha256 (key, KEY_SIZE, NULL, 0, (const guint8 *) purpose, strlen (purpose), out,
                  out_size);
}
