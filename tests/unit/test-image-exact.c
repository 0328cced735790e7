/* The exchanged photograph: the same pixels everywhere, and nothing but photographs. */

#include "app/image/sf-image.h"
#include "app/sf-error.h"
#include "tests/support/sf-test-files.h"

#include <string.h>
#include <webp/encode.h>

static GBytes *
read_data (const char *name)
{
  g_autofree char *path =
    g_build_filename (g_getenv ("SF_SOURCE_ROOT"), "tests", "unit", "data", name, NULL);
  g_autoptr (GError) error = NULL;
  char *contents;
  gsize size;

  g_file_get_contents (path, &contents, &size, &error);
  g_assert_no_error (error);
  return g_bytes_new_take (contents, size);
}

static char *
hash_text (SfImage *image)
{
  guint8 hash[32];
  GString *text = g_string_new (NULL);

  sf_image_hash (&image, 1, hash);
  for (int i = 0; i < 32; i++)
    g_string_append_printf (text, "%02x", hash[i]);
  return g_string_free (text, FALSE);
}

/* The hash was computed in Python, see tests/unit/data/make-photo.py. */
static void
test_golden (void)
{
  g_autoptr (GBytes) webp = read_data ("photo.webp");
  g_autoptr (GBytes) expected = read_data ("photo.sha256");
  g_autoptr (GError) error = NULL;
  g_autoptr (SfImage) image = sf_image_decode_exact (webp, &error);
  g_autofree char *text = NULL;

  g_assert_no_error (error);
  text = hash_text (image);
  g_assert_cmpmem (text, 64, g_bytes_get_data (expected, NULL), 64);
}

static void
assert_refused (GBytes *webp, const char *sentence)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (sf_image_decode_exact (webp, &error));
  g_assert_error (error, SF_ERROR, SF_ERROR_PICTURE);
  g_assert_nonnull (strstr (error->message, sentence));
}

static GBytes *
encode_rgba (gboolean lossless, guint8 alpha)
{
  guint8 pixels[4 * 16 * 16], *data = NULL;
  gsize size;

  for (int i = 0; i < 16 * 16; i++)
    memcpy (pixels + 4 * i, (guint8[4]){(guint8) i, 100, 50, alpha}, 4);
  size = lossless ? WebPEncodeLosslessRGBA (pixels, 16, 16, 64, &data)
                  : WebPEncodeRGBA (pixels, 16, 16, 64, 80, &data);
  g_assert_cmpuint (size, >, 0);
  return g_bytes_new_with_free_func (data, size, WebPFree, data);
}

static void
test_refuses_other_kinds (void)
{
  g_autoptr (GBytes) lossless = encode_rgba (TRUE, 255);
  g_autoptr (GBytes) transparent = encode_rgba (FALSE, 100);
  g_autoptr (GBytes) opaque = encode_rgba (FALSE, 255);
  g_autoptr (SfImage) image = sf_image_decode_exact (opaque, NULL);

  g_assert_nonnull (image);
  assert_refused (lossless, "does not send");
  assert_refused (transparent, "does not send");
}

static void
test_refuses_parts (void)
{
  g_autoptr (GBytes) webp = read_data ("photo.webp");
  gsize size = g_bytes_get_size (webp);

  for (gsize length = 30; length < size - 1; length += 17) {
    g_autoptr (GBytes) part = g_bytes_new (g_bytes_get_data (webp, NULL), length);

    assert_refused (part, "cut short");
  }
}

static void
test_encode_carries_no_metadata (void)
{
  g_autoptr (SfImage) image = sf_test_image_new (33, 21, 1);
  g_autoptr (GBytes) webp = NULL;
  const guint8 *data;

  webp = sf_image_encode_webp (image, 85, NULL);
  data = g_bytes_get_data (webp, NULL);
  /* One chunk alone, of the plain lossy kind. */
  g_assert_cmpmem (data, 4, "RIFF", 4);
  g_assert_cmpmem (data + 12, 4, "VP8 ", 4);
  g_assert_cmpuint (data[16] | data[17] << 8, ==, g_bytes_get_size (webp) - 20);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/image/exact/golden", test_golden);
  g_test_add_func ("/image/exact/refuses-other-kinds", test_refuses_other_kinds);
  g_test_add_func ("/image/exact/refuses-parts", test_refuses_parts);
  g_test_add_func ("/image/exact/encode-carries-no-metadata", test_encode_carries_no_metadata);
  return g_test_run ();
}
