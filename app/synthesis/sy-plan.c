/* One composition worked out: sizes, crops and taps. Made once, rendered as often as wanted. */

#include "app/synthesis/sy-plan.h"

#include "app/synthesis/sy-kernel.h"
#include "app/synthesis/sy-scaler.h"

#include <stdlib.h>
#include <string.h>

#define CHANNELS 3

typedef struct {
  int image;   /* index into the images */
  SyRect crop; /* of the image */
  SyScaler scaler;
} Source;

struct SyPlan {
  SyPlacement placement;
  Source sources[SY_MAX_PIECES];
};

bool
sy_params_are_valid (const SyParams *self)
{
  if (self->layout < 0 || self->layout >= sy_n_layouts)
    return false;

  for (int i = 0; i < 2; i++)
    if (abs (self->crop_x[i]) > 500 || abs (self->crop_y[i]) > 500)
      return false;

  return true;
}

static bool
source_init (Source *self, const SyPiece *piece, const SyParams *params, const SySize *sizes)
{
  int person = params->swapped ? 1 - piece->person : piece->person;
  SySize output = {piece->place.width, piece->place.height};

  self->image = person * sy_layouts[params->layout].n_shots + piece->shot;
  self->crop =
    sy_fit_crop (sizes[self->image], output, params->crop_x[person], params->crop_y[person]);
  return sy_scaler_init (&self->scaler, (SySize){self->crop.width, self->crop.height}, output);
}

SyPlan *
sy_plan_new (const SyParams *params, const SySize *sizes, const SyLimits *limits)
{
  const SyLayout *layout = &sy_layouts[params->layout];
  SyPlan *self = calloc (1, sizeof *self);

  if (self == NULL)
    return NULL;

  layout->place (layout, sy_fit_cell (layout, sizes, params->swapped ? 1 : 0, limits),
                 &self->placement);
  for (int i = 0; i < self->placement.n_pieces; i++)
    if (!source_init (&self->sources[i], &self->placement.pieces[i], params, sizes)) {
      sy_plan_free (self);
      return NULL;
    }

  return self;
}

void
sy_plan_free (SyPlan *self)
{
  if (self == NULL)
    return;

  for (int i = 0; i < SY_MAX_PIECES; i++)
    sy_scaler_clear (&self->sources[i].scaler);
  free (self);
}

SySize
sy_plan_get_canvas_size (const SyPlan *self)
{
  return self->placement.canvas;
}

/* A row of one piece, in the shape of bytes, comes first. */
static size_t
get_row_length (const SyPlan *self)
{
  return ((size_t) CHANNELS * self->placement.canvas.width + 1) / sizeof (int16_t) + 1;
}

size_t
sy_plan_get_scratch_length (const SyPlan *self)
{
  size_t longest = 0;

  for (int i = 0; i < self->placement.n_pieces; i++) {
    size_t length = sy_scaler_get_scratch_length (&self->sources[i].scaler);

    longest = length > longest ? length : longest;
  }

  return get_row_length (self) + longest;
}

static void
paint_masked (const SyPlan *self,
              const SyPiece *piece,
              int y,
              const uint8_t *restrict pixels,
              uint8_t *restrict row)
{
  SySpans spans;

  if (piece->border > 0) {
    sy_mask_get_spans (&piece->mask, piece->border, y, &spans);
    sy_spans_paint (&spans, row, self->placement.canvas.width, NULL, 0);
  }
  if (pixels != NULL) {
    sy_mask_get_spans (&piece->mask, 0, y, &spans);
    sy_spans_paint (&spans, row, self->placement.canvas.width, pixels, piece->place.x);
  }
}

static void
render_piece (const SyPlan *self,
              int index,
              const SyImage *images,
              int y,
              uint8_t *restrict row,
              int16_t *restrict scratch)
{
  const SyPiece *piece = &self->placement.pieces[index];
  const Source *source = &self->sources[index];
  const SyImage *image = &images[source->image];
  SyImage cropped = {
    image->pixels + (size_t) source->crop.y * image->stride + (size_t) CHANNELS * source->crop.x,
    image->stride,
    {source->crop.width, source->crop.height},
  };
  int16_t *rest = scratch + get_row_length (self);
  int line = y - piece->place.y;
  bool within = line >= 0 && line < piece->place.height;

  if (piece->mask.kind == SY_MASK_NONE) {
    if (within)
      sy_scaler_row (&source->scaler, &cropped, line, row + CHANNELS * piece->place.x, rest);
    return;
  }

  if (within)
    sy_scaler_row (&source->scaler, &cropped, line, (uint8_t *) scratch, rest);
  paint_masked (self, piece, y, within ? (uint8_t *) scratch : NULL, row);
}

void
sy_plan_render (const SyPlan *self,
                const SyImage *images,
                const SyCanvas *canvas,
                int begin,
                int end,
                int16_t *scratch)
{
  for (int y = begin; y < end; y++) {
    uint8_t *row = canvas->pixels + (size_t) y * canvas->stride;

    if (self->placement.has_paper)
      memset (row, 255, (size_t) CHANNELS * canvas->size.width);
    for (int i = 0; i < self->placement.n_pieces; i++)
      render_piece (self, i, images, y, row, scratch);
  }
}
