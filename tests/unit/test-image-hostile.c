/* Pictures that are none, not whole, too large or made to harm: a sentence, and never a crash. */

#include "app/image/sf-image.h"
#include "app/sf-error.h"
#include "tests/support/sf-test-files.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define WIDTH 61
#define HEIGHT 47

static void
assert_refused (GBytes *bytes, const char *sentence)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SfImage) image = sf_image_load (bytes, &error);

  g_assert_null (image);
  g_assert_error (error, SF_ERROR, SF_ERROR_PICTURE);
  g_assert_nonnull (strstr (error->message, sentence));
}

static GBytes *
make_file (int kind, SfImage *image)
{
  switch (kind) {
  case 0:
    return sf_image_encode_webp (image, 80, NULL);
  case 1:
    return sf_test_jpeg_new (image, SF_TEST_JPEG_COLOUR, 6, FALSE);
  case 2:
    return sf_test_jpeg_new (image, SF_TEST_JPEG_PROGRESSIVE, 0, FALSE);
  case 3:
    return sf_test_png_new (image, SF_TEST_PNG_PLAIN, 3);
  default:
    return sf_test_png_new (image, SF_TEST_PNG_INTERLACED | SF_TEST_PNG_ALPHA, 0);
  }
}

#define N_KINDS 5

static void
test_cut_short (void)
{
  g_autoptr (SfImage) image = sf_test_image_new (WIDTH, HEIGHT, 3);

  for (int kind = 0; kind < N_KINDS; kind++) {
    g_autoptr (GBytes) whole = make_file (kind, image);
    gsize size = g_bytes_get_size (whole);

    for (gsize length = 0; length < size - 2; length += 1 + length / 40) {
      g_autoptr (GBytes) part = g_bytes_new (g_bytes_get_data (whole, NULL), length);
      g_autoptr (GError) error = NULL;
      g_autoptr (SfImage) loaded = sf_image_load (part, &error);

      g_assert_null (loaded);
      g_assert_error (error, SF_ERROR, SF_ERROR_PICTURE);
      if (length > size * 9 / 10)
        g_assert_nonnull (strstr (error->message, "cut short"));
    }
  }
}

/* Any bytes may be wrong: an answer, and never a crash. */
static void
test_damaged (void)
{
  g_autoptr (SfImage) image = sf_test_image_new (WIDTH, HEIGHT, 3);
  g_autoptr (GRand) rand = g_rand_new_with_seed (21);

  for (int kind = 0; kind < N_KINDS; kind++) {
    g_autoptr (GBytes) whole = make_file (kind, image);

    for (int i = 0; i < 300; i++) {
      gsize size = g_bytes_get_size (whole);
      guint8 *data = g_memdup2 (g_bytes_get_data (whole, NULL), size);
      g_autoptr (GBytes) damaged = NULL;
      g_autoptr (SfImage) loaded = NULL;
      g_autoptr (GError) error = NULL;

      for (int k = 0; k <= i % 4; k++)
        data[g_rand_int_range (rand, 0, (gint32) size)] ^=
          (guint8) (1 << g_rand_int_range (rand, 0, 8));
      damaged = g_bytes_new_take (data, size);
      loaded = sf_image_load (damaged, &error);
      g_assert_true ((loaded == NULL) == (error != NULL));
    }
  }
}

static void
set_u16 (guint8 *p, guint value)
{
  p[0] = (guint8) (value >> 8);
  p[1] = (guint8) value;
}

/* Sizes beyond the limits are refused from the header, before a byte is allocated for them. */
static void
test_too_large (void)
{
  g_autoptr (SfImage) image = sf_test_image_new (WIDTH, HEIGHT, 3);
  g_autoptr (GBytes) jpeg = sf_test_jpeg_new (image, SF_TEST_JPEG_COLOUR, 0, FALSE);
  g_autoptr (GBytes) webp = NULL;
  gsize size;
  guint8 *data;

  data = g_bytes_unref_to_data (g_steal_pointer (&jpeg), &size);
  for (gsize i = 2; i + 9 < size; i += 2 + (gsize) (data[i + 2] << 8 | data[i + 3]))
    if (data[i + 1] == 0xc0) {
      set_u16 (data + i + 5, 16000);
      set_u16 (data + i + 7, 16000);
      break;
    }
  jpeg = g_bytes_new_take (data, size);
  assert_refused (jpeg, "Make it smaller");

  webp = sf_image_encode_webp (image, 80, NULL);
  data = g_bytes_unref_to_data (g_steal_pointer (&webp), &size);
  data[26] = data[28] = 0xff;
  data[27] = data[29] = 0x3f;
  webp = g_bytes_new_take (data, size);
  assert_refused (webp, "Make it smaller");
}

/* A small file that keeps a processor busy: every scan goes over the whole picture. */
static void
test_many_scans (void)
{
  g_autoptr (SfImage) image = sf_test_image_new (WIDTH, HEIGHT, 3);
  g_autoptr (GBytes) jpeg = sf_test_jpeg_new (image, SF_TEST_JPEG_MANY_SCANS, 0, FALSE);

  assert_refused (jpeg, "damaged");
}

/* The header alone of an animation of 5 x 5 pixels. */
static void
test_animation (void)
{
  static const guint8 data[] = "RIFF\x16\0\0\0WEBPVP8X\x0a\0\0\0\x02\0\0\0\x04\0\0\x04\0\0";
  g_autoptr (GBytes) webp = g_bytes_new_static (data, sizeof data - 1);

  assert_refused (webp, "animation");
}

static void
test_new_limits (void)
{
  static const int wrong[][2] = {{0, 5}, {5, 0}, {-1, 5}, {16384, 1}, {1, 16384}, {8001, 8000}};

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (sf_image_new (wrong[i][0], wrong[i][1], &error));
    g_assert_error (error, SF_ERROR, SF_ERROR_PICTURE);
  }
}

static void
test_not_a_picture (void)
{
  static const char *const texts[] = {"", "GIF89a", "<svg xmlns=", "RIFF\1\2\3\4WAVE", "\xff\xd8"};

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (GBytes) bytes = g_bytes_new_static (texts[i], strlen (texts[i]));

    assert_refused (bytes, "not a WebP, JPEG or PNG picture");
  }
}

static void
assert_file_refused (const char *path, const char *sentence)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (sf_image_load_file (path, &error));
  g_assert_error (error, SF_ERROR, SF_ERROR_PICTURE);
  g_assert_nonnull (strstr (error->message, sentence));
}

/* Mostly a hole, so that it takes no room on the disk. */
static void
test_large_file (void)
{
  g_autofree char *path = NULL;
  int fd = g_file_open_tmp ("sf-image-XXXXXX", &path, NULL);

  g_assert_cmpint (ftruncate (fd, 300 << 20), ==, 0);
  close (fd);
  assert_file_refused (path, "larger than 256 MiB");
  g_unlink (path);
}

static void
test_files (void)
{
  g_autofree char *folder = g_dir_make_tmp ("sf-image-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "a.jpg", NULL);
  g_autoptr (SfImage) image = sf_test_image_new (WIDTH, HEIGHT, 3);
  g_autoptr (GBytes) png = sf_image_encode_png (image, NULL);
  g_autoptr (SfImage) loaded = NULL;

  assert_file_refused (path, "No such file");
  assert_file_refused (folder, "Is a directory");
  assert_file_refused ("/dev/zero", "cannot be read");

  /* The name says JPEG; the content decides. */
  g_assert_true (g_file_set_contents (path, g_bytes_get_data (png, NULL),
                                      (gssize) g_bytes_get_size (png), NULL));
  loaded = sf_image_load_file (path, NULL);
  g_assert_nonnull (loaded);
  g_assert_cmpint (loaded->width, ==, WIDTH);

  g_unlink (path);
  g_rmdir (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/image/hostile/cut-short", test_cut_short);
  g_test_add_func ("/image/hostile/damaged", test_damaged);
  g_test_add_func ("/image/hostile/too-large", test_too_large);
  g_test_add_func ("/image/hostile/new-limits", test_new_limits);
  g_test_add_func ("/image/hostile/not-a-picture", test_not_a_picture);
  g_test_add_func ("/image/hostile/files", test_files);
  g_test_add_func ("/image/hostile/large-file", test_large_file);
  g_test_add_func ("/image/hostile/many-scans", test_many_scans);
  g_test_add_func ("/image/hostile/animation", test_animation);
  return g_test_run ();
}
