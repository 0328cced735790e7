/* A device provider of GStreamer that runs, with its connection. */
#pragma once

#include "app/capture/sf-camera-device.h"

#include <gio/gunixfdlist.h>

G_BEGIN_DECLS

typedef struct _SfGstProvider SfGstProvider;

/**
 * sf_gst_provider_start:
 * @kind: %SF_CAMERA_KIND_PIPEWIRE or %SF_CAMERA_KIND_V4L2
 * @remote: (nullable): a connection to PipeWire; one of its own is made otherwise
 *
 * May block, for ever if PipeWire hangs: not for the main thread.
 *
 * Returns: (nullable): %NULL with %SF_ERROR_CAMERA_UNREACHABLE
 */
SfGstProvider *sf_gst_provider_start (SfCameraKind kind,
                                      GUnixFDList *remote,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* From any thread. */
SfGstProvider *sf_gst_provider_ref (SfGstProvider *self);
void sf_gst_provider_unref (SfGstProvider *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SfGstProvider, sf_gst_provider_unref)

/* Returns: (transfer full): where the coming and going of devices is told */
GstBus *sf_gst_provider_get_bus (SfGstProvider *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
