/* Everything that determines the composite. Both sides hold the same one. */

#include "app/session/sf-recipe.h"

#include "app/session/sf-bands.h"
#include "app/sf-error.h"
#include "app/synthesis/sy-plan.h"
#include "net/wire/sf-reader.h"
#include "net/wire/sf-writer.h"

#include <string.h>

/*
 *  0  engine version
 *  1  mode
 *  2  layout
 *  3  shots
 *  4  crop x of the creator, of the joiner, crop y of the creator, of the joiner: two bytes each
 * 12  swapped: 0 or 1
 */
#define WIRE_SIZE 13

/* Where a picture is too high, three quarters of what goes are below: people's heads are above. */
#define HEADS_UP (-250)

G_STATIC_ASSERT (SF_RECIPE_MAX_SHOTS == SY_MAX_SHOTS);

void
sf_recipe_init (SfRecipe *self)
{
  *self = (SfRecipe){
    .engine_version = SF_RECIPE_ENGINE_VERSION,
    .mode = SF_MODE_SYNTHESIS,
    .n_shots = 1,
    .crop_y = {HEADS_UP, HEADS_UP},
  };
}

static SyParams
get_params (const SfRecipe *self)
{
  return (SyParams){
    .layout = self->layout,
    .swapped = self->swapped,
    .crop_x = {self->crop_x[0], self->crop_x[1]},
    .crop_y = {self->crop_y[0], self->crop_y[1]},
  };
}

static gboolean
refuse (GError **error, const char *sentence)
{
  g_set_error_literal (error, SF_ERROR, SF_ERROR_LAYOUT, sentence);
  return FALSE;
}

gboolean
sf_recipe_validate (const SfRecipe *self, GError **error)
{
  SyParams params = get_params (self);

  if (self->engine_version != SF_RECIPE_ENGINE_VERSION)
    return refuse (error, "The other side makes its pictures with another version of Sameframe.");
  if (self->mode != SF_MODE_EXCHANGE && self->mode != SF_MODE_SYNTHESIS)
    return refuse (error, "There is no such mode.");
  if (self->layout >= sy_n_layouts)
    return refuse (error, "There is no such layout.");
  if (!sy_params_are_valid (&params))
    return refuse (error, "A crop lies outside the photograph.");
  if (self->n_shots < 1 || self->n_shots > SF_RECIPE_MAX_SHOTS)
    return refuse (error, "A picture is made of one to four shots.");
  if (self->mode == SF_MODE_SYNTHESIS && self->n_shots != sy_layouts[self->layout].n_shots)
    return refuse (error, "The layout needs another number of shots.");

  return TRUE;
}

GBytes *
sf_recipe_serialize (const SfRecipe *self)
{
  SfWriter writer;

  sf_writer_init_alloc (&writer, WIRE_SIZE);
  sf_writer_u8 (&writer, self->engine_version);
  sf_writer_u8 (&writer, (guint8) self->mode);
  sf_writer_u8 (&writer, self->layout);
  sf_writer_u8 (&writer, self->n_shots);
  for (int i = 0; i < 2; i++)
    sf_writer_u16 (&writer, (guint16) self->crop_x[i]);
  for (int i = 0; i < 2; i++)
    sf_writer_u16 (&writer, (guint16) self->crop_y[i]);
  sf_writer_u8 (&writer, self->swapped ? 1 : 0);

  return sf_writer_free_to_bytes (&writer);
}

gboolean
sf_recipe_parse (SfRecipe *self, GBytes *bytes, GError **error)
{
  SfRecipe recipe = {0};
  SfReader reader;
  guint8 swapped;
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  sf_reader_init (&reader, data, size);
  recipe.engine_version = sf_reader_u8 (&reader);
  recipe.mode = (SfMode) sf_reader_u8 (&reader);
  recipe.layout = sf_reader_u8 (&reader);
  recipe.n_shots = sf_reader_u8 (&reader);
  for (int i = 0; i < 2; i++)
    recipe.crop_x[i] = (gint16) sf_reader_u16 (&reader);
  for (int i = 0; i < 2; i++)
    recipe.crop_y[i] = (gint16) sf_reader_u16 (&reader);
  swapped = sf_reader_u8 (&reader);
  recipe.swapped = swapped == 1;

  if (!sf_reader_finish (&reader) || swapped > 1) {
    g_set_error_literal (error, SF_ERROR, SF_ERROR_PROTOCOL, "The recipe makes no sense.");
    return FALSE;
  }
  if (!sf_recipe_validate (&recipe, error))
    return FALSE;

  *self = recipe;
  return TRUE;
}

int
sf_recipe_find_layout (const char *name)
{
  for (int i = 0; i < sy_n_layouts; i++)
    if (strcmp (sy_layouts[i].name, name) == 0)
      return i;

  return -1;
}

void
sf_recipe_set_layout (SfRecipe *self, guint8 layout)
{
  g_return_if_fail (layout < sy_n_layouts);

  self->layout = layout;
  self->n_shots = (guint8) sy_layouts[layout].n_shots;
}

typedef struct {
  const SyPlan *plan;
  SyImage images[SY_MAX_PIECES];
  SyCanvas canvas;
} Render;

static void
render_band (int begin, int end, gpointer scratch, gpointer user_data)
{
  const Render *render = user_data;

  sy_plan_render (render->plan, render->images, &render->canvas, begin, end, scratch);
}

static SfImage *
render_plan (const SyPlan *plan, Render *render, guint n_threads, GError **error)
{
  SySize size = sy_plan_get_canvas_size (plan);
  SfImage *composite = sf_image_new (size.width, size.height, error);

  if (composite == NULL)
    return NULL;

  render->plan = plan;
  render->canvas = (SyCanvas){composite->pixels, composite->stride, size};
  sf_bands_run (size.height, n_threads, sy_plan_get_scratch_length (plan) * sizeof (int16_t),
                render_band, render);
  return composite;
}

SfImage *
sf_recipe_compose_on (const SfRecipe *self,
                      SfImage *const *creator,
                      SfImage *const *joiner,
                      guint n_threads,
                      GError **error)
{
  SyParams params = get_params (self);
  SySize sizes[SY_MAX_PIECES];
  SfImage *composite;
  Render render;
  SyPlan *plan;

  g_return_val_if_fail (self->mode == SF_MODE_SYNTHESIS, NULL);

  if (!sf_recipe_validate (self, error))
    return NULL;

  for (int i = 0; i < 2 * self->n_shots; i++) {
    SfImage *image = i < self->n_shots ? creator[i] : joiner[i - self->n_shots];

    sizes[i] = (SySize){image->width, image->height};
    render.images[i] = (SyImage){image->pixels, image->stride, sizes[i]};
  }

  plan = sy_plan_new (&params, sizes, &sy_photograph_limits);
  if (plan == NULL) {
    g_set_error_literal (error, SF_ERROR, SF_ERROR_PICTURE,
                         "There is not enough memory for the picture. Close other programs first.");
    return NULL;
  }
  composite = render_plan (plan, &render, n_threads, error);
  sy_plan_free (plan);

  return composite;
}

SfImage *
sf_recipe_compose (const SfRecipe *self,
                   SfImage *const *creator,
                   SfImage *const *joiner,
                   GError **error)
{
  return sf_recipe_compose_on (self, creator, joiner, g_get_num_processors (), error);
}
