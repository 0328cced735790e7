/* Sealed datagrams: ChaCha20-Poly1305 (IETF) with the packet counter as nonce. */

#include "net/crypto/sf-sealer.h"

#include "net/crypto/sf-sodium.h"

#include <sodium.h>
#include <string.h>

#define KEY_SIZE crypto_aead_chacha20poly1305_ietf_KEYBYTES
#define NONCE_SIZE crypto_aead_chacha20poly1305_ietf_NPUBBYTES
#define TAG_SIZE crypto_aead_chacha20poly1305_ietf_ABYTES
#define COUNTER_SIZE 8

G_STATIC_ASSERT (SF_SEALER_HEADER_SIZE == 1 + COUNTER_SIZE);
G_STATIC_ASSERT (SF_SEALER_OVERHEAD == SF_SEALER_HEADER_SIZE + TAG_SIZE);

struct _SfSealer {
  guint8 send_key[KEY_SIZE];
  guint8 receive_key[KEY_SIZE];
  guint64 next;
  SfReplayWindow window;
};

static void
header_to_nonce (const guint8 *header, guint8 *ret_nonce)
{
  memset (ret_nonce, 0, NONCE_SIZE - COUNTER_SIZE);
  memcpy (ret_nonce + NONCE_SIZE - COUNTER_SIZE, header + 1, COUNTER_SIZE);
}

SfSealer *
sf_sealer_new (const guint8 *send_key, const guint8 *receive_key)
{
  SfSealer *self = g_new0 (SfSealer, 1);

  sf_sodium_init ();
  memcpy (self->send_key, send_key, KEY_SIZE);
  memcpy (self->receive_key, receive_key, KEY_SIZE);

  return self;
}

void
sf_sealer_free (SfSealer *self)
{
  if (self == NULL)
    return;

  sodium_memzero (self, sizeof *self);
  g_free (self);
}

gsize
sf_sealer_seal (SfSealer *self, const guint8 *plaintext, gsize size, guint8 *out)
{
  guint64 counter_be = GUINT64_TO_BE (self->next);
  guint8 nonce[NONCE_SIZE];

  if (self->next == SF_SEALER_MAX_DATAGRAMS)
    return 0;
  self->next++;

  out[0] = SF_SEALER_FIRST_BYTE;
  memcpy (out + 1, &counter_be, COUNTER_SIZE);
  header_to_nonce (out, nonce);
  crypto_aead_chacha20poly1305_ietf_encrypt (out + SF_SEALER_HEADER_SIZE, NULL, plaintext, size,
                                             out, SF_SEALER_HEADER_SIZE, NULL, nonce,
                                             self->send_key);
  return size + SF_SEALER_OVERHEAD;
}

void
sf_sealer_skip (SfSealer *self, guint64 n)
{
  g_return_if_fail (n <= SF_SEALER_MAX_DATAGRAMS - self->next);

  self->next += n;
}

gboolean
sf_sealer_open (SfSealer *self, const guint8 *datagram, gsize size, guint8 *out, gsize *ret_size)
{
  guint64 counter_be;
  guint8 nonce[NONCE_SIZE];

  if (size < SF_SEALER_OVERHEAD || datagram[0] != SF_SEALER_FIRST_BYTE)
    return FALSE;

  memcpy (&counter_be, datagram + 1, COUNTER_SIZE);
  if (!sf_replay_window_is_fresh (&self->window, GUINT64_FROM_BE (counter_be)))
    return FALSE;

  header_to_nonce (datagram, nonce);
  if (crypto_aead_chacha20poly1305_ietf_decrypt (
        out, NULL, NULL, datagram + SF_SEALER_HEADER_SIZE, size - SF_SEALER_HEADER_SIZE, datagram,
        SF_SEALER_HEADER_SIZE, nonce, self->receive_key) != 0)
    return FALSE;

  /* Only a datagram of the other side may move the window. */
  sf_replay_window_add (&self->window, GUINT64_FROM_BE (counter_be));
  *ret_size = size - SF_SEALER_OVERHEAD;
  return TRUE;
}
