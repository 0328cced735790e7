/* Photographs from a camera that runs anyway: the frames it took around the instant. */
#pragma once

#include "app/capture/sf-camera.h"
#include "app/session/sf-still-source.h"

G_BEGIN_DECLS

#define SF_TYPE_CAMERA_SOURCE (sf_camera_source_get_type ())
G_DECLARE_FINAL_TYPE (SfCameraSource, sf_camera_source, SF, CAMERA_SOURCE, GObject)

/**
 * sf_camera_source_new:
 * @camera: started and stopped by somebody else
 *
 * Fails with %SF_ERROR_CAMERA_LOST when the camera gave no frame within the window.
 */
SfCameraSource *sf_camera_source_new (SfCamera *camera) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
