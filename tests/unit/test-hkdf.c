/* HKDF-SHA256 against the vectors of RFC 5869, appendix A. */

#include "net/crypto/sf-hkdf.h"
#include "tests/support/sf-test-vectors.h"

#include <string.h>

static const struct {
  const char *path;
  const char *ikm;
  const char *salt; /* NULL: none given */
  const char *info;
  const char *okm;
} vectors[] = {
  {
    "/net/hkdf/rfc5869-a1-basic",
    "0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b",
    "000102030405060708090a0b0c",
    "f0f1f2f3f4f5f6f7f8f9",
    "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865",
  },
  {
    "/net/hkdf/rfc5869-a2-long",
    "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"
    "202122232425262728292a2b2c2d2e2f303132333435363738393a3b3c3d3e3f"
    "404142434445464748494a4b4c4d4e4f",
    "606162636465666768696a6b6c6d6e6f707172737475767778797a7b7c7d7e7f"
    "808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f"
    "a0a1a2a3a4a5a6a7a8a9aaabacadaeaf",
    "b0b1b2b3b4b5b6b7b8b9babbbcbdbebfc0c1c2c3c4c5c6c7c8c9cacbcccdcecf"
    "d0d1d2d3d4d5d6d7d8d9dadbdcdddedfe0e1e2e3e4e5e6e7e8e9eaebecedeeef"
    "f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff",
    "b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c"
    "59045a99cac7827271cb41c65e590e09da3275600c2f09b8367793a9aca3db71"
    "cc30c58179ec3e87c14c01d5c1f3434f1d87",
  },
  {
    "/net/hkdf/rfc5869-a3-empty-salt-and-info",
    "0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b",
    NULL,
    "",
    "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8",
  },
};

static void
test_vector (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr (GBytes) ikm = sf_test_unhex (vectors[i].ikm);
  g_autoptr (GBytes) salt = sf_test_unhex (vectors[i].salt != NULL ? vectors[i].salt : "");
  g_autoptr (GBytes) info = sf_test_unhex (vectors[i].info);
  g_autoptr (GBytes) okm = sf_test_unhex (vectors[i].okm);
  guint8 out[128];

  sf_hkdf_sha256 (g_bytes_get_data (ikm, NULL), g_bytes_get_size (ikm),
                  g_bytes_get_data (salt, NULL), g_bytes_get_size (salt),
                  g_bytes_get_data (info, NULL), g_bytes_get_size (info), out,
                  g_bytes_get_size (okm));
  g_assert_cmpmem (out, g_bytes_get_size (okm), g_bytes_get_data (okm, NULL),
                   g_bytes_get_size (okm));
}

static void
test_no_salt_is_zeros (void)
{
  static const guint8 zeros[32];
  guint8 without[48];
  guint8 with[48];

  sf_hkdf_sha256 (zeros, sizeof zeros, NULL, 0, NULL, 0, without, sizeof without);
  sf_hkdf_sha256 (zeros, sizeof zeros, zeros, sizeof zeros, NULL, 0, with, sizeof with);
  g_assert_cmpmem (without, sizeof without, with, sizeof with);
}

/* The longest output begins as every shorter one does, and nothing is written behind the end. */
static void
test_sizes (void)
{
  const guint8 ikm[] = {1, 2, 3};
  static guint8 longest[SF_HKDF_MAX_SIZE];
  guint8 out[100];

  sf_hkdf_sha256 (ikm, sizeof ikm, NULL, 0, NULL, 0, longest, sizeof longest);
  for (gsize size = 0; size < sizeof out; size++) {
    memset (out, 0xee, sizeof out);
    sf_hkdf_sha256 (ikm, sizeof ikm, NULL, 0, NULL, 0, out, size);
    g_assert_cmpmem (out, size, longest, size);
    g_assert_cmpuint (out[size], ==, 0xee);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (vectors); i++)
    g_test_add_data_func (vectors[i].path, GSIZE_TO_POINTER (i), test_vector);
  g_test_add_func ("/net/hkdf/no-salt-is-zeros", test_no_salt_is_zeros);
  g_test_add_func ("/net/hkdf/sizes", test_sizes);
  return g_test_run ();
}
