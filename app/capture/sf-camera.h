/* A running camera: from a device to frames with times. Never blocks its caller. */
#pragma once

#include "app/capture/sf-camera-device.h"
#include "app/capture/sf-frame-funcs.h"
#include "app/capture/sf-frame-ring.h"

G_BEGIN_DECLS

#define SF_CAMERA_START_TIMEOUT_US (8 * G_USEC_PER_SEC) /* to the first frame */
#define SF_CAMERA_SILENCE_US (1500 * 1000) /* without a frame, a running camera counts as lost */

typedef enum {
  SF_CAMERA_STATE_STOPPED,
  SF_CAMERA_STATE_STARTING,
  SF_CAMERA_STATE_RUNNING,
  SF_CAMERA_STATE_FAILED, /* see sf_camera_get_error(); sf_camera_start() tries again */
} SfCameraState;

#define SF_TYPE_CAMERA (sf_camera_get_type ())
G_DECLARE_FINAL_TYPE (SfCamera, sf_camera, SF, CAMERA, GObject)

/*
 * Lives in the main context that is the thread's default when it is made. One camera runs a device
 * at a time: another one that was started waits until the device is closed.
 *
 * Properties:
 *   state (SfCameraState)
 */
SfCamera *sf_camera_new (SfCameraDevice *device) G_GNUC_WARN_UNUSED_RESULT;

SfCameraDevice *sf_camera_get_device (SfCamera *self);
SfCameraState sf_camera_get_state (SfCamera *self);
/* Returns: (nullable): an %SF_ERROR_CAMERA_BUSY, _CAMERA_LOST, _CAMERA, when failed */
const GError *sf_camera_get_error (SfCamera *self);

void sf_camera_start (SfCamera *self);
/* The device is let go (its light goes out) soon after; no frame is given after this returns. */
void sf_camera_stop (SfCamera *self);

/* The same ring all the camera's life; empty while the camera is stopped. */
SfFrameRing *sf_camera_get_ring (SfCamera *self);

/* From any thread, but not from a frame function. @func is called in a thread of the camera, and no
 * more once sf_camera_remove_frame_func() has returned. */
guint sf_camera_add_frame_func (SfCamera *self, SfFrameFunc func, gpointer user_data);
void sf_camera_remove_frame_func (SfCamera *self, guint id);

G_END_DECLS
