/* Sealing of mailbox phases: XSalsa20-Poly1305 under a key of its own for each side and phase. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SF_PHASE_BOX_OVERHEAD 40 /* 24 bytes of nonce, 16 of tag */

/**
 * sf_phase_box_seal:
 * @key: (array fixed-size=32): the SPAKE2 key
 * @side: the sender's side, ASCII
 * @phase: the phase, ASCII
 *
 * Returns: (transfer full): nonce, then the box
 */
GBytes *sf_phase_box_seal (const guint8 *key,
                           const char *side,
                           const char *phase,
                           GBytes *plaintext) G_GNUC_WARN_UNUSED_RESULT;

/**
 * sf_phase_box_open:
 *
 * Returns: (transfer full) (nullable): the plaintext; %NULL with %SF_NET_ERROR_WRONG_CODE when
 *   @body was not sealed under @key by @side for @phase
 */
GBytes *sf_phase_box_open (const guint8 *key,
                           const char *side,
                           const char *phase,
                           GBytes *body,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * sf_phase_box_derive:
 * @purpose: e.g. "wormhole:verifier"
 *
 * HKDF of the SPAKE2 key with @purpose as context, as Magic Wormhole's derive_key().
 */
void sf_phase_box_derive (const guint8 *key, const char *purpose, guint8 *out, gsize out_size);

G_END_DECLS
