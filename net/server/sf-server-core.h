/* What all connections of a server share: mailboxes, addresses, limits. */
#pragma once

#include "net/server/sf-mailboxes.h"

G_BEGIN_DECLS

typedef struct {
  gint64 monotonic_us; /* for deadlines */
  gint64 real_us;      /* since 1970, for the clients and TURN */
} SfServerTime;

/* What carries the messages. Neither function may call back. */
typedef struct {
  void (*send) (gpointer connection, GBytes *text);
  /* Close it soon; its client is freed before it is closed, and says nothing any more. */
  void (*drop) (gpointer connection);
} SfServerHost;

typedef struct {
  SfRendezvousServerConfig *config;
  SfServerHost host;
  SfMailboxes *mailboxes;
  SfAddressTable *addresses;
  guint n_connections;
} SfServerCore;

/* @config: copied */
SfServerCore *sf_server_core_new (const SfRendezvousServerConfig *config,
                                  const SfServerHost *host) G_GNUC_WARN_UNUSED_RESULT;

/* All connections must have left. */
void sf_server_core_free (SfServerCore *self);

/**
 * sf_server_core_enter:
 * @address_key: of a new connection, from sf_address_key(); 0: not limited by address
 * @ret_address: (out) (nullable) (transfer none): for sf_server_client_new() and ..._leave()
 *
 * Returns: whether there may be one more
 */
gboolean sf_server_core_enter (SfServerCore *self,
                               guint64 address_key,
                               gint64 now_us,
                               SfAddress **ret_address);

void sf_server_core_leave (SfServerCore *self, SfAddress *address);

/**
 * sf_server_core_expire:
 *
 * Returns: the monotonic time at which to call it next, in microseconds; %G_MAXINT64: not before
 *   something happens
 */
gint64 sf_server_core_expire (SfServerCore *self, gint64 now_us);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SfServerCore, sf_server_core_free)

G_END_DECLS
