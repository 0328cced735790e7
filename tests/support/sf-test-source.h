/* A still source that does what a test tells it: fail, or say when it took what it gives. */
#pragma once

#include "app/session/sf-still-source.h"

#define SF_TYPE_TEST_SOURCE (sf_test_source_get_type ())
G_DECLARE_FINAL_TYPE (SfTestSource, sf_test_source, SF, TEST_SOURCE, GObject)

SfTestSource *sf_test_source_new (int width, int height) G_GNUC_WARN_UNUSED_RESULT;

/* The next photograph does not come. */
void sf_test_source_fail_next (SfTestSource *self);
/* Photographs are taken this long after the instant that was asked for. */
void sf_test_source_set_delay_us (SfTestSource *self, gint64 delay_us);
