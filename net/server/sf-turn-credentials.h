/* Passwords for a TURN server that hold ten minutes, without an account. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SF_TURN_TTL_S 600

/**
 * sf_turn_credentials_make:
 * @secret: shared with the TURN server
 * @user: tells this client's credentials from others'
 * @now_s: seconds since 1970
 * @ret_username: (out) (transfer full): the end of the validity in seconds since 1970, a colon and
 *   @user
 * @ret_credential: (out) (transfer full): base64 of the HMAC-SHA1 of the user name
 *
 * The scheme of draft-uberti-behave-turn-rest-00, coturn's `use-auth-secret`.
 */
void sf_turn_credentials_make (
  const char *secret, const char *user, gint64 now_s, char **ret_username, char **ret_credential);

G_END_DECLS
