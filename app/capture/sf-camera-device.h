/* A place where pictures come from: a camera, the test scene, a picture or a video file. */
#pragma once

#include <gio/gio.h>
#include <gst/gst.h>

G_BEGIN_DECLS

typedef enum {
  SF_CAMERA_KIND_TEST,
  SF_CAMERA_KIND_PICTURE,
  SF_CAMERA_KIND_VIDEO,
  SF_CAMERA_KIND_V4L2,
  SF_CAMERA_KIND_PIPEWIRE, /* also by the portal */
} SfCameraKind;

#define SF_TYPE_CAMERA_DEVICE (sf_camera_device_get_type ())
G_DECLARE_INTERFACE (SfCameraDevice, sf_camera_device, SF, CAMERA_DEVICE, GObject)

struct _SfCameraDeviceInterface {
  GTypeInterface parent_iface;

  const char *(*get_id) (SfCameraDevice *self);
  const char *(*get_name) (SfCameraDevice *self);
  SfCameraKind (*get_kind) (SfCameraDevice *self);
  gint64 (*get_latency_us) (SfCameraDevice *self);
  GstElement *(*create_source) (SfCameraDevice *self, GError **error);
};

/* Stable over restarts and reconnects, so that a choice can be remembered; printable ASCII. */
const char *sf_camera_device_get_id (SfCameraDevice *self);
/* For people, as the device calls itself. */
const char *sf_camera_device_get_name (SfCameraDevice *self);
SfCameraKind sf_camera_device_get_kind (SfCameraDevice *self);
/* From the instant a frame shows to the buffer's time stamp: a constant of the camera. */
gint64 sf_camera_device_get_latency_us (SfCameraDevice *self);

/**
 * sf_camera_device_create_source:
 *
 * May block: not for the main thread. After sf_gst_ensure().
 *
 * Returns: (transfer full) (nullable): a floating element or bin with one source pad "src" that
 *   gives video/x-raw or image/jpeg in the mode chosen for this device, live, time-stamped by the
 *   pipeline's clock; %NULL with %SF_ERROR_CAMERA or its like
 */
GstElement *sf_camera_device_create_source (SfCameraDevice *self,
                                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
