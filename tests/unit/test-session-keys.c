/* Session keys: the same on both sides, different for each direction, use and hello. */

#include "net/crypto/sf-session-keys.h"
#include "net/sf-net-error.h"
#include "tests/support/sf-test-vectors.h"

#include <string.h>

static const guint8 pake_key[32] = {42};

static void
derive (const char *own_side,
        const char *own_hello,
        const char *peer_side,
        const char *peer_hello,
        SfSessionKeys *ret_keys)
{
  g_autoptr (GBytes) own = g_bytes_new_static (own_hello, strlen (own_hello));
  g_autoptr (GBytes) peer = g_bytes_new_static (peer_hello, strlen (peer_hello));
  g_autoptr (GError) error = NULL;

  g_assert_true (
    sf_session_keys_derive (pake_key, own_side, own, peer_side, peer, ret_keys, &error));
  g_assert_no_error (error);
}

static gboolean
same (const guint8 *a, const guint8 *b)
{
  return memcmp (a, b, SF_DATA_KEY_SIZE) == 0;
}

static void
test_symmetric (void)
{
  SfSessionKeys one;
  SfSessionKeys other;

  derive ("aa", "hello of aa", "bb", "hello of bb", &one);
  derive ("bb", "hello of bb", "aa", "hello of aa", &other);

  g_assert_true (same (one.data_send, other.data_receive));
  g_assert_true (same (one.data_receive, other.data_send));
  g_assert_true (same (one.media_send, other.media_receive));
  g_assert_true (same (one.media_receive, other.media_send));
}

/* Made by Python's hmac. A change of these bytes is a new version of the protocol. */
static void
test_fixed (void)
{
  g_autoptr (GBytes) data_send =
    sf_test_unhex ("9ef2e52e4f15172927b6309e40cc2ff471db4e720a1fdcd51b6ad5c9fac46404");
  g_autoptr (GBytes) media =
    sf_test_unhex ("0df95ca4c55328ab80683b163e3bb997e4e77a18315f3a7e6009966b");
  guint8 key_and_salt[SF_MEDIA_KEY_SIZE];
  SfSessionKeys keys;

  derive ("aa", "hello of aa", "bb", "hello of bb", &keys);
  sf_session_keys_media (keys.media_send, 7, key_and_salt);

  g_assert_cmpmem (keys.data_send, SF_DATA_KEY_SIZE, g_bytes_get_data (data_send, NULL),
                   SF_DATA_KEY_SIZE);
  g_assert_cmpmem (key_and_salt, SF_MEDIA_KEY_SIZE, g_bytes_get_data (media, NULL),
                   SF_MEDIA_KEY_SIZE);
}

static void
test_all_differ (void)
{
  SfSessionKeys keys;
  const guint8 *each[] = {keys.data_send, keys.data_receive, keys.media_send, keys.media_receive,
                          pake_key};

  derive ("aa", "hello", "bb", "hello", &keys);
  for (gsize i = 0; i < G_N_ELEMENTS (each); i++)
    for (gsize j = 0; j < i; j++)
      g_assert_false (same (each[i], each[j]));
}

static void
test_hello_matters (void)
{
  static const char *const hellos[][2] = {
    {"hello", "hello"}, {"hello", "hello!"}, {"hello!", "hello"},
    {"hellohello", ""}, {"", "hellohello"},  {"hell", "ohello"},
  };
  SfSessionKeys keys[G_N_ELEMENTS (hellos)];

  for (gsize i = 0; i < G_N_ELEMENTS (hellos); i++) {
    derive ("aa", hellos[i][0], "bb", hellos[i][1], &keys[i]);
    for (gsize j = 0; j < i; j++)
      g_assert_false (same (keys[i].data_send, keys[j].data_send));
  }
}

static void
test_equal_sides (void)
{
  g_autoptr (GBytes) hello = g_bytes_new_static ("hello", 5);
  g_autoptr (GError) error = NULL;
  SfSessionKeys untouched;
  SfSessionKeys keys;

  memset (&untouched, 0xee, sizeof untouched);
  memset (&keys, 0xee, sizeof keys);
  g_assert_false (sf_session_keys_derive (pake_key, "aa", hello, "aa", hello, &keys, &error));
  g_assert_error (error, SF_NET_ERROR, SF_NET_ERROR_PROTOCOL);
  g_assert_cmpmem (&keys, sizeof keys, &untouched, sizeof untouched);
}

static void
test_streams_differ (void)
{
  guint8 one[SF_MEDIA_KEY_SIZE];
  guint8 other[SF_MEDIA_KEY_SIZE];

  sf_session_keys_media (pake_key, 1, one);
  sf_session_keys_media (pake_key, 1u << 24, other);
  g_assert_cmpint (memcmp (one, other, sizeof one), !=, 0);
}

static void
test_clear (void)
{
  static const SfSessionKeys zeros;
  SfSessionKeys keys;

  derive ("aa", "hello", "bb", "hello", &keys);
  sf_session_keys_clear (&keys);
  g_assert_cmpmem (&keys, sizeof keys, &zeros, sizeof zeros);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/net/session-keys/same-on-both-sides", test_symmetric);
  g_test_add_func ("/net/session-keys/fixed", test_fixed);
  g_test_add_func ("/net/session-keys/all-differ", test_all_differ);
  g_test_add_func ("/net/session-keys/hello-matters", test_hello_matters);
  g_test_add_func ("/net/session-keys/refuses-equal-sides", test_equal_sides);
  g_test_add_func ("/net/session-keys/streams-differ", test_streams_differ);
  g_test_add_func ("/net/session-keys/clear", test_clear);
  return g_test_run ();
}
