/* PNG, by the simplified interface of libpng: it knows all its kinds and jumps nowhere. */

#include "app/image/sf-exif.h"
#include "app/image/sf-image-format.h"
#include "app/sf-error.h"

#include <png.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SIGNATURE_SIZE 8
#define CHUNK_HEADER_SIZE 8
#define CHUNK_CRC_SIZE 4

/* A big-endian size, a name of four bytes, the content, a checksum. */
static int
find_orientation (const guint8 *data, gsize size)
{
  gsize offset = SIGNATURE_SIZE;

  while (offset + CHUNK_HEADER_SIZE <= size) {
    const guint8 *chunk = data + offset;
    gsize length = (gsize) chunk[0] << 24 | chunk[1] << 16 | chunk[2] << 8 | chunk[3];

    if (length > size - offset - CHUNK_HEADER_SIZE)
      break;
    if (memcmp (chunk + 4, "eXIf", 4) == 0)
      return sf_exif_get_orientation (chunk + CHUNK_HEADER_SIZE, length);
    offset += CHUNK_HEADER_SIZE + length + CHUNK_CRC_SIZE;
  }

  return 1;
}

/* Every complete file ends with this chunk; libpng itself stops at the last row. */
static gboolean
is_whole (const guint8 *data, gsize size)
{
  static const guint8 end[12] = {0, 0, 0, 0, 'I', 'E', 'N', 'D', 0xae, 0x42, 0x60, 0x82};

  return memmem (data, size, end, sizeof end) != NULL;
}

static SfImage *
read_image (png_image *png, GError **error)
{
  static const png_color white = {255, 255, 255};
  g_autoptr (SfImage) image = sf_image_new ((int) png->width, (int) png->height, error);

  if (image == NULL)
    return NULL;

  png->format = PNG_FORMAT_RGB;
  if (!png_image_finish_read (png, &white, image->pixels, (png_int_32) image->stride, NULL)) {
    sf_image_set_damaged (error);
    return NULL;
  }

  return g_steal_pointer (&image);
}

gboolean
sf_png_read (
  const guint8 *data, gsize size, SfPictureHeader *ret_header, SfImage **ret_image, GError **error)
{
  png_image png = {.version = PNG_IMAGE_VERSION};
  gboolean read;

  if (!is_whole (data, size)) {
    sf_image_set_cut_short (error);
    return FALSE;
  }
  if (!png_image_begin_read_from_memory (&png, data, size)) {
    sf_image_set_damaged (error);
    return FALSE;
  }

  /* Without this flag 16 bits are taken for linear light. */
  png.flags |= PNG_IMAGE_FLAG_16BIT_sRGB;
  *ret_header = (SfPictureHeader){(int) png.width, (int) png.height, find_orientation (data, size)};
  read = sf_image_check_size (png.width, png.height, error);
  if (read && ret_image != NULL) {
    *ret_image = read_image (&png, error);
    read = *ret_image != NULL;
  }
  png_image_free (&png);

  return read;
}

GBytes *
sf_image_encode_png (SfImage *self, GError **error)
{
  png_image png = {
    .version = PNG_IMAGE_VERSION,
    .width = (png_uint_32) self->width,
    .height = (png_uint_32) self->height,
    .format = PNG_FORMAT_RGB,
    .flags = PNG_IMAGE_FLAG_FAST,
  };
  char *data = NULL;
  size_t size = 0;
  FILE *stream = open_memstream (&data, &size);
  gboolean written;

  written = stream != NULL && png_image_write_to_stdio (&png, stream, 0, self->pixels,
                                                        (png_int_32) self->stride, NULL);
  if (stream != NULL && fclose (stream) == 0 && written)
    return g_bytes_new_with_free_func (data, size, free, data);

  free (data);
  g_set_error_literal (
    error, SF_ERROR, SF_ERROR_PICTURE,
    "The picture could not be made a PNG file: there is not enough memory. Close other "
    "programs first.");
  return NULL;
}
