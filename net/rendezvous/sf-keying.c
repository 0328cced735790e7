/* From a code to sealed messages: the key exchange, its confirmation, the numbered phases. Pure. */

#include "net/rendezvous/sf-keying.h"

#include "net/crypto/sf-phase-box.h"
#include "net/crypto/sf-spake2.h"
#include "net/sf-net-error.h"
#include "net/wire/sf-json.h"

#include <sodium.h>
#include <string.h>

#define PAKE_MEMBER "pake_v1"

struct _SfKeying {
  SfSpake2 *spake2; /* (nullable): until the key is there */
  GBytes *hello;
  char *side;
  char *peer_side; /* (nullable) */
  guint8 key[SF_SPAKE2_KEY_SIZE];
  gboolean confirmed;
  guint n_sealed;
};

SfKeying *
sf_keying_new (const char *appid, const char *side, const char *code, GBytes *hello)
{
  SfKeying *self = g_new0 (SfKeying, 1);

  self->spake2 = sf_spake2_new (code, appid);
  self->side = g_strdup (side);
  self->hello = g_bytes_ref (hello);
  return self;
}

void
sf_keying_free (SfKeying *self)
{
  g_clear_pointer (&self->spake2, sf_spake2_free);
  g_bytes_unref (self->hello);
  g_free (self->side);
  g_free (self->peer_side);
  sodium_memzero (self->key, sizeof self->key);
  g_free (self);
}

GBytes *
sf_keying_dup_pake (SfKeying *self)
{
  g_autoptr (JsonObject) object = json_object_new ();
  char hex[2 * SF_SPAKE2_MESSAGE_SIZE + 1];
  char *text;

  g_return_val_if_fail (self->spake2 != NULL, NULL);

  sodium_bin2hex (hex, sizeof hex, sf_spake2_get_message (self->spake2), SF_SPAKE2_MESSAGE_SIZE);
  json_object_set_string_member (object, PAKE_MEMBER, hex);
  text = sf_json_to_text (object);
  return g_bytes_new_take (text, strlen (text));
}

static gboolean
read_pake (GBytes *body, guint8 *ret_message, GError **error)
{
  gsize size;
  const char *text = g_bytes_get_data (body, &size);
  g_autoptr (JsonObject) object = sf_json_parse (text, size, error);
  const char *hex;
  gsize decoded;

  if (object == NULL)
    return FALSE;

  hex = sf_json_get_string (object, PAKE_MEMBER, 2 * SF_SPAKE2_MESSAGE_SIZE);
  if (hex != NULL &&
      sodium_hex2bin (ret_message, SF_SPAKE2_MESSAGE_SIZE, hex, strlen (hex), NULL, &decoded,
                      NULL) == 0 &&
      decoded == SF_SPAKE2_MESSAGE_SIZE)
    return TRUE;

  g_set_error_literal (error, SF_NET_ERROR, SF_NET_ERROR_PROTOCOL, "Not a pake message");
  return FALSE;
}

gboolean
sf_keying_receive_pake (
  SfKeying *self, const char *peer_side, GBytes *body, GBytes **ret_version, GError **error)
{
  guint8 message[SF_SPAKE2_MESSAGE_SIZE];

  g_return_val_if_fail (self->spake2 != NULL, FALSE);

  if (!read_pake (body, message, error) ||
      !sf_spake2_finish (self->spake2, message, sizeof message, self->key, error))
    return FALSE;

  g_clear_pointer (&self->spake2, sf_spake2_free);
  self->peer_side = g_strdup (peer_side);
  *ret_version = sf_phase_box_seal (self->key, self->side, "version", self->hello);
  return TRUE;
}

GBytes *
sf_keying_open (SfKeying *self, const char *phase, GBytes *body, GError **error)
{
  GBytes *plaintext;

  g_return_val_if_fail (self->peer_side != NULL, NULL);

  plaintext =
    sf_phase_box_open (self->key, self->peer_side, phase, body, self->confirmed ? NULL : error);
  if (plaintext != NULL)
    self->confirmed = TRUE;
  else if (self->confirmed)
    g_set_error_literal (error, SF_NET_ERROR, SF_NET_ERROR_PROTOCOL,
                         "A sealed message was altered");

  return plaintext;
}

GBytes *
sf_keying_seal (SfKeying *self, GBytes *plaintext, char **ret_phase)
{
  g_return_val_if_fail (self->confirmed, NULL);
  g_return_val_if_fail (g_bytes_get_size (plaintext) <= SF_KEYING_MAX_PLAINTEXT, NULL);

  *ret_phase = g_strdup_printf ("%u", self->n_sealed++);
  return sf_phase_box_seal (self->key, self->side, *ret_phase, plaintext);
}

gboolean
sf_keying_is_confirmed (SfKeying *self)
{
  return self->confirmed;
}

const guint8 *
sf_keying_get_key (SfKeying *self)
{
  return self->confirmed ? self->key : NULL;
}
