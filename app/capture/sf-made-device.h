/* A device that is none, but a source that this program makes. */
#pragma once

#include "app/capture/sf-camera-device.h"

G_BEGIN_DECLS

/* As sf_camera_device_create_source(); in any thread. */
typedef GstElement *(*SfMakeSourceFunc) (gpointer user_data, GError **error);

#define SF_TYPE_MADE_DEVICE (sf_made_device_get_type ())
G_DECLARE_FINAL_TYPE (SfMadeDevice, sf_made_device, SF, MADE_DEVICE, GObject)

/**
 * sf_made_device_new:
 * @id: what is not printable ASCII becomes so, as in a URI
 * @user_data: (transfer full): for @func
 */
SfCameraDevice *sf_made_device_new (SfCameraKind kind,
                                    const char *id,
                                    const char *name,
                                    SfMakeSourceFunc func,
                                    gpointer user_data,
                                    GDestroyNotify free_data) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
