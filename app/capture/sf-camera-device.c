/* A place where pictures come from: a camera, the test scene, a picture or a video file. */

#include "app/capture/sf-camera-device.h"

G_DEFINE_INTERFACE (SfCameraDevice, sf_camera_device, G_TYPE_OBJECT)

static void
sf_camera_device_default_init (SfCameraDeviceInterface *iface)
{
}

const char *
sf_camera_device_get_id (SfCameraDevice *self)
{
  g_return_val_if_fail (SF_IS_CAMERA_DEVICE (self), NULL);

  return SF_CAMERA_DEVICE_GET_IFACE (self)->get_id (self);
}

const char *
sf_camera_device_get_name (SfCameraDevice *self)
{
  g_return_val_if_fail (SF_IS_CAMERA_DEVICE (self), NULL);

  return SF_CAMERA_DEVICE_GET_IFACE (self)->get_name (self);
}

SfCameraKind
sf_camera_device_get_kind (SfCameraDevice *self)
{
  g_return_val_if_fail (SF_IS_CAMERA_DEVICE (self), SF_CAMERA_KIND_TEST);

  return SF_CAMERA_DEVICE_GET_IFACE (self)->get_kind (self);
}

gint64
sf_camera_device_get_latency_us (SfCameraDevice *self)
{
  g_return_val_if_fail (SF_IS_CAMERA_DEVICE (self), 0);

  return SF_CAMERA_DEVICE_GET_IFACE (self)->get_latency_us (self);
}

GstElement *
sf_camera_device_create_source (SfCameraDevice *self, GError **error)
{
  g_return_val_if_fail (SF_IS_CAMERA_DEVICE (self), NULL);

  return SF_CAMERA_DEVICE_GET_IFACE (self)->create_source (self, error);
}
