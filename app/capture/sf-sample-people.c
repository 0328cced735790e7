/* Two people drawn by us, for demos, tests and the test camera. */

#include "app/capture/sf-sample-people.h"

#include "app/capture/sf-sample-scene.h"
#include "app/sf-error.h"

#define UNITS_HIGH 1000.0
/* On an upright picture the person keeps to what is seen. */
#define LEAST_HALF_WIDTH 330.0

void
sf_sample_people_draw (cairo_t *cr, SfSamplePerson person, int width, int height, double seconds)
{
  double half_width = UNITS_HIGH * width / height / 2;
  double scale = height / UNITS_HIGH;

  cairo_save (cr);
  cairo_rectangle (cr, 0, 0, width, height);
  cairo_clip (cr);
  cairo_translate (cr, width / 2.0, 0);
  cairo_scale (cr, scale, scale);

  if (half_width < LEAST_HALF_WIDTH) {
    double fit = half_width / LEAST_HALF_WIDTH;

    cairo_translate (cr, 0, UNITS_HIGH * (1 - fit));
    cairo_scale (cr, fit, fit);
    half_width = LEAST_HALF_WIDTH;
  }
  if (person == SF_SAMPLE_PERSON_FIRST) {
    sf_sample_room_draw_coral (cr, half_width, seconds);
    sf_sample_figure_draw_first (cr, seconds);
  } else {
    sf_sample_room_draw_teal (cr, half_width, seconds);
    sf_sample_figure_draw_second (cr, seconds);
  }
  cairo_restore (cr);
}

/* CAIRO_FORMAT_RGB24 keeps a pixel in 32 bits of the computer's own order. */
static void
copy_pixels (cairo_surface_t *surface, SfImage *image)
{
  const guint8 *data = cairo_image_surface_get_data (surface);
  gsize stride = (gsize) cairo_image_surface_get_stride (surface);

  for (int y = 0; y < image->height; y++) {
    const guint32 *from = (const guint32 *) (const void *) (data + y * stride);
    guint8 *to = image->pixels + y * image->stride;

    for (int x = 0; x < image->width; x++, to += 3) {
      to[0] = (guint8) (from[x] >> 16);
      to[1] = (guint8) (from[x] >> 8);
      to[2] = (guint8) from[x];
    }
  }
}

/* Returns: FALSE when there is no memory for the surface */
static gboolean
draw_on (SfImage *image, SfSamplePerson person, double seconds)
{
  cairo_surface_t *surface =
    cairo_image_surface_create (CAIRO_FORMAT_RGB24, image->width, image->height);
  cairo_t *cr = cairo_create (surface);
  gboolean drawn;

  sf_sample_people_draw (cr, person, image->width, image->height, seconds);
  cairo_surface_flush (surface);
  drawn = cairo_status (cr) == CAIRO_STATUS_SUCCESS;
  if (drawn)
    copy_pixels (surface, image);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);

  return drawn;
}

SfImage *
sf_sample_people_new_image (
  SfSamplePerson person, int width, int height, double seconds, GError **error)
{
  g_autoptr (SfImage) image = sf_image_new (width, height, error);

  if (image == NULL)
    return NULL;
  if (!draw_on (image, person, seconds)) {
    g_set_error_literal (error, SF_ERROR, SF_ERROR_PICTURE,
                         "There is not enough memory to draw. Close other programs first.");
    return NULL;
  }

  return g_steal_pointer (&image);
}
