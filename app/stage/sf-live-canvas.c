/* The live picture worked out for a window: the engine of the result, the limits of the window. */

#include "app/stage/sf-live-canvas.h"

#include "app/synthesis/sy-pack.h"
#include "app/synthesis/sy-plan.h"
#include "app/synthesis/sy-scaler.h"

#include <string.h>

/* Between two photographs that stay apart: this part of the smaller side. */
#define GAP_DIVISOR 60

/* A picture that is shown whole. */
typedef struct {
  SyRect place;
  SyScaler scaler;
} Whole;

struct _SfLiveCanvas {
  SfLiveSpec spec;
  SySize size;
  SfLivePart parts[2];
  double scales[2];
  int upper;

  /* a composite */
  SyPlan *plan; /* (nullable) */
  SfImage *composite;

  /* or one or two whole pictures */
  Whole wholes[2];
  int n_wholes;
  guint8 *row; /* of the wider one, in RGB */

  int16_t *scratch;
};

gboolean
sf_live_spec_is_equal (const SfLiveSpec *a, const SfLiveSpec *b)
{
  gboolean is_same_recipe =
    a->recipe.mode == b->recipe.mode && a->recipe.layout == b->recipe.layout &&
    a->recipe.swapped == b->recipe.swapped &&
    memcmp (a->recipe.crop_x, b->recipe.crop_x, sizeof a->recipe.crop_x) == 0 &&
    memcmp (a->recipe.crop_y, b->recipe.crop_y, sizeof a->recipe.crop_y) == 0;

  return a->view == b->view && is_same_recipe &&
         memcmp (a->images, b->images, sizeof a->images) == 0 && a->limit.width == b->limit.width &&
         a->limit.height == b->limit.height;
}

static SyRect
unite (const SyRect *a, const SyRect *b)
{
  int x, y;

  if (a->width == 0)
    return *b;

  x = MIN (a->x, b->x);
  y = MIN (a->y, b->y);
  return (SyRect){x, y, MAX (a->x + a->width, b->x + b->width) - x,
                  MAX (a->y + a->height, b->y + b->height) - y};
}

static void
add_piece (SfLiveCanvas *self, int person, const SyRect *place)
{
  SfLivePart *part = &self->parts[person];
  SySize image = self->spec.images[person];
  SyRect crop = sy_fit_crop (image, (SySize){place->width, place->height}, 0, 0);

  part->place = unite (&part->place, place);
  part->hidden = (SySize){
    (int) ((gint64) (image.width - crop.width) * place->width / crop.width),
    (int) ((gint64) (image.height - crop.height) * place->height / crop.height),
  };
  self->scales[person] = (double) place->width / crop.width;
  self->upper = person;
}

static void
find_parts (SfLiveCanvas *self, const SyLayout *layout, SySize cell)
{
  const SfRecipe *recipe = &self->spec.recipe;
  SyPlacement placement;

  layout->place (layout, cell, &placement);
  for (int i = 0; i < placement.n_pieces; i++) {
    const SyPiece *piece = &placement.pieces[i];

    add_piece (self, recipe->swapped ? 1 - piece->person : piece->person, &piece->place);
  }
}

static gboolean
plan_composite (SfLiveCanvas *self)
{
  const SfLiveSpec *spec = &self->spec;
  const SfRecipe *recipe = &spec->recipe;
  const SyLayout *layout = &sy_layouts[recipe->layout];
  SyLimits limits = {spec->limit.width, spec->limit.height, G_MAXINT};
  SyParams params = {
    .layout = recipe->layout,
    .swapped = recipe->swapped,
    .crop_x = {recipe->crop_x[0], recipe->crop_x[1]},
    .crop_y = {recipe->crop_y[0], recipe->crop_y[1]},
  };
  SySize sizes[SY_MAX_PIECES];

  for (int i = 0; i < 2 * layout->n_shots; i++)
    sizes[i] = spec->images[i / layout->n_shots];
  self->plan = sy_plan_new (&params, sizes, &limits);
  if (self->plan == NULL)
    return FALSE;

  find_parts (self, layout, sy_fit_cell (layout, sizes, recipe->swapped ? 1 : 0, &limits));
  self->size = sy_plan_get_canvas_size (self->plan);
  self->composite = sf_image_new (self->size.width, self->size.height, NULL);
  self->scratch = g_try_new (int16_t, sy_plan_get_scratch_length (self->plan));

  return self->composite != NULL && self->scratch != NULL;
}

static SySize
scale (SySize size, double factor)
{
  return (SySize){MAX (1, (int) (size.width * factor + 0.5)),
                  MAX (1, (int) (size.height * factor + 0.5))};
}

static gboolean
add_whole (SfLiveCanvas *self, SySize image, SyRect place)
{
  Whole *whole = &self->wholes[self->n_wholes];

  self->parts[self->n_wholes].place = place;
  self->scales[self->n_wholes] = (double) place.width / image.width;
  whole->place = place;
  self->n_wholes++;

  return sy_scaler_init (&whole->scaler, image, (SySize){place.width, place.height});
}

static gboolean
plan_alone (SfLiveCanvas *self)
{
  SySize image = self->spec.images[0];
  double factor = MAX ((double) self->spec.limit.width / image.width,
                       (double) self->spec.limit.height / image.height);

  self->size = scale (image, MIN (factor, 1));
  return add_whole (self, image, (SyRect){0, 0, self->size.width, self->size.height});
}

/* How large both may be, relative to the first at its full size, beside or above each other. */
typedef struct {
  double first;
  double second;
  SySize canvas;
} Pair;

static Pair
fit_pair (const SfLiveSpec *spec, gboolean is_row)
{
  SySize a = spec->images[0], b = spec->images[1], limit = spec->limit;
  /* The second is made as high, or as wide, as the first. */
  double ratio = is_row ? (double) a.height / b.height : (double) a.width / b.width;
  int gap = MAX (2, MIN (limit.width, limit.height) / GAP_DIVISOR);
  double width = is_row ? a.width + ratio * b.width : a.width;
  double height = is_row ? a.height : a.height + ratio * b.height;
  double factor =
    MIN ((limit.width - (is_row ? gap : 0)) / width, (limit.height - (is_row ? 0 : gap)) / height);
  Pair pair = {.first = MAX (MIN (factor, 1), 0.001)};
  SySize first, second;

  pair.second = pair.first * ratio;
  first = scale (a, pair.first);
  second = scale (b, pair.second);
  pair.canvas = is_row
                  ? (SySize){first.width + gap + second.width, MAX (first.height, second.height)}
                  : (SySize){MAX (first.width, second.width), first.height + gap + second.height};
  return pair;
}

static gboolean
plan_both (SfLiveCanvas *self)
{
  Pair row = fit_pair (&self->spec, TRUE);
  Pair column = fit_pair (&self->spec, FALSE);
  gboolean is_row = row.first >= column.first;
  const Pair *pair = is_row ? &row : &column;
  SySize first = scale (self->spec.images[0], pair->first);
  SySize second = scale (self->spec.images[1], pair->second);

  self->size = pair->canvas;
  return add_whole (self, self->spec.images[0], (SyRect){0, 0, first.width, first.height}) &&
         add_whole (self, self->spec.images[1],
                    (SyRect){is_row ? self->size.width - second.width : 0,
                             is_row ? 0 : self->size.height - second.height, second.width,
                             second.height});
}

static gboolean
prepare_wholes (SfLiveCanvas *self)
{
  gsize longest = 0;

  for (int i = 0; i < self->n_wholes; i++)
    longest = MAX (longest, sy_scaler_get_scratch_length (&self->wholes[i].scaler));
  self->scratch = g_try_new (int16_t, longest);
  self->row = g_try_malloc (3 * (gsize) self->size.width);

  return self->scratch != NULL && self->row != NULL;
}

static gboolean
plan (SfLiveCanvas *self)
{
  if (self->spec.view == SF_LIVE_VIEW_ALONE)
    return plan_alone (self) && prepare_wholes (self);
  if (self->spec.recipe.mode == SF_MODE_EXCHANGE)
    return plan_both (self) && prepare_wholes (self);

  return plan_composite (self);
}

SfLiveCanvas *
sf_live_canvas_new (const SfLiveSpec *spec)
{
  g_autoptr (SfLiveCanvas) self = g_new0 (SfLiveCanvas, 1);

  self->spec = *spec;
  return plan (self) ? g_steal_pointer (&self) : NULL;
}

void
sf_live_canvas_free (SfLiveCanvas *self)
{
  for (int i = 0; i < self->n_wholes; i++)
    sy_scaler_clear (&self->wholes[i].scaler);
  g_clear_pointer (&self->plan, sy_plan_free);
  g_clear_pointer (&self->composite, sf_image_unref);
  g_free (self->row);
  g_free (self->scratch);
  g_free (self);
}

const SfLiveSpec *
sf_live_canvas_get_spec (const SfLiveCanvas *self)
{
  return &self->spec;
}

double
sf_live_canvas_get_scale (const SfLiveCanvas *self, int person)
{
  return self->scales[person];
}

static SyImage
view_image (const SfImage *image)
{
  return (SyImage){image->pixels, image->stride, {image->width, image->height}};
}

static void
draw_composite (SfLiveCanvas *self, SfImage *const images[2], SfLivePicture *picture)
{
  int n_shots = sy_layouts[self->spec.recipe.layout].n_shots;
  SyCanvas canvas = {self->composite->pixels, self->composite->stride, self->size};
  SyImage sources[SY_MAX_PIECES];

  for (int i = 0; i < 2 * n_shots; i++)
    sources[i] = view_image (images[i / n_shots]);
  sy_plan_render (self->plan, sources, &canvas, 0, self->size.height, self->scratch);
  for (int y = 0; y < self->size.height; y++)
    sy_pack_row (canvas.pixels + (gsize) y * canvas.stride, self->size.width,
                 picture->pixels + (gsize) y * (gsize) self->size.width);
}

static void
draw_whole (SfLiveCanvas *self, const Whole *whole, const SfImage *image, SfLivePicture *picture)
{
  SyImage source = view_image (image);

  for (int y = 0; y < whole->place.height; y++) {
    guint32 *row = picture->pixels + (gsize) (whole->place.y + y) * (gsize) self->size.width;

    sy_scaler_row (&whole->scaler, &source, y, self->row, self->scratch);
    sy_pack_row (self->row, whole->place.width, row + whole->place.x);
  }
}

SfLivePicture *
sf_live_canvas_draw (SfLiveCanvas *self, SfImage *const images[2], SfLivePool *pool)
{
  SfLivePicture *picture = sf_live_pool_take (pool, self->size);

  if (picture == NULL)
    return NULL;

  memcpy (picture->parts, self->parts, sizeof picture->parts);
  picture->upper = self->upper;
  if (self->plan != NULL)
    draw_composite (self, images, picture);
  if (self->n_wholes == 2)
    memset (picture->pixels, 0, picture->stride * (gsize) self->size.height);
  for (int i = 0; i < self->n_wholes; i++)
    draw_whole (self, &self->wholes[i], images[i], picture);

  return picture;
}
