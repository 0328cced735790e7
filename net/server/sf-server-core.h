/* What all connections of a server share: mailboxes, addresses, limits. Pure: time goes in, messages come out. */
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
  /* Close it, now or soon, and only then free its client; nothing is sent on it any more. */
  void (*drop) (gpointer connection);
} SfServerHost;

typedef struct {
  SfRendezvousServerConfig *config;
  SfServerHost host;
  SfMailboxes *mailboxes;
  SfAddressTable *addresses;
  guint n_clients;
} SfServerCore;

/* @config: copied */
SfServerCore *sf_server_core_new (const SfRendezvousServerConfig *config,
                                  const SfServerHost *host) G_GNUC_WARN_UNUSED_RESULT;

/* All clients must be gone. */
void sf_server_core_free (SfServerCore *self);

/**
 * sf_server_core_expire:
 *
 * Returns: the monotonic time at which to call it next, in microseconds; %G_MAXINT64: when a client
 *   has been freed
 */
gint64 sf_server_core_expire (SfServerCore *self, gint64 now_us);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SfServerCore, sf_server_core_free)

G_END_DECLS
