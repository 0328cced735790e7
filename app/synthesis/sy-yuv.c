/* From video's colours to RGB: 4:2:0 planes. */

#include "app/synthesis/sy-yuv.h"

#include "app/synthesis/sy-kernel.h"

#include <string.h>

#define CHANNELS 3
/* Colour samples enlarged at a time: what stays in the first cache. */
#define BLOCK 256

#define SHIFT 14

/* Times 2^14. For luma 16..235 and colour 16..240, with the weights r, g and b of the standard:
 * 255 / 219, 255 / 112 x (1 - r), -255 / 112 x (1 - b) x b / g, -255 / 112 x (1 - r) x r / g,
 * 255 / 112 x (1 - b). For the full range 1 stands for 255 / 219, and 2 for 255 / 112. */
typedef struct {
  int32_t black;
  int32_t y_scale;
  int32_t v_to_r;
  int32_t u_to_g;
  int32_t v_to_g;
  int32_t u_to_b;
} Matrix;

static const Matrix matrices[] = {
  [SY_YUV_BT601] = {16, 19077, 26149, -6419, -13320, 33050},
  [SY_YUV_BT601_FULL] = {0, 16384, 22970, -5638, -11700, 29032},
  [SY_YUV_BT709] = {16, 19077, 29372, -3494, -8731, 34610},
  [SY_YUV_BT709_FULL] = {0, 16384, 25802, -3069, -7670, 30402},
};

/* Two output samples for each of @length colour samples. @near and @far have one more on both
 * sides. */
SY_KERNEL static void
enlarge (const uint8_t *restrict near,
         const uint8_t *restrict far,
         int length,
         uint8_t *restrict ret_samples)
{
  for (int i = 0; i < length; i++) {
    int before = 3 * near[i] + far[i];
    int here = 3 * near[i + 1] + far[i + 1];
    int after = 3 * near[i + 2] + far[i + 2];

    ret_samples[2 * i] = (uint8_t) ((3 * here + before + 8) >> 4);
    ret_samples[2 * i + 1] = (uint8_t) ((3 * here + after + 8) >> 4);
  }
}

static inline uint8_t
round_channel (int32_t value)
{
  return (uint8_t) sy_clamp ((value + (1 << (SHIFT - 1))) >> SHIFT, 0, 255);
}

SY_KERNEL static void
convert (const Matrix *restrict matrix,
         const uint8_t *restrict y,
         const uint8_t *restrict u,
         const uint8_t *restrict v,
         int length,
         uint8_t *restrict ret_row)
{
  for (int i = 0; i < length; i++) {
    int32_t luma = matrix->y_scale * (y[i] - matrix->black);
    int32_t blue = u[i] - 128;
    int32_t red = v[i] - 128;

    ret_row[CHANNELS * i] = round_channel (luma + matrix->v_to_r * red);
    ret_row[CHANNELS * i + 1] = round_channel (luma + matrix->u_to_g * blue + matrix->v_to_g * red);
    ret_row[CHANNELS * i + 2] = round_channel (luma + matrix->u_to_b * blue);
  }
}

/* Copies @length colour samples from @begin on with one more on both sides; the edge goes on. */
static void
take_block (const uint8_t *restrict plane_row,
            int width,
            int begin,
            int length,
            uint8_t *restrict ret_samples)
{
  ret_samples[0] = plane_row[sy_max (begin - 1, 0)];
  memcpy (ret_samples + 1, plane_row + begin, (size_t) length);
  ret_samples[length + 1] = plane_row[sy_min (begin + length, width - 1)];
}

static void
enlarge_block (const uint8_t *plane, const SyYuv *image, int y, int begin, int length, uint8_t *ret)
{
  int width = (image->size.width + 1) / 2;
  int last = (image->size.height + 1) / 2 - 1;
  int near_y = y / 2;
  int far_y = sy_clamp (y % 2 != 0 ? near_y + 1 : near_y - 1, 0, last);
  uint8_t near[BLOCK + 2], far[BLOCK + 2];

  take_block (plane + (size_t) near_y * image->uv_stride, width, begin, length, near);
  take_block (plane + (size_t) far_y * image->uv_stride, width, begin, length, far);
  enlarge (near, far, length, ret);
}

void
sy_yuv_convert_row (const SyYuv *self, int y, uint8_t *restrict ret_row)
{
  int width = (self->size.width + 1) / 2;

  for (int begin = 0; begin < width; begin += BLOCK) {
    int length = sy_min (width - begin, BLOCK);
    uint8_t u[2 * BLOCK], v[2 * BLOCK];

    enlarge_block (self->u, self, y, begin, length, u);
    enlarge_block (self->v, self, y, begin, length, v);
    convert (&matrices[self->colours], self->y + (size_t) y * self->y_stride + 2 * begin, u, v,
             sy_min (2 * length, self->size.width - 2 * begin),
             ret_row + (size_t) CHANNELS * 2 * begin);
  }
}
