/* Where this side's photographs come from: a camera, or picture files. */
#pragma once

#include "app/image/sf-image.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define SF_TYPE_STILL_SOURCE (sf_still_source_get_type ())
G_DECLARE_INTERFACE (SfStillSource, sf_still_source, SF, STILL_SOURCE, GObject)

struct _SfStillSourceInterface {
  GTypeInterface parent_iface;

  void (*capture_async) (SfStillSource *self,
                         gint64 at_us,
                         gint64 window_us,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data);
  SfImage *(*capture_finish) (SfStillSource *self,
                              GAsyncResult *result,
                              gint64 *ret_taken_us,
                              GError **error);
};

/**
 * sf_still_source_capture_async:
 * @at_us: the instant, on the monotonic clock; the call comes at that instant, not before
 * @window_us: a frame farther than this from @at_us must not be given
 *
 * A camera keeps its last frames, so the nearest may lie before the call; it may also wait for a
 * later one.
 */
void sf_still_source_capture_async (SfStillSource *self,
                                    gint64 at_us,
                                    gint64 window_us,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);

/**
 * sf_still_source_capture_finish:
 * @ret_taken_us: when the photograph was taken, on the monotonic clock; %SF_PHOTO_TIME_UNKNOWN for
 * a picture file
 *
 * Returns: (transfer full): %NULL with %SF_ERROR_PICTURE or %G_IO_ERROR_CANCELLED
 */
SfImage *sf_still_source_capture_finish (SfStillSource *self,
                                         GAsyncResult *result,
                                         gint64 *ret_taken_us,
                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
