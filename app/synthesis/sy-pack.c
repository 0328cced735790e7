/* From RGB to the words that windows are drawn with. */

#include "app/synthesis/sy-pack.h"

#include "app/synthesis/sy-kernel.h"

#define CHANNELS 3

SY_KERNEL void
sy_pack_row (const uint8_t *restrict row, int length, uint32_t *restrict ret_row)
{
  for (int i = 0; i < length; i++) {
    const uint8_t *pixel = row + CHANNELS * i;

    ret_row[i] = UINT32_C (0xff000000) | (uint32_t) pixel[0] << 16 | (uint32_t) pixel[1] << 8 |
                 (uint32_t) pixel[2];
  }
}
