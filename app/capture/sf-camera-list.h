/* The cameras of this computer, as they come and go. */
#pragma once

#include "app/capture/sf-camera-device.h"

G_BEGIN_DECLS

/* This long cameras are waited for after the services answer: the session manager hands them over
 * by and by. */
#define SF_CAMERA_LIST_PATIENCE_MS 2000

typedef enum {
  SF_CAMERA_ACCESS_AUTO,   /* by the portal in a sandbox, else directly */
  SF_CAMERA_ACCESS_PORTAL, /* asks the person where they were not asked before */
  SF_CAMERA_ACCESS_DIRECT,
} SfCameraAccess;

typedef enum {
  SF_CAMERA_LIST_STATE_STOPPED,
  SF_CAMERA_LIST_STATE_LOADING, /* also while the person is being asked */
  SF_CAMERA_LIST_STATE_READY,   /* there is a camera at least */
  SF_CAMERA_LIST_STATE_FAILED,  /* see sf_camera_list_get_error() */
} SfCameraListState;

#define SF_TYPE_CAMERA_LIST (sf_camera_list_get_type ())
G_DECLARE_FINAL_TYPE (SfCameraList, sf_camera_list, SF, CAMERA_LIST, GObject)

/*
 * A GListModel of SfCameraDevice, those of programs after those of devices. Lives in the main
 * context that is the thread's default when it is started. Infrared cameras, what is no camera, and
 * the second way to a camera are not in it.
 *
 * Properties:
 *   state (SfCameraListState)
 */
SfCameraList *sf_camera_list_new (SfCameraAccess access) G_GNUC_WARN_UNUSED_RESULT;

/* Looks for cameras, anew if it did before; the portal is asked only now. */
void sf_camera_list_start (SfCameraList *self);

/* Empties the list, and closes a question that is open. */
void sf_camera_list_stop (SfCameraList *self);

SfCameraListState sf_camera_list_get_state (SfCameraList *self);

/* Returns: (nullable): %SF_ERROR_CAMERA_NONE (one may still come), _DENIED or _UNREACHABLE, when
 *   failed */
const GError *sf_camera_list_get_error (SfCameraList *self);

/* Returns: (nullable) (transfer none): the camera of that id, if it is there */
SfCameraDevice *sf_camera_list_find (SfCameraList *self, const char *id);

/**
 * sf_camera_list_choose:
 * @id: (nullable): the camera that was chosen the last time
 *
 * Returns: (nullable) (transfer none): that, else the first
 */
SfCameraDevice *sf_camera_list_choose (SfCameraList *self, const char *id);

G_END_DECLS
