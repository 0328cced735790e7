/* A camera that sees a video file, over and over, at the file's own rate. */
#pragma once

#include "app/capture/sf-camera-device.h"

G_BEGIN_DECLS

/**
 * sf_video_device_new:
 * @path: of any file that the computer's GStreamer decodes, up to %SF_FRAME_MAX_SIDE pixels wide
 *   and high; opened when the camera is
 *
 * The id is `video:PATH`.
 */
SfCameraDevice *sf_video_device_new (const char *path) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
