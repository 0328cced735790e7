/* What comes from the connection, led to where the session deals with it. */

#include "app/session/sf-session-private.h"
#include "app/sf-error.h"

typedef struct {
  SfMessageType type;
  void (*handle) (SfSession *self, const SfSessionMessage *message);
} Handler;

static const Handler sealed_handlers[] = {
  {SF_MESSAGE_PICTURE, sf_session_on_picture},
  {SF_MESSAGE_ACCEPT, sf_session_on_accept},
  {SF_MESSAGE_DECLINE, sf_session_on_decline},
};

static const Handler path_handlers[] = {
  {SF_MESSAGE_READY, sf_session_on_ready},   {SF_MESSAGE_RECIPE, sf_session_on_recipe},
  {SF_MESSAGE_AGREE, sf_session_on_agree},   {SF_MESSAGE_PROPOSE, sf_session_on_propose},
  {SF_MESSAGE_CANCEL, sf_session_on_cancel}, {SF_MESSAGE_PHOTO, sf_session_on_photo},
  {SF_MESSAGE_HASH, sf_session_on_hash},     {SF_MESSAGE_OFFER, sf_session_on_offer},
  {SF_MESSAGE_CAMERA, sf_session_on_camera},
};

static void
dispatch (SfSession *self, GBytes *bytes, const Handler *handlers, gsize n_handlers)
{
  g_auto (SfSessionMessage) message = {0};
  g_autoptr (GError) error = NULL;

  if (self->state >= SF_SESSION_STATE_CLOSING)
    return;

  if (!sf_session_message_parse (&message, bytes, &error)) {
    sf_session_fail (self, g_steal_pointer (&error));
    return;
  }

  for (gsize i = 0; i < n_handlers; i++)
    if (handlers[i].type == message.type) {
      handlers[i].handle (self, &message);
      sf_session_settle (self);
      return;
    }

  g_debug ("A message of type %u is skipped", message.type);
}

static void
on_peer_code (SfPeer *peer, const char *code, SfSession *self)
{
  sf_session_emit (self, SF_SESSION_SIGNAL_CODE, code);
}

static void
on_peer_reach (SfPeer *peer, guint reach, SfSession *self)
{
  sf_session_emit (self, SF_SESSION_SIGNAL_REACH, reach);
}

static void
on_peer_waiting (SfPeer *peer, gboolean present, SfSession *self)
{
  sf_session_emit (self, SF_SESSION_SIGNAL_WAITING, present);
}

static void
on_peer_introduced (SfPeer *peer, GBytes *introduction, SfSession *self)
{
  if (self->state < SF_SESSION_STATE_CLOSING)
    sf_session_on_introduced (self, introduction);
}

static void
on_peer_sealed_message (SfPeer *peer, GBytes *bytes, SfSession *self)
{
  dispatch (self, bytes, sealed_handlers, G_N_ELEMENTS (sealed_handlers));
}

static void
on_peer_message (SfPeer *peer, GBytes *bytes, SfSession *self)
{
  dispatch (self, bytes, path_handlers, G_N_ELEMENTS (path_handlers));
}

static void
on_peer_connected (SfPeer *peer, SfPathKind kind, SfSession *self)
{
  self->is_connected = TRUE;
  self->path_kind = kind;
  sf_session_emit (self, SF_SESSION_SIGNAL_CONNECTED, kind);
  sf_session_settle (self);
}

static void
on_peer_reconnecting (SfPeer *peer, SfSession *self)
{
  self->is_connected = FALSE;
  sf_session_emit (self, SF_SESSION_SIGNAL_RECONNECTING);
  sf_session_settle (self);
}

static void
on_peer_clock (SfPeer *peer, SfSession *self)
{
  sf_session_emit (self, SF_SESSION_SIGNAL_CLOCK);
  sf_session_settle (self);
}

static void
on_peer_closed (SfPeer *peer, SfSession *self)
{
  self->is_peer_closed = TRUE;
  sf_session_raise (self, SF_SESSION_EVENT_PEER_CLOSED);
}

static void
on_peer_failed (SfPeer *peer, const GError *error, SfSession *self)
{
  g_clear_error (&self->network_error);
  self->network_error = g_error_copy (error);
  sf_session_raise (self, SF_SESSION_EVENT_LOST);
}

static gboolean
on_peer_blob_offered (SfPeer *peer, guint64 id, guint64 size, SfSession *self)
{
  return sf_session_on_blob_offered (self, id, size);
}

static void
on_peer_blob_progress (
  SfPeer *peer, guint64 id, guint64 done, guint64 size, gboolean incoming, SfSession *self)
{
  sf_session_on_blob_progress (self, id, done, size, incoming);
}

static void
on_peer_blob_received (SfPeer *peer, guint64 id, GBytes *bytes, SfSession *self)
{
  sf_session_on_blob_received (self, id, bytes);
}

static void
on_peer_blob_sent (SfPeer *peer, guint64 id, SfSession *self)
{
  sf_session_on_blob_sent (self, id);
}

/* A side that drops a shot says so in a message too, so a cancelled blob by itself changes
 * nothing. */
static const struct {
  const char *signal;
  GCallback callback;
} watches[] = {
  {"code", G_CALLBACK (on_peer_code)},
  {"reach", G_CALLBACK (on_peer_reach)},
  {"waiting", G_CALLBACK (on_peer_waiting)},
  {"introduced", G_CALLBACK (on_peer_introduced)},
  {"sealed-message", G_CALLBACK (on_peer_sealed_message)},
  {"message", G_CALLBACK (on_peer_message)},
  {"connected", G_CALLBACK (on_peer_connected)},
  {"reconnecting", G_CALLBACK (on_peer_reconnecting)},
  {"clock", G_CALLBACK (on_peer_clock)},
  {"closed", G_CALLBACK (on_peer_closed)},
  {"failed", G_CALLBACK (on_peer_failed)},
  {"blob-offered", G_CALLBACK (on_peer_blob_offered)},
  {"blob-progress", G_CALLBACK (on_peer_blob_progress)},
  {"blob-received", G_CALLBACK (on_peer_blob_received)},
  {"blob-sent", G_CALLBACK (on_peer_blob_sent)},
};

void
sf_session_watch_peer (SfSession *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (watches); i++)
    g_signal_connect (self->peer, watches[i].signal, watches[i].callback, self);
}

void
sf_session_unwatch_peer (SfSession *self)
{
  g_signal_handlers_disconnect_by_data (self->peer, self);
}

void
sf_session_send (SfSession *self, const SfSessionMessage *message)
{
  g_autoptr (GBytes) bytes = sf_session_message_serialize (message);

  sf_peer_send_message (self->peer, bytes);
}

void
sf_session_send_sealed (SfSession *self, const SfSessionMessage *message)
{
  g_autoptr (GBytes) bytes = sf_session_message_serialize (message);

  sf_peer_send_sealed (self->peer, bytes);
}
