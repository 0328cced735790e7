/* SfCameraList without services: cameras are plugged in and out by a test. */
#pragma once

#include "app/capture/sf-camera-list.h"

/* Linked into a test in the place of the real one. */
void sf_fake_camera_list_plug (SfCameraList *self, SfCameraDevice *device);
void sf_fake_camera_list_unplug (SfCameraList *self, const char *id);
/* What gives cameras has gone, and those with it, until the list is started anew. */
void sf_fake_camera_list_fail (SfCameraList *self);
