/* Kinds of numeric addresses, probed on both sides of every border. */

#include "net/ice/sf-ip-address.h"

static SfIpAddress
parse (const char *text)
{
  SfIpAddress address;

  g_assert_true (sf_ip_address_init_from_string (&address, text));
  return address;
}

static void
test_parses (void)
{
  static const guint8 v6[] = {0x20, 0x01, 0x0d, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};
  static const char *const bad[] = {"",      "1.2.3", "1.2.3.256", "host.local",
                                    "[::1]", "::g",   "1.2.3.4 "};
  SfIpAddress address = parse ("192.0.2.7");
  SfIpAddress same;

  g_assert_cmpmem (address.bytes, address.size, "\xc0\x00\x02\x07", 4);
  sf_ip_address_init_from_bytes (&same, address.bytes, 4);
  g_assert_true (sf_ip_address_equal (&address, &same));

  address = parse ("2001:db8::1");
  g_assert_cmpmem (address.bytes, address.size, v6, sizeof v6);
  g_assert_false (sf_ip_address_equal (&address, &same));

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (sf_ip_address_init_from_string (&address, bad[i]));
  g_assert_cmpmem (address.bytes, address.size, v6, sizeof v6);
}

static void
test_usable (void)
{
  static const char *const usable[] = {
    "1.0.0.0",       "223.255.255.255", "127.0.0.1", "10.0.0.1", "169.254.1.1", "192.168.1.255",
    "2001:db8::1",   "fe7f:ffff::1",    "fec0::1",   "fd00::1",  "::1",         "::2",
    "::fffe:7f00:1", "feff::1",
  };
  static const char *const unusable[] = {
    "0.0.0.0",          "0.255.255.255",   "224.0.0.1", "239.255.255.255",
    "240.0.0.1",        "255.255.255.255", "::",        "fe80::1",
    "febf:ffff::1",     "ff00::",          "ff02::1",   "::ffff:127.0.0.1",
    "::ffff:192.0.2.1",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (usable); i++) {
    SfIpAddress address = parse (usable[i]);

    g_test_message ("%s", usable[i]);
    g_assert_true (sf_ip_address_is_usable (&address));
  }
  for (gsize i = 0; i < G_N_ELEMENTS (unusable); i++) {
    SfIpAddress address = parse (unusable[i]);

    g_test_message ("%s", unusable[i]);
    g_assert_false (sf_ip_address_is_usable (&address));
  }
}

static void
test_loopback (void)
{
  static const char *const loopback[] = {"127.0.0.0", "127.255.255.255", "::1"};
  static const char *const other[] = {"126.255.255.255", "128.0.0.0", "::", "::2", "1::1"};

  for (gsize i = 0; i < G_N_ELEMENTS (loopback); i++) {
    SfIpAddress address = parse (loopback[i]);

    g_assert_true (sf_ip_address_is_loopback (&address));
    g_assert_true (sf_ip_address_is_private (&address));
  }
  for (gsize i = 0; i < G_N_ELEMENTS (other); i++) {
    SfIpAddress address = parse (other[i]);

    g_assert_false (sf_ip_address_is_loopback (&address));
  }
}

static void
test_private (void)
{
  static const char *const private[] = {
    "10.0.0.0",        "10.255.255.255", "172.16.0.0",      "172.31.255.255", "192.168.0.0",
    "192.168.255.255", "169.254.0.0",    "169.254.255.255", "fc00::",         "fdff:ffff::1",
  };
  static const char *const public[] = {
    "9.255.255.255",   "11.0.0.0",    "172.15.255.255", "172.32.0.0",
    "192.167.255.255", "192.169.0.0", "100.64.0.1",     "169.253.255.255",
    "169.255.0.0",     "fbff::1",     "fe00::1",        "2001:db8::1",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (private); i++) {
    SfIpAddress address = parse (private[i]);

    g_test_message ("%s", private[i]);
    g_assert_true (sf_ip_address_is_private (&address));
  }
  for (gsize i = 0; i < G_N_ELEMENTS (public); i++) {
    SfIpAddress address = parse (public[i]);

    g_test_message ("%s", public[i]);
    g_assert_false (sf_ip_address_is_private (&address));
  }
}

static gboolean
same_lan (const char *a, const char *b)
{
  SfIpAddress address_a = parse (a);
  SfIpAddress address_b = parse (b);

  g_assert_cmpint (sf_ip_address_is_same_lan (&address_a, &address_b), ==,
                   sf_ip_address_is_same_lan (&address_b, &address_a));
  return sf_ip_address_is_same_lan (&address_a, &address_b);
}

static void
test_same_lan (void)
{
  g_assert_true (same_lan ("192.168.1.2", "10.0.0.1"));
  g_assert_true (same_lan ("127.0.0.1", "192.168.1.2"));
  g_assert_true (same_lan ("fd00::1", "fd01::1"));
  g_assert_true (same_lan ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9"));
  g_assert_false (same_lan ("2001:db8:1:2::1", "2001:db8:1:3::1"));
  g_assert_false (same_lan ("192.0.2.1", "192.0.2.2"));
  g_assert_false (same_lan ("192.168.1.2", "192.0.2.2"));
  g_assert_false (same_lan ("192.168.1.2", "fd00::1"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/net/ip-address/parses", test_parses);
  g_test_add_func ("/net/ip-address/usable", test_usable);
  g_test_add_func ("/net/ip-address/loopback", test_loopback);
  g_test_add_func ("/net/ip-address/private", test_private);
  g_test_add_func ("/net/ip-address/same-lan", test_same_lan);
  return g_test_run ();
}
