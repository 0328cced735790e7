/* SHA-256 of bytes. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SF_DIGEST_SIZE 32

void sf_digest (GBytes *bytes, guint8 ret_sha256[SF_DIGEST_SIZE]);

/* Returns: (transfer full): 64 lower-case hexadecimal digits */
char *sf_digest_to_hex (const guint8 sha256[SF_DIGEST_SIZE]) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
