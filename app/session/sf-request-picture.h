/* The picture that may come with a request: small, and looked at before anybody has said yes. */
#pragma once

#include "app/image/sf-image.h"

G_BEGIN_DECLS

#define SF_REQUEST_PICTURE_MAX_BYTES 20000
#define SF_REQUEST_PICTURE_MAX_SIDE 640 /* pixels */

/**
 * sf_request_picture_encode:
 *
 * Shrinks and compresses @image until it fits the limits above.
 *
 * Returns: (transfer full): a WebP without metadata; %NULL with %SF_ERROR_PICTURE
 */
GBytes *sf_request_picture_encode (SfImage *image, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * sf_request_picture_decode:
 * @webp: a stranger's bytes
 *
 * Reads the size in the header before it decodes: 20,000 bytes can claim 16383 x 16383 pixels.
 *
 * Returns: (transfer full): %NULL with %SF_ERROR_PICTURE
 */
SfImage *sf_request_picture_decode (GBytes *webp, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
