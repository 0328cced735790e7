/* How much may be in flight, and how fast it leaves: a model of the path in the manner of BBR. */
#pragma once

#include "net/transfer/sf-delivery-rate.h"

G_BEGIN_DECLS

/*
 * Cardwell et al., "BBR: Congestion-Based Congestion Control", ACM Queue 14(5), 2016: the path is
 * its greatest delivery rate and its least round trip; their product fills it without a queue.
 * Unlike there the window is only 1.3 of that product and a little, so that whatever shares the
 * path (the live picture) is not delayed much, and a loss of more than 15 % takes the rate back.
 */

#define SF_CONTROLLER_RATE_ROUNDS 10

typedef enum {
  SF_CONTROLLER_STARTUP,   /* doubles each round trip until the rate no longer grows */
  SF_CONTROLLER_DRAIN,     /* lets the queue that the startup made run empty */
  SF_CONTROLLER_CRUISE,    /* at the rate, trying now and then whether there is more */
  SF_CONTROLLER_PROBE_RTT, /* holds back to see the round trip without our own queue */
} SfControllerPhase;

/* Plain data, made by sf_controller_init(). */
typedef struct {
  SfControllerPhase phase;
  gint64 phase_end_us; /* of PROBE_RTT */
  gint64 phase_rtt_us; /* the least in it; 0: none yet */
  guint32 seed;

  SfDeliveryRate delivery;
  /* The greatest of each of the last rounds, and of all of them; bytes a second. */
  guint64 rates[SF_CONTROLLER_RATE_ROUNDS];
  guint64 rate;

  gint64 min_rtt_us; /* 0: not known */
  gint64 min_rtt_at_us;
  gboolean wants_rtt; /* it is old, and the next sample has no queue of ours in it */

  guint round;
  gint64 round_start_us;
  guint64 round_delivered; /* it ends when a packet that left after this much is acknowledged */
  gint64 round_rtt_us;     /* the least in this round */
  guint round_samples;     /* of the round trip */
  gboolean round_is_app_limited;

  guint64 full_rate; /* during startup */
  guint plateau_rounds;

  guint cycle; /* which gain, in cruise */
  gint64 cycle_start_us;
  guint64 cycle_rate; /* when it was tried last whether there is more */

  guint packets_acked; /* since the loss was last looked at */
  guint packets_lost;
} SfController;

void sf_controller_init (SfController *self, guint32 seed);

/* A packet leaves. @in_flight: bytes, without it. */
void sf_controller_on_sent (SfController *self,
                            gsize in_flight,
                            gint64 now_us,
                            SfDeliverySnapshot *ret_snapshot);
void sf_controller_on_acked (SfController *self,
                             const SfDeliverySnapshot *snapshot,
                             gsize size,
                             gint64 now_us);
void sf_controller_on_lost (SfController *self);
/* The end of an acknowledgement. @rtt_us: its round trip, or 0; @in_flight: after it */
void sf_controller_update (SfController *self, gint64 rtt_us, gsize in_flight, gint64 now_us);
/* Nothing to send although the window is open. */
void sf_controller_set_app_limited (SfController *self, gsize in_flight);

/* Returns: bytes that may be in flight */
gsize sf_controller_get_window (const SfController *self);
/* Returns: bytes a second */
guint64 sf_controller_get_pacing_rate (const SfController *self);

G_END_DECLS
