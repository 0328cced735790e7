/* JPEG files made by libjpeg-turbo. */

#include "app/image/sf-image.h"
#include "app/sf-error.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>

#include <jpeglib.h>

typedef struct {
  struct jpeg_compress_struct jpeg;
  struct jpeg_error_mgr errors;
  jmp_buf jump;
} Encoder;

static void
on_error_exit (j_common_ptr jpeg)
{
  Encoder *self = jpeg->client_data;

  longjmp (self->jump, 1);
}

static void
on_output_message (j_common_ptr jpeg)
{
}

static void
write_rows (Encoder *self, SfImage *image)
{
  while (self->jpeg.next_scanline < self->jpeg.image_height) {
    guint8 *row = image->pixels + self->jpeg.next_scanline * image->stride;

    jpeg_write_scanlines (&self->jpeg, &row, 1);
  }
}

static gboolean
write_image (Encoder *self, SfImage *image, int quality, FILE *stream)
{
  struct jpeg_compress_struct *jpeg = &self->jpeg;

  if (setjmp (self->jump) != 0)
    return FALSE;

  jpeg_create_compress (jpeg);
  jpeg_stdio_dest (jpeg, stream);
  jpeg->image_width = (JDIMENSION) image->width;
  jpeg->image_height = (JDIMENSION) image->height;
  jpeg->input_components = 3;
  jpeg->in_color_space = JCS_RGB;
  jpeg_set_defaults (jpeg);
  jpeg_set_quality (jpeg, quality, TRUE);
  jpeg_start_compress (jpeg, TRUE);
  write_rows (self, image);
  jpeg_finish_compress (jpeg);

  return TRUE;
}

/* Into a stream: libjpeg's own destination in memory leaves a dangling pointer when it fails. */
GBytes *
sf_image_encode_jpeg (SfImage *self, int quality, GError **error)
{
  Encoder encoder = {0};
  char *data = NULL;
  size_t size = 0;
  FILE *stream;
  gboolean written;

  g_return_val_if_fail (quality >= 1 && quality <= 100, NULL);

  stream = open_memstream (&data, &size);
  encoder.jpeg.err = jpeg_std_error (&encoder.errors);
  encoder.jpeg.client_data = &encoder;
  encoder.errors.error_exit = on_error_exit;
  encoder.errors.output_message = on_output_message;
  written = stream != NULL && write_image (&encoder, self, quality, stream);
  jpeg_destroy_compress (&encoder.jpeg);
  if (stream != NULL && fclose (stream) == 0 && written)
    return g_bytes_new_with_free_func (data, size, free, data);

  free (data);
  g_set_error_literal (
    error, SF_ERROR, SF_ERROR_PICTURE,
    "The picture could not be made a JPEG file: there is not enough memory. Close other "
    "programs first.");
  return NULL;
}
