/* Phase keys and boxes, against vectors of the Python client (tests/interop/spake2-vectors). */

#include "net/crypto/sf-phase-box.h"
#include "net/sf-net-error.h"
#include "tests/support/sf-test-vectors.h"

#include <string.h>

static const guint8 key[32] = {1, 2, 3};

static void
test_python_phases (void)
{
  g_autoptr (GKeyFile) vectors = sf_test_vectors_load ("spake2.ini");
  g_auto (GStrv) groups = g_key_file_get_groups (vectors, NULL);
  int n = 0;

  for (gsize i = 0; groups[i] != NULL; i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (GBytes) python_key = NULL;
    g_autoptr (GBytes) body = NULL;
    g_autoptr (GBytes) expected = NULL;
    g_autoptr (GBytes) plaintext = NULL;
    g_autofree char *side = NULL;
    g_autofree char *phase = NULL;

    if (!g_str_has_prefix (groups[i], "phase "))
      continue;
    python_key = sf_test_vectors_get (vectors, groups[i], "key");
    body = sf_test_vectors_get (vectors, groups[i], "body");
    expected = sf_test_vectors_get (vectors, groups[i], "plaintext");
    side = g_key_file_get_string (vectors, groups[i], "side", NULL);
    phase = g_key_file_get_string (vectors, groups[i], "phase", NULL);

    plaintext = sf_phase_box_open (g_bytes_get_data (python_key, NULL), side, phase, body, &error);
    g_assert_no_error (error);
    g_assert_true (g_bytes_equal (plaintext, expected));
    n++;
  }
  g_assert_cmpint (n, ==, 4);
}

static void
test_python_derived (void)
{
  g_autoptr (GKeyFile) vectors = sf_test_vectors_load ("spake2.ini");
  g_auto (GStrv) groups = g_key_file_get_groups (vectors, NULL);
  int n = 0;

  for (gsize i = 0; groups[i] != NULL; i++) {
    g_autoptr (GBytes) python_key = NULL;
    g_autoptr (GBytes) expected = NULL;
    g_autofree char *purpose = NULL;
    guint8 out[64];

    if (!g_str_has_prefix (groups[i], "derive "))
      continue;
    python_key = sf_test_vectors_get (vectors, groups[i], "key");
    expected = sf_test_vectors_get (vectors, groups[i], "out");
    purpose = g_key_file_get_string (vectors, groups[i], "purpose", NULL);

    sf_phase_box_derive (g_bytes_get_data (python_key, NULL), purpose, out,
                         g_bytes_get_size (expected));
    g_assert_cmpmem (out, g_bytes_get_size (expected), g_bytes_get_data (expected, NULL),
                     g_bytes_get_size (expected));
    n++;
  }
  g_assert_cmpint (n, ==, 6);
}

static void
test_round_trip (void)
{
  for (gsize size = 0; size < 70; size++) {
    g_autofree guint8 *bytes = g_malloc0 (size + 1);
    g_autoptr (GBytes) plaintext = g_bytes_new (bytes, size);
    g_autoptr (GBytes) body = sf_phase_box_seal (key, "aa", "0", plaintext);
    g_autoptr (GBytes) opened = sf_phase_box_open (key, "aa", "0", body, NULL);

    g_assert_cmpuint (g_bytes_get_size (body), ==, size + SF_PHASE_BOX_OVERHEAD);
    g_assert_true (g_bytes_equal (opened, plaintext));
  }
}

/* Two boxes of the same plaintext share no nonce, so not a byte more than chance has it. */
static void
test_fresh_nonce (void)
{
  g_autoptr (GBytes) plaintext = g_bytes_new_static ("hello", 5);
  g_autoptr (GBytes) one = sf_phase_box_seal (key, "aa", "0", plaintext);
  g_autoptr (GBytes) other = sf_phase_box_seal (key, "aa", "0", plaintext);

  g_assert_cmpint (memcmp (g_bytes_get_data (one, NULL), g_bytes_get_data (other, NULL), 24), !=,
                   0);
}

static void
assert_refused (const guint8 *with_key, const char *side, const char *phase, GBytes *body)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (sf_phase_box_open (with_key, side, phase, body, &error));
  g_assert_error (error, SF_NET_ERROR, SF_NET_ERROR_WRONG_CODE);
}

static void
test_refuses (void)
{
  static const guint8 other_key[32] = {1, 2, 4};
  g_autoptr (GBytes) plaintext = g_bytes_new_static ("hello", 5);
  g_autoptr (GBytes) body = sf_phase_box_seal (key, "aa", "0", plaintext);

  assert_refused (other_key, "aa", "0", body);
  assert_refused (key, "ab", "0", body);
  assert_refused (key, "aa", "1", body);
  assert_refused (key, "0", "aa", body);
}

static void
test_tampered (void)
{
  g_autoptr (GBytes) plaintext = g_bytes_new_static ("hello", 5);
  g_autoptr (GBytes) body = sf_phase_box_seal (key, "aa", "0", plaintext);
  gsize size = g_bytes_get_size (body);

  for (gsize i = 0; i < size; i++) {
    guint8 *bytes = g_memdup2 (g_bytes_get_data (body, NULL), size);
    g_autoptr (GBytes) tampered = g_bytes_new_take (bytes, size);
    g_autoptr (GBytes) cut = g_bytes_new_from_bytes (body, 0, i);

    bytes[i] ^= 1;
    assert_refused (key, "aa", "0", tampered);
    assert_refused (key, "aa", "0", cut);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/net/phase-box/opens-python-phases", test_python_phases);
  g_test_add_func ("/net/phase-box/derives-as-python", test_python_derived);
  g_test_add_func ("/net/phase-box/round-trip", test_round_trip);
  g_test_add_func ("/net/phase-box/fresh-nonce", test_fresh_nonce);
  g_test_add_func ("/net/phase-box/refuses-other-key-side-phase", test_refuses);
  g_test_add_func ("/net/phase-box/refuses-tampered-and-cut", test_tampered);
  return g_test_run ();
}
