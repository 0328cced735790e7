/* The formats in which pictures are kept on the disk. */

#include "app/image/sf-file-format.h"

/* Both above what the eye finds in a photograph at its own size. */
#define WEBP_QUALITY 92
#define JPEG_QUALITY 92

static GBytes *
encode_webp (SfImage *image, GError **error)
{
  return sf_image_encode_webp (image, WEBP_QUALITY, error);
}

static GBytes *
encode_jpeg (SfImage *image, GError **error)
{
  return sf_image_encode_jpeg (image, JPEG_QUALITY, error);
}

static const struct {
  const char *extension;
  GBytes *(*encode) (SfImage *image, GError **error);
} formats[SF_N_FILE_FORMATS] = {
  [SF_FILE_FORMAT_WEBP] = {"webp", encode_webp},
  [SF_FILE_FORMAT_PNG] = {"png", sf_image_encode_png},
  [SF_FILE_FORMAT_JPEG] = {"jpg", encode_jpeg},
};

const char *
sf_file_format_get_extension (SfFileFormat self)
{
  g_return_val_if_fail (self < SF_N_FILE_FORMATS, NULL);

  return formats[self].extension;
}

GBytes *
sf_file_format_encode (SfFileFormat self, SfImage *image, GError **error)
{
  g_return_val_if_fail (self < SF_N_FILE_FORMATS, NULL);

  return formats[self].encode (image, error);
}
