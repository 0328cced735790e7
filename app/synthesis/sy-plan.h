/* One composition worked out: sizes, crops and taps. Made once, rendered as often as wanted. */
#pragma once

#include "app/synthesis/sy-fit.h"

typedef struct {
  int layout;   /* index into sy_layouts[] */
  bool swapped; /* the joiner stands first */
  /* Thousandths of what is cut off, -500 (the left or upper end is kept) to 500; for the creator,
   * the joiner. */
  int crop_x[2];
  int crop_y[2];
} SyParams;

typedef struct SyPlan SyPlan;

bool sy_params_are_valid (const SyParams *self);

/**
 * sy_plan_new:
 * @params: valid ones
 * @sizes: (array length=2 x n_shots): of the creator's pictures in the order of the shots, then of
 *   the joiner's; 1 to 16383 a side
 * @limits: the largest canvas wanted: a photograph's, or a window's for the live picture
 *
 * The canvas follows from the sizes alone: as fine as the finest picture, but no more than twice as
 * fine as the coarsest, as enlarging makes bytes and no detail; then as large as @limits allow.
 *
 * Returns: (nullable) (transfer full): %NULL when there is no memory
 */
SyPlan *sy_plan_new (const SyParams *params, const SySize *sizes, const SyLimits *limits);
void sy_plan_free (SyPlan *self);

SySize sy_plan_get_canvas_size (const SyPlan *self);
/* Returns: how much scratch sy_plan_render() takes, in int16_t; each thread needs its own */
size_t sy_plan_get_scratch_length (const SyPlan *self);

/**
 * sy_plan_render:
 * @images: as many as sizes were given to sy_plan_new(), of those sizes
 * @canvas: of the plan's canvas size
 * @begin: the first row of the band
 * @end: the row after the band
 *
 * Writes every pixel of the band's rows and no other. Rows do not depend on each other, so bands
 * may run at the same time, and the bytes are the same however the canvas is cut into bands.
 */
void sy_plan_render (const SyPlan *self,
                     const SyImage *images,
                     const SyCanvas *canvas,
                     int begin,
                     int end,
                     int16_t *scratch);
