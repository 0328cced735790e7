/* A frame at half its size, for windows. */

#include "app/capture/sf-frame-halve.h"

#include "app/synthesis/sy-halve.h"

gboolean
sf_frame_can_halve (int width, int height)
{
  return width >= 8 && height >= 8 && width % 4 == 0 && height % 4 == 0;
}

SfFrame *
sf_frame_halve (const SfFrame *self, GError **error)
{
  SfFrame *half;

  g_return_val_if_fail (sf_frame_can_halve (self->width, self->height), NULL);

  half = sf_frame_new (self->width / 2, self->height / 2, error);
  if (half == NULL)
    return NULL;

  half->matrix = self->matrix;
  half->range = self->range;
  half->taken_us = self->taken_us;
  for (guint i = 0; i < G_N_ELEMENTS (self->planes); i++) {
    int width = i == 0 ? half->width : half->width / 2;
    int height = i == 0 ? half->height : half->height / 2;
    guint8 *plane = sf_frame_get_plane (half, i);

    for (int y = 0; y < height; y++) {
      const guint8 *upper = self->planes[i] + 2 * (gsize) y * self->strides[i];

      sy_halve_rows (upper, upper + self->strides[i], width, plane + (gsize) y * half->strides[i]);
    }
  }

  return half;
}
