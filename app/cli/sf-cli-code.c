/* The code a joiner was given, and the server that may come with it. */

#include "app/cli/sf-cli-code.h"

#include "net/code/sf-share-code.h"
#include "net/sf-net-error.h"

#include <stdio.h>

#define MAX_LINE_BYTES 8192

char *
sf_cli_code_find (const char *text, char **ret_server, GError **error)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autofree char *server = NULL;
  g_autofree char *code = sf_share_code_find (valid, &server);
  g_autofree char *suggestion = NULL;

  if (code == NULL)
    code = sf_share_code_normalize (valid);

  if (!sf_share_code_check (code, &suggestion, error)) {
    g_clear_error (error);
    if (suggestion != NULL)
      g_set_error (error, SF_NET_ERROR, SF_NET_ERROR_BAD_CODE,
                   "That code has a typing mistake. Do you mean %s?", suggestion);
    else
      g_set_error_literal (error, SF_NET_ERROR, SF_NET_ERROR_BAD_CODE,
                           "That is no code. A code is a number and words, "
                           "as in 482-crossover-clockwork-adviser.");
    return NULL;
  }

  *ret_server = g_steal_pointer (&server);
  return g_steal_pointer (&code);
}

char *
sf_cli_code_read (GError **error)
{
  char line[MAX_LINE_BYTES];

  if (fgets (line, sizeof line, stdin) == NULL) {
    g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                         "No code came on standard input.");
    return NULL;
  }

  return g_strdup (line);
}
