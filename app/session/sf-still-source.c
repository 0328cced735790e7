/* Where this side's photographs come from: a camera, or picture files. */

#include "app/session/sf-still-source.h"

G_DEFINE_INTERFACE (SfStillSource, sf_still_source, G_TYPE_OBJECT)

static void
sf_still_source_default_init (SfStillSourceInterface *iface)
{
}

void
sf_still_source_expect (SfStillSource *self, gint64 at_us, gint64 window_us)
{
  SfStillSourceInterface *iface;

  g_return_if_fail (SF_IS_STILL_SOURCE (self));

  iface = SF_STILL_SOURCE_GET_IFACE (self);
  if (iface->expect != NULL)
    iface->expect (self, at_us, window_us);
}

void
sf_still_source_collect_async (SfStillSource *self,
                               gint64 at_us,
                               gint64 window_us,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_return_if_fail (SF_IS_STILL_SOURCE (self));

  SF_STILL_SOURCE_GET_IFACE (self)->collect_async (self, at_us, window_us, cancellable, callback,
                                                   user_data);
}

SfStills *
sf_still_source_collect_finish (SfStillSource *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (SF_IS_STILL_SOURCE (self), NULL);

  return SF_STILL_SOURCE_GET_IFACE (self)->collect_finish (self, result, error);
}
