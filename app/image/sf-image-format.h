/* What each picture format gives to sf_image_load(). Private to this folder. */
#pragma once

#include "app/image/sf-image.h"

typedef struct {
  int width; /* pixels, as stored: before the orientation is applied */
  int height;
  int orientation; /* EXIF: 1 to 8 */
} SfPictureHeader;

/**
 * SfPictureReader:
 * @ret_header: (out caller-allocates): what the file says of itself; its size is within the limits
 * @ret_image: (out) (optional) (transfer full): the picture as stored; %NULL to read the header
 *   alone
 *
 * Returns: %FALSE with %SF_ERROR_PICTURE
 */
typedef gboolean (*SfPictureReader) (
  const guint8 *data, gsize size, SfPictureHeader *ret_header, SfImage **ret_image, GError **error);

gboolean sf_webp_read (
  const guint8 *data, gsize size, SfPictureHeader *ret_header, SfImage **ret_image, GError **error);
gboolean sf_jpeg_read (
  const guint8 *data, gsize size, SfPictureHeader *ret_header, SfImage **ret_image, GError **error);
gboolean sf_png_read (
  const guint8 *data, gsize size, SfPictureHeader *ret_header, SfImage **ret_image, GError **error);

/* Returns: FALSE with SF_ERROR_PICTURE when a picture of this size is beyond SF_IMAGE_MAX_SIDE or
 * _PIXELS */
gboolean sf_image_check_size (gint64 width, gint64 height, GError **error);

/* The two ends of a file that cannot be read. */
void sf_image_set_cut_short (GError **error);
void sf_image_set_damaged (GError **error);

/* @orientation: EXIF, 1 to 8. Returns: (transfer full) (nullable): NULL with SF_ERROR_PICTURE when
 * there is no memory */
SfImage *sf_image_orient (SfImage *self, int orientation, GError **error);
