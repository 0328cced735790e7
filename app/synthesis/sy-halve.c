/* Half the size, quickly, for pictures that are only looked at. */

#include "app/synthesis/sy-halve.h"

#include "app/synthesis/sy-kernel.h"

SY_KERNEL void
sy_halve_rows (const uint8_t *restrict upper,
               const uint8_t *restrict lower,
               int length,
               uint8_t *restrict ret_row)
{
  for (int i = 0; i < length; i++)
    ret_row[i] =
      (uint8_t) ((upper[2 * i] + upper[2 * i + 1] + lower[2 * i] + lower[2 * i + 1] + 2) >> 2);
}
