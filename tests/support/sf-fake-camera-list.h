/* SfCameraList without services: cameras are plugged in and out by a test. */
#pragma once

#include "app/capture/sf-camera-list.h"

/* Linked into a test in the place of the real one. */
void sf_fake_camera_list_plug (SfCameraList *self, SfCameraDevice *device);
void sf_fake_camera_list_unplug (SfCameraList *self, const char *id);
