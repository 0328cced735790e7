/* Along one axis: which source samples make each output sample, and with what weights. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#define SY_TAP_BITS 14
#define SY_TAP_ONE (1 << SY_TAP_BITS)

/* Output sample i = sum over k < n_taps of taps[i x n_taps + k] x source[first[i] + k], over
 * SY_TAP_ONE. */
typedef struct {
  int length; /* output samples */
  int n_taps; /* even; those that reach beyond the source are 0 */
  int32_t *first;
  int16_t *taps;
} SyAxis;

/**
 * sy_axis_init:
 * @source: samples in, 1..16383
 * @output: samples out, 1..16383
 *
 * Area averaging where the axis shrinks, Keys' cubic with a = -1/2 where it grows (R. Keys, "Cubic
 * convolution interpolation for digital image processing", 1981), the sample itself where it stays.
 * The edge sample goes on beyond the edge. The taps of each output sample come from integer ratios
 * and add up to exactly SY_TAP_ONE; those of the mirrored sample are their mirror image.
 *
 * Returns: false when there is no memory
 */
bool sy_axis_init (SyAxis *self, int source, int output);
void sy_axis_clear (SyAxis *self);
