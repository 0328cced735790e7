/* Whether a STUN or TURN server does what it is for, tried out. */
#pragma once

#include "net/ice/sf-ice-servers.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define SF_SERVER_PROBE_PATIENCE_S 6

/* From the worst to the best. */
typedef enum {
  SF_PROBE_SILENT, /* no such name, no way there, or no answer in time */
  SF_PROBE_FAILED, /* it answers that it cannot, or will not now */
  SF_PROBE_DENIED, /* wrong user name or password */
  SF_PROBE_WORKS,
} SfProbeVerdict;

/**
 * sf_server_probe_async:
 * @address: where to ask: by TCP where it allows that alone, else by UDP
 * @turn: (nullable): whose user name and password to ask for a relay with; %NULL asks a STUN server
 *   for this computer's own address
 *
 * Takes at most %SF_SERVER_PROBE_PATIENCE_S seconds, in the thread-default main context. A relay
 * that was lent is given back.
 */
void sf_server_probe_async (const SfServerAddress *address,
                            const SfTurnServer *turn,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);

/* Returns: %FALSE with %G_IO_ERROR_CANCELLED, and for nothing else */
gboolean sf_server_probe_finish (GAsyncResult *result, SfProbeVerdict *ret_verdict, GError **error);

G_END_DECLS
