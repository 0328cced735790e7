/* The STUN or TURN servers of one path, and what their names resolved to. */
#pragma once

#include <gio/gio.h>

#include "net/ice/sf-ice-servers.h"
#include "net/ice/sf-ip-address.h"

G_BEGIN_DECLS

/* One server at one numeric address. */
typedef struct {
  const char *address;  /* numeric; the set's */
  const char *username; /* (nullable): NULL for STUN */
  const char *password;
  guint16 port;
  gboolean tcp;
} SfServer;

typedef struct _SfServerSet SfServerSet;

/**
 * sf_server_set_new:
 * @stun_server: (nullable): not used when there is a TURN server: an allocation tells the
 *   reflexive address as well, and libnice's TURN socket would swallow the answer of the other
 *
 * Returns: (nullable): %NULL with %SF_NET_ERROR_BAD_ADDRESS
 */
SfServerSet *sf_server_set_new (const char *stun_server,
                                const SfTurnServer *turn_servers,
                                gsize n_turn_servers,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;
void sf_server_set_free (SfServerSet *self);

/* (transfer full) (nullable): the names that have no address yet; NULL when there are none */
GStrv sf_server_set_dup_unresolved (SfServerSet *self) G_GNUC_WARN_UNUSED_RESULT;

/**
 * sf_server_set_resolve:
 * @answers: (element-type utf8 GStrv): as of sf_resolver_lookup_finish()
 *
 * Returns: %TRUE when a server has become usable that was not
 */
gboolean sf_server_set_resolve (SfServerSet *self, GHashTable *answers);

/* Returns: (transfer full) (element-type SfServer): what can be used now; good until the set
 * changes */
GArray *sf_server_set_dup_usable (SfServerSet *self) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SfServerSet, sf_server_set_free)

G_END_DECLS
