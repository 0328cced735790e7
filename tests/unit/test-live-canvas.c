/* The live picture is the result's, at a window's size; who is where on it; its memory. */

#include "app/stage/sf-live-canvas.h"
#include "app/synthesis/sy-layout.h"
#include "tests/support/sf-test-files.h"

#include <string.h>

#define LARGE 16000

typedef struct {
  SfImage *images[2];
  SfLivePool *pool;
} Fixture;

static void
set_up (Fixture *self, gconstpointer unused)
{
  self->images[0] = sf_test_image_new (320, 240, 1);
  self->images[1] = sf_test_image_new (256, 144, 2);
  self->pool = sf_live_pool_new ();
}

static void
tear_down (Fixture *self, gconstpointer unused)
{
  sf_image_unref (self->images[0]);
  sf_image_unref (self->images[1]);
  sf_live_pool_unref (self->pool);
}

static SfLiveSpec
make_spec (const Fixture *self, int layout, int limit_width, int limit_height)
{
  SfLiveSpec spec = {
    .images = {{self->images[0]->width, self->images[0]->height},
               {self->images[1]->width, self->images[1]->height}},
    .limit = {limit_width, limit_height},
  };

  sf_recipe_init (&spec.recipe);
  sf_recipe_set_layout (&spec.recipe, (guint8) layout);
  return spec;
}

static SfLivePicture *
draw (const Fixture *self, const SfLiveSpec *spec)
{
  g_autoptr (SfLiveCanvas) canvas = sf_live_canvas_new (spec);
  SfLivePicture *picture = sf_live_canvas_draw (canvas, self->images, self->pool);

  g_assert_nonnull (picture);
  g_assert_true (sf_live_spec_is_equal (sf_live_canvas_get_spec (canvas), spec));
  return picture;
}

static guint32
get_word (const SfImage *image, int x, int y)
{
  const guint8 *pixel = image->pixels + (gsize) y * image->stride + 3 * (gsize) x;

  return 0xff000000u | (guint32) pixel[0] << 16 | (guint32) pixel[1] << 8 | pixel[2];
}

static void
assert_shows (const SfLivePicture *picture, const SfImage *image, int left, int top)
{
  for (int y = 0; y < image->height; y++)
    for (int x = 0; x < image->width; x++)
      g_assert_cmphex (picture->pixels[(top + y) * picture->size.width + left + x], ==,
                       get_word (image, x, y));
}

/* Where the window is large enough, the live picture has the result's very pixels. */
static void
test_is_the_result (Fixture *self, gconstpointer unused)
{
  for (int layout = 0; layout < sy_n_layouts; layout++) {
    SfLiveSpec spec = make_spec (self, layout, LARGE, LARGE);
    SfImage *creator[SF_RECIPE_MAX_SHOTS], *joiner[SF_RECIPE_MAX_SHOTS];
    g_autoptr (SfLivePicture) picture = NULL;
    g_autoptr (SfImage) result = NULL;

    spec.recipe.crop_x[0] = 300;
    spec.recipe.swapped = layout % 2 == 1;
    for (int i = 0; i < SF_RECIPE_MAX_SHOTS; i++) {
      creator[i] = self->images[0];
      joiner[i] = self->images[1];
    }
    result = sf_recipe_compose (&spec.recipe, creator, joiner, NULL);
    picture = draw (self, &spec);

    g_assert_cmpint (picture->size.width, ==, result->width);
    g_assert_cmpint (picture->size.height, ==, result->height);
    assert_shows (picture, result, 0, 0);
  }
}

static void
test_fits_the_window (Fixture *self, gconstpointer unused)
{
  static const SySize limits[] = {{300, 200}, {90, 400}, {640, 33}, {1, 1}};

  for (gsize i = 0; i < G_N_ELEMENTS (limits); i++)
    for (int layout = 0; layout < sy_n_layouts; layout++)
      for (int mode = SF_MODE_EXCHANGE; mode <= SF_MODE_SYNTHESIS; mode++) {
        SfLiveSpec spec = make_spec (self, layout, limits[i].width, limits[i].height);
        g_autoptr (SfLivePicture) picture = NULL;

        spec.recipe.mode = (SfMode) mode;
        picture = draw (self, &spec);
        if (limits[i].width > 2 && mode == SF_MODE_SYNTHESIS) {
          g_assert_cmpint (picture->size.width, <=, limits[i].width);
          g_assert_cmpint (picture->size.height, <=, limits[i].height);
        }
      }
}

/* Two photographs that are exchanged are both shown whole, the creator's first. */
static void
test_exchange (Fixture *self, gconstpointer unused)
{
  SfLiveSpec spec = make_spec (self, 0, LARGE, 600);
  g_autoptr (SfLivePicture) row = NULL, column = NULL;

  spec.recipe.mode = SF_MODE_EXCHANGE;
  row = draw (self, &spec);
  g_assert_cmpint (row->size.height, ==, 240);
  g_assert_cmpint (row->parts[0].place.width, ==, 320);
  g_assert_cmpint (row->parts[1].place.width, ==, 427);
  g_assert_cmpint (row->parts[1].place.x, >, 320);
  assert_shows (row, self->images[0], 0, 0);
  g_assert_cmphex (row->pixels[321], ==, 0);

  spec.limit = (SySize){320, LARGE};
  column = draw (self, &spec);
  g_assert_cmpint (column->size.width, ==, 320);
  g_assert_cmpint (column->parts[1].place.y, >, 240);
}

static void
test_alone (Fixture *self, gconstpointer unused)
{
  SfLiveSpec spec = make_spec (self, 0, 160, 30);
  g_autoptr (SfLivePicture) small = NULL, large = NULL;

  spec.view = SF_LIVE_VIEW_ALONE;
  small = draw (self, &spec);
  g_assert_cmpint (small->size.width, ==, 160);
  g_assert_cmpint (small->size.height, ==, 120);

  spec.limit = (SySize){LARGE, LARGE};
  large = draw (self, &spec);
  g_assert_cmpint (large->size.width, ==, 320);
  assert_shows (large, self->images[0], 0, 0);
}

/* The round inset lies above whoever stands first, and swapping turns it about. */
static void
test_parts (Fixture *self, gconstpointer unused)
{
  SfLiveSpec spec = make_spec (self, sf_recipe_find_layout ("inset"), LARGE, LARGE);
  g_autoptr (SfLivePicture) picture = draw (self, &spec);
  SyRect inset = picture->parts[1].place;

  g_assert_cmpint (sf_live_picture_find_part (picture, 1, 1), ==, 0);
  g_assert_cmpint (sf_live_picture_find_part (picture, inset.x + 1, inset.y + 1), ==, 1);
  g_assert_cmpint (sf_live_picture_find_part (picture, -1, 1), ==, -1);
  /* a wide picture in a square place */
  g_assert_cmpint (picture->parts[1].hidden.width, >, 0);
  g_assert_cmpint (picture->parts[1].hidden.height, ==, 0);

  sf_live_picture_unref (g_steal_pointer (&picture));
  spec.recipe.swapped = TRUE;
  picture = draw (self, &spec);
  g_assert_cmpint (sf_live_picture_find_part (picture, 1, 1), ==, 1);
}

static void
test_memory_is_used_again (Fixture *self, gconstpointer unused)
{
  SfLivePicture *first = sf_live_pool_take (self->pool, (SySize){40, 30});
  guint32 *pixels = first->pixels;
  SfLivePicture *second, *other;

  sf_live_picture_unref (first);
  second = sf_live_pool_take (self->pool, (SySize){40, 30});
  g_assert_true (second->pixels == pixels);
  other = sf_live_pool_take (self->pool, (SySize){41, 30});
  sf_live_picture_unref (second);
  sf_live_picture_unref (other);
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *path;
    void (*run) (Fixture *self, gconstpointer unused);
  } tests[] = {
    {"/app/live-canvas/is-the-result", test_is_the_result},
    {"/app/live-canvas/fits-the-window", test_fits_the_window},
    {"/app/live-canvas/exchange", test_exchange},
    {"/app/live-canvas/alone", test_alone},
    {"/app/live-canvas/parts", test_parts},
    {"/app/live-canvas/memory-is-used-again", test_memory_is_used_again},
  };

  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].run, tear_down);

  return g_test_run ();
}
