/* How fast bytes arrive at the other side, from acknowledgements. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * After draft-cheng-iccrg-delivery-rate-estimation: every packet remembers how much had been
 * delivered when it left; when it is acknowledged, what was delivered meanwhile, over the longer of
 * the time it took to send that and the time it took to be acknowledged, is a sample of the rate.
 */

/* What a packet remembers. */
typedef struct {
  guint64 delivered;    /* bytes, when it left */
  gint64 delivered_us;  /* when that much had been delivered */
  gint64 first_sent_us; /* when the run of packets it belongs to began to leave */
  gint64 sent_us;
  gboolean is_app_limited;
} SfDeliverySnapshot;

typedef struct {
  guint64 rate; /* bytes a second */
  /* There was less to send than might have been: the path may be faster than that. */
  gboolean is_app_limited;
} SfDeliverySample;

/* Plain data; zero-initialised is the beginning. */
typedef struct {
  guint64 delivered;
  gint64 delivered_us;
  gint64 first_sent_us;
  guint64 app_limited_until; /* what leaves before that is delivered is app-limited; 0: nothing */
  gboolean has_newest;
  SfDeliverySnapshot newest; /* of the packets of the acknowledgement being taken in */
} SfDeliveryRate;

/* A packet leaves. @in_flight is without it. */
void sf_delivery_rate_on_sent (SfDeliveryRate *self,
                               gsize in_flight,
                               gint64 now_us,
                               SfDeliverySnapshot *ret_snapshot);
/* One packet of an acknowledgement; all of them, then sf_delivery_rate_sample(). */
void sf_delivery_rate_on_acked (SfDeliveryRate *self,
                                const SfDeliverySnapshot *snapshot,
                                gsize size,
                                gint64 now_us);
/* Returns: FALSE when the acknowledgement says nothing about the rate */
gboolean sf_delivery_rate_sample (SfDeliveryRate *self, gint64 now_us, SfDeliverySample *ret);
/* There is nothing to send although there might be more in flight. */
void sf_delivery_rate_set_app_limited (SfDeliveryRate *self, gsize in_flight);

G_END_DECLS
