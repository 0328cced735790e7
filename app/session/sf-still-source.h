/* Where this side's photographs come from: a camera, or picture files. */
#pragma once

#include "app/session/sf-stills.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define SF_TYPE_STILL_SOURCE (sf_still_source_get_type ())
G_DECLARE_INTERFACE (SfStillSource, sf_still_source, SF, STILL_SOURCE, GObject)

struct _SfStillSourceInterface {
  GTypeInterface parent_iface;

  void (*expect) (SfStillSource *self, gint64 at_us, gint64 window_us); /* (nullable) */
  void (*collect_async) (SfStillSource *self,
                         gint64 at_us,
                         gint64 window_us,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data);
  SfStills *(*collect_finish) (SfStillSource *self, GAsyncResult *result, GError **error);
};

/**
 * sf_still_source_expect:
 *
 * Says before the instant that photographs of it will be collected: a busy main loop may then do so
 * late, and still gets them. Another instant takes the place of the one before.
 */
void sf_still_source_expect (SfStillSource *self, gint64 at_us, gint64 window_us);

/**
 * sf_still_source_collect_async:
 * @at_us: the instant, on the monotonic clock; the call comes at that instant, not before
 * @window_us: a frame farther than this from @at_us must not be given
 *
 * A camera gives the frames around the instant: it keeps its last ones, and waits until one at half
 * a frame interval after it has come.
 */
void sf_still_source_collect_async (SfStillSource *self,
                                    gint64 at_us,
                                    gint64 window_us,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);

/**
 * sf_still_source_collect_finish:
 *
 * Returns: (transfer full): at least one candidate; %NULL with %SF_ERROR_CAMERA_LOST when none
 *   came, or %G_IO_ERROR_CANCELLED
 */
SfStills *sf_still_source_collect_finish (SfStillSource *self,
                                          GAsyncResult *result,
                                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
