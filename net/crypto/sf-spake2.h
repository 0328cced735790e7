/* SPAKE2 over Ed25519, symmetric, as Magic Wormhole speaks it. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SF_SPAKE2_MESSAGE_SIZE 33 /* 'S', then a compressed point */
#define SF_SPAKE2_KEY_SIZE 32

typedef struct _SfSpake2 SfSpake2;

/**
 * sf_spake2_new:
 * @password: the whole code, NFC, UTF-8
 * @identity: the application's id
 *
 * Returns: (transfer full): one run with a fresh random scalar; usable for one finish
 */
SfSpake2 *sf_spake2_new (const char *password, const char *identity) G_GNUC_WARN_UNUSED_RESULT;

/**
 * sf_spake2_new_with_scalar:
 * @password: (array length=password_size): any bytes
 * @identity: (array length=identity_size): any bytes
 * @scalar: (array fixed-size=32): little-endian, 0 < @scalar < L
 *
 * The same with a chosen scalar, for test vectors.
 */
SfSpake2 *sf_spake2_new_with_scalar (const guint8 *password,
                                     gsize password_size,
                                     const guint8 *identity,
                                     gsize identity_size,
                                     const guint8 *scalar) G_GNUC_WARN_UNUSED_RESULT;

void sf_spake2_free (SfSpake2 *self);

/**
 * sf_spake2_get_message:
 *
 * Returns: (array fixed-size=33): what goes to the other side
 */
const guint8 *sf_spake2_get_message (SfSpake2 *self);

/**
 * sf_spake2_finish:
 * @inbound: (array length=inbound_size): the other side's message
 * @ret_key: (array fixed-size=32) (out caller-allocates): the shared key, untouched on failure
 *
 * Refuses everything that is not the canonical encoding of a point of prime order other than the
 * identity, our own message reflected, and a message that makes the shared point the identity.
 *
 * Returns: %FALSE with %SF_NET_ERROR_PROTOCOL
 */
gboolean sf_spake2_finish (
  SfSpake2 *self, const guint8 *inbound, gsize inbound_size, guint8 *ret_key, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SfSpake2, sf_spake2_free)

G_END_DECLS
