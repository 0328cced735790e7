/* The direct way: ICE by libnice. */
#pragma once

#include "net/ice/sf-ice-servers.h"
#include "net/ice/sf-path.h"

G_BEGIN_DECLS

typedef struct {
  gboolean controlling;    /* the code's creator */
  gboolean allow_loopback; /* the rendezvous is on this computer */
  gboolean relay_only;     /* never shows an address of this computer; needs a TURN server */
  const char *stun_server; /* (nullable): HOST:PORT; not used together with TURN */
  const SfTurnServer *turn_servers;
  gsize n_turn_servers;
} SfIceConfig;

#define SF_TYPE_ICE_PATH (sf_ice_path_get_type ())
G_DECLARE_FINAL_TYPE (SfIcePath, sf_ice_path, SF, ICE_PATH, GObject)

/**
 * sf_ice_path_new:
 * @receive: called for each datagram that is not STUN
 *
 * Begins to gather at once, in the thread-default main context of the caller, and keeps what it
 * gathers until sf_ice_path_permit(): before both people accepted no address leaves, not even
 * sealed.
 *
 * Returns: (nullable) (transfer full): %NULL with %SF_NET_ERROR_BAD_ADDRESS or
 *   %SF_NET_ERROR_NO_PATH
 */
SfIcePath *sf_ice_path_new (const SfIceConfig *config,
                            SfPathReceiveFunc receive,
                            gpointer user_data,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Both accepted: emits the local signals held back, and from now on each as it comes. */
void sf_ice_path_permit (SfIcePath *self);

G_END_DECLS
