/* Two people drawn by us, for demos, tests and the test camera. */
#pragma once

#include "app/image/sf-image.h"

#include <cairo.h>

G_BEGIN_DECLS

/* They lean a little to each other. */
typedef enum {
  SF_SAMPLE_PERSON_FIRST,  /* coral; stands left */
  SF_SAMPLE_PERSON_SECOND, /* teal; stands right */
} SfSamplePerson;

/**
 * sf_sample_people_draw:
 * @cr: where to; everything within @width x @height is covered
 * @seconds: the time: they sway, breathe and blink. The same time gives the same picture
 */
void sf_sample_people_draw (
  cairo_t *cr, SfSamplePerson person, int width, int height, double seconds);

/* Returns: (transfer full) (nullable): NULL with SF_ERROR_PICTURE beyond the limits of SfImage */
SfImage *sf_sample_people_new_image (SfSamplePerson person,
                                     int width,
                                     int height,
                                     double seconds,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
