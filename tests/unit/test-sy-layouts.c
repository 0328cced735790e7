/* Properties that every layout of the table has. */

#include "app/synthesis/sy-plan.h"
#include "tests/support/sf-test-picture.h"

#include <glib.h>
#include <string.h>

/* A whole set of pictures for one layout, and what to make of them. */
typedef struct {
  SyParams params;
  int n_images;
  SySize sizes[SY_MAX_PIECES];
  SyImage images[SY_MAX_PIECES];
  guint8 *pixels[SY_MAX_PIECES];
} Scene;

static Scene
scene_new (int layout, SySize creator, SySize joiner)
{
  Scene self = {.params.layout = layout, .n_images = 2 * sy_layouts[layout].n_shots};

  for (int i = 0; i < self.n_images; i++) {
    SySize size = i < self.n_images / 2 ? creator : joiner;

    self.sizes[i] = size;
    self.pixels[i] = g_malloc ((gsize) 3 * size.width * size.height);
    sf_test_picture_fill (self.pixels[i], size.width, size.height, (gsize) 3 * size.width,
                          (guint32) i + 1);
    self.images[i] = (SyImage){self.pixels[i], (size_t) 3 * size.width, size};
  }

  return self;
}

static void
scene_clear (Scene *self)
{
  for (int i = 0; i < self->n_images; i++)
    g_free (self->pixels[i]);
}

/* Renders in bands of @band rows onto a canvas that was @fill before. */
static GBytes *
scene_render (const Scene *self, int band, guint8 fill)
{
  SyPlan *plan = sy_plan_new (&self->params, self->sizes, &sy_photograph_limits);
  SySize size = sy_plan_get_canvas_size (plan);
  gsize n_bytes = (gsize) 3 * size.width * size.height;
  guint8 *pixels = g_malloc (n_bytes);
  SyCanvas canvas = {pixels, (size_t) 3 * size.width, size};
  g_autofree int16_t *scratch = g_new (int16_t, sy_plan_get_scratch_length (plan));

  memset (pixels, fill, n_bytes);
  for (int y = 0; y < size.height; y += band)
    sy_plan_render (plan, self->images, &canvas, y, MIN (y + band, size.height), scratch);
  sy_plan_free (plan);

  return g_bytes_new_take (pixels, n_bytes);
}

static const SySize creators[] = {{160, 120}, {121, 160}, {200, 113}, {1, 1}, {3, 200}};
static const SySize joiners[] = {{160, 120}, {80, 60}, {97, 131}, {2, 1}, {300, 2}};

static void
for_all_scenes (void (*check) (Scene *scene))
{
  for (int layout = 0; layout < sy_n_layouts; layout++)
    for (gsize i = 0; i < G_N_ELEMENTS (creators); i++)
      for (gsize k = 0; k < G_N_ELEMENTS (joiners); k++) {
        Scene scene = scene_new (layout, creators[i], joiners[k]);

        check (&scene);
        scene_clear (&scene);
      }
}

static void
check_every_pixel_written (Scene *scene)
{
  g_autoptr (GBytes) over_black = scene_render (scene, 1000, 0);
  g_autoptr (GBytes) over_white = scene_render (scene, 1000, 255);

  g_assert_true (g_bytes_equal (over_black, over_white));
}

static void
test_every_pixel_written (void)
{
  for_all_scenes (check_every_pixel_written);
}

static void
check_bands_make_the_whole (Scene *scene)
{
  g_autoptr (GBytes) whole = scene_render (scene, 1000, 0);
  g_autoptr (GBytes) rows = scene_render (scene, 1, 0);
  g_autoptr (GBytes) bands = scene_render (scene, 7, 0);

  g_assert_true (g_bytes_equal (whole, rows));
  g_assert_true (g_bytes_equal (whole, bands));
}

static void
test_bands_make_the_whole (void)
{
  for_all_scenes (check_bands_make_the_whole);
}

static void
check_no_other_row_written (Scene *scene)
{
  SyPlan *plan = sy_plan_new (&scene->params, scene->sizes, &sy_photograph_limits);
  SySize size = sy_plan_get_canvas_size (plan);
  size_t stride = (size_t) 3 * size.width + 5;
  g_autofree guint8 *pixels = g_malloc (stride * size.height);
  SyCanvas canvas = {pixels, stride, size};
  g_autofree int16_t *scratch = g_new (int16_t, sy_plan_get_scratch_length (plan));
  int middle = size.height / 2;

  memset (pixels, 77, stride * size.height);
  sy_plan_render (plan, scene->images, &canvas, middle, middle + 1, scratch);
  for (int y = 0; y < size.height; y++)
    for (gsize b = y == middle ? stride - 5 : 0; b < stride; b++)
      g_assert_cmpint (pixels[y * stride + b], ==, 77);
  sy_plan_free (plan);
}

static void
test_no_other_row_written (void)
{
  for_all_scenes (check_no_other_row_written);
}

/* Who created the code does not matter when the places are swapped too. */
static void
check_swapped_exchanges_people (Scene *scene)
{
  Scene other = *scene;
  int half = scene->n_images / 2;
  g_autoptr (GBytes) straight = NULL;
  g_autoptr (GBytes) swapped = NULL;

  scene->params.crop_x[0] = -500;
  scene->params.crop_y[1] = 250;
  other.params.swapped = true;
  other.params.crop_x[1] = -500;
  other.params.crop_y[0] = 250;
  for (int i = 0; i < scene->n_images; i++) {
    other.sizes[i] = scene->sizes[(i + half) % scene->n_images];
    other.images[i] = scene->images[(i + half) % scene->n_images];
  }

  straight = scene_render (scene, 1000, 0);
  swapped = scene_render (&other, 1000, 0);
  g_assert_true (g_bytes_equal (straight, swapped));
}

static void
test_swapped_exchanges_people (void)
{
  for_all_scenes (check_swapped_exchanges_people);
}

/* Paints each picture in one colour, and asks whether each is seen. */
static void
check_everybody_is_seen (Scene *scene)
{
  g_autoptr (GBytes) bytes = NULL;
  const guint8 *pixels;
  gsize n_bytes;
  int seen[SY_MAX_PIECES + 1] = {0};

  for (int i = 0; i < scene->n_images; i++)
    memset (scene->pixels[i], 20 * (i + 1),
            (gsize) 3 * scene->sizes[i].width * scene->sizes[i].height);
  bytes = scene_render (scene, 1000, 0);
  pixels = g_bytes_get_data (bytes, &n_bytes);
  for (gsize b = 0; b < n_bytes; b += 3)
    if (pixels[b] % 20 == 0 && pixels[b] / 20 <= scene->n_images)
      seen[pixels[b] / 20]++;

  for (int i = 1; i <= scene->n_images; i++)
    g_assert_cmpint (seen[i], >=, (int) (n_bytes / 3 / 40));
}

static void
test_everybody_is_seen (void)
{
  for_all_scenes (check_everybody_is_seen);
}

static void
test_pieces_within_canvas (void)
{
  static const SySize cells[] = {{1, 1}, {1, 40}, {40, 1}, {7, 5}, {640, 480}, {3000, 4000}};

  for (int layout = 0; layout < sy_n_layouts; layout++)
    for (gsize i = 0; i < G_N_ELEMENTS (cells); i++) {
      SyPlacement placement;

      sy_layouts[layout].place (&sy_layouts[layout], cells[i], &placement);
      g_assert_cmpint (placement.n_pieces, ==, 2 * sy_layouts[layout].n_shots);
      for (int k = 0; k < placement.n_pieces; k++) {
        SyRect place = placement.pieces[k].place;

        g_assert_cmpint (MIN (place.x, place.y), >=, 0);
        g_assert_cmpint (MIN (place.width, place.height), >=, 1);
        g_assert_cmpint (place.x + place.width, <=, placement.canvas.width);
        g_assert_cmpint (place.y + place.height, <=, placement.canvas.height);
      }
    }
}

static SySize
plan_size (int layout, SySize creator, SySize joiner, const SyLimits *limits)
{
  SyParams params = {.layout = layout};
  SySize sizes[SY_MAX_PIECES];
  int n_shots = sy_layouts[layout].n_shots;
  SySize size;
  SyPlan *plan;

  for (int i = 0; i < 2 * n_shots; i++)
    sizes[i] = i < n_shots ? creator : joiner;
  plan = sy_plan_new (&params, sizes, limits);
  size = sy_plan_get_canvas_size (plan);
  sy_plan_free (plan);

  return size;
}

static void
test_limits (void)
{
  static const SyLimits window = {800, 450, 800 * 450};
  g_autoptr (GRand) rand = g_rand_new_with_seed (5);

  for (int i = 0; i < 60; i++) {
    SySize creator = {g_rand_int_range (rand, 1, 8000), g_rand_int_range (rand, 1, 8000)};
    SySize joiner = {g_rand_int_range (rand, 1, 8000), g_rand_int_range (rand, 1, 8000)};
    int layout = i % sy_n_layouts;
    SySize size = plan_size (layout, creator, joiner, &sy_photograph_limits);
    SySize small = plan_size (layout, creator, joiner, &window);

    g_assert_cmpint (MAX (size.width, size.height), <=, 16383);
    g_assert_cmpint ((gint64) size.width * size.height, <=, 40 * 1000 * 1000);
    g_assert_cmpint (small.width, <=, 800);
    g_assert_cmpint (small.height, <=, 450);
  }
}

static void
assert_size (SySize size, int width, int height)
{
  g_assert_cmpint (size.width, ==, width);
  g_assert_cmpint (size.height, ==, height);
}

static void
test_sizes (void)
{
  SySize photo = {4000, 3000}, half = {2000, 1500}, tiny = {400, 300}, wide = {1920, 1080};
  SySize upright = {3000, 4000};
  const SyLimits *limits = &sy_photograph_limits;

  assert_size (plan_size (0, photo, photo, limits), 8000, 3000);
  assert_size (plan_size (0, photo, half, limits), 8000, 3000);
  assert_size (plan_size (0, half, photo, limits), 8000, 3000);
  assert_size (plan_size (0, photo, tiny, limits), 1600, 600);
  assert_size (plan_size (0, wide, wide, limits), 2880, 1080);
  assert_size (plan_size (0, photo, upright, limits), 6000, 3000);
  assert_size (plan_size (1, photo, photo, limits), 4000, 6000);
  assert_size (plan_size (2, photo, photo, limits), 5250, 3000);
  assert_size (plan_size (3, photo, tiny, limits), 4000, 3000);
  assert_size (plan_size (3, wide, upright, limits), 1920, 1080);
}

static void
test_names (void)
{
  for (int i = 0; i < sy_n_layouts; i++) {
    g_assert_cmpint (strspn (sy_layouts[i].name, "abcdefghijklmnopqrstuvwxyz0123456789-"), ==,
                     (int) strlen (sy_layouts[i].name));
    g_assert_cmpint (sy_layouts[i].n_shots, <=, SY_MAX_SHOTS);
    for (int k = 0; k < i; k++)
      g_assert_cmpstr (sy_layouts[i].name, !=, sy_layouts[k].name);
  }
}

static void
test_crop (void)
{
  SySize image = {400, 100}, square = {50, 50};
  SyRect left = sy_fit_crop (image, square, -500, 0);
  SyRect centre = sy_fit_crop (image, square, 0, 0);
  SyRect right = sy_fit_crop (image, square, 500, 500);

  assert_size ((SySize){left.width, left.height}, 100, 100);
  g_assert_cmpint (left.x, ==, 0);
  g_assert_cmpint (centre.x, ==, 150);
  g_assert_cmpint (right.x, ==, 300);
  g_assert_cmpint (right.y, ==, 0);
}

static void
test_invalid_params (void)
{
  SyParams params = {.layout = sy_n_layouts - 1};

  g_assert_true (sy_params_are_valid (&params));
  params.layout++;
  g_assert_false (sy_params_are_valid (&params));
  params.layout = -1;
  g_assert_false (sy_params_are_valid (&params));
  params = (SyParams){.crop_x = {0, 500}, .crop_y = {-500, 0}};
  g_assert_true (sy_params_are_valid (&params));
  params.crop_x[1]++;
  g_assert_false (sy_params_are_valid (&params));
  params = (SyParams){.crop_y = {-501, 0}};
  g_assert_false (sy_params_are_valid (&params));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/synthesis/layouts/every-pixel-written", test_every_pixel_written);
  g_test_add_func ("/synthesis/layouts/bands-make-the-whole", test_bands_make_the_whole);
  g_test_add_func ("/synthesis/layouts/no-other-row-written", test_no_other_row_written);
  g_test_add_func ("/synthesis/layouts/swapped-exchanges-people", test_swapped_exchanges_people);
  g_test_add_func ("/synthesis/layouts/everybody-is-seen", test_everybody_is_seen);
  g_test_add_func ("/synthesis/layouts/pieces-within-canvas", test_pieces_within_canvas);
  g_test_add_func ("/synthesis/layouts/limits", test_limits);
  g_test_add_func ("/synthesis/layouts/sizes", test_sizes);
  g_test_add_func ("/synthesis/layouts/names", test_names);
  g_test_add_func ("/synthesis/layouts/crop", test_crop);
  g_test_add_func ("/synthesis/layouts/invalid-params", test_invalid_params);
  return g_test_run ();
}
