/* SPAKE2 against vectors of Debian's python3-spake2 (made by tests/interop/spake2-vectors). */

#include "net/crypto/sf-spake2.h"
#include "net/sf-net-error.h"
#include "tests/support/sf-test-vectors.h"

#include <string.h>

static GKeyFile *vectors;

static SfSpake2 *
new_run (const char *group, const char *password_key, const char *scalar_key)
{
  g_autoptr (GBytes) password = sf_test_vectors_get (vectors, group, password_key);
  g_autoptr (GBytes) identity = sf_test_vectors_get (vectors, group, "identity");
  g_autoptr (GBytes) scalar = sf_test_vectors_get (vectors, group, scalar_key);

  g_assert_cmpuint (g_bytes_get_size (scalar), ==, 32);
  return sf_spake2_new_with_scalar (g_bytes_get_data (password, NULL), g_bytes_get_size (password),
                                    g_bytes_get_data (identity, NULL), g_bytes_get_size (identity),
                                    g_bytes_get_data (scalar, NULL));
}

static void
assert_bytes (const guint8 *bytes, gsize size, const char *group, const char *key)
{
  g_autoptr (GBytes) expected = sf_test_vectors_get (vectors, group, key);

  g_assert_cmpmem (bytes, size, g_bytes_get_data (expected, NULL), g_bytes_get_size (expected));
}

static gboolean
finish (SfSpake2 *run, const char *group, const char *message_key, guint8 *ret_key, GError **error)
{
  g_autoptr (GBytes) inbound = sf_test_vectors_get (vectors, group, message_key);

  return sf_spake2_finish (run, g_bytes_get_data (inbound, NULL), g_bytes_get_size (inbound),
                           ret_key, error);
}

static void
check_run (const char *group,
           SfSpake2 *run,
           const char *own_message_key,
           const char *inbound_message_key,
           const char *key_key)
{
  g_autoptr (GError) error = NULL;
  guint8 key[SF_SPAKE2_KEY_SIZE];

  assert_bytes (sf_spake2_get_message (run), SF_SPAKE2_MESSAGE_SIZE, group, own_message_key);
  g_assert_true (finish (run, group, inbound_message_key, key, &error));
  g_assert_no_error (error);
  assert_bytes (key, sizeof key, group, key_key);
}

/* "agree NAME" and "disagree NAME": both sides finish, with the keys that Python gets. */
static void
test_two_sides (gconstpointer group)
{
  gboolean differ = g_key_file_has_key (vectors, group, "password-b", NULL);
  g_autoptr (SfSpake2) a = new_run (group, "password", "scalar-a");
  g_autoptr (SfSpake2) b = new_run (group, differ ? "password-b" : "password", "scalar-b");

  check_run (group, a, "message-a", "message-b", "key-a");
  check_run (group, b, "message-b", "message-a", "key-b");
}

static void
test_refuses (gconstpointer group)
{
  g_autoptr (SfSpake2) run = new_run (group, "password", "scalar");
  g_autoptr (GError) error = NULL;
  guint8 untouched[SF_SPAKE2_KEY_SIZE];
  guint8 key[SF_SPAKE2_KEY_SIZE];

  memset (untouched, 0xee, sizeof untouched);
  memset (key, 0xee, sizeof key);
  g_assert_false (finish (run, group, "message", key, &error));
  g_assert_error (error, SF_NET_ERROR, SF_NET_ERROR_PROTOCOL);
  g_assert_cmpmem (key, sizeof key, untouched, sizeof untouched);
}

/* The run that refuses all the others takes an honest message. */
static void
test_accepts (gconstpointer group)
{
  g_autoptr (SfSpake2) run = new_run (group, "password", "scalar");
  g_autoptr (GError) error = NULL;
  guint8 key[SF_SPAKE2_KEY_SIZE];

  g_assert_true (finish (run, group, "message", key, &error));
  g_assert_no_error (error);
  assert_bytes (key, sizeof key, group, "key");
}

static void
test_random_runs (void)
{
  for (int i = 0; i < 20; i++) {
    g_autoptr (SfSpake2) a = sf_spake2_new ("7-hamlet-beehive-amulet", "id");
    g_autoptr (SfSpake2) b = sf_spake2_new ("7-hamlet-beehive-amulet", "id");
    guint8 key_a[SF_SPAKE2_KEY_SIZE];
    guint8 key_b[SF_SPAKE2_KEY_SIZE];
    const guint8 *message_a = sf_spake2_get_message (a);
    const guint8 *message_b = sf_spake2_get_message (b);

    g_assert_cmpint (memcmp (message_a, message_b, SF_SPAKE2_MESSAGE_SIZE), !=, 0);
    g_assert_true (sf_spake2_finish (a, message_b, SF_SPAKE2_MESSAGE_SIZE, key_a, NULL));
    g_assert_true (sf_spake2_finish (b, message_a, SF_SPAKE2_MESSAGE_SIZE, key_b, NULL));
    g_assert_cmpmem (key_a, sizeof key_a, key_b, sizeof key_b);
  }
}

static void
test_identity_matters (void)
{
  g_autoptr (SfSpake2) a = sf_spake2_new ("7-hamlet-beehive-amulet", "one");
  g_autoptr (SfSpake2) b = sf_spake2_new ("7-hamlet-beehive-amulet", "other");
  guint8 key_a[SF_SPAKE2_KEY_SIZE];
  guint8 key_b[SF_SPAKE2_KEY_SIZE];

  g_assert_true (
    sf_spake2_finish (a, sf_spake2_get_message (b), SF_SPAKE2_MESSAGE_SIZE, key_a, NULL));
  g_assert_true (
    sf_spake2_finish (b, sf_spake2_get_message (a), SF_SPAKE2_MESSAGE_SIZE, key_b, NULL));
  g_assert_cmpint (memcmp (key_a, key_b, sizeof key_a), !=, 0);
}

/* "/net/spake2/refuse/not-canonical-p-1": test paths have neither spaces nor commas. */
static char *
path_of (const char *group)
{
  g_autofree char *name = g_strdup (group);
  char *kind_end = strchr (name, ' ');

  *kind_end = '/';
  g_strcanon (kind_end + 1, G_CSET_a_2_z G_CSET_A_2_Z G_CSET_DIGITS, '-');
  return g_strconcat ("/net/spake2/", name, NULL);
}

int
main (int argc, char **argv)
{
  g_auto (GStrv) groups = NULL;
  int result;

  g_test_init (&argc, &argv, NULL);

  vectors = sf_test_vectors_load ("spake2.ini");
  groups = g_key_file_get_groups (vectors, NULL);
  for (gsize i = 0; groups[i] != NULL; i++) {
    g_autofree char *path = path_of (groups[i]);

    if (g_str_has_prefix (groups[i], "agree ") || g_str_has_prefix (groups[i], "disagree "))
      g_test_add_data_func (path, groups[i], test_two_sides);
    else if (g_str_has_prefix (groups[i], "refuse "))
      g_test_add_data_func (path, groups[i], test_refuses);
    else if (g_str_has_prefix (groups[i], "accept "))
      g_test_add_data_func (path, groups[i], test_accepts);
  }
  g_test_add_func ("/net/spake2/random-runs-agree", test_random_runs);
  g_test_add_func ("/net/spake2/identity-matters", test_identity_matters);

  result = g_test_run ();
  g_key_file_unref (vectors);
  return result;
}
