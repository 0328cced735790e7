/* Keying: two that share a code get one key and read each other; everybody else is told apart. */

#include "net/rendezvous/sf-keying.h"
#include "net/sf-net-error.h"

#include <string.h>

#define APPID "example.org/test"

typedef struct {
  SfKeying *a;
  SfKeying *b;
} Pair;

static GBytes *
bytes (const char *text)
{
  return g_bytes_new (text, strlen (text));
}

static void
assert_text (GBytes *got, const char *text)
{
  g_assert_nonnull (got);
  g_assert_cmpmem (g_bytes_get_data (got, NULL), g_bytes_get_size (got), text, strlen (text));
}

static void
pair_init (Pair *pair, const char *code_a, const char *code_b)
{
  g_autoptr (GBytes) hello_a = bytes ("{\"i\":\"a\"}");
  g_autoptr (GBytes) hello_b = bytes ("{\"i\":\"b\"}");

  pair->a = sf_keying_new (APPID, "sideA", code_a, hello_a);
  pair->b = sf_keying_new (APPID, "sideB", code_b, hello_b);
}

static void
pair_clear (Pair *pair)
{
  sf_keying_free (pair->a);
  sf_keying_free (pair->b);
}

/* Both exchange `pake`. */
static void
pair_meet (Pair *pair, GBytes **ret_version_a, GBytes **ret_version_b)
{
  g_autoptr (GBytes) pake_a = sf_keying_dup_pake (pair->a);
  g_autoptr (GBytes) pake_b = sf_keying_dup_pake (pair->b);
  g_autoptr (GError) error = NULL;

  sf_keying_receive_pake (pair->a, "sideB", pake_b, ret_version_a, &error);
  g_assert_no_error (error);
  sf_keying_receive_pake (pair->b, "sideA", pake_a, ret_version_b, &error);
  g_assert_no_error (error);
}

static void
test_confirms (void)
{
  Pair pair;
  g_autoptr (GBytes) version_a = NULL;
  g_autoptr (GBytes) version_b = NULL;
  g_autoptr (GBytes) hello_a = NULL;
  g_autoptr (GBytes) hello_b = NULL;

  pair_init (&pair, "7-one-two", "7-one-two");
  pair_meet (&pair, &version_a, &version_b);
  g_assert_null (sf_keying_get_key (pair.a));
  hello_b = sf_keying_open (pair.a, "version", version_b, NULL);
  assert_text (hello_b, "{\"i\":\"b\"}");
  hello_a = sf_keying_open (pair.b, "version", version_a, NULL);
  assert_text (hello_a, "{\"i\":\"a\"}");
  g_assert_true (sf_keying_is_confirmed (pair.a));
  g_assert_cmpmem (sf_keying_get_key (pair.a), 32, sf_keying_get_key (pair.b), 32);
  pair_clear (&pair);
}

static void
test_seals (void)
{
  Pair pair;
  g_autoptr (GBytes) version_a = NULL;
  g_autoptr (GBytes) version_b = NULL;
  g_autoptr (GBytes) hello_a = NULL;
  g_autoptr (GBytes) hello_b = NULL;
  g_autoptr (GError) error = NULL;

  pair_init (&pair, "7-one-two", "7-one-two");
  pair_meet (&pair, &version_a, &version_b);
  hello_b = sf_keying_open (pair.a, "version", version_b, NULL);
  hello_a = sf_keying_open (pair.b, "version", version_a, NULL);
  g_assert_true (hello_a != NULL && hello_b != NULL);
  for (guint i = 0; i < 3; i++) {
    g_autofree char *expected = g_strdup_printf ("%u", i);
    g_autofree char *phase = NULL;
    g_autoptr (GBytes) plaintext = bytes ("hello");
    g_autoptr (GBytes) body = sf_keying_seal (pair.a, plaintext, &phase);
    g_autoptr (GBytes) opened = sf_keying_open (pair.b, phase, body, NULL);

    g_assert_cmpstr (phase, ==, expected);
    assert_text (opened, "hello");
    g_assert_null (sf_keying_open (pair.b, "9", body, &error));
    g_assert_error (error, SF_NET_ERROR, SF_NET_ERROR_PROTOCOL);
    g_clear_error (&error);
  }
  pair_clear (&pair);
}

static void
test_tells_wrong_code (void)
{
  Pair pair;
  g_autoptr (GBytes) version_a = NULL;
  g_autoptr (GBytes) version_b = NULL;
  g_autoptr (GError) error = NULL;

  pair_init (&pair, "7-one-two", "7-one-three");
  pair_meet (&pair, &version_a, &version_b);
  g_assert_null (sf_keying_open (pair.a, "version", version_b, &error));
  g_assert_error (error, SF_NET_ERROR, SF_NET_ERROR_WRONG_CODE);
  g_clear_error (&error);
  g_assert_null (sf_keying_open (pair.b, "version", version_a, &error));
  g_assert_error (error, SF_NET_ERROR, SF_NET_ERROR_WRONG_CODE);
  g_assert_null (sf_keying_get_key (pair.b));
  pair_clear (&pair);
}

static void
test_refuses_bad_pake (void)
{
  static const char *const bodies[] = {
    "",
    "{}",
    "[]",
    "{\"pake_v1\":7}",
    "{\"pake_v1\":\"\"}",
    "{\"pake_v1\":\"53\"}",
    "{\"pake_v1\":\"zz\"}",
    "{\"pake_v1\":\"530000000000000000000000000000000000000000000000000000000000000000\"}",
    "{\"pake_v1\":\"5300000000000000000000000000000000000000000000000000000000000000000000\"}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (bodies); i++) {
    Pair pair;
    g_autoptr (GBytes) body = bytes (bodies[i]);
    g_autoptr (GError) error = NULL;
    GBytes *version;

    pair_init (&pair, "7-one-two", "7-one-two");
    g_assert_false (sf_keying_receive_pake (pair.a, "sideB", body, &version, &error));
    g_assert_error (error, SF_NET_ERROR, SF_NET_ERROR_PROTOCOL);
    pair_clear (&pair);
  }
}

static void
test_refuses_reflection (void)
{
  Pair pair;
  g_autoptr (GBytes) pake = NULL;
  g_autoptr (GError) error = NULL;
  GBytes *version;

  pair_init (&pair, "7-one-two", "7-one-two");
  pake = sf_keying_dup_pake (pair.a);
  g_assert_false (sf_keying_receive_pake (pair.a, "sideB", pake, &version, &error));
  g_assert_error (error, SF_NET_ERROR, SF_NET_ERROR_PROTOCOL);
  pair_clear (&pair);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/net/keying/confirms", test_confirms);
  g_test_add_func ("/net/keying/seals", test_seals);
  g_test_add_func ("/net/keying/tells-wrong-code", test_tells_wrong_code);
  g_test_add_func ("/net/keying/refuses-bad-pake", test_refuses_bad_pake);
  g_test_add_func ("/net/keying/refuses-reflection", test_refuses_reflection);
  return g_test_run ();
}
