/* Whole picture files: a picture of the size that its header says, or a sentence. */

#include "app/image/sf-image.h"

/* Larger ones take the same ways through the code, and more time. */
#define MAX_PIXELS (512 * 512)

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

static void
check_image (SfImage *image, GError *error, int width, int height)
{
  g_assert_true ((image == NULL) == (error != NULL));
  if (image == NULL)
    return;

  g_assert_cmpint (image->width, ==, width);
  g_assert_cmpint (image->height, ==, height);
  g_assert_cmpuint (image->stride, >=, (gsize) 3 * width);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, size);
  g_autoptr (SfImage) loaded = NULL;
  g_autoptr (SfImage) exact = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) exact_error = NULL;
  int width, height;

  if (!sf_image_peek_size (bytes, &width, &height, NULL) || (gint64) width * height > MAX_PIXELS)
    return 0;

  loaded = sf_image_load (bytes, &error);
  check_image (loaded, error, width, height);
  exact = sf_image_decode_exact (bytes, &exact_error);
  if (exact != NULL)
    g_assert_cmpint (exact->width * exact->height, ==, width * height);

  return 0;
}
