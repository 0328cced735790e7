/* Who a camera is, from the properties that PipeWire or V4L2 give it. */
#pragma once

#include "app/capture/sf-camera-device.h"

G_BEGIN_DECLS

#define SF_CAMERA_ID_MAX 128   /* bytes */
#define SF_CAMERA_NAME_MAX 100 /* characters */

typedef struct {
  char *id;     /* the same by PipeWire and V4L2, after a restart, and in the same socket again */
  char *name;   /* for people */
  char *path;   /* (nullable): of the device node behind it */
  char *serial; /* (nullable) */
  gboolean is_virtual;  /* a program's, no device's */
  gboolean stamps_late; /* frames bear the time of their last line, not of their first */
} SfCameraIdentity;

/**
 * sf_camera_identity_read:
 * @kind: %SF_CAMERA_KIND_PIPEWIRE or %SF_CAMERA_KIND_V4L2
 * @name: what the device calls itself; any bytes
 * @properties: (nullable): as its GstDevice has them
 *
 * Returns: (transfer full)
 */
SfCameraIdentity *sf_camera_identity_read (
  SfCameraKind kind, const char *name, const GstStructure *properties) G_GNUC_WARN_UNUSED_RESULT;
void sf_camera_identity_free (SfCameraIdentity *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SfCameraIdentity, sf_camera_identity_free)

/* Whether both are one camera, reached in two ways. */
gboolean sf_camera_identity_is_same (const SfCameraIdentity *self, const SfCameraIdentity *other);

/* Whether its pictures are grey and for recognising faces. */
gboolean sf_camera_identity_is_infrared (const char *name, const GstCaps *caps);

/* Whether a node of PipeWire is meant as a camera, and not as another source of pictures. */
gboolean sf_camera_identity_has_camera_role (const GstStructure *properties);

G_END_DECLS
