/* One code at up to two places at once, a server and the LAN; the first that confirms wins. */

#include "net/rendezvous/sf-rendezvous.h"

#include "net/code/sf-share-code.h"
#include "net/crypto/sf-sodium.h"
#include "net/rendezvous/sf-rendezvous-private.h"
#include "net/sf-net-error.h"

#include <sodium.h>
#include <string.h>

G_DEFINE_FINAL_TYPE (SfRendezvous, sf_rendezvous, G_TYPE_OBJECT)

guint sf_rendezvous_signals[SF_RENDEZVOUS_N_SIGNALS];

static void
on_host_drained (gpointer user_data)
{
  g_autoptr (SfRendezvous) self = user_data;

  if (--self->n_closing == 0)
    sf_rendezvous_finish_leaving (self);
}

/* The creator's own server is of no more use, but what it said last may not have been read yet. */
static void
leave_host (SfRendezvous *self)
{
  if (!self->is_over) {
    g_clear_pointer (&self->host, sf_lan_host_free);
    return;
  }

  self->n_closing++;
  sf_lan_host_drain (g_steal_pointer (&self->host), on_host_drained, g_object_ref (self));
}

/* All is said: who waits for the end may go. */
void
sf_rendezvous_finish_leaving (SfRendezvous *self)
{
  g_autoptr (GPtrArray) tasks = NULL;

  if (self->host != NULL && self->places[SF_PLACE_LAN].wormhole == NULL)
    leave_host (self);
  if (!self->is_over || self->n_closing > 0)
    return;

  tasks = g_steal_pointer (&self->close_tasks);
  self->close_tasks = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < tasks->len; i++)
    g_task_return_boolean (g_ptr_array_index (tasks, i), TRUE);
}

static void
leave_all (SfRendezvous *self, const char *mood)
{
  self->is_over = TRUE;
  sf_rendezvous_stop_browsing (self);
  for (SfPlace place = 0; place < SF_N_PLACES; place++)
    sf_rendezvous_leave_place (self, place, mood);
  if (self->n_closing == 0)
    sf_rendezvous_finish_leaving (self);
}

void
sf_rendezvous_fail (SfRendezvous *self, const GError *error)
{
  g_autoptr (GError) copy = g_error_copy (error);
  gboolean is_wrong_code = g_error_matches (error, SF_NET_ERROR, SF_NET_ERROR_WRONG_CODE);

  leave_all (self, is_wrong_code ? "scary" : "errory");
  g_signal_emit (self, sf_rendezvous_signals[SF_RENDEZVOUS_FAILED], 0, copy);
}

/* There is a winner: the other place is left, and what waited for it goes out. */
void
sf_rendezvous_settle (SfRendezvous *self)
{
  SfRendezvousPlace *it = &self->places[self->race.winner];
  SfPlace other = self->race.winner == SF_PLACE_SERVER ? SF_PLACE_LAN : SF_PLACE_SERVER;
  g_autoptr (GBytes) peer_hello = g_bytes_ref (it->peer_hello);
  g_autoptr (GBytes) ice_servers = g_steal_pointer (&it->ice_servers);
  GBytes *payload;

  sf_rendezvous_stop_browsing (self);
  sf_rendezvous_leave_place (self, other,
                             self->places[other].peer_hello != NULL ? "happy" : "lonely");
  while ((payload = g_queue_pop_head (&self->unsent)) != NULL) {
    sf_rendezvous_send_payload (self, payload);
    g_bytes_unref (payload);
  }

  /* First what the path needs to know, then that it may be looked for. */
  if (ice_servers != NULL)
    g_signal_emit (self, sf_rendezvous_signals[SF_RENDEZVOUS_ICE_SERVERS], 0, ice_servers);
  if (!self->is_over)
    g_signal_emit (self, sf_rendezvous_signals[SF_RENDEZVOUS_CONFIRMED], 0, peer_hello);
}

/* The most telling one stays: that something was out of reach says less than anything else. */
static void
keep_error (SfRendezvous *self, const GError *error)
{
  if (self->error != NULL &&
      !g_error_matches (self->error, SF_NET_ERROR, SF_NET_ERROR_SERVER_UNREACHABLE))
    return;

  g_clear_error (&self->error);
  self->error = g_error_copy (error);
}

void
sf_rendezvous_lose_place (SfRendezvous *self, SfPlace place, const GError *error)
{
  keep_error (self, error);
  sf_rendezvous_leave_place (self, place, "errory");
  if (place == SF_PLACE_SERVER)
    sf_rendezvous_set_online (self, FALSE);
  else
    sf_rendezvous_set_announced (self, FALSE);
  if (sf_race_set_state (&self->race, place, SF_PLACE_ABSENT))
    sf_rendezvous_settle (self);
  else if (self->race.is_creator && self->code == NULL && self->use_lan)
    sf_rendezvous_create_on_lan_alone (self);
  else
    sf_rendezvous_give_up_alone (self);
}

static void
sf_rendezvous_dispose (GObject *object)
{
  SfRendezvous *self = SF_RENDEZVOUS (object);

  if (self->deadline != NULL)
    sf_rendezvous_stop_browsing (self);
  for (SfPlace place = 0; place < SF_N_PLACES; place++)
    sf_rendezvous_drop_place (self, place);
  g_clear_pointer (&self->host, sf_lan_host_free);
  g_clear_pointer (&self->deadline, sf_deadline_free);

  G_OBJECT_CLASS (sf_rendezvous_parent_class)->dispose (object);
}

static void
sf_rendezvous_finalize (GObject *object)
{
  SfRendezvous *self = SF_RENDEZVOUS (object);

  g_strfreev (self->server_urls);
  if (self->code != NULL)
    sodium_memzero (self->code, strlen (self->code));
  g_free (self->code);
  g_bytes_unref (self->hello);
  g_queue_clear_full (&self->unsent, (GDestroyNotify) g_bytes_unref);
  g_clear_error (&self->error);
  g_ptr_array_unref (self->close_tasks);

  G_OBJECT_CLASS (sf_rendezvous_parent_class)->finalize (object);
}

static guint
new_signal (const char *name, GType argument)
{
  return g_signal_new (name, SF_TYPE_RENDEZVOUS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                       G_TYPE_NONE, 1, argument);
}

static void
sf_rendezvous_class_init (SfRendezvousClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  guint *signals = sf_rendezvous_signals;

  object_class->dispose = sf_rendezvous_dispose;
  object_class->finalize = sf_rendezvous_finalize;

  signals[SF_RENDEZVOUS_CODE] = new_signal ("code", G_TYPE_STRING);
  signals[SF_RENDEZVOUS_REACH] = new_signal ("reach", G_TYPE_UINT);
  signals[SF_RENDEZVOUS_WAITING] = new_signal ("waiting", G_TYPE_BOOLEAN);
  signals[SF_RENDEZVOUS_CONFIRMED] = new_signal ("confirmed", G_TYPE_BYTES);
  signals[SF_RENDEZVOUS_MESSAGE] = new_signal ("message", G_TYPE_BYTES);
  signals[SF_RENDEZVOUS_PEER_CONNECTION] = new_signal ("peer-connection", G_TYPE_BOOLEAN);
  signals[SF_RENDEZVOUS_ONLINE] = new_signal ("online", G_TYPE_BOOLEAN);
  signals[SF_RENDEZVOUS_ICE_SERVERS] = new_signal ("ice-servers", G_TYPE_BYTES);
  signals[SF_RENDEZVOUS_FAILED] = new_signal ("failed", G_TYPE_ERROR);
}

static void
sf_rendezvous_init (SfRendezvous *self)
{
  g_queue_init (&self->unsent);
  self->close_tasks = g_ptr_array_new_with_free_func (g_object_unref);
  self->deadline = sf_deadline_new (sf_rendezvous_on_deadline, self);
}

SfRendezvous *
sf_rendezvous_new (const SfRendezvousConfig *config)
{
  SfRendezvous *self;

  g_return_val_if_fail (config->server_urls != NULL || config->use_lan, NULL);

  self = g_object_new (SF_TYPE_RENDEZVOUS, NULL);
  self->server_urls = g_strdupv ((GStrv) config->server_urls);
  self->use_lan = config->use_lan;
  self->code = g_strdup (config->code);
  self->hello = g_bytes_ref (config->hello);
  sf_race_init (&self->race, config->code == NULL);
  return self;
}

void
sf_rendezvous_start (SfRendezvous *self)
{
  g_return_if_fail (SF_IS_RENDEZVOUS (self));

  if (!self->race.is_creator && self->use_lan)
    sf_rendezvous_start_browsing (self);
  if (self->server_urls != NULL)
    sf_rendezvous_start_place (self, SF_PLACE_SERVER, (const char *const *) self->server_urls);
  else if (self->race.is_creator)
    sf_rendezvous_create_on_lan_alone (self);
}

void
sf_rendezvous_send (SfRendezvous *self, GBytes *plaintext)
{
  g_return_if_fail (SF_IS_RENDEZVOUS (self));
  g_return_if_fail (g_bytes_get_size (plaintext) <= SF_RENDEZVOUS_MAX_MESSAGE);

  if (sf_rendezvous_get_winner (self) != NULL)
    sf_rendezvous_send_payload (self, plaintext);
  else
    g_queue_push_tail (&self->unsent, g_bytes_ref (plaintext));
}

void
sf_rendezvous_probe (SfRendezvous *self)
{
  g_return_if_fail (SF_IS_RENDEZVOUS (self));

  if (sf_rendezvous_get_winner (self) != NULL)
    sf_wormhole_probe (sf_rendezvous_get_winner (self));
}

void
sf_rendezvous_close_async (SfRendezvous *self,
                           const char *mood,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, sf_rendezvous_close_async);
  g_ptr_array_add (self->close_tasks, g_steal_pointer (&task));
  leave_all (self, mood);
}

void
sf_rendezvous_close_finish (SfRendezvous *self, GAsyncResult *result)
{
  g_return_if_fail (g_task_is_valid (result, self));

  g_task_propagate_boolean (G_TASK (result), NULL);
}

gboolean
sf_rendezvous_is_lan (SfRendezvous *self)
{
  return self->race.winner == SF_PLACE_LAN;
}

gboolean
sf_rendezvous_is_loopback (SfRendezvous *self)
{
  SfWormhole *winner = sf_rendezvous_get_winner (self);

  return winner != NULL && self->race.winner == SF_PLACE_SERVER && sf_wormhole_is_loopback (winner);
}

const char *
sf_rendezvous_get_side (SfRendezvous *self)
{
  SfWormhole *winner = sf_rendezvous_get_winner (self);

  return winner != NULL ? sf_wormhole_get_side (winner) : NULL;
}

const char *
sf_rendezvous_get_peer_side (SfRendezvous *self)
{
  SfWormhole *winner = sf_rendezvous_get_winner (self);

  return winner != NULL ? sf_wormhole_get_peer_side (winner) : NULL;
}

const guint8 *
sf_rendezvous_get_key (SfRendezvous *self)
{
  SfWormhole *winner = sf_rendezvous_get_winner (self);

  return winner != NULL ? sf_wormhole_get_key (winner) : NULL;
}
