/* One generation of ICE: a libnice agent from gathering to closing. */

#include "net/ice/sf-ice-agent.h"

#include "net/ice/sf-nice-candidate.h"
#include "net/sf-net-error.h"

#include <nice/interfaces.h>
#include <sodium.h>

#define COMPONENT NICE_COMPONENT_TYPE_RTP /* 1, and the only one */
/* Ta, the least of RFC 8445, section 14: checks of ten pairs leave within 50 ms. */
#define PACING_MS 5
/* A lost check is repeated after 250, 500, 1000, 2000 and 4000 ms: as long as the path waits,
 * and the first one soon enough not to be felt. */
#define RETRANSMIT_MS 250
#define RETRANSMISSIONS 5
#define CLOSING_RETRANSMISSIONS 3 /* 250, 500 and 250 ms */
#define CLOSING_RELIABLE_MS 1000
#define SOCKET_BUFFER (1024 * 1024) /* bytes; a photograph comes in bursts */

#define MAX_ADDRESSES 10
/* Together SF_ICE_SIGNAL_MAX_CANDIDATES, so that many interfaces do not crowd out the relay. */
static const guint max_candidates[] = {
  [SF_CANDIDATE_TYPE_HOST] = MAX_ADDRESSES,
  [SF_CANDIDATE_TYPE_SERVER_REFLEXIVE] = 5,
  [SF_CANDIDATE_TYPE_RELAYED] = 10,
};

struct _SfIceAgent {
  NiceAgent *nice; /* owned */
  guint stream;
  gboolean allow_loopback;
  gboolean relay_only;
  const SfIceAgentEvents *events;
  gpointer user_data;

  gboolean ready; /* sf_ice_agent_new() is over */
  gboolean connected;
  SfIceSignal local;
  guint n_remote; /* candidates given to libnice */
  gboolean has_remote;
};

/* The libnice agent on its way out. */
typedef struct {
  NiceAgent *nice; /* owned */
  SfIceAgentClosedFunc closed;
  gpointer user_data;
} Closing;

static guint
count_type (const SfIceSignal *description, SfCandidateType type)
{
  guint n = 0;

  for (guint i = 0; i < description->n_candidates; i++)
    n += description->candidates[i].type == type;

  return n;
}

static void
on_agent_new_candidate_full (NiceAgent *nice, NiceCandidate *gathered, gpointer user_data)
{
  SfIceAgent *self = user_data;
  SfCandidate candidate;

  if (!sf_candidate_init_from_nice (&candidate, gathered) ||
      (self->relay_only && candidate.type != SF_CANDIDATE_TYPE_RELAYED) ||
      !sf_candidate_is_acceptable (&candidate, self->allow_loopback) || self->local.ended ||
      count_type (&self->local, candidate.type) == max_candidates[candidate.type])
    return;

  self->local.candidates[self->local.n_candidates++] = candidate;
  if (self->ready)
    self->events->described (self->user_data);
}

static void
on_agent_candidate_gathering_done (NiceAgent *nice, guint stream, gpointer user_data)
{
  SfIceAgent *self = user_data;

  self->local.ended = TRUE;
  if (self->ready)
    self->events->described (self->user_data);
}

static void
on_agent_component_state_changed (
  NiceAgent *nice, guint stream, guint component, guint state, gpointer user_data)
{
  SfIceAgent *self = user_data;
  gboolean connected =
    state == NICE_COMPONENT_STATE_CONNECTED || state == NICE_COMPONENT_STATE_READY;

  /* A level, not a script: libnice goes back to CONNECTING when it finds another pair, and on
   * from FAILED. */
  if (connected == self->connected || (!connected && state != NICE_COMPONENT_STATE_FAILED))
    return;

  self->connected = connected;
  self->events->connection_changed (connected, self->user_data);
}

static void
on_receive (
  NiceAgent *nice, guint stream, guint component, guint size, char *datagram, gpointer user_data)
{
  SfIceAgent *self = user_data;

  self->events->receive ((const guint8 *) datagram, size, self->user_data);
}

/* Of an agent on its way out. Without a function libnice does not read, and its socket, for ever
 * ready, starves the main loop while the other side goes on sending. */
static void
on_receive_nothing (
  NiceAgent *nice, guint stream, guint component, guint size, char *datagram, gpointer user_data)
{
}

static gboolean
add_local_addresses (SfIceAgent *self, GError **error)
{
  GList *texts = nice_interfaces_get_local_ips (self->allow_loopback);
  guint n = 0;

  for (GList *l = texts; l != NULL && n < MAX_ADDRESSES; l = l->next) {
    SfIpAddress address;
    NiceAddress nice;

    if (!sf_ip_address_init_from_string (&address, l->data) ||
        !sf_ip_address_is_usable (&address) ||
        (sf_ip_address_is_loopback (&address) && address.size != SF_IP_ADDRESS_V4_SIZE))
      continue;
    sf_ip_address_to_nice (&address, 0, &nice);
    nice_agent_add_local_address (self->nice, &nice);
    n++;
  }

  g_list_free_full (texts, g_free);
  if (n > 0)
    return TRUE;

  g_set_error_literal (error, SF_NET_ERROR, SF_NET_ERROR_NO_PATH,
                       "This computer is not connected to a network");
  return FALSE;
}

static void
add_servers (SfIceAgent *self, const SfServer *servers, gsize n_servers)
{
  for (gsize i = 0; i < n_servers; i++) {
    const SfServer *server = &servers[i];

    if (server->username != NULL)
      nice_agent_set_relay_info (self->nice, self->stream, COMPONENT, server->address, server->port,
                                 server->username, server->password,
                                 server->tcp ? NICE_RELAY_TYPE_TURN_TCP : NICE_RELAY_TYPE_TURN_UDP);
    else if (i == 0)
      g_object_set (self->nice, "stun-server", server->address, "stun-server-port",
                    (guint) server->port, NULL);
  }
}

static void
widen_socket_buffers (SfIceAgent *self)
{
  g_autoptr (GPtrArray) sockets = nice_agent_get_sockets (self->nice, self->stream, COMPONENT);

  /* The system may grant less, and that will do. */
  for (guint i = 0; sockets != NULL && i < sockets->len; i++) {
    g_socket_set_option (sockets->pdata[i], SOL_SOCKET, SO_RCVBUF, SOCKET_BUFFER, NULL);
    g_socket_set_option (sockets->pdata[i], SOL_SOCKET, SO_SNDBUF, SOCKET_BUFFER, NULL);
  }
}

static void
take_credentials (SfIceAgent *self)
{
  g_autofree char *ufrag = NULL;
  g_autofree char *password = NULL;

  if (!nice_agent_get_local_credentials (self->nice, self->stream, &ufrag, &password))
    return;

  g_strlcpy (self->local.ufrag, ufrag, sizeof self->local.ufrag);
  g_strlcpy (self->local.password, password, sizeof self->local.password);
  sodium_memzero (password, strlen (password));
}

static NiceAgent *
nice_new (const SfIceAgentConfig *config)
{
  NiceAgent *nice =
    nice_agent_new_full (g_main_context_get_thread_default (), NICE_COMPATIBILITY_RFC5245,
                         NICE_AGENT_OPTION_ICE_TRICKLE | NICE_AGENT_OPTION_CONSENT_FRESHNESS);

  g_object_set (nice, "controlling-mode", config->controlling, "force-relay", config->relay_only,
                "ice-tcp", FALSE, "upnp", FALSE, "stun-pacing-timer", PACING_MS,
                "stun-initial-timeout", RETRANSMIT_MS, "stun-max-retransmissions", RETRANSMISSIONS,
                NULL);
  return nice;
}

static gboolean
gather (SfIceAgent *self, const SfIceAgentConfig *config, GError **error)
{
  if (!add_local_addresses (self, error))
    return FALSE;

  self->stream = nice_agent_add_stream (self->nice, 1);
  add_servers (self, config->servers, config->n_servers);
  nice_agent_attach_recv (self->nice, self->stream, COMPONENT, g_main_context_get_thread_default (),
                          on_receive, self);
  if (!nice_agent_gather_candidates (self->nice, self->stream)) {
    g_set_error_literal (error, SF_NET_ERROR, SF_NET_ERROR_NO_PATH,
                         "No address of this computer can be used");
    return FALSE;
  }

  widen_socket_buffers (self);
  take_credentials (self);
  return TRUE;
}

SfIceAgent *
sf_ice_agent_new (const SfIceAgentConfig *config,
                  const SfIceAgentEvents *events,
                  gpointer user_data,
                  GError **error)
{
  SfIceAgent *self = g_rc_box_new0 (SfIceAgent);

  self->nice = nice_new (config);
  self->allow_loopback = config->allow_loopback;
  self->relay_only = config->relay_only;
  self->events = events;
  self->user_data = user_data;
  g_signal_connect (self->nice, "new-candidate-full", G_CALLBACK (on_agent_new_candidate_full),
                    self);
  g_signal_connect (self->nice, "candidate-gathering-done",
                    G_CALLBACK (on_agent_candidate_gathering_done), self);
  g_signal_connect (self->nice, "component-state-changed",
                    G_CALLBACK (on_agent_component_state_changed), self);

  if (!gather (self, config, error)) {
    sf_ice_agent_close (self, NULL, NULL);
    return NULL;
  }

  self->ready = TRUE;
  return self;
}

static void
on_nice_closed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Closing *closing = user_data;

  g_object_unref (closing->nice);
  if (closing->closed != NULL)
    closing->closed (closing->user_data);
  g_free (closing);
}

static gboolean
close_nice (gpointer user_data)
{
  Closing *closing = user_data;

  /* A relay is asked to end its allocation; a silent one is given up sooner than the path would
   * stop waiting for it. */
  g_object_set (closing->nice, "stun-max-retransmissions", CLOSING_RETRANSMISSIONS,
                "stun-reliable-timeout", CLOSING_RELIABLE_MS, NULL);
  nice_agent_close_async (closing->nice, on_nice_closed, closing);
  return G_SOURCE_REMOVE;
}

static void
self_clear (gpointer data)
{
  SfIceAgent *self = data;

  sodium_memzero (self->local.password, sizeof self->local.password);
}

void
sf_ice_agent_close (SfIceAgent *self, SfIceAgentClosedFunc closed, gpointer user_data)
{
  Closing *closing = g_new0 (Closing, 1);
  g_autoptr (GSource) idle = g_idle_source_new ();

  closing->nice = g_steal_pointer (&self->nice);
  closing->closed = closed;
  closing->user_data = user_data;
  g_signal_handlers_disconnect_by_data (closing->nice, self);
  if (self->stream != 0)
    nice_agent_attach_recv (closing->nice, self->stream, COMPONENT,
                            g_main_context_get_thread_default (), on_receive_nothing, NULL);

  /* Later, because libnice 0.1.21 passes even a numeric STUN server to a resolver, and warns
   * when it is closed before the answer; that comes with a higher priority than this. */
  g_source_set_callback (idle, close_nice, closing, NULL);
  g_source_attach (idle, g_main_context_get_thread_default ());
  g_rc_box_release_full (self, self_clear);
}

const SfIceSignal *
sf_ice_agent_get_local (SfIceAgent *self)
{
  return &self->local;
}

static void
add_remote_candidates (SfIceAgent *self, const SfIceSignal *description)
{
  GSList *candidates = NULL;

  for (guint i = description->n_candidates; i > self->n_remote; i--)
    candidates =
      g_slist_prepend (candidates, sf_candidate_to_nice (&description->candidates[i - 1]));

  if (candidates == NULL)
    return;

  self->n_remote = description->n_candidates;
  nice_agent_set_remote_candidates (self->nice, self->stream, COMPONENT, candidates);
  g_slist_free_full (candidates, (GDestroyNotify) nice_candidate_free);
}

void
sf_ice_agent_set_remote (SfIceAgent *self, const SfIceSignal *description)
{
  /* libnice may report, and the answer may be to close. */
  g_rc_box_acquire (self);

  if (!self->has_remote) {
    self->has_remote = TRUE;
    nice_agent_set_remote_credentials (self->nice, self->stream, description->ufrag,
                                       description->password);
  }
  if (self->nice != NULL)
    add_remote_candidates (self, description);
  if (self->nice != NULL && description->ended)
    nice_agent_peer_candidate_gathering_done (self->nice, self->stream);

  g_rc_box_release_full (self, self_clear);
}

static gboolean
is_relayed (SfIceAgent *self)
{
  NiceCandidate *local = NULL;
  NiceCandidate *remote = NULL;

  return nice_agent_get_selected_pair (self->nice, self->stream, COMPONENT, &local, &remote) &&
         local->type == NICE_CANDIDATE_TYPE_RELAYED;
}

gboolean
sf_ice_agent_send (SfIceAgent *self, const guint8 *datagram, gsize size)
{
  if (!self->connected || (self->relay_only && !is_relayed (self)))
    return FALSE;

  return nice_agent_send (self->nice, self->stream, COMPONENT, (guint) size,
                          (const char *) datagram) == (int) size;
}

SfPathKind
sf_ice_agent_get_kind (SfIceAgent *self)
{
  NiceCandidate *local = NULL;
  NiceCandidate *remote = NULL;
  SfIpAddress local_address;
  SfIpAddress remote_address;

  if (!nice_agent_get_selected_pair (self->nice, self->stream, COMPONENT, &local, &remote) ||
      local->type == NICE_CANDIDATE_TYPE_RELAYED || remote->type == NICE_CANDIDATE_TYPE_RELAYED)
    return SF_PATH_KIND_RELAY;

  if (sf_ip_address_init_from_nice (&local_address, &local->addr) &&
      sf_ip_address_init_from_nice (&remote_address, &remote->addr) &&
      sf_ip_address_is_same_lan (&local_address, &remote_address))
    return SF_PATH_KIND_LAN;

  return SF_PATH_KIND_DIRECT;
}
