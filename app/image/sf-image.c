/* A picture in memory: RGB, 8 bits a channel, sRGB. */

#include "app/image/sf-image.h"

#include "app/image/sf-image-format.h"
#include "app/sf-error.h"
#include "app/synthesis/sy-kernel.h"
#include "app/synthesis/sy-scaler.h"

gboolean
sf_image_check_size (gint64 width, gint64 height, GError **error)
{
  if (width >= 1 && height >= 1 && width <= SF_IMAGE_MAX_SIDE && height <= SF_IMAGE_MAX_SIDE &&
      width * height <= SF_IMAGE_MAX_PIXELS)
    return TRUE;

  g_set_error (
    error, SF_ERROR, SF_ERROR_PICTURE,
    "The picture has %" G_GINT64_FORMAT " × %" G_GINT64_FORMAT
    " pixels; up to %d megapixels and %d pixels a side can be used. Make it smaller first.",
    width, height, SF_IMAGE_MAX_PIXELS / 1000000, SF_IMAGE_MAX_SIDE);
  return FALSE;
}

static void
set_no_memory (int width, int height, GError **error)
{
  g_set_error (
    error, SF_ERROR, SF_ERROR_PICTURE,
    "There is not enough memory for a picture of %d × %d pixels. Close other programs or "
    "make it smaller.",
    width, height);
}

SfImage *
sf_image_new (int width, int height, GError **error)
{
  guint8 *pixels;
  SfImage *self;

  if (!sf_image_check_size (width, height, error))
    return NULL;

  pixels = g_try_malloc_n (height, (gsize) 3 * width);
  if (pixels == NULL) {
    set_no_memory (width, height, error);
    return NULL;
  }

  self = g_new0 (SfImage, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->width = width;
  self->height = height;
  self->stride = (gsize) 3 * width;
  self->pixels = pixels;
  return self;
}

SfImage *
sf_image_ref (SfImage *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
sf_image_unref (SfImage *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_free (self->pixels);
  g_free (self);
}

static SySize
fit_into (SySize size, int max_width, int max_height)
{
  if ((gint64) size.width * max_height > (gint64) size.height * max_width)
    return (SySize){max_width,
                    MAX (1, (int) sy_round_div ((gint64) size.height * max_width, size.width))};

  return (SySize){MAX (1, (int) sy_round_div ((gint64) size.width * max_height, size.height)),
                  max_height};
}

SfImage *
sf_image_shrink (SfImage *self, int max_width, int max_height, GError **error)
{
  SyImage source = {self->pixels, self->stride, {self->width, self->height}};
  SySize size = fit_into (source.size, max_width, max_height);
  g_autofree int16_t *scratch = NULL;
  g_autoptr (SfImage) shrunk = NULL;
  SyScaler scaler;

  g_return_val_if_fail (max_width >= 1 && max_height >= 1, NULL);

  if (self->width <= max_width && self->height <= max_height)
    return sf_image_ref (self);

  shrunk = sf_image_new (size.width, size.height, error);
  if (shrunk == NULL)
    return NULL;
  if (!sy_scaler_init (&scaler, source.size, size)) {
    set_no_memory (size.width, size.height, error);
    return NULL;
  }

  scratch = g_new (int16_t, sy_scaler_get_scratch_length (&scaler));
  for (int y = 0; y < size.height; y++)
    sy_scaler_row (&scaler, &source, y, shrunk->pixels + y * shrunk->stride, scratch);
  sy_scaler_clear (&scaler);

  return g_steal_pointer (&shrunk);
}
