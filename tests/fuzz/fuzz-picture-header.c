/* The headers of picture files: a size within the limits, or a sentence. */

#include "app/image/sf-image.h"

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, size);
  g_autoptr (GError) error = NULL;
  int width = 0, height = 0;

  if (sf_image_peek_size (bytes, &width, &height, &error)) {
    g_assert_null (error);
    g_assert_true (width >= 1 && width <= SF_IMAGE_MAX_SIDE);
    g_assert_true (height >= 1 && height <= SF_IMAGE_MAX_SIDE);
    g_assert_true ((gint64) width * height <= SF_IMAGE_MAX_PIXELS);
  } else {
    g_assert_nonnull (error);
  }

  return 0;
}
