/* The one error domain of app/. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SfError:
 * @SF_ERROR_PICTURE: a picture that cannot be used
 * @SF_ERROR_STORAGE: a file could not be written
 * @SF_ERROR_DECLINED: one of the two people said no
 * @SF_ERROR_LAYOUT: no such layout, or one that does not fit these pictures
 * @SF_ERROR_PROTOCOL: a message of the other side that makes no sense
 * @SF_ERROR_LIVE: there is no live picture: a part of GStreamer is missing
 * @SF_ERROR_CAMERA: a camera that cannot be used, or a device that is none
 * @SF_ERROR_CAMERA_NONE: there is no camera, or none of that id
 * @SF_ERROR_CAMERA_BUSY: another program has it
 * @SF_ERROR_CAMERA_LOST: it was unplugged, or fell silent
 * @SF_ERROR_CAMERA_DENIED: the person, or the system, does not let this program use cameras
 * @SF_ERROR_CAMERA_UNREACHABLE: the service that gives cameras is missing or does not answer
 */
typedef enum {
  SF_ERROR_PICTURE,
  SF_ERROR_STORAGE,
  SF_ERROR_DECLINED,
  SF_ERROR_LAYOUT,
  SF_ERROR_PROTOCOL,
  SF_ERROR_LIVE,
  SF_ERROR_CAMERA,
  SF_ERROR_CAMERA_NONE,
  SF_ERROR_CAMERA_BUSY,
  SF_ERROR_CAMERA_LOST,
  SF_ERROR_CAMERA_DENIED,
  SF_ERROR_CAMERA_UNREACHABLE,
} SfError;

#define SF_ERROR (sf_error_quark ())
GQuark sf_error_quark (void);

G_END_DECLS
