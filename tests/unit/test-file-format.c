/* Pictures kept on the disk: each format reads back as exactly as it promises. */

#include "app/image/sf-stamp.h"
#include "app/sf-error.h"
#include "tests/support/sf-test-files.h"

#include <string.h>

#define WIDTH 61
#define HEIGHT 47

/* What EXIF says of a picture of that time, as a TIFF of 68 bytes. */
#define EXIF                                                                                       \
  "II*\0\x08\0\0\0\x02\0"                                                                          \
  "\x31\x01\x02\0\x0a\0\0\0\x26\0\0\0"                                                             \
  "\x32\x01\x02\0\x14\0\0\0\x30\0\0\0"                                                             \
  "\0\0\0\0"                                                                                       \
  "Sameframe\0"                                                                                    \
  "2026:11:22 14:05:09\0"
#define TEXT(literal) literal, sizeof (literal) - 1

static const struct {
  const char *extension;
  const char *magic;
  gsize offset;     /* of the magic in the file */
  double max_mean;  /* difference of a channel */
  const char *exif; /* as the format holds it */
  gsize exif_size;
} expected[SF_N_FILE_FORMATS] = {
  [SF_FILE_FORMAT_WEBP] = {"webp", "WEBPVP8 ", 8, 12, TEXT ("EXIF\x44\0\0\0" EXIF)},
  [SF_FILE_FORMAT_PNG] = {"png", "\x89PNG", 0, 0,
                          TEXT ("\0\0\0\x44"
                                "eXIf" EXIF "\xea\xf7\x47\xa5")},
  [SF_FILE_FORMAT_JPEG] = {"jpg", "\xff\xd8\xff\xe0", 0, 12,
                           TEXT ("\xff\xe1\0\x4c"
                                 "Exif\0\0" EXIF)},
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

/* Returns: whether the file says that it was made then, and by what */
static gboolean
has_exif (GBytes *file, SfFileFormat format)
{
  return memmem (g_bytes_get_data (file, NULL), g_bytes_get_size (file), expected[format].exif,
                 expected[format].exif_size) != NULL;
}

static void
test_stamp (gconstpointer data)
{
  SfFileFormat format = (SfFileFormat) GPOINTER_TO_UINT (data);
  g_autoptr (GDateTime) when = g_date_time_new_utc (2026, 11, 22, 14, 5, 9);
  g_autoptr (GError) error = NULL;
  g_autoptr (SfImage) image = smooth_new ();
  g_autoptr (GBytes) bare = sf_file_format_encode (format, image, NULL);
  g_autoptr (GBytes) stamped = sf_stamp (format, bare, when, &error);
  g_autoptr (SfImage) before = sf_image_load (bare, NULL);
  g_autoptr (SfImage) after = NULL;

  g_assert_no_error (error);
  g_assert_false (has_exif (bare, format));
  g_assert_true (has_exif (stamped, format));
  after = sf_image_load (stamped, &error);
  g_assert_no_error (error);
  g_assert_cmpfloat (get_mean_difference (before, after), ==, 0);
}

/* A photograph from the other side may come with anything in it. */
static void
test_stamp_alone (void)
{
  g_autoptr (GDateTime) theirs = g_date_time_new_utc (2001, 1, 1, 0, 0, 0);
  g_autoptr (GDateTime) when = g_date_time_new_utc (2026, 11, 22, 14, 5, 9);
  g_autoptr (SfImage) image = smooth_new ();
  g_autoptr (GBytes) bare = sf_file_format_encode (SF_FILE_FORMAT_WEBP, image, NULL);
  g_autoptr (GBytes) foreign = sf_stamp (SF_FILE_FORMAT_WEBP, bare, theirs, NULL);
  g_autoptr (GBytes) stamped = sf_stamp (SF_FILE_FORMAT_WEBP, foreign, when, NULL);
  g_autoptr (GBytes) ours = sf_stamp (SF_FILE_FORMAT_WEBP, bare, when, NULL);

  g_assert_false (g_bytes_equal (stamped, foreign));
  g_assert_true (g_bytes_equal (stamped, ours));
}

static void
test_stamp_of_no_picture (gconstpointer data)
{
  g_autoptr (GDateTime) when = g_date_time_new_utc (2026, 11, 22, 14, 5, 9);
  g_autoptr (GBytes) bytes = g_bytes_new_static ("no picture", 10);
  g_autoptr (GError) error = NULL;

  g_assert_null (sf_stamp ((SfFileFormat) GPOINTER_TO_UINT (data), bytes, when, &error));
  g_assert_error (error, SF_ERROR, SF_ERROR_PICTURE);
}

static void
add (const char *name, guint format, GTestDataFunc test)
{
  g_autofree char *path =
    g_strdup_printf ("/image/file-format/%s/%s", expected[format].extension, name);

  g_test_add_data_func (path, GUINT_TO_POINTER (format), test);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < SF_N_FILE_FORMATS; i++) {
    add ("round-trip", i, test_round_trip);
    add ("stamp", i, test_stamp);
    add ("stamp-of-no-picture", i, test_stamp_of_no_picture);
  }
  g_test_add_func ("/image/file-format/webp/stamp-alone", test_stamp_alone);
  return g_test_run ();
}
