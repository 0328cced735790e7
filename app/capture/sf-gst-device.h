/* A camera that GStreamer found, by PipeWire or by V4L2. */
#pragma once

#include "app/capture/sf-camera-device.h"
#include "app/capture/sf-camera-identity.h"
#include "app/capture/sf-camera-mode.h"
#include "app/capture/sf-gst-provider.h"

G_BEGIN_DECLS

#define SF_TYPE_GST_DEVICE (sf_gst_device_get_type ())
G_DECLARE_FINAL_TYPE (SfGstDevice, sf_gst_device, SF, GST_DEVICE, GObject)

/**
 * sf_gst_device_new:
 * @kind: %SF_CAMERA_KIND_PIPEWIRE or %SF_CAMERA_KIND_V4L2
 * @provider: (nullable): what found @device; it runs as long as that and its sources
 *
 * Returns: (nullable): %NULL for what is no camera, or none for photographs: other sources,
 *   infrared, nothing but formats that cannot be used
 */
SfGstDevice *sf_gst_device_new (GstDevice *device,
                                SfCameraKind kind,
                                SfGstProvider *provider) G_GNUC_WARN_UNUSED_RESULT;

GstDevice *sf_gst_device_get_device (SfGstDevice *self);
const SfCameraIdentity *sf_gst_device_get_identity (SfGstDevice *self);

/* What it is asked for first. */
const SfCameraMode *sf_gst_device_get_mode (SfGstDevice *self);

G_END_DECLS
