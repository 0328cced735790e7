/* Sealed datagrams: ChaCha20-Poly1305 (IETF) with the packet counter as nonce. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 *   0        1                 9                       n-16      n
 *   +--------+-----------------+-----------------------+---------+
 *   | 0xC0   | counter, u64 BE | ciphertext            | tag     |
 *   +--------+-----------------+-----------------------+---------+
 *   |<- additional data ------>|
 *
 * The first byte lies in 192..255 (RFC 7983 leaves it to us). The nonce is four zero bytes, then the counter.
 */
#define SF_SEALER_FIRST_BYTE 0xC0
#define SF_SEALER_HEADER_SIZE 9
#define SF_SEALER_OVERHEAD 25
#define SF_SEALER_REPLAY_WINDOW 1024

typedef struct _SfSealer SfSealer;

SfSealer *sf_sealer_new (const guint8 *send_key,
                         const guint8 *receive_key) G_GNUC_WARN_UNUSED_RESULT;
void sf_sealer_free (SfSealer *self);

/**
 * sf_sealer_seal:
 * @out: room for @size + %SF_SEALER_OVERHEAD bytes
 *
 * Returns: the datagram's size in bytes
 */
gsize sf_sealer_seal (SfSealer *self, const guint8 *plaintext, gsize size, guint8 *out);

/**
 * sf_sealer_open:
 * @out: room for @size - %SF_SEALER_OVERHEAD bytes
 * @ret_size: the plaintext's size in bytes
 *
 * Returns: %FALSE for anything that is not a fresh datagram of the other side: drop it in silence
 */
gboolean sf_sealer_open (
  SfSealer *self, const guint8 *datagram, gsize size, guint8 *out, gsize *ret_size);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SfSealer, sf_sealer_free)

G_END_DECLS
