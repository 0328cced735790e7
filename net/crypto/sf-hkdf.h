/* HKDF-SHA256 (RFC 5869). */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SF_HKDF_MAX_SIZE (255 * 32) /* bytes, RFC 5869, 2.3 */

/**
 * sf_hkdf_sha256:
 * @ikm: (array length=ikm_size): input keying material
 * @salt: (array length=salt_size) (nullable): %NULL stands for 32 zero bytes
 * @info: (array length=info_size) (nullable): context
 * @out: (array length=out_size) (out caller-allocates): the key, at most %SF_HKDF_MAX_SIZE
 */
void sf_hkdf_sha256 (const guint8 *ikm,
                     gsize ikm_size,
                     const guint8 *salt,
                     gsize salt_size,
                     const guint8 *info,
                     gsize info_size,
                     guint8 *out,
                     gsize out_size);

G_END_DECLS
