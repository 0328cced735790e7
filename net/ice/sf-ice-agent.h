/* One generation of ICE: a libnice agent from gathering to closing. */
#pragma once

#include "net/ice/sf-ice-signal.h"
#include "net/ice/sf-path.h"
#include "net/ice/sf-server-set.h"

G_BEGIN_DECLS

typedef struct {
  gboolean controlling;
  gboolean allow_loopback;
  gboolean relay_only;
  const SfServer *servers; /* one STUN server, or TURN servers in the order to prefer */
  gsize n_servers;
} SfIceAgentConfig;

/* None is called from within sf_ice_agent_new(); each may close the agent. */
typedef struct {
  void (*described) (gpointer user_data); /* the local description grew */
  void (*connection_changed) (gboolean connected, gpointer user_data);
  SfPathReceiveFunc receive;
} SfIceAgentEvents;

typedef void (*SfIceAgentClosedFunc) (gpointer user_data);

typedef struct _SfIceAgent SfIceAgent;

/**
 * sf_ice_agent_new:
 *
 * Begins to gather at once. An ICE restart takes a new agent, because libnice's own keeps the old
 * addresses.
 *
 * Returns: (nullable): %NULL with %SF_NET_ERROR_NO_PATH when this computer has no usable address
 */
SfIceAgent *sf_ice_agent_new (const SfIceAgentConfig *config,
                              const SfIceAgentEvents *events,
                              gpointer user_data,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * sf_ice_agent_close:
 * @self: (transfer full): calls back no more
 * @closed: (nullable): called later, once libnice has given everything back (a relay's allocation
 *   takes a round trip)
 */
void sf_ice_agent_close (SfIceAgent *self, SfIceAgentClosedFunc closed, gpointer user_data);

/* What this side has to tell: only grows. */
const SfIceSignal *sf_ice_agent_get_local (SfIceAgent *self);

/**
 * sf_ice_agent_set_remote:
 * @description: what the other side told so far; the same again, with more at the end, is welcome
 */
void sf_ice_agent_set_remote (SfIceAgent *self, const SfIceSignal *description);

gboolean sf_ice_agent_send (SfIceAgent *self, const guint8 *datagram, gsize size);

/* Of the selected pair; only when connected. */
SfPathKind sf_ice_agent_get_kind (SfIceAgent *self);

G_END_DECLS
