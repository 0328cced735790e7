/* Time-limited TURN passwords, against values computed with openssl. */

#include "net/server/sf-turn-credentials.h"

/* printf 1700000600:0123456789abcdef | openssl dgst -sha1 -hmac north -binary | base64 */
static void
test_known_value (void)
{
  g_autofree char *username = NULL;
  g_autofree char *credential = NULL;

  sf_turn_credentials_make ("north", "0123456789abcdef", 1700000000, &username, &credential);
  g_assert_cmpstr (username, ==, "1700000600:0123456789abcdef");
  g_assert_cmpstr (credential, ==, "ihjw3lOrnevxBX7zkLxzDmwxwXw=");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/net/server/turn-credentials/known-value", test_known_value);
  return g_test_run ();
}
