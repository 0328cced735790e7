/* Golden hashes: the engine's pixels, the same however it is compiled. Built once for each way. */

#include "app/synthesis/sy-plan.h"
#include "app/synthesis/sy-yuv.h"
#include "tests/support/sf-test-picture.h"

#include <glib.h>

/* An engine that makes other pixels is a new engine version: then, and only then, these change. */
static const struct {
  const char *layout;
  const char *sha256;
} golden[] = {
  {"side-by-side", "ae59d9a80248d3c160691e41f464fbc67f0247d1626bb439a7a9031cb193f398"},
  {"stacked", "12a13c5c204992079d24d22e469786b3392c82695a0b5042ed3e9bede08e77a8"},
  {"diagonal", "1e42776d50d1e652d94d5c2b270eb6644b4901834445b4f5c8f221348f498855"},
  {"inset", "2e3cb5180cabbba44ecd8201535996c572feaeb49653e159fb77c68422577674"},
  {"strip-3", "e84b497ec64d044790d9240c3c4440620c64286eb04674843e3952f1f6e8ebf4"},
  {"strip-4", "06b17c6a67563aa252f37292e26601ca8973ba4ed89a1f3d70bbd92130027da3"},
};

static const char golden_yuv[] = "edea62acc624bda6f0495c5f6e71cfde44e8664b0b3dd75ab7b9fdcd3df0f77b";

static const SySize creator = {173, 131};
static const SySize joiner = {140, 161};

static char *
render_and_hash (int layout)
{
  SyParams params = {.layout = layout, .crop_x = {-300, 40}, .crop_y = {-250, 500}};
  int n_images = 2 * sy_layouts[layout].n_shots;
  guint8 *pixels[SY_MAX_PIECES];
  SySize sizes[SY_MAX_PIECES], size;
  SyImage images[SY_MAX_PIECES];
  g_autofree guint8 *canvas = NULL;
  g_autofree int16_t *scratch = NULL;
  SyPlan *plan;

  for (int i = 0; i < n_images; i++) {
    sizes[i] = i < n_images / 2 ? creator : joiner;
    pixels[i] = g_malloc ((gsize) 3 * sizes[i].width * sizes[i].height);
    images[i] = (SyImage){pixels[i], (size_t) 3 * sizes[i].width, sizes[i]};
    sf_test_picture_fill (pixels[i], sizes[i].width, sizes[i].height, images[i].stride, (guint) i);
  }

  plan = sy_plan_new (&params, sizes, &sy_photograph_limits);
  size = sy_plan_get_canvas_size (plan);
  canvas = g_malloc ((gsize) 3 * size.width * size.height);
  scratch = g_new (int16_t, sy_plan_get_scratch_length (plan));
  sy_plan_render (plan, images, &(SyCanvas){canvas, (size_t) 3 * size.width, size}, 0, size.height,
                  scratch);
  sy_plan_free (plan);
  for (int i = 0; i < n_images; i++)
    g_free (pixels[i]);

  return g_compute_checksum_for_data (G_CHECKSUM_SHA256, canvas,
                                      (gsize) 3 * size.width * size.height);
}

static void
test_layout (gconstpointer data)
{
  int layout = GPOINTER_TO_INT (data);
  g_autofree char *sha256 = render_and_hash (layout);

  g_assert_cmpstr (sy_layouts[layout].name, ==, golden[layout].layout);
  g_assert_cmpstr (sha256, ==, golden[layout].sha256);
}

static void
test_whole_table (void)
{
  g_assert_cmpint (sy_n_layouts, ==, G_N_ELEMENTS (golden));
}

static void
test_yuv (void)
{
  enum {
    WIDTH = 601,
    HEIGHT = 7,
    BYTES = 3 * WIDTH * HEIGHT
  };
  g_autofree guint8 *planes = g_malloc (BYTES);
  g_autofree guint8 *rgb = g_malloc (BYTES);
  g_autofree char *sha256 = NULL;
  SyYuv yuv = {planes, planes + WIDTH * HEIGHT, planes + 2 * WIDTH * HEIGHT,
               WIDTH,  (WIDTH + 1) / 2,         {WIDTH, HEIGHT}};

  sf_test_picture_fill (planes, WIDTH, HEIGHT, 3 * WIDTH, 9);
  for (int y = 0; y < HEIGHT; y++)
    sy_yuv_convert_row (&yuv, y, rgb + 3 * WIDTH * y);
  sha256 = g_compute_checksum_for_data (G_CHECKSUM_SHA256, rgb, BYTES);
  g_assert_cmpstr (sha256, ==, golden_yuv);
}

/* One of the ways is for processors with AVX2 alone. */
static gboolean
can_run (void)
{
#ifdef NEEDS_AVX2
  return __builtin_cpu_supports ("avx2");
#else
  return TRUE;
#endif
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (!can_run ()) {
    g_print ("1..0 # SKIP this processor has no AVX2\n");
    return 0;
  }

  for (int i = 0; i < MIN (sy_n_layouts, (int) G_N_ELEMENTS (golden)); i++) {
    g_autofree char *path = g_strconcat ("/synthesis/golden/", golden[i].layout, NULL);

    g_test_add_data_func (path, GINT_TO_POINTER (i), test_layout);
  }
  g_test_add_func ("/synthesis/golden/whole-table", test_whole_table);
  g_test_add_func ("/synthesis/golden/yuv", test_yuv);
  return g_test_run ();
}
