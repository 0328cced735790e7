/* The other person's computer: from a code to messages and photographs. */

#include "net/peer/sf-peer-private.h"

#include "net/code/sf-word-list.h"
#include "net/ice/sf-ice-config.h"
#include "net/media/sf-media-port-private.h"
#include "net/sf-net-error.h"

#include <sodium.h>
#include <string.h>

#define BYE_PATIENCE_MS 2000

G_DEFINE_FINAL_TYPE (SfPeer, sf_peer, G_TYPE_OBJECT)

guint sf_peer_signals[SF_PEER_N_SIGNALS];

gboolean
sf_peer_apply (SfPeer *self, SfPeerEvent event)
{
  SfPeerState to;

  if (!sf_peer_state_next (self->state, event, &to))
    return FALSE;

  g_debug ("peer: %s to %s", sf_peer_state_get_name (self->state), sf_peer_state_get_name (to));
  self->state = to;
  return TRUE;
}

GSource *
sf_peer_add_timeout (SfPeer *self, guint interval_ms, GSourceFunc callback)
{
  GSource *source = g_timeout_source_new (interval_ms);

  g_source_set_callback (source, callback, self, NULL);
  g_source_attach (source, g_main_context_get_thread_default ());
  return source;
}

void
sf_peer_drop_source (GSource **source)
{
  if (*source == NULL)
    return;

  g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

static void
finish_tear_down (SfPeer *self)
{
  g_autoptr (GTask) task = NULL;

  if (self->link != NULL || self->rendezvous != NULL)
    return;

  sf_peer_apply (self, SF_PEER_EVENT_DONE);
  task = g_steal_pointer (&self->close_task);
  if (task != NULL)
    g_task_return_boolean (task, TRUE);
}

static void
on_rendezvous_close_ready (GObject *rendezvous, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SfPeer) self = user_data;

  sf_rendezvous_close_finish (SF_RENDEZVOUS (rendezvous), result);
  g_clear_object (&self->rendezvous);
  finish_tear_down (self);
}

static void
on_link_closed (gpointer user_data)
{
  g_autoptr (SfPeer) self = user_data;

  self->link = NULL;
  finish_tear_down (self);
}

static void
close_rendezvous (SfPeer *self, const char *mood)
{
  if (self->rendezvous == NULL)
    return;

  g_signal_handlers_disconnect_by_data (self->rendezvous, self);
  sf_rendezvous_close_async (self->rendezvous, mood, on_rendezvous_close_ready,
                             g_object_ref (self));
}

void
sf_peer_tear_down (SfPeer *self, const char *mood)
{
  if (self->is_torn_down)
    return;

  self->is_torn_down = TRUE;
  sf_peer_drop_source (&self->give_up);
  sf_peer_drop_source (&self->look_again);
  sf_peer_drop_source (&self->close_patience);
  if (self->link != NULL)
    sf_link_close (self->link, on_link_closed, g_object_ref (self));
  close_rendezvous (self, mood);
  finish_tear_down (self);
}

void
sf_peer_fail (SfPeer *self, const GError *error)
{
  if (!sf_peer_apply (self, SF_PEER_EVENT_FAIL))
    return;

  g_object_ref (self);
  sf_peer_tear_down (self, "errory");
  g_signal_emit (self, sf_peer_signals[SF_PEER_SIGNAL_FAILED], 0, error);
  g_object_unref (self);
}

void
sf_peer_send_kind (SfPeer *self, SfSealedKind kind, GBytes *body)
{
  gsize size = body != NULL ? g_bytes_get_size (body) : 0;
  guint8 *message = g_malloc (1 + size);
  g_autoptr (GBytes) bytes = NULL;

  message[0] = kind;
  if (size > 0)
    memcpy (message + 1, g_bytes_get_data (body, NULL), size);
  bytes = g_bytes_new_take (message, 1 + size);
  sf_rendezvous_send (self->rendezvous, bytes);
}

SfPeer *
sf_peer_new (const SfPeerConfig *config)
{
  SfPeer *self = g_object_new (SF_TYPE_PEER, NULL);
  const SfIceConfig ice = {
    .controlling = config->code == NULL,
    .relay_only = config->relay_only,
    .stun_server = config->stun_server,
    .turn_servers = config->turn_servers,
    .n_turn_servers = config->n_turn_servers,
  };

  self->is_creator = config->code == NULL;
  self->code = g_strdup (config->code);
  self->transit_relay = g_strdup (config->transit_relay);
  sf_ice_config_copy (&self->ice, &ice);
  sf_peer_prepare_meeting (self, config);

  return self;
}

void
sf_peer_start (SfPeer *self)
{
  g_return_if_fail (SF_IS_PEER (self));
  g_return_if_fail (self->state == SF_PEER_STATE_IDLE);

  sf_peer_apply (self, SF_PEER_EVENT_START);
  sf_rendezvous_start (self->rendezvous);
}

gboolean
sf_peer_is_creator (SfPeer *self)
{
  return self->is_creator;
}

const char *
sf_peer_get_code (SfPeer *self)
{
  return self->code;
}

char *
sf_peer_dup_compare_words (SfPeer *self)
{
  char *words[SF_PEER_N_COMPARE_WORDS + 1] = {NULL};

  g_return_val_if_fail (self->is_confirmed, NULL);

  for (guint i = 0; i < SF_PEER_N_COMPARE_WORDS; i++)
    words[i] = (char *) sf_word_list_get (sf_word_list_at_place (i), self->verifier[i]);
  return g_strjoinv (" ", words);
}

void
sf_peer_send_sealed (SfPeer *self, GBytes *message)
{
  g_return_if_fail (SF_IS_PEER (self));

  if (self->rendezvous != NULL && self->is_confirmed)
    sf_peer_send_kind (self, SF_SEALED_KIND_MESSAGE, message);
}

void
sf_peer_permit (SfPeer *self)
{
  GBytes *signal;

  g_return_if_fail (SF_IS_PEER (self));

  if (!sf_peer_apply (self, SF_PEER_EVENT_PERMIT))
    return;

  sf_link_permit (self->link);
  while ((signal = g_queue_pop_head (&self->early_signals)) != NULL) {
    sf_link_remote_signal (self->link, signal);
    g_bytes_unref (signal);
  }
  if (self->has_no_direct_path && !self->uses_relay)
    sf_peer_ask_for_relay (self);
}

void
sf_peer_send_message (SfPeer *self, GBytes *message)
{
  g_return_if_fail (SF_IS_PEER (self));
  g_return_if_fail (g_bytes_get_size (message) <= SF_TRANSFER_MAX_MESSAGE);

  if (self->link != NULL)
    sf_link_send_message (self->link, message);
}

void
sf_peer_send_blob (SfPeer *self, guint64 id, GBytes *bytes, guint priority)
{
  g_return_if_fail (SF_IS_PEER (self));

  if (self->link != NULL)
    sf_link_send_blob (self->link, id, bytes, priority);
}

void
sf_peer_cancel_blob (SfPeer *self, guint64 id, gboolean incoming)
{
  g_return_if_fail (SF_IS_PEER (self));

  if (self->link != NULL)
    sf_link_cancel_blob (self->link, id, incoming);
}

SfMediaPort *
sf_peer_get_media_port (SfPeer *self)
{
  g_return_val_if_fail (SF_IS_PEER (self), NULL);

  return self->media_port;
}

gboolean
sf_peer_get_clock (SfPeer *self, SfClockEstimate *ret_estimate)
{
  g_return_val_if_fail (SF_IS_PEER (self), FALSE);

  if (!self->has_clock)
    return FALSE;

  *ret_estimate = self->clock;
  return TRUE;
}

static gboolean
on_bye_patience_over (gpointer data)
{
  /* What was said on the path may not have come. */
  sf_peer_send_kind (data, SF_SEALED_KIND_BYE, NULL);
  sf_peer_tear_down (data, "happy");
  return G_SOURCE_REMOVE;
}

void
sf_peer_close_async (SfPeer *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, sf_peer_close_async);
  g_return_if_fail (self->close_task == NULL);

  if (self->is_torn_down && self->link == NULL && self->rendezvous == NULL) {
    g_task_return_boolean (task, TRUE);
    return;
  }

  self->close_task = g_steal_pointer (&task);
  if (!sf_peer_apply (self, SF_PEER_EVENT_CLOSE))
    return; /* torn down already: the task ends with it */

  if (!self->is_confirmed) {
    sf_peer_tear_down (self, "lonely");
    return;
  }

  if (self->was_connected)
    sf_link_say_bye (self->link);
  else
    sf_peer_send_kind (self, SF_SEALED_KIND_BYE, NULL);
  if (self->heard_bye || !self->was_connected)
    sf_peer_tear_down (self, "happy");
  else
    self->close_patience = sf_peer_add_timeout (self, BYE_PATIENCE_MS, on_bye_patience_over);
}

void
sf_peer_close_finish (SfPeer *self, GAsyncResult *result)
{
  g_return_if_fail (g_task_is_valid (result, self));

  g_task_propagate_boolean (G_TASK (result), NULL);
}

static void
ignore_link_closed (gpointer user_data)
{
}

static void
sf_peer_dispose (GObject *object)
{
  SfPeer *self = SF_PEER (object);

  sf_peer_drop_source (&self->give_up);
  sf_peer_drop_source (&self->look_again);
  sf_peer_drop_source (&self->close_patience);
  if (self->link != NULL)
    sf_link_close (g_steal_pointer (&self->link), ignore_link_closed, NULL);
  if (self->rendezvous != NULL)
    g_signal_handlers_disconnect_by_data (self->rendezvous, self);
  g_clear_object (&self->rendezvous);

  G_OBJECT_CLASS (sf_peer_parent_class)->dispose (object);
}

static void
sf_peer_finalize (GObject *object)
{
  SfPeer *self = SF_PEER (object);

  g_queue_clear_full (&self->early_signals, (GDestroyNotify) g_bytes_unref);
  g_clear_pointer (&self->hello, g_bytes_unref);
  sf_media_port_unref (self->media_port);
  sf_ice_config_clear (&self->ice);
  g_free (self->transit_relay);
  if (self->code != NULL)
    sodium_memzero (self->code, strlen (self->code));
  g_free (self->code);

  G_OBJECT_CLASS (sf_peer_parent_class)->finalize (object);
}

static void
add_signal (SfPeerSignal signal, const char *name, GType result, guint n_params, ...)
{
  va_list types;
  GSignalAccumulator accumulator = result == G_TYPE_BOOLEAN ? g_signal_accumulator_first_wins
                                                            : NULL;

  va_start (types, n_params);
  sf_peer_signals[signal] = g_signal_new_valist (name, SF_TYPE_PEER, G_SIGNAL_RUN_LAST, NULL,
                                                 accumulator, NULL, NULL, result, n_params, types);
  va_end (types);
}

static void
sf_peer_class_init (SfPeerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = sf_peer_dispose;
  object_class->finalize = sf_peer_finalize;

  add_signal (SF_PEER_SIGNAL_CODE, "code", G_TYPE_NONE, 1, G_TYPE_STRING);
  add_signal (SF_PEER_SIGNAL_REACH, "reach", G_TYPE_NONE, 1, G_TYPE_UINT);
  add_signal (SF_PEER_SIGNAL_WAITING, "waiting", G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
  add_signal (SF_PEER_SIGNAL_INTRODUCED, "introduced", G_TYPE_NONE, 1, G_TYPE_BYTES);
  add_signal (SF_PEER_SIGNAL_SEALED_MESSAGE, "sealed-message", G_TYPE_NONE, 1, G_TYPE_BYTES);
  add_signal (SF_PEER_SIGNAL_CONNECTED, "connected", G_TYPE_NONE, 1, G_TYPE_INT);
  add_signal (SF_PEER_SIGNAL_RECONNECTING, "reconnecting", G_TYPE_NONE, 0);
  add_signal (SF_PEER_SIGNAL_MESSAGE, "message", G_TYPE_NONE, 1, G_TYPE_BYTES);
  add_signal (SF_PEER_SIGNAL_BLOB_OFFERED, "blob-offered", G_TYPE_BOOLEAN, 2, G_TYPE_UINT64,
              G_TYPE_UINT64);
  add_signal (SF_PEER_SIGNAL_BLOB_PROGRESS, "blob-progress", G_TYPE_NONE, 4, G_TYPE_UINT64,
              G_TYPE_UINT64, G_TYPE_UINT64, G_TYPE_BOOLEAN);
  add_signal (SF_PEER_SIGNAL_BLOB_RECEIVED, "blob-received", G_TYPE_NONE, 2, G_TYPE_UINT64,
              G_TYPE_BYTES);
  add_signal (SF_PEER_SIGNAL_BLOB_SENT, "blob-sent", G_TYPE_NONE, 1, G_TYPE_UINT64);
  add_signal (SF_PEER_SIGNAL_BLOB_CANCELLED, "blob-cancelled", G_TYPE_NONE, 2, G_TYPE_UINT64,
              G_TYPE_BOOLEAN);
  add_signal (SF_PEER_SIGNAL_CLOCK, "clock", G_TYPE_NONE, 0);
  add_signal (SF_PEER_SIGNAL_CLOSED, "closed", G_TYPE_NONE, 0);
  add_signal (SF_PEER_SIGNAL_FAILED, "failed", G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
sf_peer_init (SfPeer *self)
{
  g_queue_init (&self->early_signals);
  self->media_port = sf_media_port_new ();
}
