/* Colour conversion: against the definition in floating point, and without a byte too many. */

#include "app/synthesis/sy-yuv.h"

#include <glib.h>
#include <math.h>

typedef struct {
  SyYuv yuv;
  guint8 *planes[3];
} Picture;

static Picture
picture_new (int width, int height, GRand *rand)
{
  int chroma_width = (width + 1) / 2, chroma_height = (height + 1) / 2;
  gsize lengths[3] = {(gsize) width * height, (gsize) chroma_width * chroma_height,
                      (gsize) chroma_width * chroma_height};
  Picture self;

  for (int i = 0; i < 3; i++) {
    self.planes[i] = g_malloc (lengths[i]);
    for (gsize k = 0; k < lengths[i]; k++)
      self.planes[i][k] = (guint8) g_rand_int_range (rand, 0, 256);
  }
  self.yuv = (SyYuv){self.planes[0], self.planes[1],        self.planes[2],
                     (size_t) width, (size_t) chroma_width, {width, height}};
  return self;
}

static void
picture_clear (Picture *self)
{
  for (int i = 0; i < 3; i++)
    g_free (self->planes[i]);
}

/* The colour sample at pixel (x, y), by bilinear interpolation between the four around it. */
static double
interpolate (const SyYuv *yuv, const guint8 *plane, int x, int y)
{
  int last_x = (yuv->size.width + 1) / 2 - 1, last_y = (yuv->size.height + 1) / 2 - 1;
  int near_x = x / 2, near_y = y / 2;
  int far_x = CLAMP (near_x + (x % 2 != 0 ? 1 : -1), 0, last_x);
  int far_y = CLAMP (near_y + (y % 2 != 0 ? 1 : -1), 0, last_y);

  return (9 * plane[near_y * (int) yuv->uv_stride + near_x] +
          3 * plane[near_y * (int) yuv->uv_stride + far_x] +
          3 * plane[far_y * (int) yuv->uv_stride + near_x] +
          plane[far_y * (int) yuv->uv_stride + far_x]) /
         16.0;
}

static void
check_pixel (const SyYuv *yuv, int x, int y, const guint8 *pixel)
{
  double luma = (yuv->y[y * (int) yuv->y_stride + x] - 16) * 255.0 / 219;
  double blue = (floor (interpolate (yuv, yuv->u, x, y) + 0.5) - 128) * 255.0 / 112;
  double red = (floor (interpolate (yuv, yuv->v, x, y) + 0.5) - 128) * 255.0 / 112;
  double expected[3] = {
    luma + 0.701 * red,
    luma - 0.886 * 0.114 / 0.587 * blue - 0.701 * 0.299 / 0.587 * red,
    luma + 0.886 * blue,
  };

  for (int c = 0; c < 3; c++)
    g_assert_cmpfloat_with_epsilon (pixel[c], CLAMP (expected[c], 0, 255), 0.52);
}

static void
test_against_definition (void)
{
  static const SySize sizes[] = {{1, 1},   {2, 2},   {3, 5},   {64, 3},
                                 {511, 4}, {512, 2}, {513, 3}, {1027, 2}};
  g_autoptr (GRand) rand = g_rand_new_with_seed (11);

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++) {
    Picture picture = picture_new (sizes[i].width, sizes[i].height, rand);
    g_autofree guint8 *row = g_malloc ((gsize) 3 * sizes[i].width);

    for (int y = 0; y < sizes[i].height; y++) {
      sy_yuv_convert_row (&picture.yuv, y, row);
      for (int x = 0; x < sizes[i].width; x++)
        check_pixel (&picture.yuv, x, y, row + 3 * x);
    }
    picture_clear (&picture);
  }
}

static void
test_greys (void)
{
  for (int level = 0; level < 256; level++) {
    guint8 y = (guint8) level, grey = 128, pixel[3];
    SyYuv yuv = {&y, &grey, &grey, 1, 1, {1, 1}};
    int expected = CLAMP ((int) floor ((level - 16) * 255.0 / 219 + 0.5), 0, 255);

    sy_yuv_convert_row (&yuv, 0, pixel);
    g_assert_cmpint (pixel[0], ==, expected);
    g_assert_cmpint (pixel[1], ==, expected);
    g_assert_cmpint (pixel[2], ==, expected);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/synthesis/yuv/against-definition", test_against_definition);
  g_test_add_func ("/synthesis/yuv/greys", test_greys);
  return g_test_run ();
}
