/* A camera that sees one picture, for those who have none. */
#pragma once

#include "app/capture/sf-camera-device.h"
#include "app/image/sf-image.h"

G_BEGIN_DECLS

#define SF_PICTURE_DEVICE_MAX_WIDTH 1280
#define SF_PICTURE_DEVICE_MAX_HEIGHT 720
#define SF_PICTURE_DEVICE_FPS 5

/**
 * sf_picture_device_new:
 * @image: is shrunk to the limits above
 * @name: of the picture, any text; also in the id, `picture:NAME`
 *
 * Returns: (nullable): %NULL with %SF_ERROR_PICTURE for one that is less than 2 pixels wide or high
 */
SfCameraDevice *sf_picture_device_new (SfImage *image,
                                       const char *name,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
