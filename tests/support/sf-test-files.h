/* Pictures and picture files for tests, written with the libraries themselves. */
#pragma once

#include "app/image/sf-image.h"

/* What sf_test_picture_fill() draws. */
SfImage *sf_test_image_new (int width, int height, guint32 seed) G_GNUC_WARN_UNUSED_RESULT;

typedef enum {
  SF_TEST_JPEG_COLOUR,
  SF_TEST_JPEG_PROGRESSIVE,
  SF_TEST_JPEG_GREY,
  SF_TEST_JPEG_INKS,       /* CMYK as Adobe writes it, black unused */
  SF_TEST_JPEG_MANY_SCANS, /* progressive, each frequency in a scan of its own */
} SfTestJpegKind;

/* @orientation: EXIF, or 0 for none. @little_endian: of the EXIF */
GBytes *sf_test_jpeg_new (SfImage *image,
                          SfTestJpegKind kind,
                          int orientation,
                          gboolean little_endian) G_GNUC_WARN_UNUSED_RESULT;

/* How a PNG differs from the plain kind. */
typedef enum {
  SF_TEST_PNG_PLAIN = 0,
  SF_TEST_PNG_16_BIT = 1 << 0,
  SF_TEST_PNG_GREY = 1 << 1,
  SF_TEST_PNG_ALPHA = 1 << 2, /* rising from left to right */
  SF_TEST_PNG_INTERLACED = 1 << 3,
  SF_TEST_PNG_PALETTE = 1 << 4, /* of 8 colours */
} SfTestPngFlags;

/* @orientation: EXIF, or 0 for none */
GBytes *sf_test_png_new (SfImage *image,
                         SfTestPngFlags flags,
                         int orientation) G_GNUC_WARN_UNUSED_RESULT;

/* Returns: an EXIF block (a TIFF header and one directory) that says @orientation */
GBytes *sf_test_exif_new (int orientation, gboolean little_endian) G_GNUC_WARN_UNUSED_RESULT;
