/* Along one axis: which source samples make each output sample, and with what weights. */

#include "app/synthesis/sy-axis.h"

#include "app/synthesis/sy-kernel.h"

#include <stdlib.h>

#define CUBIC_TAPS 4

/* In units of 1/output of a source sample, output @index covers [index x source, (index + 1) x
 * source). Each tap is the difference of the rounded integral at its two ends: whatever the ratio,
 * the sum is exact and no tap is off by more than one. */
static int
fill_area (int source, int output, int index, int16_t *ret_taps)
{
  int64_t begin = (int64_t) index * source;
  int64_t end = begin + source;
  int first = (int) (begin / output);
  int last = (int) ((end - 1) / output);
  int64_t before = 0;

  for (int i = first; i <= last; i++) {
    int64_t edge = (int64_t) (i + 1) * output;
    int64_t covered = (edge < end ? edge : end) - begin;
    int64_t integral = sy_round_div (covered * SY_TAP_ONE, source);

    ret_taps[i - first] = (int16_t) (integral - before);
    before = integral;
  }

  return first;
}

/* Keys' weights for the samples at -1, 0, 1 and 2 when the output lies at @part / @whole between 0
 * and 1. */
static void
keys_weights (int64_t part, int64_t whole, int ret_weights[CUBIC_TAPS])
{
  int64_t cube = 2 * whole * whole * whole;
  int64_t far = whole - part;
  int rest;

  ret_weights[0] = (int) sy_round_div (-part * far * far * SY_TAP_ONE, cube);
  ret_weights[3] = (int) sy_round_div (-far * part * part * SY_TAP_ONE, cube);
  ret_weights[1] = (int) sy_round_div (
    (2 * whole * whole * whole - 5 * whole * part * part + 3 * part * part * part) * SY_TAP_ONE,
    cube);
  ret_weights[2] = (int) sy_round_div (
    (2 * whole * whole * whole - 5 * whole * far * far + 3 * far * far * far) * SY_TAP_ONE, cube);

  rest = SY_TAP_ONE - ret_weights[0] - ret_weights[1] - ret_weights[2] - ret_weights[3];
  ret_weights[part > far ? 2 : 1] += rest;
}

static int
fill_cubic (int source, int output, int index, int16_t *ret_taps)
{
  int64_t whole = 2 * (int64_t) output;
  int64_t centre = (2 * (int64_t) index + 1) * source - output;
  int left = (int) sy_floor_div (centre, whole);
  int first = sy_clamp (left - 1, 0, source - 1);
  int weights[CUBIC_TAPS];

  keys_weights (centre - left * whole, whole, weights);
  for (int i = 0; i < CUBIC_TAPS; i++) {
    int16_t *tap = &ret_taps[sy_clamp (left - 1 + i, 0, source - 1) - first];

    *tap = (int16_t) (*tap + weights[i]);
  }

  return first;
}

static int
fill_same (int source, int output, int index, int16_t *ret_taps)
{
  ret_taps[0] = SY_TAP_ONE;
  return index;
}

/* A span touches at most one sample more than it is long, rounded up. */
static int
count_taps (int source, int output)
{
  int touched;

  if (source < output)
    return CUBIC_TAPS;

  touched = source / output + (source % output != 0 ? 2 : 0);
  return touched + (touched & 1);
}

bool
sy_axis_init (SyAxis *self, int source, int output)
{
  int (*fill) (int, int, int, int16_t *) = source > output   ? fill_area
                                           : source < output ? fill_cubic
                                                             : fill_same;

  self->length = output;
  self->n_taps = count_taps (source, output);
  self->first = calloc ((size_t) output, sizeof *self->first);
  self->taps = calloc ((size_t) output * self->n_taps, sizeof *self->taps);
  if (self->first == NULL || self->taps == NULL) {
    sy_axis_clear (self);
    return false;
  }

  for (int i = 0; i < output; i++)
    self->first[i] = fill (source, output, i, self->taps + (size_t) i * self->n_taps);

  return true;
}

void
sy_axis_clear (SyAxis *self)
{
  free (self->first);
  free (self->taps);
  *self = (SyAxis){0};
}
