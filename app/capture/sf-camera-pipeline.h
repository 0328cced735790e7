/* The elements behind a camera, from a device's source to frames. May block: for a thread alone. */
#pragma once

#include "app/capture/sf-camera-device.h"
#include "app/capture/sf-frame-funcs.h"

G_BEGIN_DECLS

typedef struct _SfCameraPipeline SfCameraPipeline;

/**
 * sf_camera_pipeline_new:
 * @func: called in a thread of GStreamer for each frame
 *
 * Returns: (nullable): %NULL with an %SF_ERROR_CAMERA or its like
 */
SfCameraPipeline *sf_camera_pipeline_new (SfCameraDevice *device,
                                          SfFrameFunc func,
                                          gpointer user_data,
                                          GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Closes the device. */
void sf_camera_pipeline_free (SfCameraPipeline *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SfCameraPipeline, sf_camera_pipeline_free)

/* Lets sf_camera_pipeline_run() return, now or as soon as it is called. Returns at once; from any
 * thread. */
void sf_camera_pipeline_quit (SfCameraPipeline *self);

/* Opens the device and waits. Returns: %TRUE when told to quit, %FALSE with GStreamer's own error
 * or, where it gave none, without */
gboolean sf_camera_pipeline_run (SfCameraPipeline *self, GError **error);

G_END_DECLS
