/* How large the canvas gets, and which part of a picture fills a place on it. */
#pragma once

#include "app/synthesis/sy-layout.h"

typedef struct {
  int width; /* pixels */
  int height;
  int64_t area; /* pixels */
} SyLimits;

/* What a photograph may have: the most a WebP file can hold on a side, and no more than a person
 * can use. */
extern const SyLimits sy_photograph_limits;

/* The largest part of a picture with the proportions of @place, moved by thousandths of what is cut
 * off. */
SyRect sy_fit_crop (SySize image, SySize place, int crop_x, int crop_y);

/* @leader: the person (0 the creator, 1 the joiner) who stands first. See sy_plan_new(). */
SySize sy_fit_cell (const SyLayout *layout,
                    const SySize *sizes,
                    int leader,
                    const SyLimits *limits);
