/* One key per direction and use, from the PAKE key and both hellos. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SF_DATA_KEY_SIZE 32  /* ChaCha20-Poly1305 */
#define SF_MEDIA_KEY_SIZE 28 /* AEAD_AES_128_GCM: 16 bytes of key, 12 of salt */

typedef struct {
  guint8 data_send[SF_DATA_KEY_SIZE];
  guint8 data_receive[SF_DATA_KEY_SIZE];
  guint8 media_send[SF_DATA_KEY_SIZE];    /* a secret: each start of a stream derives its own key */
  guint8 media_receive[SF_DATA_KEY_SIZE]; /* from it by sf_session_keys_media() */
  guint8 relay_token[SF_DATA_KEY_SIZE];   /* the same on both sides: how a relay joins the two */
} SfSessionKeys;

/**
 * sf_session_keys_derive:
 * @pake_key: (array fixed-size=32): the SPAKE2 key
 * @own_side: own mailbox side
 * @own_hello: the plaintext of own version phase, byte for byte
 * @peer_side: the other's mailbox side
 * @peer_hello: the plaintext of the other's version phase, byte for byte
 *
 * HKDF-SHA256 with salt SHA-256(len || hello of the lesser side || len || hello of the greater
 * side), the lengths as 64-bit big-endian, and a label per direction and use. The direction follows
 * the order of the two sides. Clear @ret_keys with sf_session_keys_clear().
 *
 * Returns: %FALSE with %SF_NET_ERROR_PROTOCOL when both sides have the same name
 */
gboolean sf_session_keys_derive (const guint8 *pake_key,
                                 const char *own_side,
                                 GBytes *own_hello,
                                 const char *peer_side,
                                 GBytes *peer_hello,
                                 SfSessionKeys *ret_keys,
                                 GError **error);

/* The SRTP master key and salt of the @stream-th start of a media stream under @secret
 * (media_send or media_receive); @ret_key_and_salt holds %SF_MEDIA_KEY_SIZE bytes. */
void sf_session_keys_media (const guint8 *secret, guint32 stream, guint8 *ret_key_and_salt);

void sf_session_keys_clear (SfSessionKeys *keys);

G_END_DECLS
