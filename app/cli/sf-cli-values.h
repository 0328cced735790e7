/* The values of options, checked one by one. */
#pragma once

#include "net/ice/sf-ice-path.h"

G_BEGIN_DECLS

/* All errors are %G_OPTION_ERROR_BAD_VALUE; outputs are untouched on failure. @option: e.g.
 * `--shots` */

gboolean sf_cli_value_number (
  const char *option, const char *text, guint min, guint max, guint *ret_number, GError **error);

/**
 * sf_cli_value_server:
 *
 * Returns: (transfer full): a `ws:` or `wss:` URL; `/v1` is added where there is no path
 */
char *sf_cli_value_server (const char *option,
                           const char *text,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Whether a server's URL is safe to take from somebody else: `wss:`, or on this computer. */
gboolean sf_cli_value_is_safe_server (const char *url);

gboolean sf_cli_value_check_host_port (const char *option, const char *text, GError **error);

gboolean sf_cli_value_check_turn (const char *option, const char *text, GError **error);

/**
 * sf_cli_value_credentials:
 * @path: a file whose first line is `USER:PASSWORD`
 * @ret_password: (transfer full): to be wiped
 */
gboolean sf_cli_value_credentials (
  const char *option, const char *path, char **ret_user, char **ret_password, GError **error);

G_END_DECLS
