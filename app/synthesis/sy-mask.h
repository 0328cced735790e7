/* Which part of the canvas a picture shows through, with smooth edges. */
#pragma once

#include "app/synthesis/sy-image.h"

#define SY_FULL_COVERAGE 16

typedef enum {
  SY_MASK_NONE,  /* the whole place */
  SY_MASK_SLANT, /* what is right of a straight line */
  SY_MASK_ROUND, /* a rectangle with round corners, or a circle */
} SyMaskKind;

typedef struct {
  SyMaskKind kind;
  SyRect
    rect;     /* SLANT: the line goes from its top right to its bottom left; ROUND: the rectangle */
  int radius; /* ROUND, pixels */
} SyMask;

/* In quarters of a pixel from the canvas's left edge, one span for each quarter of a row's height:
 *
 *        x            x + 1
 *   0    |  ·   ·  [#   #  |         4 x 4 points in a pixel; those within
 *   1    |  ·  [#   #   #  |         the spans are its coverage, 0..16
 *   2    |  ·  [#   #   #  |
 *   3    | [#   #   #   #  |
 */
typedef struct {
  int left[4];  /* the first point within */
  int right[4]; /* the first beyond; not above left where there is none */
} SySpans;

/* @grow: pixels by which the mask is larger (SLANT: moved to the left) */
void sy_mask_get_spans (const SyMask *self, int grow, int y, SySpans *ret_spans);

/* Returns: 0..SY_FULL_COVERAGE */
int sy_spans_get_coverage (const SySpans *self, int x);

/**
 * sy_spans_paint:
 * @row: a row of the canvas
 * @width: its pixels
 * @pixels: (nullable): what to paint at pixel @x and on, as far as the spans reach; %NULL is white
 */
void sy_spans_paint (
  const SySpans *self, uint8_t *restrict row, int width, const uint8_t *restrict pixels, int x);
