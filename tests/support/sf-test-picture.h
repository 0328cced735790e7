/* Pictures for tests: the same from the same seed everywhere. */
#pragma once

#include <glib.h>

/* Smooth shapes with noise on them, different for each @seed: 3 x @width bytes a row. */
void sf_test_picture_fill (guint8 *pixels, int width, int height, gsize stride, guint32 seed);
