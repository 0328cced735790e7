/* The servers of a path: which kind is used, by which addresses, in which order. */

#include "net/ice/sf-server-set.h"
#include "net/sf-net-error.h"

#define TURN(uri)                                                                                  \
  {                                                                                                \
    (char *) (uri), (char *) "u", (char *) "p"                                                     \
  }

static GHashTable *
answers_new (const char *name, const char *first, const char *second)
{
  const char *addresses[] = {first, second, NULL};
  GHashTable *answers =
    g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_strfreev);

  g_hash_table_insert (answers, g_strdup (name), g_strdupv ((char **) addresses));
  return answers;
}

static void
assert_server (GArray *usable, guint i, const char *address, guint16 port, gboolean tcp)
{
  const SfServer *server = &g_array_index (usable, SfServer, i);

  g_assert_cmpuint (i, <, usable->len);
  g_assert_cmpstr (server->address, ==, address);
  g_assert_cmpuint (server->port, ==, port);
  g_assert_cmpint (server->tcp, ==, tcp);
}

static void
test_numeric (void)
{
  g_autoptr (SfServerSet) set = sf_server_set_new ("192.0.2.1:3479", NULL, 0, NULL);
  g_autoptr (GArray) usable = sf_server_set_dup_usable (set);

  g_assert_null (sf_server_set_dup_unresolved (set));
  g_assert_cmpuint (usable->len, ==, 1);
  assert_server (usable, 0, "192.0.2.1", 3479, FALSE);
  g_assert_null (g_array_index (usable, SfServer, 0).username);
}

static void
test_names (void)
{
  g_autoptr (SfServerSet) set = sf_server_set_new ("stun.example", NULL, 0, NULL);
  g_autoptr (GHashTable) others = answers_new ("other.example", "192.0.2.1", NULL);
  g_autoptr (GHashTable) bad = answers_new ("stun.example", "0.0.0.0", "rubbish");
  g_autoptr (GHashTable) answers = answers_new ("stun.example", "192.0.2.1", "2001:db8::1");
  g_auto (GStrv) names = sf_server_set_dup_unresolved (set);
  g_autoptr (GArray) before = sf_server_set_dup_usable (set);
  g_autoptr (GArray) after = NULL;

  g_assert_cmpuint (before->len, ==, 0);
  g_assert_cmpuint (g_strv_length (names), ==, 1);
  g_assert_cmpstr (names[0], ==, "stun.example");

  g_assert_false (sf_server_set_resolve (set, others));
  g_assert_false (sf_server_set_resolve (set, bad));
  g_assert_true (sf_server_set_resolve (set, answers));
  g_assert_false (sf_server_set_resolve (set, answers));
  g_assert_null (sf_server_set_dup_unresolved (set));

  /* Of both families, IPv4 first: that one is behind the translator. */
  after = sf_server_set_dup_usable (set);
  g_assert_cmpuint (after->len, ==, 2);
  assert_server (after, 0, "192.0.2.1", 3478, FALSE);
  assert_server (after, 1, "2001:db8::1", 3478, FALSE);
}

static void
test_turn_instead_of_stun (void)
{
  static const SfTurnServer turn = TURN ("turn:192.0.2.2");
  g_autoptr (SfServerSet) set = sf_server_set_new ("192.0.2.1", &turn, 1, NULL);
  g_autoptr (GArray) usable = sf_server_set_dup_usable (set);

  g_assert_cmpuint (usable->len, ==, 2);
  assert_server (usable, 0, "192.0.2.2", 3478, FALSE);
  assert_server (usable, 1, "192.0.2.2", 3478, TRUE);
  g_assert_cmpstr (g_array_index (usable, SfServer, 0).username, ==, "u");
  g_assert_cmpstr (g_array_index (usable, SfServer, 0).password, ==, "p");
}

static void
test_udp_first (void)
{
  static const SfTurnServer turns[] = {
    TURN ("turn:192.0.2.1?transport=tcp"),
    TURN ("turn:192.0.2.2"),
    TURN ("turn:same.example?transport=udp"),
    TURN ("turn:same.example?transport=tcp"),
  };
  g_autoptr (SfServerSet) set = sf_server_set_new (NULL, turns, G_N_ELEMENTS (turns), NULL);
  g_autoptr (GArray) usable = sf_server_set_dup_usable (set);
  g_auto (GStrv) names = sf_server_set_dup_unresolved (set);

  g_assert_cmpuint (usable->len, ==, 3);
  assert_server (usable, 0, "192.0.2.2", 3478, FALSE);
  assert_server (usable, 1, "192.0.2.1", 3478, TRUE);
  assert_server (usable, 2, "192.0.2.2", 3478, TRUE);
  g_assert_cmpuint (g_strv_length (names), ==, 1);
}

static void
test_caps (void)
{
  static const SfTurnServer turns[] = {
    TURN ("turn:192.0.2.1"), TURN ("turn:192.0.2.2"), TURN ("turn:192.0.2.3"),
    TURN ("turn:192.0.2.4"), TURN ("turn:192.0.2.5"),
  };
  g_autoptr (SfServerSet) set = sf_server_set_new (NULL, turns, G_N_ELEMENTS (turns), NULL);
  g_autoptr (GArray) usable = sf_server_set_dup_usable (set);

  g_assert_cmpuint (usable->len, ==, 8);
}

static void
test_refuses (void)
{
  static const SfTurnServer turns[] = {TURN ("turn:192.0.2.1"), TURN ("turns:192.0.2.2")};
  g_autoptr (GError) error = NULL;

  g_assert_null (sf_server_set_new (NULL, turns, G_N_ELEMENTS (turns), &error));
  g_assert_error (error, SF_NET_ERROR, SF_NET_ERROR_BAD_ADDRESS);
  g_clear_error (&error);
  g_assert_null (sf_server_set_new ("host:0", NULL, 0, &error));
  g_assert_error (error, SF_NET_ERROR, SF_NET_ERROR_BAD_ADDRESS);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/net/server-set/numeric", test_numeric);
  g_test_add_func ("/net/server-set/names", test_names);
  g_test_add_func ("/net/server-set/turn-instead-of-stun", test_turn_instead_of_stun);
  g_test_add_func ("/net/server-set/udp-first", test_udp_first);
  g_test_add_func ("/net/server-set/caps", test_caps);
  g_test_add_func ("/net/server-set/refuses", test_refuses);
  return g_test_run ();
}
