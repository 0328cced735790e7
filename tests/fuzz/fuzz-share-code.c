/* Fuzz target: everything net/code does with pasted text. */

#include "net/code/sf-share-code.h"

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

/* A good code goes through a URI and back. */
static void
check_round_trip (const char *code, const char *server)
{
  g_autofree char *nameplate = sf_share_code_dup_nameplate (code);
  g_autofree char *uri = sf_share_code_to_uri (code, server);
  g_autofree char *server_again = NULL;
  g_autofree char *code_again = sf_share_code_find (uri, &server_again);

  g_assert_true (sf_share_code_is_nameplate (nameplate));
  g_assert_cmpstr (code_again, ==, code);
  g_assert_cmpstr (server_again, ==, server);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autofree char *normalized = sf_share_code_normalize (text);
  g_autofree char *again = sf_share_code_normalize (normalized);
  g_autofree char *server = NULL;
  g_autofree char *code = sf_share_code_find (text, &server);
  g_autofree char *suggestion = NULL;
  g_auto (GStrv) words = sf_share_code_complete (text);

  g_assert_cmpstr (again, ==, normalized);
  g_assert_true (code != NULL || server == NULL);
  g_assert_nonnull (words);

  sf_share_code_check (text, NULL, NULL);
  if (code != NULL && sf_share_code_check (code, &suggestion, NULL))
    check_round_trip (code, server);
  if (suggestion != NULL)
    g_assert_true (sf_share_code_check (suggestion, NULL, NULL));

  return 0;
}
