/* Test vectors from tests/unit/data, with their bytes in hex. */

#include "tests/support/sf-test-vectors.h"

#include <string.h>

GKeyFile *
sf_test_vectors_load (const char *name)
{
  GKeyFile *vectors = g_key_file_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;

  path = g_build_filename (g_getenv ("SF_SOURCE_ROOT"), "tests", "unit", "data", name, NULL);
  g_key_file_load_from_file (vectors, path, G_KEY_FILE_NONE, &error);
  g_assert_no_error (error);

  return vectors;
}

GBytes *
sf_test_unhex (const char *hex)
{
  gsize size = strlen (hex) / 2;
  guint8 *bytes = g_malloc (size);

  g_assert_cmpuint (strlen (hex) % 2, ==, 0);
  for (gsize i = 0; i < size; i++) {
    g_assert_true (g_ascii_isxdigit (hex[2 * i]) && g_ascii_isxdigit (hex[2 * i + 1]));
    bytes[i] = g_ascii_xdigit_value (hex[2 * i]) << 4 | g_ascii_xdigit_value (hex[2 * i + 1]);
  }

  return g_bytes_new_take (bytes, size);
}

GBytes *
sf_test_vectors_get (GKeyFile *vectors, const char *group, const char *key)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *hex = g_key_file_get_string (vectors, group, key, &error);

  g_assert_no_error (error);
  return sf_test_unhex (hex);
}
