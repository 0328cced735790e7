/* One picture at another size, a row at a time. */
#pragma once

#include "app/synthesis/sy-axis.h"
#include "app/synthesis/sy-image.h"

typedef struct {
  SySize source;
  SySize output;
  SyAxis across;
  SyAxis down;
} SyScaler;

/* Sides of 1..16383. Returns: false when there is no memory */
bool sy_scaler_init (SyScaler *self, SySize source, SySize output);
void sy_scaler_clear (SyScaler *self);

/* Returns: how many int16_t of scratch a row takes; each thread needs its own */
size_t sy_scaler_get_scratch_length (const SyScaler *self);

/**
 * sy_scaler_row:
 * @source: a picture of the size given to sy_scaler_init()
 * @y: an output row
 * @ret_row: (out caller-allocates): 3 x output width bytes
 *
 * First down, then across, so that no row depends on the one before it. 8.6 bits between the two,
 * both rounded to the nearest.
 */
void sy_scaler_row (const SyScaler *self,
                    const SyImage *source,
                    int y,
                    uint8_t *restrict ret_row,
                    int16_t *restrict scratch);
