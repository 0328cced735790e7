/* Which part of the canvas a picture shows through, with smooth edges. */

#include "app/synthesis/sy-mask.h"

#include "app/synthesis/sy-kernel.h"

#include <string.h>

#define CHANNELS 3
/* Coordinates are eighths of a pixel, so that the points lie on odd ones. */
#define EIGHTHS 8
/* Beyond any canvas, far from overflow. */
#define FAR_RIGHT (1 << 20)

/* Returns: the first point at or right of @x / @divisor eighths */
static int
first_point (int64_t x, int64_t divisor)
{
  return (int) -sy_floor_div (-(x - divisor), 2 * divisor);
}

static void
get_slant_span (const SyRect *rect, int grow, int y8, int *ret_left, int *ret_right)
{
  int64_t height = rect->height;
  int64_t top = (int64_t) EIGHTHS * (rect->x + rect->width - grow);

  *ret_left = first_point (top * height - (int64_t) rect->width * (y8 - EIGHTHS * rect->y), height);
  *ret_right = FAR_RIGHT;
}

static void
get_round_span (const SyRect *rect, int radius, int y8, int *ret_left, int *ret_right)
{
  int64_t r8 = (int64_t) EIGHTHS * radius;
  int64_t above = EIGHTHS * rect->y + r8 - y8;
  int64_t below = y8 - (EIGHTHS * (rect->y + rect->height) - r8);
  int64_t beyond = above > below ? above : below;
  int64_t inset = 0;

  *ret_left = FAR_RIGHT;
  *ret_right = -FAR_RIGHT;
  if (beyond > r8)
    return;
  if (beyond > 0)
    inset = r8 - sy_isqrt (r8 * r8 - beyond * beyond);

  *ret_left = first_point (EIGHTHS * rect->x + inset, 1);
  *ret_right = (int) sy_floor_div (EIGHTHS * (rect->x + rect->width) - inset + 1, 2);
}

void
sy_mask_get_spans (const SyMask *self, int grow, int y, SySpans *ret_spans)
{
  SyRect grown = {self->rect.x - grow, self->rect.y - grow, self->rect.width + 2 * grow,
                  self->rect.height + 2 * grow};

  for (int i = 0; i < 4; i++) {
    int y8 = EIGHTHS * y + 2 * i + 1;
    int *left = &ret_spans->left[i];
    int *right = &ret_spans->right[i];

    if (self->kind == SY_MASK_SLANT)
      get_slant_span (&self->rect, grow, y8, left, right);
    else
      get_round_span (&grown, self->radius + grow, y8, left, right);
  }
}

int
sy_spans_get_coverage (const SySpans *self, int x)
{
  int coverage = 0;

  for (int i = 0; i < 4; i++) {
    int left = sy_max (self->left[i], 4 * x);
    int right = sy_min (self->right[i], 4 * x + 4);

    coverage += sy_max (right - left, 0);
  }

  return coverage;
}

static void
blend (
  const SySpans *self, uint8_t *restrict row, int begin, int end, const uint8_t *pixels, int x0)
{
  for (int x = begin; x < end; x++) {
    int coverage = sy_spans_get_coverage (self, x);

    for (int c = 0; c < CHANNELS; c++) {
      uint8_t *under = row + CHANNELS * x + c;
      int over = pixels != NULL ? pixels[CHANNELS * (x - x0) + c] : 255;

      *under = (uint8_t) ((over * coverage + *under * (SY_FULL_COVERAGE - coverage) +
                           SY_FULL_COVERAGE / 2) /
                          SY_FULL_COVERAGE);
    }
  }
}

void
sy_spans_paint (
  const SySpans *self, uint8_t *restrict row, int width, const uint8_t *restrict pixels, int x)
{
  int begin = 4 * width, solid_begin = 0, solid_end = 4 * width, end = 0;

  for (int i = 0; i < 4; i++) {
    begin = sy_min (begin, self->left[i]);
    solid_begin = sy_max (solid_begin, self->left[i]);
    solid_end = sy_min (solid_end, self->right[i]);
    end = sy_max (end, self->right[i]);
  }

  begin = sy_clamp (begin / 4, 0, width);
  end = sy_clamp ((end + 3) / 4, begin, width);
  solid_begin = sy_clamp ((solid_begin + 3) / 4, begin, end);
  solid_end = sy_clamp (solid_end / 4, solid_begin, end);

  blend (self, row, begin, solid_begin, pixels, x);
  if (pixels != NULL)
    memcpy (row + CHANNELS * solid_begin, pixels + CHANNELS * (solid_begin - x),
            (size_t) CHANNELS * (solid_end - solid_begin));
  else
    memset (row + CHANNELS * solid_begin, 255, (size_t) CHANNELS * (solid_end - solid_begin));
  blend (self, row, solid_end, end, pixels, x);
}
