/* The picture of a request: any picture becomes small enough, and nothing large is decoded. */

#include "app/session/sf-request-picture.h"
#include "app/sf-error.h"
#include "tests/support/sf-test-files.h"

#include <string.h>

static void
check_fits (SfImage *image)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) webp = sf_request_picture_encode (image, &error);
  g_autoptr (SfImage) decoded = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (webp), <=, SF_REQUEST_PICTURE_MAX_BYTES);
  decoded = sf_request_picture_decode (webp, &error);
  g_assert_no_error (error);
  g_assert_cmpint (decoded->width, <=, image->width);
  /* The proportions stay, within a pixel. */
  g_assert_cmpint (ABS (decoded->width * image->height - decoded->height * image->width), <=,
                   MAX (image->width, image->height));
}

static SfImage *
noise_new (int width, int height)
{
  SfImage *image = sf_image_new (width, height, NULL);
  g_autoptr (GRand) random = g_rand_new_with_seed (3);

  for (int y = 0; y < height; y++)
    for (int x = 0; x < 3 * width; x++)
      image->pixels[y * image->stride + x] = (guint8) g_rand_int (random);

  return image;
}

static void
test_fits (void)
{
  static const struct {
    int width;
    int height;
  } sizes[] = {{1, 1}, {64, 48}, {640, 640}, {1600, 1200}, {2000, 100}};

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++) {
    g_autoptr (SfImage) drawn = sf_test_image_new (sizes[i].width, sizes[i].height, 5);
    g_autoptr (SfImage) noise = noise_new (sizes[i].width, sizes[i].height);

    check_fits (drawn);
    check_fits (noise);
  }
}

static void
check_refused (GBytes *bytes)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (sf_request_picture_decode (bytes, &error));
  g_assert_error (error, SF_ERROR, SF_ERROR_PICTURE);
}

/* A picture one pixel too wide compresses to a few hundred bytes; its size alone refuses it. */
static void
test_refuses_large (void)
{
  g_autoptr (SfImage) allowed = sf_image_new (SF_REQUEST_PICTURE_MAX_SIDE, 2, NULL);
  g_autoptr (SfImage) wide = sf_image_new (SF_REQUEST_PICTURE_MAX_SIDE + 1, 2, NULL);
  g_autoptr (SfImage) tall = sf_image_new (2, SF_REQUEST_PICTURE_MAX_SIDE + 1, NULL);
  g_autoptr (GBytes) allowed_webp = NULL;
  g_autoptr (GBytes) wide_webp = NULL;
  g_autoptr (GBytes) tall_webp = NULL;
  g_autoptr (SfImage) decoded = NULL;

  memset (allowed->pixels, 0, allowed->stride * (gsize) allowed->height);
  memset (wide->pixels, 0, wide->stride * (gsize) wide->height);
  memset (tall->pixels, 0, tall->stride * (gsize) tall->height);
  allowed_webp = sf_image_encode_webp (allowed, 50, NULL);
  wide_webp = sf_image_encode_webp (wide, 50, NULL);
  tall_webp = sf_image_encode_webp (tall, 50, NULL);

  decoded = sf_request_picture_decode (allowed_webp, NULL);
  g_assert_nonnull (decoded);
  check_refused (wide_webp);
  check_refused (tall_webp);
}

static void
test_refuses_other (void)
{
  g_autoptr (SfImage) image = sf_test_image_new (64, 48, 1);
  g_autoptr (GBytes) png = sf_image_encode_png (image, NULL);
  g_autoptr (GBytes) webp = sf_image_encode_webp (image, 50, NULL);
  g_autoptr (GBytes) half = g_bytes_new_from_bytes (webp, 0, g_bytes_get_size (webp) / 2);
  g_autoptr (GBytes) nothing = g_bytes_new_static ("", 0);
  gsize long_size = SF_REQUEST_PICTURE_MAX_BYTES + 1;
  g_autofree guint8 *long_data = g_malloc0 (long_size);
  g_autoptr (GBytes) long_webp = NULL;

  /* A good picture with too many bytes behind it. */
  memcpy (long_data, g_bytes_get_data (webp, NULL), g_bytes_get_size (webp));
  long_webp = g_bytes_new_take (g_steal_pointer (&long_data), long_size);

  check_refused (png);
  check_refused (half);
  check_refused (nothing);
  check_refused (long_webp);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/request-picture/fits", test_fits);
  g_test_add_func ("/app/request-picture/refuses-large", test_refuses_large);
  g_test_add_func ("/app/request-picture/refuses-other", test_refuses_other);
  return g_test_run ();
}
