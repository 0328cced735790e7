/* How large the canvas gets, and which part of a picture fills a place on it. */

#include "app/synthesis/sy-fit.h"

#include "app/synthesis/sy-kernel.h"

/* Enlarged more than this, a picture gains bytes and no detail. */
#define MOST_ENLARGED 2
/* Bits behind the point of a square root. */
#define ROOT_BITS 16

const SyLimits sy_photograph_limits = {16383, 16383, 40 * 1000 * 1000};

typedef struct {
  int64_t width;
  int64_t height;
} Ratio;

/* Returns: the largest size with the proportions of @ratio within @image */
static SySize
largest_within (SySize image, Ratio ratio)
{
  if (image.width * ratio.height > image.height * ratio.width)
    return (SySize){
      sy_clamp ((int) sy_round_div (image.height * ratio.width, ratio.height), 1, image.width),
      image.height};

  return (SySize){
    image.width,
    sy_clamp ((int) sy_round_div (image.width * ratio.height, ratio.width), 1, image.height)};
}

SyRect
sy_fit_crop (SySize image, SySize place, int crop_x, int crop_y)
{
  SySize size = largest_within (image, (Ratio){place.width, place.height});

  return (SyRect){
    (int) sy_round_div ((int64_t) (image.width - size.width) * (500 + crop_x), 1000),
    (int) sy_round_div ((int64_t) (image.height - size.height) * (500 + crop_y), 1000),
    size.width,
    size.height,
  };
}

static bool
is_wider (Ratio a, Ratio b)
{
  return a.width * b.height > b.width * a.height;
}

/* The geometric mean of the two pictures' proportions: each is cropped as much as the other. */
static Ratio
choose_proportions (const SyLayout *layout, SySize a, SySize b)
{
  Ratio narrowest = {layout->narrowest.width, layout->narrowest.height};
  Ratio widest = {layout->widest.width, layout->widest.height};
  Ratio mean = {sy_isqrt (((int64_t) a.width * b.width) << ROOT_BITS),
                sy_isqrt (((int64_t) a.height * b.height) << ROOT_BITS)};

  if (is_wider (narrowest, mean))
    return narrowest;
  if (is_wider (mean, widest))
    return widest;

  return mean;
}

/* They have the same proportions but for rounding: whoever comes first must not decide. */
static bool
is_finer (SySize a, SySize b)
{
  return a.width != b.width ? a.width > b.width : a.height > b.height;
}

static SySize
choose_size (Ratio proportions, const SySize *sizes, int n_sizes)
{
  SySize finest = largest_within (sizes[0], proportions);
  SySize coarsest = finest;

  for (int i = 1; i < n_sizes; i++) {
    SySize size = largest_within (sizes[i], proportions);

    if (is_finer (size, finest))
      finest = size;
    if (is_finer (coarsest, size))
      coarsest = size;
  }

  if (finest.width > MOST_ENLARGED * coarsest.width)
    return (SySize){MOST_ENLARGED * coarsest.width, MOST_ENLARGED * coarsest.height};

  return finest;
}

static bool
fits (const SyLayout *layout, SySize cell, const SyLimits *limits)
{
  SyPlacement placement;

  layout->place (layout, cell, &placement);
  return placement.canvas.width <= limits->width && placement.canvas.height <= limits->height &&
         (int64_t) placement.canvas.width * placement.canvas.height <= limits->area;
}

static SySize
scale_to_width (SySize size, int width)
{
  return (SySize){width,
                  sy_max (1, (int) sy_round_div ((int64_t) size.height * width, size.width))};
}

static SySize
shrink_to_fit (const SyLayout *layout, SySize cell, const SyLimits *limits)
{
  int fitting = 1, too_wide = cell.width + 1;

  while (too_wide - fitting > 1) {
    int width = fitting + (too_wide - fitting) / 2;

    if (fits (layout, scale_to_width (cell, width), limits))
      fitting = width;
    else
      too_wide = width;
  }

  return scale_to_width (cell, fitting);
}

SySize
sy_fit_cell (const SyLayout *layout, const SySize *sizes, int leader, const SyLimits *limits)
{
  const SySize *first = sizes + leader * layout->n_shots;
  const SySize *second = sizes + (1 - leader) * layout->n_shots;
  SySize cell;

  if (layout->first_leads)
    cell = choose_size (choose_proportions (layout, *first, *first), first, layout->n_shots);
  else
    cell = choose_size (choose_proportions (layout, *first, *second), sizes, 2 * layout->n_shots);

  return shrink_to_fit (layout, cell, limits);
}
