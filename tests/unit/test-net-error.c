/* The error domain of net/ is one of its own. */

#include "net/sf-net-error.h"

static void
test_domain (void)
{
  g_autoptr (GError) error = g_error_new (SF_NET_ERROR, SF_NET_ERROR_NO_PATH, "no path");

  g_assert_error (error, SF_NET_ERROR, SF_NET_ERROR_NO_PATH);
  g_assert_cmpstr (g_quark_to_string (SF_NET_ERROR), ==, "sf-net-error-quark");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/net/error/domain", test_domain);
  return g_test_run ();
}
