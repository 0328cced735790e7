/* A camera that GStreamer found, by PipeWire or by V4L2. */

#include "app/capture/sf-gst-device.h"

#include "app/sf-error.h"

struct _SfGstDevice {
  GObject parent_instance;

  GstDevice *device;
  SfCameraKind kind;
  SfGstProvider *provider; /* (nullable) */
  SfCameraIdentity *identity;
  GArray *modes; /* (element-type SfCameraMode): the best first */
};

static void device_iface_init (SfCameraDeviceInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SfGstDevice,
                               sf_gst_device,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SF_TYPE_CAMERA_DEVICE, device_iface_init))

static const char *
get_id (SfCameraDevice *device)
{
  return SF_GST_DEVICE (device)->identity->id;
}

static const char *
get_name (SfCameraDevice *device)
{
  return SF_GST_DEVICE (device)->identity->name;
}

static SfCameraKind
get_kind (SfCameraDevice *device)
{
  return SF_GST_DEVICE (device)->kind;
}

/*
 * The instant of a picture is that of its middle line, halfway through its exposure. uvcvideo
 * stamps a frame at its first packet, when the sensor begins to be read: half the reading after the
 * stamp and half the exposure before it all but cancel. V4L2 drivers otherwise stamp the end of the
 * frame, half the reading later still; a camera reads its sensor for about a whole interval.
 */
static gint64
get_latency_us (SfCameraDevice *device)
{
  SfGstDevice *self = SF_GST_DEVICE (device);
  double fps = sf_camera_mode_get_fps (sf_gst_device_get_mode (self));

  if (!self->identity->stamps_late || fps <= 0)
    return 0;

  return (gint64) (G_USEC_PER_SEC / fps / 2);
}

/* pipewiresrc waits for ever without caps behind it. */
static GstElement *
create_source (SfCameraDevice *device, GError **error)
{
  SfGstDevice *self = SF_GST_DEVICE (device);
  GstElement *source = gst_device_create_element (self->device, NULL);
  GstElement *filter = gst_element_factory_make ("capsfilter", NULL);
  g_autoptr (GstCaps) caps = sf_camera_mode_make_filter (self->modes);
  g_autoptr (GstPad) pad = NULL;
  GstElement *bin;

  if (source == NULL || filter == NULL) {
    gst_clear_object (&source);
    gst_clear_object (&filter);
    g_set_error_literal (error, SF_ERROR, SF_ERROR_CAMERA,
                         "A part of GStreamer is missing that this camera needs.");
    return NULL;
  }

  bin = gst_bin_new (NULL);
  if (self->provider != NULL)
    g_object_set_data_full (G_OBJECT (bin), "provider", sf_gst_provider_ref (self->provider),
                            (GDestroyNotify) sf_gst_provider_unref);
  g_object_set (filter, "caps", caps, NULL);
  gst_bin_add_many (GST_BIN (bin), source, filter, NULL);
  pad = gst_element_get_static_pad (filter, "src");
  if (!gst_element_link (source, filter) ||
      !gst_element_add_pad (bin, gst_ghost_pad_new ("src", pad))) {
    gst_object_unref (bin);
    g_set_error_literal (error, SF_ERROR, SF_ERROR_CAMERA, "The camera has no usable picture.");
    return NULL;
  }

  return bin;
}

static void
device_iface_init (SfCameraDeviceInterface *iface)
{
  iface->get_id = get_id;
  iface->get_name = get_name;
  iface->get_kind = get_kind;
  iface->get_latency_us = get_latency_us;
  iface->create_source = create_source;
}

static void
sf_gst_device_finalize (GObject *object)
{
  SfGstDevice *self = SF_GST_DEVICE (object);

  gst_clear_object (&self->device);
  g_clear_pointer (&self->provider, sf_gst_provider_unref);
  g_clear_pointer (&self->identity, sf_camera_identity_free);
  g_clear_pointer (&self->modes, g_array_unref);

  G_OBJECT_CLASS (sf_gst_device_parent_class)->finalize (object);
}

static void
sf_gst_device_class_init (SfGstDeviceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sf_gst_device_finalize;
}

static void
sf_gst_device_init (SfGstDevice *self)
{
}

SfGstDevice *
sf_gst_device_new (GstDevice *device, SfCameraKind kind, SfGstProvider *provider)
{
  g_autofree char *name = gst_device_get_display_name (device);
  g_autoptr (GstStructure) properties = gst_device_get_properties (device);
  g_autoptr (GstCaps) caps = gst_device_get_caps (device);
  g_autoptr (GArray) modes = caps != NULL ? sf_camera_mode_rank (caps) : NULL;
  SfGstDevice *self;

  if (name == NULL || modes == NULL || modes->len == 0 ||
      !gst_device_has_classes (device, "Video/Source") ||
      !sf_camera_identity_has_camera_role (properties) ||
      sf_camera_identity_is_infrared (name, caps))
    return NULL;

  self = g_object_new (SF_TYPE_GST_DEVICE, NULL);
  self->device = gst_object_ref (device);
  self->kind = kind;
  self->provider = provider != NULL ? sf_gst_provider_ref (provider) : NULL;
  self->identity = sf_camera_identity_read (kind, name, properties);
  self->modes = g_steal_pointer (&modes);

  return self;
}

GstDevice *
sf_gst_device_get_device (SfGstDevice *self)
{
  return self->device;
}

const SfCameraIdentity *
sf_gst_device_get_identity (SfGstDevice *self)
{
  return self->identity;
}

const SfCameraMode *
sf_gst_device_get_mode (SfGstDevice *self)
{
  return &g_array_index (self->modes, SfCameraMode, 0);
}
