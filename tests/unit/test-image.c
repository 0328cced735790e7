/* Pictures: three formats in all their kinds, and nothing of them but the pixels. */

#include "app/image/sf-image.h"
#include "app/sf-error.h"
#include "tests/support/sf-test-files.h"

#include <string.h>

#define WIDTH 61
#define HEIGHT 47

/* Large flat fields: what lossy formats keep. Each quarter has its own colour. */
static SfImage *
flat_new (int width, int height)
{
  static const guint8 colours[4][3] = {
    {230, 40, 30}, {30, 200, 60}, {40, 60, 220}, {240, 230, 220}};
  SfImage *image = sf_image_new (width, height, NULL);

  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      memcpy (image->pixels + y * image->stride + 3 * x,
              colours[2 * (y >= height / 2) + (x >= width / 2)], 3);

  return image;
}

static const guint8 *
pixel_at (SfImage *image, int x, int y)
{
  return image->pixels + y * image->stride + 3 * x;
}

static void
assert_like (
  SfImage *image, int x, int y, SfImage *original, int original_x, int original_y, int tolerance)
{
  for (int c = 0; c < 3; c++)
    g_assert_cmpint (
      ABS (pixel_at (image, x, y)[c] - pixel_at (original, original_x, original_y)[c]), <=,
      tolerance);
}

static SfImage *
load (GBytes *bytes)
{
  g_autoptr (GError) error = NULL;
  SfImage *image = sf_image_load (bytes, &error);

  g_assert_no_error (error);
  return image;
}

static void
test_webp (void)
{
  g_autoptr (SfImage) flat = flat_new (64, 48);
  g_autoptr (GBytes) bytes = sf_image_encode_webp (flat, 90, NULL);
  g_autoptr (SfImage) loaded = load (bytes);
  g_autoptr (SfImage) exact = sf_image_decode_exact (bytes, NULL);

  guint8 hashes[2][32];

  /* A photograph of ours gives the same pixels whoever reads it. */
  sf_image_hash (&loaded, 1, hashes[0]);
  sf_image_hash (&exact, 1, hashes[1]);
  g_assert_cmpmem (hashes[0], 32, hashes[1], 32);
  g_assert_cmpint (loaded->width, ==, 64);
  for (int i = 0; i < 4; i++) {
    int x = 16 + 32 * (i % 2), y = 12 + 24 * (i / 2);

    assert_like (loaded, x, y, flat, x, y, 6);
  }
}

static void
test_jpeg (void)
{
  g_autoptr (SfImage) flat = flat_new (64, 48);

  for (SfTestJpegKind kind = SF_TEST_JPEG_COLOUR; kind <= SF_TEST_JPEG_INKS; kind++) {
    g_autoptr (GBytes) bytes = sf_test_jpeg_new (flat, kind, 0, FALSE);
    g_autoptr (SfImage) loaded = load (bytes);

    for (int i = 0; i < 4; i++) {
      int x = 16 + 32 * (i % 2), y = 12 + 24 * (i / 2);

      if (kind == SF_TEST_JPEG_GREY)
        g_assert_cmpint (ABS (pixel_at (loaded, x, y)[0] - pixel_at (flat, x, y)[1]), <=, 3);
      else
        assert_like (loaded, x, y, flat, x, y, 4);
    }
  }
}

/* Where the stored picture's four quarters are seen, as EXIF 2.3 says. */
static void
check_turned (SfImage *turned, SfImage *stored, int orientation)
{
  static const int quarters[8][4] = {
    {0, 1, 2, 3}, {1, 0, 3, 2}, {3, 2, 1, 0}, {2, 3, 0, 1},
    {0, 2, 1, 3}, {2, 0, 3, 1}, {3, 1, 2, 0}, {1, 3, 0, 2},
  };

  g_assert_cmpint (turned->width, ==, orientation >= 5 ? stored->height : stored->width);
  g_assert_cmpint (turned->height, ==, orientation >= 5 ? stored->width : stored->height);
  for (int i = 0; i < 4; i++) {
    int from = quarters[orientation - 1][i];

    assert_like (turned, turned->width / 4 + turned->width / 2 * (i % 2),
                 turned->height / 4 + turned->height / 2 * (i / 2), stored,
                 stored->width / 4 + stored->width / 2 * (from % 2),
                 stored->height / 4 + stored->height / 2 * (from / 2), 6);
  }
}

static void
test_orientation (void)
{
  g_autoptr (SfImage) flat = flat_new (80, 48);

  for (int orientation = 1; orientation <= 8; orientation++) {
    g_autoptr (GBytes) jpeg =
      sf_test_jpeg_new (flat, SF_TEST_JPEG_COLOUR, orientation, orientation % 2 == 0);
    g_autoptr (GBytes) png = sf_test_png_new (flat, SF_TEST_PNG_PLAIN, orientation);
    g_autoptr (SfImage) from_jpeg = load (jpeg);
    g_autoptr (SfImage) from_png = load (png);
    int width, height;

    check_turned (from_jpeg, flat, orientation);
    check_turned (from_png, flat, orientation);
    g_assert_true (sf_image_peek_size (jpeg, &width, &height, NULL));
    g_assert_cmpint (width, ==, from_jpeg->width);
    g_assert_cmpint (height, ==, from_jpeg->height);
  }
}

static void
test_orientation_unknown (void)
{
  g_autoptr (SfImage) flat = flat_new (80, 48);
  g_autoptr (GBytes) bytes = sf_test_jpeg_new (flat, SF_TEST_JPEG_COLOUR, 9, FALSE);
  g_autoptr (SfImage) loaded = load (bytes);

  check_turned (loaded, flat, 1);
}

/* A VP8X chunk that promises EXIF, the picture's own chunk, the EXIF. */
static GBytes *
add_exif_to_webp (GBytes *webp, int width, int height, int orientation)
{
  g_autoptr (GBytes) exif = sf_test_exif_new (orientation, TRUE);
  gsize exif_size = g_bytes_get_size (exif);
  const guint8 *plain = g_bytes_get_data (webp, NULL);
  guint32 picture_size = (guint32) g_bytes_get_size (webp) - 12;
  guint32 riff_size = 4 + 18 + picture_size + 8 + (guint32) exif_size;
  guint8 extended[18] = {'V', 'P', '8', 'X', 10, 0, 0, 0, 8};
  guint8 header[8] = {'E', 'X', 'I', 'F', (guint8) exif_size};
  GByteArray *file = g_byte_array_new ();

  extended[12] = (guint8) (width - 1);
  extended[15] = (guint8) (height - 1);
  g_byte_array_append (file, (const guint8 *) "RIFF", 4);
  riff_size = GUINT32_TO_LE (riff_size);
  g_byte_array_append (file, (const guint8 *) &riff_size, 4);
  g_byte_array_append (file, (const guint8 *) "WEBP", 4);
  g_byte_array_append (file, extended, sizeof extended);
  g_byte_array_append (file, plain + 12, picture_size);
  g_byte_array_append (file, header, sizeof header);
  g_byte_array_append (file, g_bytes_get_data (exif, NULL), (guint) exif_size);

  return g_byte_array_free_to_bytes (file);
}

static void
test_orientation_webp (void)
{
  g_autoptr (SfImage) flat = flat_new (80, 48);
  g_autoptr (GBytes) plain = sf_image_encode_webp (flat, 95, NULL);
  g_autoptr (GBytes) bytes = add_exif_to_webp (plain, 80, 48, 6);
  g_autoptr (SfImage) loaded = load (bytes);

  check_turned (loaded, flat, 6);
}

static void
check_png_pixel (SfImage *loaded, SfImage *image, SfTestPngFlags flags, int x, int y)
{
  const guint8 *original = pixel_at (image, x, y);
  int alpha = (flags & SF_TEST_PNG_ALPHA) != 0 ? x * 255 / image->width : 255;

  for (int c = 0; c < 3; c++) {
    int sample = (flags & SF_TEST_PNG_GREY) != 0 ? original[1] : original[c];

    if ((flags & SF_TEST_PNG_PALETTE) != 0)
      sample = sample >= 128 ? 255 : 0;
    if (alpha == 0)
      sample = 255;
    if (alpha == 0 || alpha == 255)
      g_assert_cmpint (pixel_at (loaded, x, y)[c], ==, sample);
    else
      g_assert_cmpint (pixel_at (loaded, x, y)[c], >=, sample);
  }
}

static void
test_png (void)
{
  static const SfTestPngFlags kinds[] = {
    SF_TEST_PNG_PLAIN,
    SF_TEST_PNG_16_BIT,
    SF_TEST_PNG_GREY,
    SF_TEST_PNG_GREY | SF_TEST_PNG_16_BIT,
    SF_TEST_PNG_ALPHA,
    SF_TEST_PNG_ALPHA | SF_TEST_PNG_GREY | SF_TEST_PNG_INTERLACED,
    SF_TEST_PNG_ALPHA | SF_TEST_PNG_16_BIT,
    SF_TEST_PNG_INTERLACED,
    SF_TEST_PNG_PALETTE,
    SF_TEST_PNG_PALETTE | SF_TEST_PNG_INTERLACED,
  };
  g_autoptr (SfImage) image = sf_test_image_new (WIDTH, HEIGHT, 3);

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++) {
    g_autoptr (GBytes) bytes = sf_test_png_new (image, kinds[i], 0);
    g_autoptr (SfImage) loaded = load (bytes);

    for (int y = 0; y < HEIGHT; y++)
      for (int x = 0; x < WIDTH; x++)
        check_png_pixel (loaded, image, kinds[i], x, y);
  }
}

static void
test_png_round_trip (void)
{
  g_autoptr (SfImage) image = sf_test_image_new (WIDTH, HEIGHT, 3);
  g_autoptr (GBytes) bytes = sf_image_encode_png (image, NULL);
  g_autoptr (SfImage) loaded = load (bytes);
  guint8 before[32], after[32];

  sf_image_hash (&image, 1, before);
  sf_image_hash (&loaded, 1, after);
  g_assert_cmpmem (after, 32, before, 32);
}

static void
test_shrink (void)
{
  g_autoptr (SfImage) image = sf_test_image_new (120, 90, 3);
  g_autoptr (SfImage) same = sf_image_shrink (image, 120, 200, NULL);
  g_autoptr (SfImage) half = sf_image_shrink (image, 60, 200, NULL);
  g_autoptr (SfImage) low = sf_image_shrink (image, 500, 1, NULL);

  g_assert_true (same == image);
  g_assert_cmpint (half->width, ==, 60);
  g_assert_cmpint (half->height, ==, 45);
  g_assert_cmpint (ABS (4 * pixel_at (half, 7, 7)[1] - pixel_at (image, 14, 14)[1] -
                        pixel_at (image, 15, 14)[1] - pixel_at (image, 14, 15)[1] -
                        pixel_at (image, 15, 15)[1]),
                   <=, 2);
  g_assert_cmpint (low->width, ==, 1);
  g_assert_cmpint (low->height, ==, 1);
}

/* SHA-256 of 02 00 00 00 01 00 00 00 01 02 03 04 05 06, by sha256sum. */
static void
test_hash (void)
{
  static const char expected[] = "f25af82c68d29a6c012779bae23ccc6e5640b399d8b0e0b4eddb25ea7f2a61dd";
  g_autoptr (SfImage) image = sf_image_new (2, 1, NULL);
  SfImage *twice[2] = {image, image};
  g_autofree char *hex = NULL;
  guint8 hash[32], both[32];
  GString *text = g_string_new (NULL);

  for (guint8 i = 0; i < 6; i++)
    image->pixels[i] = i + 1;
  sf_image_hash (&image, 1, hash);
  for (int i = 0; i < 32; i++)
    g_string_append_printf (text, "%02x", hash[i]);
  hex = g_string_free (text, FALSE);
  g_assert_cmpstr (hex, ==, expected);

  sf_image_hash (twice, 2, both);
  g_assert_cmpint (memcmp (both, hash, 32), !=, 0);
}

/* Padding between the rows is no part of the picture. */
static void
test_hash_skips_padding (void)
{
  guint8 padded[] = {1, 2, 3, 99, 4, 5, 6, 98};
  guint8 tight[] = {1, 2, 3, 4, 5, 6};
  SfImage a = {.width = 1, .height = 2, .stride = 4, .pixels = padded};
  SfImage b = {.width = 1, .height = 2, .stride = 3, .pixels = tight};
  SfImage *images[2] = {&a, &b};
  guint8 hashes[2][32];

  for (int i = 0; i < 2; i++)
    sf_image_hash (&images[i], 1, hashes[i]);
  g_assert_cmpmem (hashes[0], 32, hashes[1], 32);
}

/* What the other side would refuse for its size is made smaller. */
static void
test_webp_within (void)
{
  g_autoptr (SfImage) image = sf_test_image_new (WIDTH, HEIGHT, 3);
  g_autoptr (GBytes) best = sf_image_encode_webp (image, SF_IMAGE_WEBP_QUALITY, NULL);
  gsize size = g_bytes_get_size (best);
  g_autoptr (GBytes) fits = sf_image_encode_webp_within (image, size, NULL);
  g_autoptr (GBytes) smaller = sf_image_encode_webp_within (image, size - 1, NULL);
  g_autoptr (SfImage) decoded = sf_image_decode_exact (smaller, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_bytes_equal (fits, best));
  g_assert_cmpuint (g_bytes_get_size (smaller), <, size);
  g_assert_cmpint (decoded->width, ==, WIDTH);
  g_assert_null (sf_image_encode_webp_within (image, 20, &error));
  g_assert_error (error, SF_ERROR, SF_ERROR_PICTURE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/image/webp", test_webp);
  g_test_add_func ("/image/webp/within", test_webp_within);
  g_test_add_func ("/image/jpeg", test_jpeg);
  g_test_add_func ("/image/png", test_png);
  g_test_add_func ("/image/png/round-trip", test_png_round_trip);
  g_test_add_func ("/image/orientation", test_orientation);
  g_test_add_func ("/image/orientation/unknown", test_orientation_unknown);
  g_test_add_func ("/image/orientation/webp", test_orientation_webp);
  g_test_add_func ("/image/shrink", test_shrink);
  g_test_add_func ("/image/hash", test_hash);
  g_test_add_func ("/image/hash/skips-padding", test_hash_skips_padding);
  return g_test_run ();
}
