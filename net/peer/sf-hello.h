/* What a side says of itself in the sealed version phase. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SF_HELLO_VERSION 1
#define SF_HELLO_MAX_SIZE 8192              /* bytes of JSON */
#define SF_HELLO_MAX_INTRODUCTION_SIZE 4096 /* bytes */

/*
 * {"app_versions": {"sameframe": {"version": 1, "role": "creator" or "joiner", "nonce": 32 hex
 * digits,
 *                                 "introduction": base64}}}
 *
 * A hello without "sameframe" is another program's; other keys are ignored.
 */
typedef struct {
  GBytes *introduction;
} SfHello;

/**
 * sf_hello_build:
 * @introduction: at most %SF_HELLO_MAX_INTRODUCTION_SIZE bytes
 *
 * Returns: (transfer full): the JSON text with a fresh random nonce, which makes the session keys
 * new
 *   each time
 */
GBytes *sf_hello_build (gboolean is_creator, GBytes *introduction) G_GNUC_WARN_UNUSED_RESULT;

/**
 * sf_hello_parse:
 * @expects_creator: the role the other side must have
 *
 * Returns: %FALSE with %SF_NET_ERROR_INCOMPATIBLE when it is another program's, another version's
 * or claims
 *   our own role, with %SF_NET_ERROR_PROTOCOL when it is malformed
 */
gboolean sf_hello_parse (SfHello *ret_hello,
                         GBytes *json,
                         gboolean expects_creator,
                         GError **error);

void sf_hello_clear (SfHello *hello);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SfHello, sf_hello_clear)

G_END_DECLS
