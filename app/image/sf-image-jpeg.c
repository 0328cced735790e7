/* JPEG: libjpeg-turbo with its errors made ours. */

#include "app/image/sf-exif.h"
#include "app/image/sf-image-format.h"

#include <setjmp.h>
#include <stdio.h>
#include <string.h>

#include <jpeglib.h>

#include <jerror.h>

/* A progressive file of the largest picture keeps this much; more is an attack. */
#define MAX_MEMORY_BYTES (512 * 1024 * 1024)
/* Each scan goes over the whole picture, and a hostile file is nothing but scans. Cameras write
 * about ten. */
#define MAX_SCANS 64

typedef struct {
  struct jpeg_decompress_struct jpeg;
  struct jpeg_error_mgr errors;
  struct jpeg_progress_mgr progress;
  jmp_buf jump;
  gboolean cut_short;
} Decoder;

static void
on_error_exit (j_common_ptr jpeg)
{
  Decoder *self = jpeg->client_data;

  longjmp (self->jump, 1);
}

/* libjpeg fills what is missing with grey and goes on. Only that is refused: many cameras write
 * bytes that make it complain of other things. */
static void
on_message (j_common_ptr jpeg, int level)
{
  Decoder *self = jpeg->client_data;
  int code = jpeg->err->msg_code;

  if (level < 0 && (code == JWRN_JPEG_EOF || code == JWRN_HIT_MARKER)) {
    self->cut_short = TRUE;
    longjmp (self->jump, 1);
  }
}

static void
on_output_message (j_common_ptr jpeg)
{
}

static void
on_progress (j_common_ptr jpeg)
{
  Decoder *self = jpeg->client_data;

  if (self->jpeg.input_scan_number > MAX_SCANS)
    longjmp (self->jump, 1);
}

static int
find_orientation (const struct jpeg_decompress_struct *jpeg)
{
  static const guint8 signature[6] = "Exif\0";

  for (jpeg_saved_marker_ptr marker = jpeg->marker_list; marker != NULL; marker = marker->next)
    if (marker->marker == JPEG_APP0 + 1 && marker->data_length > sizeof signature &&
        memcmp (marker->data, signature, sizeof signature) == 0)
      return sf_exif_get_orientation (marker->data + sizeof signature,
                                      marker->data_length - sizeof signature);

  return 1;
}

/* Adobe's programs write the four inks inverted, and say that it was them. */
static void
convert_inks (const guint8 *cmyk, gboolean inverted, int width, guint8 *ret_row)
{
  int flip = inverted ? 0 : 255;

  for (int x = 0; x < width; x++)
    for (int c = 0; c < 3; c++)
      ret_row[3 * x + c] =
        (guint8) (((cmyk[4 * x + c] ^ flip) * (cmyk[4 * x + 3] ^ flip) + 127) / 255);
}

static void
read_rows (Decoder *self, SfImage *image, guint8 *inks)
{
  struct jpeg_decompress_struct *jpeg = &self->jpeg;

  jpeg_start_decompress (jpeg);
  while (jpeg->output_scanline < jpeg->output_height) {
    guint8 *row = image->pixels + jpeg->output_scanline * image->stride;

    if (inks != NULL) {
      jpeg_read_scanlines (jpeg, &inks, 1);
      convert_inks (inks, jpeg->saw_Adobe_marker, image->width, row);
    } else {
      jpeg_read_scanlines (jpeg, &row, 1);
    }
  }
  jpeg_finish_decompress (jpeg);
}

static gboolean
fail (Decoder *self, GError **error)
{
  if (self->cut_short)
    sf_image_set_cut_short (error);
  else
    sf_image_set_damaged (error);
  return FALSE;
}

static gboolean
read_header (
  Decoder *self, const guint8 *data, gsize size, SfPictureHeader *ret_header, GError **error)
{
  struct jpeg_decompress_struct *jpeg = &self->jpeg;

  if (setjmp (self->jump) != 0)
    return fail (self, error);

  jpeg_create_decompress (jpeg);
  jpeg->mem->max_memory_to_use = MAX_MEMORY_BYTES;
  jpeg->progress = &self->progress;
  jpeg_save_markers (jpeg, JPEG_APP0 + 1, 0xffff);
  jpeg_mem_src (jpeg, data, size);
  jpeg_read_header (jpeg, TRUE);

  *ret_header =
    (SfPictureHeader){(int) jpeg->image_width, (int) jpeg->image_height, find_orientation (jpeg)};
  return sf_image_check_size (jpeg->image_width, jpeg->image_height, error);
}

static gboolean
read_pixels (Decoder *self, SfImage *image, guint8 *inks, GError **error)
{
  if (setjmp (self->jump) != 0)
    return fail (self, error);

  read_rows (self, image, inks);
  return TRUE;
}

static SfImage *
read_image (Decoder *self, GError **error)
{
  struct jpeg_decompress_struct *jpeg = &self->jpeg;
  gboolean has_inks = jpeg->num_components == 4;
  g_autofree guint8 *inks = has_inks ? g_malloc ((gsize) 4 * jpeg->image_width) : NULL;
  g_autoptr (SfImage) image =
    sf_image_new ((int) jpeg->image_width, (int) jpeg->image_height, error);

  if (image == NULL)
    return NULL;

  jpeg->out_color_space = has_inks ? JCS_CMYK : JCS_RGB;
  if (!read_pixels (self, image, inks, error))
    return NULL;

  return g_steal_pointer (&image);
}

gboolean
sf_jpeg_read (
  const guint8 *data, gsize size, SfPictureHeader *ret_header, SfImage **ret_image, GError **error)
{
  Decoder self = {0};
  gboolean read;

  self.jpeg.err = jpeg_std_error (&self.errors);
  self.jpeg.client_data = &self;
  self.errors.error_exit = on_error_exit;
  self.errors.emit_message = on_message;
  self.errors.output_message = on_output_message;
  self.progress.progress_monitor = on_progress;

  read = read_header (&self, data, size, ret_header, error);
  if (read && ret_image != NULL) {
    *ret_image = read_image (&self, error);
    read = *ret_image != NULL;
  }
  jpeg_destroy_decompress (&self.jpeg);

  return read;
}
