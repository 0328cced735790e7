/* SPAKE2 over Ed25519, symmetric, as Magic Wormhole speaks it. */

#include "net/crypto/sf-spake2.h"

#include "net/crypto/sf-hkdf.h"
#include "net/crypto/sf-sodium.h"
#include "net/sf-net-error.h"

#include <sodium.h>
#include <string.h>

#define SIDE_SYMMETRIC 'S'
#define POINT_SIZE crypto_core_ed25519_BYTES
#define SCALAR_SIZE crypto_core_ed25519_SCALARBYTES
#define HASH_SIZE crypto_hash_sha256_BYTES
#define WIDE_SCALAR_SIZE                                                                           \
  48 /* 128 bits more than L, so that the reduction has no bias worth a name */

G_STATIC_ASSERT (SF_SPAKE2_MESSAGE_SIZE == 1 + POINT_SIZE);
G_STATIC_ASSERT (SF_SPAKE2_KEY_SIZE == HASH_SIZE);

/* S, python-spake2's arbitrary_element("symmetric"): nobody knows its discrete logarithm. */
static const guint8 point_s[POINT_SIZE] = {
  0x6f, 0x00, 0xda, 0xe8, 0x7c, 0x1b, 0xe1, 0xa7, 0x3b, 0x59, 0x22, 0xef, 0x43, 0x1c, 0xd8, 0xf5,
  0x78, 0x79, 0x56, 0x9c, 0x22, 0x2d, 0x22, 0xb1, 0xcd, 0x71, 0xe8, 0x54, 0x6a, 0xb8, 0xe6, 0xf1,
};

/* L - 1, little-endian; L = 2^252 + 27742317777372353535851937790883648493 (RFC 8032, 5.1). */
static const guint8 order_minus_one[SCALAR_SIZE] = {
  0xec, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde, 0x14,
  0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x10,
};

struct _SfSpake2 {
  guint8 password_hash[HASH_SIZE];
  guint8 identity_hash[HASH_SIZE];
  guint8 scalar[SCALAR_SIZE];             /* x */
  guint8 blinding[POINT_SIZE];            /* w*S, as secret as the password */
  guint8 message[SF_SPAKE2_MESSAGE_SIZE]; /* 'S', then X = x*B + w*S */
  gboolean finished;
};

/* w: HKDF of the password, read as a big-endian number, modulo L. */
static void
password_to_scalar (const guint8 *password, gsize size, guint8 *ret_scalar)
{
  static const char info[] = "SPAKE2 pw";
  guint8 wide[WIDE_SCALAR_SIZE];
  guint8 reversed[crypto_core_ed25519_NONREDUCEDSCALARBYTES] = {0};

  sf_hkdf_sha256 (password, size, NULL, 0, (const guint8 *) info, strlen (info), wide, sizeof wide);
  for (gsize i = 0; i < sizeof wide; i++)
    reversed[i] = wide[sizeof wide - 1 - i];
  crypto_core_ed25519_scalar_reduce (ret_scalar, reversed);

  sodium_memzero (wide, sizeof wide);
  sodium_memzero (reversed, sizeof reversed);
}

/* Fails where libsodium refuses: for x = 0, and for w = 0, a chance of 2^-252. */
static gboolean
compute_message (SfSpake2 *self, const guint8 *password_scalar)
{
  guint8 own[POINT_SIZE];
  gboolean ok;

  ok = crypto_scalarmult_ed25519_noclamp (self->blinding, password_scalar, point_s) == 0 &&
       crypto_scalarmult_ed25519_base_noclamp (own, self->scalar) == 0 &&
       crypto_core_ed25519_add (self->message + 1, own, self->blinding) == 0;
  self->message[0] = SIDE_SYMMETRIC;

  /* Given X, x*B would tell w*S. */
  sodium_memzero (own, sizeof own);
  return ok;
}

SfSpake2 *
sf_spake2_new_with_scalar (const guint8 *password,
                           gsize password_size,
                           const guint8 *identity,
                           gsize identity_size,
                           const guint8 *scalar)
{
  SfSpake2 *self = g_new0 (SfSpake2, 1);
  guint8 password_scalar[SCALAR_SIZE];

  sf_sodium_init ();

  crypto_hash_sha256 (self->password_hash, password, password_size);
  crypto_hash_sha256 (self->identity_hash, identity, identity_size);
  memcpy (self->scalar, scalar, SCALAR_SIZE);

  password_to_scalar (password, password_size, password_scalar);
  if (!compute_message (self, password_scalar))
    g_critical ("SPAKE2 with a scalar of zero");
  sodium_memzero (password_scalar, sizeof password_scalar);

  return self;
}

SfSpake2 *
sf_spake2_new (const char *password, const char *identity)
{
  guint8 scalar[SCALAR_SIZE];
  SfSpake2 *self;

  g_return_val_if_fail (password != NULL, NULL);
  g_return_val_if_fail (identity != NULL, NULL);

  sf_sodium_init ();

  crypto_core_ed25519_scalar_random (scalar);
  self = sf_spake2_new_with_scalar ((const guint8 *) password, strlen (password),
                                    (const guint8 *) identity, strlen (identity), scalar);
  sodium_memzero (scalar, sizeof scalar);

  return self;
}

void
sf_spake2_free (SfSpake2 *self)
{
  if (self == NULL)
    return;

  sodium_memzero (self, sizeof *self);
  g_free (self);
}

const guint8 *
sf_spake2_get_message (SfSpake2 *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->message;
}

/*
 * The canonical encoding of a point of order L. libsodium before the fix of CVE-2025-69277 lets
 * points of order 2L through its own check; for these (L-1)*P differs from -P by the point of order
 * 2. The encoding of -P is that of P with the sign bit flipped.
 */
static gboolean
is_prime_order_point (const guint8 *point)
{
  guint8 negative[POINT_SIZE];

  if (!crypto_core_ed25519_is_valid_point (point) ||
      crypto_scalarmult_ed25519_noclamp (negative, order_minus_one, point) != 0)
    return FALSE;

  negative[POINT_SIZE - 1] ^= 0x80;
  return memcmp (negative, point, POINT_SIZE) == 0;
}

/* SHA256(SHA256(password) || SHA256(identity) || lesser message || greater message || K). */
static void
hash_transcript (SfSpake2 *self, const guint8 *inbound, const guint8 *shared, guint8 *ret_key)
{
  const guint8 *own = self->message + 1;
  gboolean own_first = memcmp (own, inbound, POINT_SIZE) < 0;
  crypto_hash_sha256_state state;

  crypto_hash_sha256_init (&state);
  crypto_hash_sha256_update (&state, self->password_hash, HASH_SIZE);
  crypto_hash_sha256_update (&state, self->identity_hash, HASH_SIZE);
  crypto_hash_sha256_update (&state, own_first ? own : inbound, POINT_SIZE);
  crypto_hash_sha256_update (&state, own_first ? inbound : own, POINT_SIZE);
  crypto_hash_sha256_update (&state, shared, POINT_SIZE);
  crypto_hash_sha256_final (&state, ret_key);
  sodium_memzero (&state, sizeof state);
}

gboolean
sf_spake2_finish (
  SfSpake2 *self, const guint8 *inbound, gsize inbound_size, guint8 *ret_key, GError **error)
{
  guint8 shared[POINT_SIZE];
  gboolean ok;

  g_return_val_if_fail (self != NULL && !self->finished, FALSE);

  self->finished = TRUE;

  if (inbound_size != SF_SPAKE2_MESSAGE_SIZE || inbound[0] != SIDE_SYMMETRIC ||
      memcmp (inbound, self->message, SF_SPAKE2_MESSAGE_SIZE) == 0 ||
      !is_prime_order_point (inbound + 1)) {
    g_set_error_literal (error, SF_NET_ERROR, SF_NET_ERROR_PROTOCOL,
                         "not a message of the key exchange");
    return FALSE;
  }

  /* K = x*(Y - w*S); the multiplication refuses the identity, which Y = w*S leads to. */
  ok = crypto_core_ed25519_sub (shared, inbound + 1, self->blinding) == 0 &&
       crypto_scalarmult_ed25519_noclamp (shared, self->scalar, shared) == 0;
  if (ok)
    hash_transcript (self, inbound + 1, shared, ret_key);
  else
    g_set_error_literal (error, SF_NET_ERROR, SF_NET_ERROR_PROTOCOL,
                         "the key exchange leads to no key");

  sodium_memzero (shared, sizeof shared);
  return ok;
}
