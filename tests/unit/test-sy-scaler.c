/* Scaling: what must stay stays, and no more is read or written than promised. */

#include "app/synthesis/sy-scaler.h"
#include "tests/support/sf-test-picture.h"

#include <glib.h>
#include <string.h>

/* Scales into memory of exactly the right size, so that a sanitizer sees a byte too many. */
static guint8 *
scale (const guint8 *pixels, SySize source, SySize output)
{
  SyImage image = {pixels, (size_t) 3 * source.width, source};
  guint8 *scaled = g_malloc0 ((gsize) 3 * output.width * output.height);
  g_autofree int16_t *scratch = NULL;
  SyScaler scaler;

  g_assert_true (sy_scaler_init (&scaler, source, output));
  scratch = g_new (int16_t, sy_scaler_get_scratch_length (&scaler));
  for (int y = output.height - 1; y >= 0; y--) {
    g_autofree guint8 *row = g_malloc ((gsize) 3 * output.width);

    sy_scaler_row (&scaler, &image, y, row, scratch);
    memcpy (scaled + (gsize) y * 3 * output.width, row, (gsize) 3 * output.width);
  }
  sy_scaler_clear (&scaler);

  return scaled;
}

static guint8 *
make_picture (SySize size, guint32 seed)
{
  guint8 *pixels = g_malloc0 ((gsize) 3 * size.width * size.height);

  sf_test_picture_fill (pixels, size.width, size.height, (gsize) 3 * size.width, seed);
  return pixels;
}

static const SySize sizes[] = {{1, 1}, {1, 9}, {2, 3}, {16, 12}, {31, 17}, {64, 64}, {400, 3}};

static void
test_constant (void)
{
  static const guint8 levels[] = {0, 1, 127, 254, 255};

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    for (gsize j = 0; j < G_N_ELEMENTS (sizes); j++)
      for (gsize k = 0; k < G_N_ELEMENTS (levels); k++) {
        gsize n_bytes = (gsize) 3 * sizes[i].width * sizes[i].height;
        g_autofree guint8 *pixels = g_malloc (n_bytes);
        g_autofree guint8 *scaled = NULL;

        memset (pixels, levels[k], n_bytes);
        scaled = scale (pixels, sizes[i], sizes[j]);
        for (gsize b = 0; b < (gsize) 3 * sizes[j].width * sizes[j].height; b++)
          g_assert_cmpint (scaled[b], ==, levels[k]);
      }
}

static void
test_same_size_copies (void)
{
  SySize size = {37, 11};
  g_autofree guint8 *pixels = make_picture (size, 5);
  g_autofree guint8 *scaled = scale (pixels, size, size);

  g_assert_cmpmem (scaled, 3 * 37 * 11, pixels, 3 * 37 * 11);
}

static void
test_whole_ratio_averages (void)
{
  SySize size = {40, 20}, small = {10, 5};
  g_autofree guint8 *pixels = make_picture (size, 3);
  g_autofree guint8 *scaled = scale (pixels, size, small);

  for (int y = 0; y < small.height; y++)
    for (int b = 0; b < 3 * small.width; b++) {
      int sum = 0;

      for (int i = 0; i < 16; i++)
        sum += pixels[(4 * y + i / 4) * 3 * size.width + 3 * (4 * (b / 3) + i % 4) + b % 3];
      /* The two roundings differ from one by at most a 64th. */
      g_assert_cmpint (ABS (16 * scaled[y * 3 * small.width + b] - sum), <=, 8);
    }
}

static void
mirror (guint8 *pixels, SySize size)
{
  for (int y = 0; y < size.height; y++)
    for (int x = 0; x < size.width / 2; x++)
      for (int c = 0; c < 3; c++) {
        guint8 *a = pixels + 3 * (y * size.width + x) + c;
        guint8 *b = pixels + 3 * (y * size.width + size.width - 1 - x) + c;
        guint8 swap = *a;

        *a = *b;
        *b = swap;
      }
}

static void
test_mirrored (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    for (gsize j = 0; j < G_N_ELEMENTS (sizes); j++) {
      g_autofree guint8 *pixels = make_picture (sizes[i], 7);
      g_autofree guint8 *scaled = scale (pixels, sizes[i], sizes[j]);
      g_autofree guint8 *other = NULL;
      gsize n_bytes = (gsize) 3 * sizes[j].width * sizes[j].height;

      mirror (pixels, sizes[i]);
      other = scale (pixels, sizes[i], sizes[j]);
      mirror (other, sizes[j]);
      g_assert_cmpmem (other, n_bytes, scaled, n_bytes);
    }
}

/* Keys' cubic reproduces straight lines. */
static void
test_enlarged_ramp (void)
{
  SySize size = {32, 1}, large = {96, 1};
  guint8 pixels[3 * 32];
  g_autofree guint8 *scaled = NULL;

  for (int b = 0; b < 3 * 32; b++)
    pixels[b] = (guint8) (6 * (b / 3) + 20);
  scaled = scale (pixels, size, large);
  for (int x = 6; x < 90; x++)
    g_assert_cmpint (scaled[3 * x], ==, 20 + 2 * x - 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/synthesis/scaler/constant", test_constant);
  g_test_add_func ("/synthesis/scaler/same-size-copies", test_same_size_copies);
  g_test_add_func ("/synthesis/scaler/whole-ratio-averages", test_whole_ratio_averages);
  g_test_add_func ("/synthesis/scaler/mirrored", test_mirrored);
  g_test_add_func ("/synthesis/scaler/enlarged-ramp", test_enlarged_ramp);
  return g_test_run ();
}
