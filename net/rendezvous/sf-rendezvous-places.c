/* What SfRendezvous hears from the wormhole at each place, and says to it. */

#include "net/rendezvous/sf-rendezvous-private.h"

#include "net/sf-net-error.h"

/* The first byte of every sealed message. */
#define KIND_WINNER 1  /* from the creator, once: this is the place */
#define KIND_PAYLOAD 2 /* then what the caller sent */

SfWormhole *
sf_rendezvous_get_winner (SfRendezvous *self)
{
  return self->race.winner != SF_N_PLACES ? self->places[self->race.winner].wormhole : NULL;
}

static SfPlace
find_place (SfRendezvous *self, SfWormhole *wormhole)
{
  return self->places[SF_PLACE_SERVER].wormhole == wormhole ? SF_PLACE_SERVER : SF_PLACE_LAN;
}

static void
send_kind (SfWormhole *wormhole, guint8 kind, GBytes *payload)
{
  g_autoptr (GByteArray) message = g_byte_array_new ();
  g_autoptr (GBytes) bytes = NULL;

  g_byte_array_append (message, &kind, 1);
  if (payload != NULL)
    g_byte_array_append (message, g_bytes_get_data (payload, NULL), g_bytes_get_size (payload));
  bytes = g_byte_array_free_to_bytes (g_steal_pointer (&message));
  sf_wormhole_send (wormhole, bytes);
}

void
sf_rendezvous_send_payload (SfRendezvous *self, GBytes *payload)
{
  send_kind (sf_rendezvous_get_winner (self), KIND_PAYLOAD, payload);
}

/* Returns: (transfer full): the wormhole, from which nothing is heard any more */
static SfWormhole *
vacate (SfRendezvous *self, SfPlace place)
{
  SfRendezvousPlace *it = &self->places[place];

  if (it->wormhole != NULL)
    g_signal_handlers_disconnect_by_data (it->wormhole, self);
  it->presence = SF_PRESENCE_UNKNOWN;
  g_clear_pointer (&it->peer_hello, g_bytes_unref);
  g_clear_pointer (&it->ice_servers, g_bytes_unref);
  return g_steal_pointer (&it->wormhole);
}

void
sf_rendezvous_drop_place (SfRendezvous *self, SfPlace place)
{
  g_autoptr (SfWormhole) wormhole = vacate (self, place);
}

static void
on_wormhole_close_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SfRendezvous) self = user_data;

  sf_wormhole_close_finish (SF_WORMHOLE (source), result);
  if (--self->n_closing == 0)
    sf_rendezvous_finish_leaving (self);
}

void
sf_rendezvous_leave_place (SfRendezvous *self, SfPlace place, const char *mood)
{
  g_autoptr (SfWormhole) wormhole = vacate (self, place);

  if (wormhole == NULL)
    return;

  self->n_closing++;
  sf_wormhole_close_async (wormhole, mood, on_wormhole_close_ready, g_object_ref (self));
}

/* Nobody is here only when nobody is at any place and the LAN was given some time. */
static SfPresence
merge_presence (SfRendezvous *self)
{
  SfPresence presence = SF_PRESENCE_NOBODY;

  if (self->browser != NULL && !self->lan_is_quiet && self->places[SF_PLACE_LAN].wormhole == NULL)
    presence = SF_PRESENCE_UNKNOWN;
  for (SfPlace place = 0; place < SF_N_PLACES; place++) {
    const SfRendezvousPlace *it = &self->places[place];

    if (it->presence == SF_PRESENCE_SOMEBODY)
      return SF_PRESENCE_SOMEBODY;
    if (it->wormhole != NULL && it->presence == SF_PRESENCE_UNKNOWN)
      presence = SF_PRESENCE_UNKNOWN;
  }

  return presence;
}

void
sf_rendezvous_update_presence (SfRendezvous *self)
{
  SfPresence presence = merge_presence (self);

  if (presence == SF_PRESENCE_UNKNOWN || presence == self->presence)
    return;

  self->presence = presence;
  g_signal_emit (self, sf_rendezvous_signals[SF_RENDEZVOUS_WAITING], 0,
                 presence == SF_PRESENCE_SOMEBODY);
}

static void
on_code (SfWormhole *wormhole, const char *code, gpointer user_data)
{
  sf_rendezvous_take_code (user_data, code);
}

static void
on_waiting (SfWormhole *wormhole, gboolean somebody, gpointer user_data)
{
  SfRendezvous *self = user_data;
  SfRendezvousPlace *it = &self->places[find_place (self, wormhole)];

  it->presence = somebody ? SF_PRESENCE_SOMEBODY : SF_PRESENCE_NOBODY;
  sf_rendezvous_update_presence (self);
}

static void
on_confirmed (SfWormhole *wormhole, GBytes *peer_hello, gpointer user_data)
{
  SfRendezvous *self = user_data;
  SfPlace place = find_place (self, wormhole);

  self->places[place].peer_hello = g_bytes_ref (peer_hello);
  if (!sf_race_set_state (&self->race, place, SF_PLACE_CONFIRMED))
    return;

  if (self->race.is_creator)
    send_kind (wormhole, KIND_WINNER, NULL);
  sf_rendezvous_settle (self);
}

/* Returns: FALSE for what the other side must not say here */
static gboolean
take_message (SfRendezvous *self, SfPlace place, GBytes *message)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (message, &size);
  g_autoptr (GBytes) payload = NULL;

  if (size == 0 || (data[0] == KIND_WINNER && self->race.is_creator) ||
      (data[0] == KIND_PAYLOAD && self->race.winner != place))
    return FALSE;

  if (data[0] == KIND_WINNER && sf_race_name (&self->race, place))
    sf_rendezvous_settle (self);
  if (data[0] != KIND_PAYLOAD)
    return TRUE;

  payload = g_bytes_new_from_bytes (message, 1, size - 1);
  g_signal_emit (self, sf_rendezvous_signals[SF_RENDEZVOUS_MESSAGE], 0, payload);
  return TRUE;
}

static void
on_message (SfWormhole *wormhole, GBytes *message, gpointer user_data)
{
  SfRendezvous *self = user_data;
  g_autoptr (GError) error = NULL;

  if (take_message (self, find_place (self, wormhole), message))
    return;

  error = g_error_new_literal (SF_NET_ERROR, SF_NET_ERROR_PROTOCOL,
                               "A sealed message that has no place here");
  sf_rendezvous_fail (self, error);
}

static void
on_peer_connection (SfWormhole *wormhole, gboolean there, gpointer user_data)
{
  SfRendezvous *self = user_data;

  if (wormhole == sf_rendezvous_get_winner (self))
    g_signal_emit (self, sf_rendezvous_signals[SF_RENDEZVOUS_PEER_CONNECTION], 0, there);
}

/* Until there is a winner the server's place speaks for both: the creator's LAN is never lost. */
static void
on_online (SfWormhole *wormhole, gboolean is_online, gpointer user_data)
{
  SfRendezvous *self = user_data;
  SfWormhole *winner = sf_rendezvous_get_winner (self);

  if (winner == NULL && find_place (self, wormhole) == SF_PLACE_SERVER)
    sf_rendezvous_set_online (self, is_online);
  if (wormhole == (winner != NULL ? winner : self->places[SF_PLACE_SERVER].wormhole))
    g_signal_emit (self, sf_rendezvous_signals[SF_RENDEZVOUS_ONLINE], 0, is_online);
}

static void
on_ice_servers (SfWormhole *wormhole, GBytes *json, gpointer user_data)
{
  SfRendezvous *self = user_data;
  SfRendezvousPlace *it = &self->places[find_place (self, wormhole)];

  if (wormhole == sf_rendezvous_get_winner (self)) {
    g_signal_emit (self, sf_rendezvous_signals[SF_RENDEZVOUS_ICE_SERVERS], 0, json);
    return;
  }

  g_clear_pointer (&it->ice_servers, g_bytes_unref);
  it->ice_servers = g_bytes_ref (json);
}

/* One wrong guess anywhere is one too many everywhere. */
static void
on_failed (SfWormhole *wormhole, const GError *error, gpointer user_data)
{
  SfRendezvous *self = user_data;
  gboolean is_wrong_code = g_error_matches (error, SF_NET_ERROR, SF_NET_ERROR_WRONG_CODE);

  if (is_wrong_code || wormhole == sf_rendezvous_get_winner (self))
    sf_rendezvous_fail (self, error);
  else
    sf_rendezvous_lose_place (self, find_place (self, wormhole), error);
}

void
sf_rendezvous_start_place (SfRendezvous *self, SfPlace place, const char *const *urls)
{
  SfWormholeConfig config = {.urls = urls, .code = self->code, .hello = self->hello};
  SfWormhole *wormhole = sf_wormhole_new (&config);

  self->places[place].wormhole = wormhole;
  sf_race_set_state (&self->race, place, SF_PLACE_TRYING);
  g_signal_connect (wormhole, "code", G_CALLBACK (on_code), self);
  g_signal_connect (wormhole, "waiting", G_CALLBACK (on_waiting), self);
  g_signal_connect (wormhole, "confirmed", G_CALLBACK (on_confirmed), self);
  g_signal_connect (wormhole, "message", G_CALLBACK (on_message), self);
  g_signal_connect (wormhole, "peer-connection", G_CALLBACK (on_peer_connection), self);
  g_signal_connect (wormhole, "online", G_CALLBACK (on_online), self);
  g_signal_connect (wormhole, "ice-servers", G_CALLBACK (on_ice_servers), self);
  g_signal_connect (wormhole, "failed", G_CALLBACK (on_failed), self);
  sf_wormhole_start (wormhole);
}
