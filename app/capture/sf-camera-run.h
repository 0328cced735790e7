/* One run of a camera: a thread that opens the device, gives its frames, and closes it. */
#pragma once

#include "app/capture/sf-camera-device.h"
#include "app/capture/sf-frame-funcs.h"

G_BEGIN_DECLS

typedef struct _SfCameraRun SfCameraRun;

/* In the main context that was the thread's default when the run was begun; not any more once it
 * is closed. */
typedef struct {
  void (*began) (gpointer user_data);                       /* the first frame was given */
  void (*failed) (const GError *error, gpointer user_data); /* no frame will follow */
} SfCameraRunEvents;

/**
 * sf_camera_run_new:
 * @on_frame: called in a thread of GStreamer
 * @user_data: for @events and @on_frame
 */
SfCameraRun *sf_camera_run_new (SfCameraDevice *device,
                                const SfCameraRunEvents *events,
                                SfFrameFunc on_frame,
                                gpointer user_data) G_GNUC_WARN_UNUSED_RESULT;

/* Never waits for the device: the thread closes it, and ends, when it can. It waits for a call of
 * @on_frame that is under way; there is none any more once this has returned. */
void sf_camera_run_close (SfCameraRun *self);

/* Returns: when the latest frame came, of g_get_monotonic_time(); 0: none yet. From any thread */
gint64 sf_camera_run_get_heard_us (SfCameraRun *self);

G_END_DECLS
