/* A camera's frame: its planes, its limits, its way from and to a picture. */

#include "app/capture/sf-frame.h"
#include "app/capture/sf-sample-people.h"
#include "app/sf-error.h"

#include <string.h>

static void
test_planes (void)
{
  static const int sizes[][2] = {{2, 2}, {3, 5}, {640, 360}, {1281, 719}, {4096, 2}};

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++) {
    int width = sizes[i][0], height = sizes[i][1];
    g_autoptr (SfFrame) frame = sf_frame_new (width, height, NULL);

    for (guint plane = 0; plane < 3; plane++) {
      gsize rows = (gsize) (plane == 0 ? height : (height + 1) / 2);
      gsize columns = (gsize) (plane == 0 ? width : (width + 1) / 2);

      g_assert_cmpuint (frame->strides[plane], >=, columns);
      g_assert_true (sf_frame_get_plane (frame, plane) == frame->planes[plane]);
      memset (sf_frame_get_plane (frame, plane), (int) plane, frame->strides[plane] * rows);
    }
    for (guint plane = 0; plane < 3; plane++)
      g_assert_cmpint (frame->planes[plane][0], ==, plane);
  }
}

static void
test_limits (void)
{
  static const int sizes[][2] = {{1, 2}, {2, 1}, {0, 2}, {-2, 2}, {2, 4097}, {4097, 2}};

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (sf_frame_new (sizes[i][0], sizes[i][1], &error));
    g_assert_error (error, SF_ERROR, SF_ERROR_PICTURE);
  }
}

static void
on_free_owner (gpointer owner)
{
  ++*(int *) owner;
}

static void
test_wrapped (void)
{
  static const guint8 plane[4];
  SfFrame template = {.width = 2, .height = 2, .planes = {plane, plane, plane}};
  int n_freed = 0;
  SfFrame *frame = sf_frame_new_wrapped (&template, &n_freed, on_free_owner);

  g_assert_true (frame->planes[0] == plane);
  sf_frame_ref (frame);
  sf_frame_unref (frame);
  g_assert_cmpint (n_freed, ==, 0);
  sf_frame_unref (frame);
  g_assert_cmpint (n_freed, ==, 1);
}

/* The planes hold a quarter of the colour, and less than 8 bits of the rest. */
static void
test_from_and_to_image (void)
{
  static const int sizes[][2] = {{320, 180}, {321, 179}};

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++) {
    g_autoptr (SfImage) image =
      sf_sample_people_new_image (SF_SAMPLE_PERSON_FIRST, sizes[i][0], sizes[i][1], 1, NULL);
    g_autoptr (SfFrame) frame = sf_frame_new_from_image (image, 42, NULL);
    g_autoptr (SfImage) again = sf_frame_to_image (frame, NULL);
    gint64 sum = 0;

    g_assert_cmpint (frame->taken_us, ==, 42);
    g_assert_cmpint (again->width, ==, image->width);
    g_assert_cmpint (again->height, ==, image->height);
    for (int y = 0; y < image->height; y++)
      for (int x = 0; x < 3 * image->width; x++)
        sum += ABS (image->pixels[y * image->stride + x] - again->pixels[y * again->stride + x]);
    g_assert_cmpint (sum, <, 2 * image->width * image->height * 3);
  }
}

/* Bars of one colour come back as they were. */
static void
test_flat_colours (void)
{
  static const guint8 colours[][3] = {{0, 0, 0},   {255, 255, 255}, {255, 0, 0},    {0, 255, 0},
                                      {0, 0, 255}, {230, 106, 92},  {31, 138, 140}, {1, 254, 3}};

  for (gsize i = 0; i < G_N_ELEMENTS (colours); i++) {
    g_autoptr (SfImage) image = sf_image_new (4, 4, NULL);
    g_autoptr (SfImage) again = NULL;
    g_autoptr (SfFrame) frame = NULL;

    for (int pixel = 0; pixel < 16; pixel++)
      memcpy (image->pixels + 3 * pixel, colours[i], 3);
    frame = sf_frame_new_from_image (image, 0, NULL);
    again = sf_frame_to_image (frame, NULL);
    for (int sample = 0; sample < 48; sample++)
      g_assert_cmpint (ABS (image->pixels[sample] - again->pixels[sample]), <=, 2);
  }
}

/* The same planes mean another colour by another matrix and range. */
static void
test_colours_are_heeded (void)
{
  static const struct {
    SfMatrix matrix;
    SfRange range;
    guint8 rgb[3];
  } cases[] = {
    {SF_MATRIX_BT601, SF_RANGE_VIDEO, {178, 85, 98}},
    {SF_MATRIX_BT601, SF_RANGE_FULL, {170, 88, 100}},
    {SF_MATRIX_BT709, SF_RANGE_VIDEO, {186, 94, 97}},
    {SF_MATRIX_BT709, SF_RANGE_FULL, {177, 97, 99}},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (SfFrame) frame = sf_frame_new (2, 2, NULL);
    g_autoptr (SfImage) image = NULL;

    memset (sf_frame_get_plane (frame, 0), 114, 2 * frame->strides[0]);
    memset (sf_frame_get_plane (frame, 1), 120, frame->strides[1]);
    memset (sf_frame_get_plane (frame, 2), 168, frame->strides[2]);
    frame->matrix = cases[i].matrix;
    frame->range = cases[i].range;
    image = sf_frame_to_image (frame, NULL);
    g_assert_cmpmem (image->pixels, 3, cases[i].rgb, 3);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/capture/frame/planes", test_planes);
  g_test_add_func ("/capture/frame/limits", test_limits);
  g_test_add_func ("/capture/frame/wrapped", test_wrapped);
  g_test_add_func ("/capture/frame/from-and-to-image", test_from_and_to_image);
  g_test_add_func ("/capture/frame/flat-colours", test_flat_colours);
  g_test_add_func ("/capture/frame/colours-are-heeded", test_colours_are_heeded);
  return g_test_run ();
}
