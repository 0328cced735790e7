/* Frames from pictures, and pictures from frames. */

#include "app/capture/sf-frame.h"
#include "app/synthesis/sy-yuv.h"

/* ITU-R BT.601, luma 16..235, times 2^16. */
#define SHIFT 16
#define HALF (1 << (SHIFT - 1))

static const int to_y[3] = {16829, 33039, 6416};
static const int to_u[3] = {-9714, -19070, 28784};
static const int to_v[3] = {28784, -24103, -4681};

static const SyYuvColours colours[][2] = {
  [SF_MATRIX_BT601] = {[SF_RANGE_VIDEO] = SY_YUV_BT601, [SF_RANGE_FULL] = SY_YUV_BT601_FULL},
  [SF_MATRIX_BT709] = {[SF_RANGE_VIDEO] = SY_YUV_BT709, [SF_RANGE_FULL] = SY_YUV_BT709_FULL},
};

SfImage *
sf_frame_to_image (const SfFrame *self, GError **error)
{
  SyYuv yuv = {self->planes[0],
               self->planes[1],
               self->planes[2],
               self->strides[0],
               self->strides[1],
               {self->width, self->height},
               colours[self->matrix][self->range]};
  SfImage *image = sf_image_new (self->width, self->height, error);

  if (image == NULL)
    return NULL;

  for (int y = 0; y < image->height; y++)
    sy_yuv_convert_row (&yuv, y, image->pixels + y * image->stride);

  return image;
}

static inline guint8
apply (const int weights[3], const int rgb[3], int offset)
{
  int sum = weights[0] * rgb[0] + weights[1] * rgb[1] + weights[2] * rgb[2];

  return (guint8) (offset + ((sum + HALF) >> SHIFT));
}

static void
fill_luma_row (const guint8 *row, int width, guint8 *ret_y)
{
  for (int x = 0; x < width; x++) {
    const int rgb[3] = {row[3 * x], row[3 * x + 1], row[3 * x + 2]};

    ret_y[x] = apply (to_y, rgb, 16);
  }
}

/* From two rows of pixels; the last column of an odd width counts twice. */
static void
fill_colour_row (const guint8 *upper, const guint8 *lower, int width, guint8 *ret_u, guint8 *ret_v)
{
  for (int i = 0; i < (width + 1) / 2; i++) {
    int left = 3 * 2 * i;
    int right = 3 * MIN (2 * i + 1, width - 1);
    int rgb[3];

    for (int c = 0; c < 3; c++)
      rgb[c] = (upper[left + c] + upper[right + c] + lower[left + c] + lower[right + c] + 2) / 4;
    ret_u[i] = apply (to_u, rgb, 128);
    ret_v[i] = apply (to_v, rgb, 128);
  }
}

SfFrame *
sf_frame_new_from_image (const SfImage *image, gint64 taken_us, GError **error)
{
  SfFrame *self = sf_frame_new (image->width, image->height, error);

  if (self == NULL)
    return NULL;

  self->taken_us = taken_us;
  for (int y = 0; y < image->height; y++)
    fill_luma_row (image->pixels + y * image->stride, image->width,
                   sf_frame_get_plane (self, 0) + y * self->strides[0]);
  for (int y = 0; y < (image->height + 1) / 2; y++)
    fill_colour_row (image->pixels + 2 * y * image->stride,
                     image->pixels + MIN (2 * y + 1, image->height - 1) * image->stride,
                     image->width, sf_frame_get_plane (self, 1) + y * self->strides[1],
                     sf_frame_get_plane (self, 2) + y * self->strides[2]);

  return self;
}
