/* From a code to sealed messages: the key exchange, its confirmation, the numbered phases. Pure. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Bytes: 24 KiB of somebody's and its framing, about 50 KB as a message of the mailbox. */
#define SF_KEYING_MAX_PLAINTEXT (24 * 1024 + 16)

typedef struct _SfKeying SfKeying;

/**
 * sf_keying_new:
 * @side: our side of the mailbox
 * @code: the whole code, normalized
 * @hello: what the other side learns of us once the code is confirmed
 */
SfKeying *sf_keying_new (const char *appid, const char *side, const char *code, GBytes *hello)
  G_GNUC_WARN_UNUSED_RESULT;
void sf_keying_free (SfKeying *self);

/* Returns: (transfer full): the body of our `pake`: `{"pake_v1":"…"}` */
GBytes *sf_keying_dup_pake (SfKeying *self) G_GNUC_WARN_UNUSED_RESULT;

/**
 * sf_keying_receive_pake:
 * @body: of the other side's `pake`
 * @ret_version: (out) (transfer full): the body of our `version`
 *
 * Returns: %FALSE with %SF_NET_ERROR_PROTOCOL
 */
gboolean sf_keying_receive_pake (
  SfKeying *self, const char *peer_side, GBytes *body, GBytes **ret_version, GError **error);

/**
 * sf_keying_open:
 * @phase: `version` first, then numbers
 *
 * Returns: (transfer full) (nullable): the plaintext; %NULL with %SF_NET_ERROR_WRONG_CODE when the
 *   first body does not open, with %SF_NET_ERROR_PROTOCOL when a later one does not
 */
GBytes *sf_keying_open (SfKeying *self, const char *phase, GBytes *body, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;

/**
 * sf_keying_seal:
 * @plaintext: at most %SF_KEYING_MAX_PLAINTEXT bytes
 * @ret_phase: (out) (transfer full): the next number
 *
 * Only once confirmed.
 */
GBytes *sf_keying_seal (SfKeying *self,
                        GBytes *plaintext,
                        char **ret_phase) G_GNUC_WARN_UNUSED_RESULT;

gboolean sf_keying_is_confirmed (SfKeying *self);
/* Returns: (array fixed-size=32) (nullable): NULL before it is confirmed */
const guint8 *sf_keying_get_key (SfKeying *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SfKeying, sf_keying_free)

G_END_DECLS
