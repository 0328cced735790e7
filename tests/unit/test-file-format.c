/* Pictures kept on the disk: each format reads back as exactly as it promises. */

#include "app/image/sf-file-format.h"
#include "tests/support/sf-test-files.h"

#include <string.h>

#define WIDTH 61
#define HEIGHT 47

static const struct {
  const char *extension;
  const char *magic;
  gsize offset;    /* of the magic in the file */
  double max_mean; /* difference of a channel */
} expected[SF_N_FILE_FORMATS] = {
  [SF_FILE_FORMAT_WEBP] = {"webp", "WEBPVP8 ", 8, 12},
  [SF_FILE_FORMAT_PNG] = {"png", "\x89PNG", 0, 0},
  [SF_FILE_FORMAT_JPEG] = {"jpg", "\xff\xd8\xff\xe0", 0, 12},
};

/* What photographs are like: colours that run into each other. */
static SfImage *
smooth_new (void)
{
  SfImage *image = sf_image_new (WIDTH, HEIGHT, NULL);

  for (int y = 0; y < HEIGHT; y++)
    for (int x = 0; x < WIDTH; x++) {
      guint8 *pixel = image->pixels + y * image->stride + 3 * x;

      pixel[0] = (guint8) (4 * x);
      pixel[1] = (guint8) (5 * y);
      pixel[2] = (guint8) (128 + x - y);
    }

  return image;
}

static double
get_mean_difference (const SfImage *a, const SfImage *b)
{
  gsize sum = 0;

  for (int y = 0; y < HEIGHT; y++)
    for (int i = 0; i < 3 * WIDTH; i++)
      sum += (gsize) ABS (a->pixels[y * a->stride + i] - b->pixels[y * b->stride + i]);

  return (double) sum / (3 * WIDTH * HEIGHT);
}

static void
test_round_trip (gconstpointer data)
{
  SfFileFormat format = (SfFileFormat) GPOINTER_TO_UINT (data);
  g_autoptr (GError) error = NULL;
  g_autoptr (SfImage) image = smooth_new ();
  g_autoptr (GBytes) file = sf_file_format_encode (format, image, &error);
  g_autoptr (SfImage) loaded = sf_image_load (file, NULL);
  const char *bytes = g_bytes_get_data (file, NULL);
  const char *magic = expected[format].magic;

  g_assert_no_error (error);
  g_assert_cmpstr (sf_file_format_get_extension (format), ==, expected[format].extension);
  g_assert_cmpmem (bytes + expected[format].offset, strlen (magic), magic, strlen (magic));
  g_assert_cmpint (loaded->width, ==, WIDTH);
  g_assert_cmpint (loaded->height, ==, HEIGHT);
  g_assert_cmpfloat (get_mean_difference (loaded, image), <=, expected[format].max_mean);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < SF_N_FILE_FORMATS; i++) {
    g_autofree char *path = g_strconcat ("/image/file-format/", expected[i].extension, NULL);

    g_test_add_data_func (path, GUINT_TO_POINTER (i), test_round_trip);
  }
  return g_test_run ();
}
