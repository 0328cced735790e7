/* Sealed datagrams: ChaCha20-Poly1305 (IETF) with the packet counter as nonce. */
#pragma once

#include "net/crypto/sf-replay-window.h"

#include <glib.h>

G_BEGIN_DECLS

/*
 *   0        1                 9                       n-16      n
 *   +--------+-----------------+-----------------------+---------+
 *   | 0xC0   | counter, u64 BE | ciphertext            | tag     |
 *   +--------+-----------------+-----------------------+---------+
 *   |<- additional data ------>|
 *
 * The first byte lies in 192..255 (RFC 7983 leaves it to us). The nonce is four zero bytes, then
 * the counter.
 */
#define SF_SEALER_FIRST_BYTE 0xC0
#define SF_SEALER_HEADER_SIZE 9
#define SF_SEALER_OVERHEAD 25
#define SF_SEALER_MAX_DATAGRAMS G_MAXUINT64 /* under one key, each way */

typedef struct _SfSealer SfSealer;

/**
 * sf_sealer_new:
 * @send_key: (array fixed-size=32): for this direction alone: two sealers never share one
 * @receive_key: (array fixed-size=32): the other side's @send_key
 */
SfSealer *sf_sealer_new (const guint8 *send_key,
                         const guint8 *receive_key) G_GNUC_WARN_UNUSED_RESULT;
void sf_sealer_free (SfSealer *self);

/**
 * sf_sealer_seal:
 * @out: room for @size + %SF_SEALER_OVERHEAD bytes
 *
 * Returns: the datagram's size in bytes; 0 when no counter is left, which ends the connection
 */
gsize sf_sealer_seal (SfSealer *self, const guint8 *plaintext, gsize size, guint8 *out);

/* Leaves the next @n counters unused. */
void sf_sealer_skip (SfSealer *self, guint64 n);

/**
 * sf_sealer_open:
 * @out: room for @size - %SF_SEALER_OVERHEAD bytes
 * @ret_size: the plaintext's size in bytes
 *
 * Returns: %FALSE for anything that is not a datagram of the other side, seen before or older than
 *   %SF_REPLAY_WINDOW_SIZE counters: drop it in silence
 */
gboolean sf_sealer_open (
  SfSealer *self, const guint8 *datagram, gsize size, guint8 *out, gsize *ret_size);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SfSealer, sf_sealer_free)

G_END_DECLS
