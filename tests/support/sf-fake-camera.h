/* SfCamera without a device: it runs unless a test says otherwise, which pushes its frames, too. */
#pragma once

#include "app/capture/sf-camera.h"

/* Linked into a test in the place of the real one. */
SfCamera *sf_fake_camera_new (void) G_GNUC_WARN_UNUSED_RESULT;

void sf_fake_camera_set_state (SfCamera *self, SfCameraState state);

/* A small frame, from any thread. */
void sf_fake_camera_push (SfCamera *self, gint64 taken_us);
