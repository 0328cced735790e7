/* Masks: area, symmetry, and painting without a byte too many. */

#include "app/synthesis/sy-mask.h"

#include <glib.h>
#include <string.h>

static int
measure (const SyMask *mask, int grow, int size)
{
  int sum = 0;

  for (int y = 0; y < size; y++) {
    SySpans spans;

    sy_mask_get_spans (mask, grow, y, &spans);
    for (int x = 0; x < size; x++)
      sum += sy_spans_get_coverage (&spans, x);
  }

  return sum;
}

static void
test_circle_area (void)
{
  SyMask mask = {SY_MASK_ROUND, {20, 20, 200, 200}, 100};
  double expected = G_PI * 100 * 100 * SY_FULL_COVERAGE;

  g_assert_cmpfloat_with_epsilon (measure (&mask, 0, 240), expected, expected / 1000);
  expected = G_PI * 110 * 110 * SY_FULL_COVERAGE;
  g_assert_cmpfloat_with_epsilon (measure (&mask, 10, 240), expected, expected / 1000);
}

static void
test_square_corners (void)
{
  SyMask mask = {SY_MASK_ROUND, {3, 4, 20, 10}, 0};

  g_assert_cmpint (measure (&mask, 0, 40), ==, 20 * 10 * SY_FULL_COVERAGE);
}

static void
test_circle_symmetric (void)
{
  for (int diameter = 1; diameter < 60; diameter++) {
    SyMask mask = {SY_MASK_ROUND, {0, 0, diameter, diameter}, diameter / 2};

    for (int y = 0; y < diameter; y++) {
      SySpans spans, mirrored, beside;

      sy_mask_get_spans (&mask, 0, y, &spans);
      sy_mask_get_spans (&mask, 0, diameter - 1 - y, &mirrored);
      for (int x = 0; x < diameter; x++) {
        int coverage = sy_spans_get_coverage (&spans, x);

        sy_mask_get_spans (&mask, 0, x, &beside);
        g_assert_cmpint (coverage, ==, sy_spans_get_coverage (&spans, diameter - 1 - x));
        g_assert_cmpint (coverage, ==, sy_spans_get_coverage (&mirrored, x));
        g_assert_cmpint (ABS (coverage - sy_spans_get_coverage (&beside, y)), <=, 4);
      }
    }
  }
}

static void
test_slant_halves (void)
{
  SyMask mask = {SY_MASK_SLANT, {40, 0, 20, 100}, 0};
  int expected = 100 * 50 * SY_FULL_COVERAGE;

  g_assert_cmpint (ABS (measure (&mask, 0, 100) - expected), <=, expected / 500);
}

static void
test_slant_leans (void)
{
  SyMask mask = {SY_MASK_SLANT, {40, 0, 20, 100}, 0};
  SySpans top, bottom;

  sy_mask_get_spans (&mask, 0, 0, &top);
  sy_mask_get_spans (&mask, 0, 99, &bottom);
  g_assert_cmpint (sy_spans_get_coverage (&top, 58), ==, 0);
  g_assert_cmpint (sy_spans_get_coverage (&top, 60), ==, SY_FULL_COVERAGE);
  g_assert_cmpint (sy_spans_get_coverage (&bottom, 39), ==, 0);
  g_assert_cmpint (sy_spans_get_coverage (&bottom, 41), ==, SY_FULL_COVERAGE);
}

/* The result of painting is the coverage, pixel by pixel, and the pixels around the row stay. */
static void
check_painted (const SyMask *mask, int grow, int width, int y)
{
  g_autofree guint8 *row = g_malloc0 ((gsize) 3 * width);
  SySpans spans;

  sy_mask_get_spans (mask, grow, y, &spans);
  sy_spans_paint (&spans, row, width, NULL, 0);
  for (int x = 0; x < width; x++) {
    int coverage = sy_spans_get_coverage (&spans, x);

    g_assert_cmpint (row[3 * x], ==, (255 * coverage + 8) / 16);
    g_assert_cmpint (row[3 * x + 2], ==, row[3 * x]);
  }
}

static void
test_paint (void)
{
  SyMask circle = {SY_MASK_ROUND, {5, 5, 30, 30}, 15};
  SyMask slant = {SY_MASK_SLANT, {10, 0, 20, 40}, 0};

  for (int y = 0; y < 40; y++)
    for (int width = 1; width < 50; width += 7)
      for (int grow = 0; grow < 12; grow += 5) {
        check_painted (&circle, grow, width, y);
        check_painted (&slant, grow, width, y);
      }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/synthesis/mask/circle-area", test_circle_area);
  g_test_add_func ("/synthesis/mask/square-corners", test_square_corners);
  g_test_add_func ("/synthesis/mask/circle-symmetric", test_circle_symmetric);
  g_test_add_func ("/synthesis/mask/slant-halves", test_slant_halves);
  g_test_add_func ("/synthesis/mask/slant-leans", test_slant_leans);
  g_test_add_func ("/synthesis/mask/paint", test_paint);
  return g_test_run ();
}
