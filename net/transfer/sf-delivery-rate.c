/* How fast bytes arrive at the other side, from acknowledgements. */

#include "net/transfer/sf-delivery-rate.h"

void
sf_delivery_rate_on_sent (SfDeliveryRate *self,
                          gsize in_flight,
                          gint64 now_us,
                          SfDeliverySnapshot *ret_snapshot)
{
  if (in_flight == 0) {
    self->first_sent_us = now_us;
    self->delivered_us = now_us;
  }

  ret_snapshot->delivered = self->delivered;
  ret_snapshot->delivered_us = self->delivered_us;
  ret_snapshot->first_sent_us = self->first_sent_us;
  ret_snapshot->sent_us = now_us;
  ret_snapshot->is_app_limited = self->app_limited_until != 0;
}

void
sf_delivery_rate_on_acked (SfDeliveryRate *self,
                           const SfDeliverySnapshot *snapshot,
                           gsize size,
                           gint64 now_us)
{
  self->delivered += size;
  self->delivered_us = now_us;

  if (!self->has_newest || snapshot->sent_us >= self->newest.sent_us) {
    self->newest = *snapshot;
    self->has_newest = TRUE;
    self->first_sent_us = snapshot->sent_us;
  }
}

gboolean
sf_delivery_rate_sample (SfDeliveryRate *self, gint64 now_us, SfDeliverySample *ret)
{
  const SfDeliverySnapshot *newest = &self->newest;
  gint64 send_us = newest->sent_us - newest->first_sent_us;
  gint64 ack_us = now_us - newest->delivered_us;
  gint64 interval_us = MAX (send_us, ack_us);

  if (!self->has_newest)
    return FALSE;
  self->has_newest = FALSE;

  if (self->app_limited_until != 0 && self->delivered > self->app_limited_until)
    self->app_limited_until = 0;
  if (interval_us <= 0)
    return FALSE;

  ret->rate = (self->delivered - newest->delivered) * G_USEC_PER_SEC / (guint64) interval_us;
  ret->is_app_limited = newest->is_app_limited;
  return TRUE;
}

void
sf_delivery_rate_set_app_limited (SfDeliveryRate *self, gsize in_flight)
{
  self->app_limited_until = MAX (1, self->delivered + in_flight);
}
