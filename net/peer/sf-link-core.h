/* What runs over a path, in one thread: sealed datagrams, transfer, pictures, pings, liveness. */
#pragma once

#include "net/crypto/sf-session-keys.h"
#include "net/ice/sf-path.h"
#include "net/media/sf-media-port.h"
#include "net/peer/sf-clock-filter.h"
#include "net/transfer/sf-transfer.h"

G_BEGIN_DECLS

#define SF_LINK_SILENCE_US                                                                         \
  (2500 * G_TIME_SPAN_MILLISECOND) /* without a datagram, a path counts as lost */

typedef struct _SfLinkCore SfLinkCore;

/* Called in the core's thread. */
typedef struct {
  void (*local_signal) (GBytes *signal, gpointer user_data);
  void (*connected) (SfPathKind kind,
                     gpointer user_data); /* the first time, and after every lost() */
  void (*lost) (gpointer user_data);      /* silent or failed after it was connected */
  /* No way found: at first, or after a restart. @at_relay: the relay, not ICE, has found none. */
  void (*no_path) (gboolean at_relay, const GError *error, gpointer user_data);
  void (*clock) (const SfClockEstimate *estimate, gpointer user_data);
  void (*bye) (gpointer user_data); /* heard, or ours was answered */
  SfTransferEvents transfer;
} SfLinkEvents;

/* Lives in the thread-default main context of the caller. @keys are copied. @port: of the live
 * picture; of this core alone */
SfLinkCore *sf_link_core_new (const SfSessionKeys *keys,
                              SfMediaPort *port,
                              const SfLinkEvents *events,
                              gpointer user_data) G_GNUC_WARN_UNUSED_RESULT;
void sf_link_core_free (SfLinkCore *self);

/* (transfer full): the path to use, when there is none. It gives to sf_link_core_receive(). */
void sf_link_core_take_path (SfLinkCore *self, SfPath *path);
SfPath *sf_link_core_get_path (SfLinkCore *self); /* (nullable) */
/* (transfer full) (nullable): takes the path away again, to close it and give another. */
SfPath *sf_link_core_drop_path (SfLinkCore *self);

/* An SfPathReceiveFunc; the core is @user_data. */
void sf_link_core_receive (const guint8 *datagram, gsize size, gpointer user_data);

/* For queueing; call sf_link_core_pump() after. */
SfTransfer *sf_link_core_get_transfer (SfLinkCore *self);
/* Sends all that may be sent now, and wakes up when more may be. */
void sf_link_core_pump (SfLinkCore *self);

/* Looks for another way; `connected` or `no_path` follows, not `lost`. */
void sf_link_core_restart (SfLinkCore *self);

/* Says bye once everything queued has arrived, and again until the other side says it too. */
void sf_link_core_say_bye (SfLinkCore *self);
gboolean sf_link_core_heard_bye (SfLinkCore *self);
/* When the last genuine datagram came; 0: never. */
gint64 sf_link_core_get_heard_us (SfLinkCore *self);

G_END_DECLS
