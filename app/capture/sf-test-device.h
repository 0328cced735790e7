/* A camera that draws what it sees: a person who moves, and the time. */
#pragma once

#include "app/capture/sf-camera-device.h"
#include "app/capture/sf-sample-people.h"

G_BEGIN_DECLS

#define SF_TEST_DEVICE_WIDTH 1280
#define SF_TEST_DEVICE_HEIGHT 720
#define SF_TEST_DEVICE_FPS 30

/**
 * sf_test_device_new:
 * @seed: which part of the time between two frames passes before the first: cameras of different
 *   seeds are out of step, those of the same seed in step on one computer
 * @width: pixels, 2 to %SF_FRAME_MAX_SIDE, as @height
 * @fps: frames a second, 1 to 120
 *
 * Its time stamps are those in the pictures' time strip (sf-time-strip.h), to the microsecond. The
 * id is `test:SEED`, or `test` where @seed is 0.
 */
SfCameraDevice *sf_test_device_new (
  guint32 seed, SfSamplePerson person, int width, int height, int fps) G_GNUC_WARN_UNUSED_RESULT;

/* The person alone, without the time, for people: as a stand-in for a camera. The id is `drawn`. */
SfCameraDevice *sf_test_device_new_drawn (SfSamplePerson person) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
