/* From video's colours to RGB: 4:2:0 planes. */
#pragma once

#include "app/synthesis/sy-image.h"

typedef enum {
  SY_YUV_BT601, /* luma 16..235: what WebP holds */
  SY_YUV_BT601_FULL,
  SY_YUV_BT709,
  SY_YUV_BT709_FULL,
} SyYuvColours;

typedef struct {
  const uint8_t *y;
  const uint8_t *u; /* (width + 1) / 2 x (height + 1) / 2 */
  const uint8_t *v;
  size_t y_stride; /* bytes */
  size_t uv_stride;
  SySize size;
  SyYuvColours colours;
} SyYuv;

/**
 * sy_yuv_convert_row:
 * @y: a row of pixels
 * @ret_row: (out caller-allocates): 3 x width bytes
 *
 * The colour planes are enlarged with the weights 9, 3, 3, 1 (a colour sample lies in the middle of
 * its four pixels; the edge goes on beyond the edge) and rounded, then converted with 14 bits
 * behind the point (ITU-R BT.601, BT.709) and rounded to the nearest.
 */
void sy_yuv_convert_row (const SyYuv *self, int y, uint8_t *restrict ret_row);
