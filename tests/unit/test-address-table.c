/* Which addresses are one customer's, and that a flood of them takes no memory for ever. */

#include "net/server/sf-address-table.h"

static guint64
key_of (const char *text)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (text);

  g_assert_nonnull (address);

  return sf_address_key (address);
}

static gboolean
is_loopback (const char *text)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (text);

  return sf_address_is_loopback (address);
}

static void
test_keys (void)
{
  g_assert_cmpuint (key_of ("192.0.2.1"), !=, key_of ("192.0.2.2"));
  g_assert_cmpuint (key_of ("192.0.2.1"), ==, key_of ("::ffff:192.0.2.1"));
  g_assert_cmpuint (key_of ("2001:db8:1:2::1"), ==, key_of ("2001:db8:1:2:ffff::"));
  g_assert_cmpuint (key_of ("2001:db8:1:2::1"), !=, key_of ("2001:db8:1:3::1"));
  g_assert_cmpuint (key_of ("::"), !=, 0);
  g_assert_cmpuint (key_of ("0.0.0.0"), !=, 0);
}

static void
test_loopback (void)
{
  g_assert_true (is_loopback ("127.0.0.1"));
  g_assert_true (is_loopback ("127.9.9.9"));
  g_assert_true (is_loopback ("::1"));
  g_assert_true (is_loopback ("::ffff:127.0.0.1"));
  g_assert_false (is_loopback ("128.0.0.1"));
  g_assert_false (is_loopback ("::2"));
  g_assert_false (is_loopback ("::ffff:192.0.2.1"));
}

static void
test_records_stay_while_they_matter (void)
{
  g_autoptr (SfAddressTable) table = sf_address_table_new ();
  SfAddress *connected = sf_address_table_get (table, 1, 0);
  SfAddress *limited = sf_address_table_get (table, 2, 0);

  connected->connections = 1;
  sf_token_bucket_take (&limited->unknown, &sf_address_unknown_rate, 0);
  for (guint64 key = 3; key < 1000; key++)
    sf_address_table_get (table, key, 2 * G_USEC_PER_SEC);

  g_assert_true (sf_address_table_get (table, 1, 2 * G_USEC_PER_SEC) == connected);
  g_assert_true (sf_address_table_get (table, 2, 2 * G_USEC_PER_SEC) == limited);
}

static void
test_idle_records_go (void)
{
  g_autoptr (SfAddressTable) table = sf_address_table_new ();

  for (guint64 key = 1; key <= 100000; key++)
    sf_address_table_get (table, key, (gint64) key * G_USEC_PER_SEC);

  g_assert_cmpuint (sf_address_table_get_size (table), <, 200);
}

/* Those that come when the table is full share a record, and with it its limits. */
static void
test_flood (void)
{
  g_autoptr (SfAddressTable) table = sf_address_table_new ();
  SfAddress *late;

  for (guint64 key = 1; key <= SF_ADDRESS_TABLE_MAX; key++)
    sf_address_table_get (table, key, 1)->connections = 1;
  late = sf_address_table_get (table, SF_ADDRESS_TABLE_MAX + 1, 1);
  late->connections++;

  g_assert_true (sf_address_table_get (table, SF_ADDRESS_TABLE_MAX + 2, 1) == late);
  g_assert_cmpuint (sf_address_table_get_size (table), ==, SF_ADDRESS_TABLE_MAX);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/net/server/address-table/keys", test_keys);
  g_test_add_func ("/net/server/address-table/loopback", test_loopback);
  g_test_add_func ("/net/server/address-table/records-stay-while-they-matter",
                   test_records_stay_while_they_matter);
  g_test_add_func ("/net/server/address-table/idle-records-go", test_idle_records_go);
  g_test_add_func ("/net/server/address-table/flood", test_flood);
  return g_test_run ();
}
