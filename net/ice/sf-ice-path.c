/* The direct way: ICE by libnice. */

#include "net/ice/sf-ice-path.h"

#include "net/ice/sf-ice-agent.h"
#include "net/ice/sf-resolver.h"
#include "net/ice/sf-server-set.h"
#include "net/ice/sf-source.h"
#include "net/sf-net-error.h"

#define RESOLVE_MS 2500
#define NO_PATH_MS 8000
#define CLOSE_MS 2000 /* a relay that does not answer must not keep anybody waiting */

/* The other side may restart as often as it likes; what that costs here is bounded. */
#define MAX_GENERATION_JUMP 16
#define MAX_CLOSING 4

struct _SfIcePath {
  GObject parent_instance;

  SfIceAgentConfig config; /* less the servers */
  SfServerSet *servers;    /* owned */
  SfPathReceiveFunc receive;
  gpointer receive_data;

  SfPathState state;
  gboolean permitted;
  guint32 generation;
  SfIceAgent *agent;  /* owned (nullable): NULL while there is nothing to gather with */
  SfIceSignal remote; /* what the other side told, of the latest generation it told of */

  SfIceTold told; /* to the other side, of this generation */

  GSource *announcing;  /* owned (nullable) */
  GSource *deadline;    /* owned (nullable) */
  GCancellable *lookup; /* owned (nullable): while names are looked up */
  guint n_closing;
  GTask *closing;          /* owned (nullable) */
  GSource *close_deadline; /* owned (nullable) */
};

enum {
  STATE_CHANGED,
  LOCAL_SIGNAL,
  N_SIGNALS,
};

static guint signal_ids[N_SIGNALS];

static void sf_ice_path_path_init (SfPathInterface *iface);
static void begin_generation (SfIcePath *self, guint32 generation);
static void look_up_servers (SfIcePath *self);

G_DEFINE_FINAL_TYPE_WITH_CODE (SfIcePath,
                               sf_ice_path,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SF_TYPE_PATH, sf_ice_path_path_init))

static void
set_state (SfIcePath *self, SfPathState state)
{
  if (self->state == state || self->state == SF_PATH_STATE_CLOSED)
    return;

  self->state = state;
  g_signal_emit (self, signal_ids[STATE_CHANGED], 0);
}

static gboolean
on_deadline (gpointer user_data)
{
  SfIcePath *self = user_data;

  sf_source_stop (&self->deadline);
  set_state (self, SF_PATH_STATE_FAILED);
  return G_SOURCE_REMOVE;
}

static void
start_deadline (SfIcePath *self)
{
  sf_source_start (&self->deadline, g_timeout_source_new (NO_PATH_MS), on_deadline, self);
}

/* Tells the other side what it was not told yet. */
static void
announce (SfIcePath *self)
{
  g_autoptr (GBytes) bytes = NULL;
  SfIceSignal signal;

  sf_source_stop (&self->announcing);
  if (!self->permitted || self->agent == NULL)
    return;

  if (!sf_ice_signal_init_news (&signal, sf_ice_agent_get_local (self->agent), self->generation,
                                &self->told))
    return;

  bytes = sf_ice_signal_write (&signal);
  g_signal_emit (self, signal_ids[LOCAL_SIGNAL], 0, bytes);
}

static gboolean
on_announcing (gpointer user_data)
{
  announce (user_data);
  return G_SOURCE_REMOVE;
}

/* Gives the agent what the other side told. */
static void
listen (SfIcePath *self)
{
  gboolean first = self->state == SF_PATH_STATE_GATHERING;

  if (!self->permitted || self->agent == NULL || self->remote.ufrag[0] == '\0' ||
      self->remote.generation != self->generation)
    return;

  if (first)
    start_deadline (self);
  sf_ice_agent_set_remote (self->agent, &self->remote);
  if (first && self->state == SF_PATH_STATE_GATHERING)
    set_state (self, SF_PATH_STATE_CHECKING);
}

static void
on_agent_described (gpointer user_data)
{
  SfIcePath *self = user_data;

  /* Not at once: answers of a server to several addresses come together. */
  if (self->permitted && self->announcing == NULL)
    sf_source_start (&self->announcing, g_idle_source_new (), on_announcing, self);
}

static void
on_agent_connection_changed (gboolean connected, gpointer user_data)
{
  SfIcePath *self = user_data;

  if (connected) {
    sf_source_stop (&self->deadline);
    set_state (self, SF_PATH_STATE_CONNECTED);
  } else if (self->state == SF_PATH_STATE_CONNECTED) {
    set_state (self, SF_PATH_STATE_FAILED);
  }
}

static void
on_agent_receive (const guint8 *datagram, gsize size, gpointer user_data)
{
  SfIcePath *self = user_data;

  self->receive (datagram, size, self->receive_data);
}

static const SfIceAgentEvents agent_events = {
  .described = on_agent_described,
  .connection_changed = on_agent_connection_changed,
  .receive = on_agent_receive,
};

static void
finish_closing (SfIcePath *self)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->closing);

  sf_source_stop (&self->close_deadline);
  if (task != NULL)
    g_task_return_boolean (task, TRUE);
}

static gboolean
on_close_deadline (gpointer user_data)
{
  finish_closing (user_data);
  return G_SOURCE_REMOVE;
}

static void
on_agent_closed (gpointer user_data)
{
  g_autoptr (SfIcePath) self = user_data;

  if (--self->n_closing == 0)
    finish_closing (self);
}

static void
drop_agent (SfIcePath *self)
{
  if (self->agent == NULL)
    return;

  self->n_closing++;
  sf_ice_agent_close (g_steal_pointer (&self->agent), on_agent_closed, g_object_ref (self));
}

/* Leaves the path without an agent, and says why, when there is nothing to gather with. */
static gboolean
open_agent (SfIcePath *self, GError **error)
{
  g_autoptr (GArray) usable = sf_server_set_dup_usable (self->servers);

  if (self->config.relay_only && usable->len == 0) {
    g_set_error_literal (error, SF_NET_ERROR, SF_NET_ERROR_NO_PATH, "No relay can be used");
    return FALSE;
  }

  self->config.servers = (const SfServer *) usable->data;
  self->config.n_servers = usable->len;
  self->agent = sf_ice_agent_new (&self->config, &agent_events, self, error);
  return self->agent != NULL;
}

/* A new agent within the generation; nothing of the old one was told to anybody. */
static void
replace_agent (SfIcePath *self)
{
  g_autoptr (GError) error = NULL;

  drop_agent (self);
  if (!open_agent (self, &error))
    g_debug ("Nothing to gather with: %s", error->message);

  announce (self);
  listen (self);
}

static void
begin_generation (SfIcePath *self, guint32 generation)
{
  self->generation = generation;
  self->told = (SfIceTold){0};
  start_deadline (self);
  set_state (self, SF_PATH_STATE_GATHERING);
  if (self->state != SF_PATH_STATE_GATHERING || self->generation != generation)
    return;

  replace_agent (self);
  look_up_servers (self);
}

static void
on_lookup_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SfIcePath *self = user_data;
  g_autoptr (GHashTable) answers = sf_resolver_lookup_finish (result, NULL);

  if (answers == NULL)
    return; /* cancelled: the path is closed, if it is there at all */

  g_clear_object (&self->lookup);
  if (!sf_server_set_resolve (self->servers, answers) || self->state == SF_PATH_STATE_CONNECTED)
    return;

  if (self->told.credentials)
    begin_generation (self, self->generation + 1);
  else
    replace_agent (self);
}

/* Gathering does not wait for names: a LAN without a resolver connects at once. */
static void
look_up_servers (SfIcePath *self)
{
  g_auto (GStrv) names = sf_server_set_dup_unresolved (self->servers);

  if (names == NULL || self->lookup != NULL || self->state == SF_PATH_STATE_CLOSED)
    return;

  self->lookup = g_cancellable_new ();
  sf_resolver_lookup_async ((const char *const *) names, RESOLVE_MS, self->lookup, on_lookup_ready,
                            self);
}

/* Whatever might still call back, but for the agent. */
static void
stop (SfIcePath *self)
{
  sf_source_stop (&self->announcing);
  sf_source_stop (&self->deadline);
  g_cancellable_cancel (self->lookup);
  g_clear_object (&self->lookup);
}

static SfPathState
sf_ice_path_get_state (SfPath *path)
{
  return SF_ICE_PATH (path)->state;
}

static SfPathKind
sf_ice_path_get_kind (SfPath *path)
{
  SfIcePath *self = SF_ICE_PATH (path);

  return self->agent != NULL ? sf_ice_agent_get_kind (self->agent) : SF_PATH_KIND_RELAY;
}

static gboolean
sf_ice_path_send (SfPath *path, const guint8 *datagram, gsize size)
{
  SfIcePath *self = SF_ICE_PATH (path);

  return self->state == SF_PATH_STATE_CONNECTED && sf_ice_agent_send (self->agent, datagram, size);
}

/* A restart of the other side: this side follows. */
static void
follow (SfIcePath *self, guint32 generation)
{
  if (self->told.credentials)
    begin_generation (self, generation);
  else
    self->generation = generation;
}

static void
sf_ice_path_remote_signal (SfPath *path, GBytes *bytes)
{
  SfIcePath *self = SF_ICE_PATH (path);
  SfIceSignal signal;

  if (self->state == SF_PATH_STATE_CLOSED || !sf_ice_signal_read (bytes, &signal)) {
    g_debug ("A signal is of no use");
    return;
  }

  if (signal.generation > self->generation &&
      (signal.generation - self->generation > MAX_GENERATION_JUMP ||
       self->n_closing >= MAX_CLOSING)) {
    g_debug ("The other side restarts too often");
    return;
  }

  if (!sf_ice_signal_merge (&self->remote, &signal, self->config.allow_loopback))
    return;
  if (signal.generation > self->generation)
    follow (self, signal.generation);
  listen (self);
}

static void
sf_ice_path_restart (SfPath *path)
{
  SfIcePath *self = SF_ICE_PATH (path);

  if (self->permitted && self->state != SF_PATH_STATE_CLOSED)
    begin_generation (self, self->generation + 1);
}

static void
sf_ice_path_close_async (SfPath *path, GAsyncReadyCallback callback, gpointer user_data)
{
  SfIcePath *self = SF_ICE_PATH (path);

  g_return_if_fail (self->closing == NULL);

  self->closing = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (self->closing, sf_ice_path_close_async);
  stop (self);
  drop_agent (self);
  sf_source_start (&self->close_deadline, g_timeout_source_new (CLOSE_MS), on_close_deadline, self);
  set_state (self, SF_PATH_STATE_CLOSED);
  if (self->n_closing == 0)
    finish_closing (self);
}

static void
sf_ice_path_close_finish (SfPath *path, GAsyncResult *result)
{
  g_return_if_fail (g_task_is_valid (result, path));

  g_task_propagate_boolean (G_TASK (result), NULL);
}

static void
sf_ice_path_dispose (GObject *object)
{
  SfIcePath *self = SF_ICE_PATH (object);

  stop (self);
  if (self->agent != NULL)
    sf_ice_agent_close (g_steal_pointer (&self->agent), NULL, NULL);

  G_OBJECT_CLASS (sf_ice_path_parent_class)->dispose (object);
}

static void
sf_ice_path_finalize (GObject *object)
{
  SfIcePath *self = SF_ICE_PATH (object);

  g_clear_pointer (&self->servers, sf_server_set_free);

  G_OBJECT_CLASS (sf_ice_path_parent_class)->finalize (object);
}

static void
sf_ice_path_class_init (SfIcePathClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = sf_ice_path_dispose;
  object_class->finalize = sf_ice_path_finalize;

  signal_ids[STATE_CHANGED] = g_signal_lookup ("state-changed", SF_TYPE_PATH);
  signal_ids[LOCAL_SIGNAL] = g_signal_lookup ("local-signal", SF_TYPE_PATH);
}

static void
sf_ice_path_init (SfIcePath *self)
{
  self->state = SF_PATH_STATE_GATHERING;
}

static void
sf_ice_path_path_init (SfPathInterface *iface)
{
  iface->get_state = sf_ice_path_get_state;
  iface->get_kind = sf_ice_path_get_kind;
  iface->send = sf_ice_path_send;
  iface->remote_signal = sf_ice_path_remote_signal;
  iface->restart = sf_ice_path_restart;
  iface->close_async = sf_ice_path_close_async;
  iface->close_finish = sf_ice_path_close_finish;
}

SfIcePath *
sf_ice_path_new (const SfIceConfig *config,
                 SfPathReceiveFunc receive,
                 gpointer user_data,
                 GError **error)
{
  g_autoptr (SfServerSet) servers = NULL;
  g_autoptr (SfIcePath) self = NULL;
  g_auto (GStrv) unresolved = NULL;

  servers = sf_server_set_new (config->relay_only ? NULL : config->stun_server,
                               config->turn_servers, config->n_turn_servers, error);
  if (servers == NULL)
    return NULL;

  self = g_object_new (SF_TYPE_ICE_PATH, NULL);
  unresolved = sf_server_set_dup_unresolved (servers);
  self->servers = g_steal_pointer (&servers);
  self->config.controlling = config->controlling;
  self->config.allow_loopback = config->allow_loopback;
  self->config.relay_only = config->relay_only;
  self->receive = receive;
  self->receive_data = user_data;

  /* Under relay-only there may be nothing to gather with until the relay's name is known. */
  if (!(config->relay_only && unresolved != NULL) && !open_agent (self, error))
    return NULL;

  look_up_servers (self);
  return g_steal_pointer (&self);
}

void
sf_ice_path_permit (SfIcePath *self)
{
  g_return_if_fail (SF_IS_ICE_PATH (self));

  if (self->permitted || self->state == SF_PATH_STATE_CLOSED)
    return;

  self->permitted = TRUE;
  start_deadline (self);
  announce (self);
  listen (self);
}
