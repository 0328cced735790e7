/* The `sameframe:` URI of a share code, found in any text. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SF_CODE_URI_MAX_SERVER 256 /* bytes */

/**
 * sf_code_uri_find:
 * @text: anything, UTF-8 or not
 * @ret_server: (out) (optional) (nullable) (transfer full): the server it names, when that is
 *   `wss:`, or `ws:` on this computer
 *
 * Returns: (transfer full) (nullable): the normalized code of the first URI that has one
 */
char *sf_code_uri_find (const char *text, char **ret_server) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
