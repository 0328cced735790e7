/* A device that is none, but a source that this program makes. */

#include "app/capture/sf-made-device.h"

struct _SfMadeDevice {
  GObject parent_instance;

  SfCameraKind kind;
  char *id;
  char *name;
  SfMakeSourceFunc func;
  gpointer user_data;
  GDestroyNotify free_data;
};

static void sf_made_device_camera_device_init (SfCameraDeviceInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SfMadeDevice,
                               sf_made_device,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SF_TYPE_CAMERA_DEVICE,
                                                      sf_made_device_camera_device_init))

static const char *
sf_made_device_get_id (SfCameraDevice *device)
{
  return SF_MADE_DEVICE (device)->id;
}

static const char *
sf_made_device_get_name (SfCameraDevice *device)
{
  return SF_MADE_DEVICE (device)->name;
}

static SfCameraKind
sf_made_device_get_kind (SfCameraDevice *device)
{
  return SF_MADE_DEVICE (device)->kind;
}

static gint64
sf_made_device_get_latency_us (SfCameraDevice *device)
{
  return 0;
}

static GstElement *
sf_made_device_create_source (SfCameraDevice *device, GError **error)
{
  SfMadeDevice *self = SF_MADE_DEVICE (device);

  return self->func (self->user_data, error);
}

static void
sf_made_device_camera_device_init (SfCameraDeviceInterface *iface)
{
  iface->get_id = sf_made_device_get_id;
  iface->get_name = sf_made_device_get_name;
  iface->get_kind = sf_made_device_get_kind;
  iface->get_latency_us = sf_made_device_get_latency_us;
  iface->create_source = sf_made_device_create_source;
}

static void
sf_made_device_finalize (GObject *object)
{
  SfMadeDevice *self = SF_MADE_DEVICE (object);

  g_free (self->id);
  g_free (self->name);
  self->free_data (self->user_data);

  G_OBJECT_CLASS (sf_made_device_parent_class)->finalize (object);
}

static void
sf_made_device_class_init (SfMadeDeviceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sf_made_device_finalize;
}

static void
sf_made_device_init (SfMadeDevice *self)
{
}

SfCameraDevice *
sf_made_device_new (SfCameraKind kind,
                    const char *id,
                    const char *name,
                    SfMakeSourceFunc func,
                    gpointer user_data,
                    GDestroyNotify free_data)
{
  SfMadeDevice *self = g_object_new (SF_TYPE_MADE_DEVICE, NULL);

  self->kind = kind;
  self->id = g_uri_escape_string (id, ":/", FALSE);
  self->name = g_strdup (name);
  self->func = func;
  self->user_data = user_data;
  self->free_data = free_data;
  return SF_CAMERA_DEVICE (self);
}
