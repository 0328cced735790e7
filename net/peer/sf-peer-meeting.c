/* SfPeer's part at the rendezvous: the code, the hello, the key, sealed messages. */

#include "net/peer/sf-peer-private.h"

#include "net/crypto/sf-phase-box.h"
#include "net/ice/sf-ice-config.h"
#include "net/ice/sf-ice-servers.h"
#include "net/peer/sf-hello.h"
#include "net/sf-net-error.h"

static void
on_rendezvous_code (SfRendezvous *rendezvous, const char *code, gpointer user_data)
{
  SfPeer *self = user_data;

  g_free (self->code);
  self->code = g_strdup (code);
  g_signal_emit (self, sf_peer_signals[SF_PEER_SIGNAL_CODE], 0, code);
}

static void
on_rendezvous_reach (SfRendezvous *rendezvous, guint reach, gpointer user_data)
{
  g_signal_emit (user_data, sf_peer_signals[SF_PEER_SIGNAL_REACH], 0, reach);
}

static void
on_rendezvous_waiting (SfRendezvous *rendezvous, gboolean present, gpointer user_data)
{
  g_signal_emit (user_data, sf_peer_signals[SF_PEER_SIGNAL_WAITING], 0, present);
}

static gboolean
open_link (SfPeer *self, GBytes *peer_hello, GError **error)
{
  SfSessionKeys keys;

  if (!sf_session_keys_derive (
        sf_rendezvous_get_key (self->rendezvous), sf_rendezvous_get_side (self->rendezvous),
        self->hello, sf_rendezvous_get_peer_side (self->rendezvous), peer_hello, &keys, error))
    return FALSE;

  self->ice.allow_loopback = sf_rendezvous_is_loopback (self->rendezvous);
  sf_peer_open_link (self, &keys);
  sf_session_keys_clear (&keys);
  return TRUE;
}

static void
on_rendezvous_confirmed (SfRendezvous *rendezvous, GBytes *peer_hello, gpointer user_data)
{
  SfPeer *self = user_data;
  g_auto (SfHello) hello = {0};
  g_autoptr (GError) error = NULL;

  if (!sf_hello_parse (&hello, peer_hello, !self->is_creator, &error) ||
      !open_link (self, peer_hello, &error)) {
    sf_peer_fail (self, error);
    return;
  }

  self->is_confirmed = TRUE;
  sf_phase_box_derive (sf_rendezvous_get_key (rendezvous), "wormhole:verifier", self->verifier,
                       sizeof self->verifier);
  sf_peer_apply (self, SF_PEER_EVENT_CONFIRMED);
  g_signal_emit (self, sf_peer_signals[SF_PEER_SIGNAL_INTRODUCED], 0, hello.introduction);
}

static void
on_rendezvous_message (SfRendezvous *rendezvous, GBytes *message, gpointer user_data)
{
  SfPeer *self = user_data;
  gsize size;
  const guint8 *data = g_bytes_get_data (message, &size);
  g_autoptr (GBytes) body = NULL;

  if (size == 0)
    return;

  body = g_bytes_new_from_bytes (message, 1, size - 1);
  switch ((SfSealedKind) data[0]) {
  case SF_SEALED_KIND_MESSAGE:
    g_signal_emit (self, sf_peer_signals[SF_PEER_SIGNAL_SEALED_MESSAGE], 0, body);
    break;
  case SF_SEALED_KIND_SIGNAL:
    sf_peer_take_signal (self, body);
    break;
  case SF_SEALED_KIND_RESTART:
    sf_peer_take_restart (self);
    break;
  case SF_SEALED_KIND_RELAY:
    sf_peer_take_relay (self);
    break;
  case SF_SEALED_KIND_BYE:
    sf_peer_take_bye (self);
    break;
  case SF_SEALED_KIND_NO_PATH:
    sf_peer_take_no_path (self);
    break;
  }
}

static void
on_rendezvous_peer_connection (SfRendezvous *rendezvous, gboolean is_there, gpointer user_data)
{
  sf_peer_set_away (user_data, !is_there);
}

static void
on_rendezvous_ice_servers (SfRendezvous *rendezvous, GBytes *json, gpointer user_data)
{
  SfPeer *self = user_data;
  g_autoptr (SfIceServers) servers = NULL;

  /* Once, and before gathering began. */
  if (self->has_lent_servers || self->link != NULL)
    return;

  servers = sf_ice_servers_new_from_json (json, NULL);
  self->has_lent_servers = servers != NULL;
  for (gsize i = 0; servers != NULL && i < servers->n_turn_servers; i++)
    sf_ice_config_add_turn_server (&self->ice, &servers->turn_servers[i]);
}

static void
on_rendezvous_failed (SfRendezvous *rendezvous, const GError *error, gpointer user_data)
{
  SfPeer *self = user_data;

  /* With a path in use the mailbox is only needed to look for another one. */
  if (self->state != SF_PEER_STATE_CONNECTED)
    sf_peer_fail (self, error);
}

void
sf_peer_prepare_meeting (SfPeer *self, const SfPeerConfig *config)
{
  SfRendezvousConfig rendezvous = {
    .server_urls = config->server_urls,
    .use_lan = config->use_lan && !config->relay_only,
    .code = config->code,
  };
  static const struct {
    const char *signal;
    GCallback callback;
  } handlers[] = {
    {"code", G_CALLBACK (on_rendezvous_code)},
    {"reach", G_CALLBACK (on_rendezvous_reach)},
    {"waiting", G_CALLBACK (on_rendezvous_waiting)},
    {"confirmed", G_CALLBACK (on_rendezvous_confirmed)},
    {"message", G_CALLBACK (on_rendezvous_message)},
    {"peer-connection", G_CALLBACK (on_rendezvous_peer_connection)},
    {"ice-servers", G_CALLBACK (on_rendezvous_ice_servers)},
    {"failed", G_CALLBACK (on_rendezvous_failed)},
  };

  self->hello = sf_hello_build (self->is_creator, config->introduction);
  rendezvous.hello = self->hello;
  self->rendezvous = sf_rendezvous_new (&rendezvous);
  for (gsize i = 0; i < G_N_ELEMENTS (handlers); i++)
    g_signal_connect (self->rendezvous, handlers[i].signal, handlers[i].callback, self);
}
