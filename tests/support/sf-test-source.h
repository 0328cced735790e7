/* A still source that does what a test tells it: frames of any rate and phase, or none. */
#pragma once

#include "app/session/sf-still-source.h"

#define SF_TYPE_TEST_SOURCE (sf_test_source_get_type ())
G_DECLARE_FINAL_TYPE (SfTestSource, sf_test_source, SF, TEST_SOURCE, GObject)

/* One frame at the instant itself, to begin with. */
SfTestSource *sf_test_source_new (int width, int height) G_GNUC_WARN_UNUSED_RESULT;

/* The next photograph does not come. */
void sf_test_source_fail_next (SfTestSource *self);
/* Frames are taken at @phase_us, and every @interval_us before and after. */
void sf_test_source_set_frames (SfTestSource *self, gint64 interval_us, gint64 phase_us);
