/* The code a joiner was given, and the server that may come with it. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * sf_cli_code_find:
 * @text: whatever was pasted: a code, a sentence around one, a `sameframe:` link
 * @ret_server: (transfer full) (nullable): the server that a link names: somebody's claim
 *
 * Returns: (transfer full): the normalized code; %NULL with %SF_NET_ERROR_BAD_CODE, naming the
 * nearest one
 *   when a word is in no list
 */
char *sf_cli_code_find (const char *text,
                        char **ret_server,
                        GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Reads a line from standard input, at most 8 KiB. Returns: (transfer full): %NULL with
 * %G_OPTION_ERROR */
char *sf_cli_code_read (GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
