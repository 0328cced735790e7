/* The drawn people: whole at any size, two different ones, moving, the same at one time. */

#include "app/capture/sf-sample-people.h"
#include "app/sf-error.h"

#include <string.h>

static SfImage *
draw (SfSamplePerson person, int width, int height, double seconds)
{
  g_autoptr (GError) error = NULL;
  SfImage *image = sf_sample_people_new_image (person, width, height, seconds, &error);

  g_assert_no_error (error);
  g_assert_cmpint (image->width, ==, width);
  g_assert_cmpint (image->height, ==, height);
  return image;
}

/* How red the picture is, and how green and blue, from -255 to 255. */
static int
measure_warmth (SfImage *image)
{
  gint64 sum = 0;

  for (int y = 0; y < image->height; y++)
    for (int x = 0; x < image->width; x++) {
      const guint8 *pixel = image->pixels + y * image->stride + 3 * x;

      sum += pixel[0] - (pixel[1] + pixel[2]) / 2;
    }

  return (int) (sum / (image->width * image->height));
}

static void
test_two_tones (void)
{
  g_autoptr (SfImage) coral = draw (SF_SAMPLE_PERSON_FIRST, 320, 240, 0);
  g_autoptr (SfImage) teal = draw (SF_SAMPLE_PERSON_SECOND, 320, 240, 0);

  g_assert_cmpint (measure_warmth (coral), >, 40);
  g_assert_cmpint (measure_warmth (teal), <, -20);
}

/* No pixel stays black, which nothing in the drawings is. */
static void
test_covers_all (void)
{
  static const int sizes[][2] = {{1, 1}, {320, 240}, {320, 180}, {90, 320}, {320, 60}, {7, 300}};

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    for (int person = 0; person < 2; person++) {
      g_autoptr (SfImage) image = draw (person, sizes[i][0], sizes[i][1], 3.3);

      for (int y = 0; y < image->height; y++)
        for (int x = 0; x < image->width; x++) {
          const guint8 *pixel = image->pixels + y * image->stride + 3 * x;

          g_assert_cmpint (pixel[0] + pixel[1] + pixel[2], >, 20);
        }
    }
}

static int
count_differences (SfImage *a, SfImage *b)
{
  int n = 0;

  for (int y = 0; y < a->height; y++)
    for (int x = 0; x < a->width; x++)
      n += memcmp (a->pixels + y * a->stride + 3 * x, b->pixels + y * b->stride + 3 * x, 3) != 0;

  return n;
}

static void
test_moves (void)
{
  for (int person = 0; person < 2; person++) {
    g_autoptr (SfImage) now = draw (person, 320, 240, 1);
    g_autoptr (SfImage) again = draw (person, 320, 240, 1);
    g_autoptr (SfImage) later = draw (person, 320, 240, 1.5);

    g_assert_cmpint (count_differences (now, again), ==, 0);
    g_assert_cmpint (count_differences (now, later), >, 320 * 240 / 100);
  }
}

/* An eye's dark pixels at a time when it is open, and in the middle of a blink. */
static void
test_blinks (void)
{
  g_autoptr (SfImage) open = draw (SF_SAMPLE_PERSON_FIRST, 640, 480, 2.4);
  g_autoptr (SfImage) closed = draw (SF_SAMPLE_PERSON_FIRST, 640, 480, 2.58);
  int dark[2] = {0, 0};

  for (int y = 190; y < 215; y++)
    for (int x = 300; x < 400; x++) {
      dark[0] += open->pixels[y * open->stride + 3 * x] < 0x40;
      dark[1] += closed->pixels[y * closed->stride + 3 * x] < 0x40;
    }
  g_assert_cmpint (dark[0], >, 2 * dark[1]);
}

static void
test_limits (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (sf_sample_people_new_image (SF_SAMPLE_PERSON_FIRST, 20000, 10, 0, &error));
  g_assert_error (error, SF_ERROR, SF_ERROR_PICTURE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/capture/sample-people/two-tones", test_two_tones);
  g_test_add_func ("/capture/sample-people/covers-all", test_covers_all);
  g_test_add_func ("/capture/sample-people/moves", test_moves);
  g_test_add_func ("/capture/sample-people/blinks", test_blinks);
  g_test_add_func ("/capture/sample-people/limits", test_limits);
  return g_test_run ();
}
