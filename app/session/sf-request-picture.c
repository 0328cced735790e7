/* The picture that may come with a request: small, and looked at before anybody has said yes. */

#include "app/session/sf-request-picture.h"

#include "app/sf-error.h"

/* Tried in turn until one fits; 160 pixels of noise at quality 30 are 8,000 bytes. */
static const struct {
  int side;
  int quality;
} attempts[] = {{SF_REQUEST_PICTURE_MAX_SIDE, 80}, {480, 75}, {320, 70}, {240, 50}, {160, 30}};

GBytes *
sf_request_picture_encode (SfImage *image, GError **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (attempts); i++) {
    g_autoptr (SfImage) small = sf_image_shrink (image, attempts[i].side, attempts[i].side, error);
    g_autoptr (GBytes) webp = NULL;

    if (small == NULL)
      return NULL;
    webp = sf_image_encode_webp (small, attempts[i].quality, error);
    if (webp == NULL)
      return NULL;
    if (g_bytes_get_size (webp) <= SF_REQUEST_PICTURE_MAX_BYTES)
      return g_steal_pointer (&webp);
  }

  g_set_error_literal (error, SF_ERROR, SF_ERROR_PICTURE,
                       "The picture does not become small enough");
  return NULL;
}

SfImage *
sf_request_picture_decode (GBytes *webp, GError **error)
{
  int width;
  int height;

  if (g_bytes_get_size (webp) > SF_REQUEST_PICTURE_MAX_BYTES ||
      !sf_image_peek_size (webp, &width, &height, NULL) || width > SF_REQUEST_PICTURE_MAX_SIDE ||
      height > SF_REQUEST_PICTURE_MAX_SIDE) {
    g_set_error_literal (error, SF_ERROR, SF_ERROR_PICTURE, "Not a small WebP picture");
    return NULL;
  }

  return sf_image_decode_exact (webp, error);
}
