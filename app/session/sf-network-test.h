/* Whether the servers that a person chose do what they are for, tried out. */
#pragma once

#include "app/session/sf-network.h"

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum {
  SF_NETWORK_CHECK_SERVER, /* where codes meet: it answers */
  SF_NETWORK_CHECK_STUN,   /* tells this computer its address */
  SF_NETWORK_CHECK_RELAY,  /* the TURN server lends a relay for this user name and password */
  SF_N_NETWORK_CHECKS,
} SfNetworkCheck;

typedef enum {
  SF_NETWORK_VERDICT_WORKS,
  SF_NETWORK_VERDICT_UNUSED, /* in this mode nobody asks it */
  SF_NETWORK_VERDICT_NONE,   /* there is no such server among what was chosen */
  SF_NETWORK_VERDICT_BAD_ADDRESS,
  SF_NETWORK_VERDICT_SILENT, /* no such name, no way there, or no answer */
  SF_NETWORK_VERDICT_FAILED, /* it answers that it cannot, or will not now */
  SF_NETWORK_VERDICT_DENIED, /* wrong user name or password */
  SF_N_NETWORK_VERDICTS,
} SfNetworkVerdict;

/**
 * sf_network_test_async:
 * @choice: copied where it is needed
 * @check: which of its servers
 *
 * Takes at most ten seconds. Whatever it opened is closed when it ends, or is cancelled.
 */
void sf_network_test_async (const SfNetworkChoice *choice,
                            SfNetworkCheck check,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);

/* Returns: %FALSE with %G_IO_ERROR_CANCELLED, and for nothing else */
gboolean sf_network_test_finish (GAsyncResult *result,
                                 SfNetworkVerdict *ret_verdict,
                                 GError **error);

G_END_DECLS
