/* One GStreamer device provider, started aside; what it finds is told at home. */
#pragma once

#include "app/capture/sf-gst-device.h"

G_BEGIN_DECLS

/* A service that takes longer counts as missing, until it answers after all. */
#define SF_CAMERA_PROVIDER_PATIENCE_MS 4000

typedef enum {
  SF_CAMERA_PROVIDER_STARTING,
  SF_CAMERA_PROVIDER_READY,
  SF_CAMERA_PROVIDER_MISSING,
} SfCameraProviderState;

typedef struct _SfCameraProvider SfCameraProvider;

/* The state, or the devices, are others. The provider may be freed from within. */
typedef void (*SfCameraProviderFunc) (gpointer user_data);

/**
 * sf_camera_provider_new:
 * @kind: %SF_CAMERA_KIND_PIPEWIRE or %SF_CAMERA_KIND_V4L2
 * @remote: (nullable): a descriptor of PipeWire to use; its daemon's socket otherwise
 * @changed: called in the thread's default main context, never from within this function
 *
 * Starting may block, so a worker does it.
 */
SfCameraProvider *sf_camera_provider_new (SfCameraKind kind,
                                          GUnixFDList *remote,
                                          SfCameraProviderFunc changed,
                                          gpointer user_data) G_GNUC_WARN_UNUSED_RESULT;
void sf_camera_provider_free (SfCameraProvider *self);

SfCameraProviderState sf_camera_provider_get_state (SfCameraProvider *self);

/* Returns: (element-type SfGstDevice): usable cameras, in the order they came; changes with time */
const GPtrArray *sf_camera_provider_get_devices (SfCameraProvider *self);

G_END_DECLS
