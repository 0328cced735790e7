/* WebP: any picture in, photographs out and in. */

#include "app/image/sf-exif.h"
#include "app/image/sf-image-format.h"
#include "app/sf-error.h"
#include "app/synthesis/sy-yuv.h"

#include <string.h>
#include <webp/decode.h>
#include <webp/encode.h>

/* Encoding outweighs all else between shutter and result: 2 takes half the time of the default 4,
 * and its files are 2 % larger. */
#define ENCODE_METHOD 2

#define RIFF_HEADER_SIZE 12
#define CHUNK_HEADER_SIZE 8

/* The values of WebPBitstreamFeatures.format. */
enum {
  FORMAT_MIXED,
  FORMAT_LOSSY,
  FORMAT_LOSSLESS
};

static gboolean
check_status (VP8StatusCode status, GError **error)
{
  switch (status) {
  case VP8_STATUS_OK:
    return TRUE;
  case VP8_STATUS_SUSPENDED:
  case VP8_STATUS_NOT_ENOUGH_DATA:
    sf_image_set_cut_short (error);
    return FALSE;
  case VP8_STATUS_OUT_OF_MEMORY:
    g_set_error_literal (
      error, SF_ERROR, SF_ERROR_PICTURE,
      "There is not enough memory to open the picture. Close other programs first.");
    return FALSE;
  default:
    sf_image_set_damaged (error);
    return FALSE;
  }
}

static gboolean
read_features (const guint8 *data, gsize size, WebPBitstreamFeatures *ret_features, GError **error)
{
  if (!check_status (WebPGetFeatures (data, size, ret_features), error) ||
      !sf_image_check_size (ret_features->width, ret_features->height, error))
    return FALSE;

  if (ret_features->has_animation) {
    g_set_error_literal (error, SF_ERROR, SF_ERROR_PICTURE,
                         "The picture is an animation. Choose one that stands still.");
    return FALSE;
  }

  return TRUE;
}

/* RIFF: a name of four bytes, a little-endian size, the content, made even. */
static int
find_orientation (const guint8 *data, gsize size)
{
  gsize offset = RIFF_HEADER_SIZE;

  while (offset + CHUNK_HEADER_SIZE <= size) {
    const guint8 *chunk = data + offset;
    gsize length = chunk[4] | chunk[5] << 8 | chunk[6] << 16 | (gsize) chunk[7] << 24;

    if (length > size - offset - CHUNK_HEADER_SIZE)
      break;
    if (memcmp (chunk, "EXIF", 4) == 0)
      return sf_exif_get_orientation (chunk + CHUNK_HEADER_SIZE, length);
    offset += CHUNK_HEADER_SIZE + length + (length & 1);
  }

  return 1;
}

static void
lay_over_white (const guint8 *rgba, SfImage *image)
{
  gsize n_pixels = (gsize) image->width * image->height;

  for (gsize i = 0; i < n_pixels; i++)
    for (int c = 0; c < 3; c++)
      image->pixels[3 * i + c] =
        (guint8) ((rgba[4 * i + c] * rgba[4 * i + 3] + 255 * (255 - rgba[4 * i + 3]) + 127) / 255);
}

/* By libwebp's own conversion, which may differ between versions: for what is no photograph. */
static SfImage *
decode_rgba (const guint8 *data, gsize size, WebPDecoderConfig *config, GError **error)
{
  g_autoptr (SfImage) image = NULL;
  gsize stride = (gsize) 4 * config->input.width;
  g_autofree guint8 *rgba = g_try_malloc_n (config->input.height, stride);

  if (rgba == NULL) {
    check_status (VP8_STATUS_OUT_OF_MEMORY, error);
    return NULL;
  }

  config->output.colorspace = MODE_RGBA;
  config->output.is_external_memory = 1;
  config->output.u.RGBA.rgba = rgba;
  config->output.u.RGBA.stride = (int) stride;
  config->output.u.RGBA.size = stride * config->input.height;
  if (!check_status (WebPDecode (data, size, config), error))
    return NULL;

  image = sf_image_new (config->input.width, config->input.height, error);
  if (image != NULL)
    lay_over_white (rgba, image);
  return g_steal_pointer (&image);
}

static SfImage *
convert_planes (const WebPYUVABuffer *planes, int width, int height, GError **error)
{
  SyYuv yuv = {planes->y,        planes->u,        planes->v,
               planes->y_stride, planes->u_stride, {width, height}};
  SfImage *image = sf_image_new (width, height, error);

  if (image == NULL)
    return NULL;

  for (int y = 0; y < height; y++)
    sy_yuv_convert_row (&yuv, y, image->pixels + y * image->stride);

  return image;
}

/* What is compressed with loss holds planes, which the format defines to the bit. */
static SfImage *
decode_planes (const guint8 *data, gsize size, WebPDecoderConfig *config, GError **error)
{
  SfImage *image = NULL;

  config->output.colorspace = MODE_YUV;
  if (check_status (WebPDecode (data, size, config), error))
    image =
      convert_planes (&config->output.u.YUVA, config->input.width, config->input.height, error);
  WebPFreeDecBuffer (&config->output);

  return image;
}

static gboolean
open_file (const guint8 *data, gsize size, WebPDecoderConfig *ret_config, GError **error)
{
  if (!WebPInitDecoderConfig (ret_config)) {
    sf_image_set_damaged (error);
    return FALSE;
  }

  ret_config->options.use_threads = 1;
  return read_features (data, size, &ret_config->input, error);
}

/* What Sameframe sends. */
static gboolean
is_photograph (const WebPBitstreamFeatures *features)
{
  return features->format == FORMAT_LOSSY && !features->has_alpha;
}

gboolean
sf_webp_read (
  const guint8 *data, gsize size, SfPictureHeader *ret_header, SfImage **ret_image, GError **error)
{
  WebPDecoderConfig config;

  if (!open_file (data, size, &config, error))
    return FALSE;

  *ret_header =
    (SfPictureHeader){config.input.width, config.input.height, find_orientation (data, size)};
  if (ret_image == NULL)
    return TRUE;

  *ret_image = is_photograph (&config.input) ? decode_planes (data, size, &config, error)
                                             : decode_rgba (data, size, &config, error);
  return *ret_image != NULL;
}

SfImage *
sf_image_decode_exact (GBytes *webp, GError **error)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (webp, &size);
  WebPDecoderConfig config;

  if (!open_file (data, size, &config, error))
    return NULL;
  if (!is_photograph (&config.input)) {
    g_set_error_literal (error, SF_ERROR, SF_ERROR_PICTURE,
                         "The photograph is of a kind that Sameframe does not send.");
    return NULL;
  }

  return decode_planes (data, size, &config, error);
}

static gboolean
encode_picture (SfImage *self, const WebPConfig *config, WebPMemoryWriter *writer)
{
  WebPPicture picture;
  gboolean encoded;

  if (!WebPPictureInit (&picture))
    return FALSE;

  picture.width = self->width;
  picture.height = self->height;
  picture.writer = WebPMemoryWrite;
  picture.custom_ptr = writer;
  encoded = WebPPictureImportRGB (&picture, self->pixels, (int) self->stride) &&
            WebPEncode (config, &picture);
  WebPPictureFree (&picture);

  return encoded;
}

GBytes *
sf_image_encode_webp (SfImage *self, int quality, GError **error)
{
  WebPMemoryWriter writer;
  WebPConfig config;

  g_return_val_if_fail (quality >= 1 && quality <= 100, NULL);

  WebPMemoryWriterInit (&writer);
  if (WebPConfigInit (&config)) {
    config.quality = (float) quality;
    config.method = ENCODE_METHOD;
    config.thread_level = 1;
    if (encode_picture (self, &config, &writer))
      return g_bytes_new_with_free_func (writer.mem, writer.size, WebPFree, writer.mem);
  }

  WebPMemoryWriterClear (&writer);
  g_set_error_literal (
    error, SF_ERROR, SF_ERROR_PICTURE,
    "The picture could not be made a WebP file: there is not enough memory. Close other "
    "programs first.");
  return NULL;
}

GBytes *
sf_image_encode_webp_within (SfImage *self, gsize max_bytes, GError **error)
{
  static const int qualities[] = {SF_IMAGE_WEBP_QUALITY, 60, 30, 10};

  for (gsize i = 0; i < G_N_ELEMENTS (qualities); i++) {
    g_autoptr (GBytes) bytes = sf_image_encode_webp (self, qualities[i], error);

    if (bytes == NULL || g_bytes_get_size (bytes) <= max_bytes)
      return g_steal_pointer (&bytes);
  }

  g_set_error_literal (error, SF_ERROR, SF_ERROR_PICTURE,
                       "The picture is too large to be sent. Make it smaller first.");
  return NULL;
}
