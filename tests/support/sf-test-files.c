/* Pictures and picture files for tests, written with the libraries themselves. */

#include "tests/support/sf-test-files.h"

#include "tests/support/sf-test-picture.h"

#include <png.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jpeglib.h>

SfImage *
sf_test_image_new (int width, int height, guint32 seed)
{
  SfImage *image = sf_image_new (width, height, NULL);

  sf_test_picture_fill (image->pixels, width, height, image->stride, seed);
  return image;
}

static void
append_u16 (GByteArray *array, guint value, gboolean little_endian)
{
  guint8 bytes[2] = {(guint8) (value >> 8), (guint8) value};
  guint8 swapped[2] = {bytes[1], bytes[0]};

  g_byte_array_append (array, little_endian ? swapped : bytes, 2);
}

static void
append_u32 (GByteArray *array, guint32 value, gboolean little_endian)
{
  append_u16 (array, little_endian ? value & 0xffff : value >> 16, little_endian);
  append_u16 (array, little_endian ? value >> 16 : value & 0xffff, little_endian);
}

GBytes *
sf_test_exif_new (int orientation, gboolean little_endian)
{
  GByteArray *array = g_byte_array_new ();

  g_byte_array_append (array, (const guint8 *) (little_endian ? "II" : "MM"), 2);
  append_u16 (array, 42, little_endian);
  append_u32 (array, 8, little_endian);
  append_u16 (array, 2, little_endian);
  /* ImageWidth first, so that a reader has to search. */
  append_u16 (array, 0x0100, little_endian);
  append_u16 (array, 4, little_endian);
  append_u32 (array, 1, little_endian);
  append_u32 (array, 5, little_endian);
  append_u16 (array, 0x0112, little_endian);
  append_u16 (array, 3, little_endian);
  append_u32 (array, 1, little_endian);
  append_u16 (array, (guint) orientation, little_endian);
  append_u16 (array, 0, little_endian);
  append_u32 (array, 0, little_endian);

  return g_byte_array_free_to_bytes (array);
}

static void
write_jpeg_exif (struct jpeg_compress_struct *jpeg, int orientation, gboolean little_endian)
{
  g_autoptr (GBytes) exif = sf_test_exif_new (orientation, little_endian);
  GByteArray *marker = g_byte_array_new ();

  g_byte_array_append (marker, (const guint8 *) "Exif\0", 6);
  g_byte_array_append (marker, g_bytes_get_data (exif, NULL), (guint) g_bytes_get_size (exif));
  jpeg_write_marker (jpeg, JPEG_APP0 + 1, marker->data, marker->len);
  g_byte_array_unref (marker);
}

/* A row as the library wants it for @kind. */
static void
fill_jpeg_row (const guint8 *rgb, SfTestJpegKind kind, int width, guint8 *ret_row)
{
  for (int x = 0; x < width; x++, rgb += 3)
    switch (kind) {
    case SF_TEST_JPEG_GREY:
      ret_row[x] = rgb[1];
      break;
    case SF_TEST_JPEG_INKS:
      memcpy (ret_row + 4 * x, rgb, 3);
      ret_row[4 * x + 3] = 255;
      break;
    default:
      memcpy (ret_row + 3 * x, rgb, 3);
    }
}

#define SCANS (1 + 3 * (DCTSIZE2 - 1))

/* All the components' mean first, then one frequency of one component at a time. */
static void
fill_many_scans (jpeg_scan_info ret_scans[SCANS])
{
  ret_scans[0] = (jpeg_scan_info){.comps_in_scan = 3, .component_index = {0, 1, 2}};
  for (int i = 0; i < SCANS - 1; i++) {
    int frequency = 1 + i / 3;

    ret_scans[i + 1] = (jpeg_scan_info){
      .comps_in_scan = 1, .component_index = {i % 3}, .Ss = frequency, .Se = frequency};
  }
}

GBytes *
sf_test_jpeg_new (SfImage *image, SfTestJpegKind kind, int orientation, gboolean little_endian)
{
  struct jpeg_compress_struct jpeg;
  struct jpeg_error_mgr errors;
  unsigned char *data = NULL;
  unsigned long size = 0;
  jpeg_scan_info scans[SCANS];
  g_autofree guint8 *row = g_malloc ((gsize) 4 * image->width);

  jpeg.err = jpeg_std_error (&errors);
  jpeg_create_compress (&jpeg);
  jpeg_mem_dest (&jpeg, &data, &size);
  jpeg.image_width = (JDIMENSION) image->width;
  jpeg.image_height = (JDIMENSION) image->height;
  jpeg.input_components = kind == SF_TEST_JPEG_GREY ? 1 : kind == SF_TEST_JPEG_INKS ? 4 : 3;
  jpeg.in_color_space = kind == SF_TEST_JPEG_GREY   ? JCS_GRAYSCALE
                        : kind == SF_TEST_JPEG_INKS ? JCS_CMYK
                                                    : JCS_RGB;
  jpeg_set_defaults (&jpeg);
  jpeg_set_quality (&jpeg, 95, TRUE);
  jpeg.comp_info[0].h_samp_factor = 1;
  jpeg.comp_info[0].v_samp_factor = 1;
  if (kind == SF_TEST_JPEG_PROGRESSIVE)
    jpeg_simple_progression (&jpeg);
  if (kind == SF_TEST_JPEG_MANY_SCANS) {
    fill_many_scans (scans);
    jpeg.scan_info = scans;
    jpeg.num_scans = SCANS;
  }

  jpeg_start_compress (&jpeg, TRUE);
  if (orientation > 0)
    write_jpeg_exif (&jpeg, orientation, little_endian);
  for (int y = 0; y < image->height; y++) {
    fill_jpeg_row (image->pixels + y * image->stride, kind, image->width, row);
    jpeg_write_scanlines (&jpeg, &row, 1);
  }
  jpeg_finish_compress (&jpeg);
  jpeg_destroy_compress (&jpeg);

  return g_bytes_new_with_free_func (data, size, free, data);
}

static void
on_png_write (png_structp png, png_bytep data, png_size_t size)
{
  g_byte_array_append (png_get_io_ptr (png), data, (guint) size);
}

static int
get_colour_type (SfTestPngFlags flags)
{
  int alpha = (flags & SF_TEST_PNG_ALPHA) != 0 ? PNG_COLOR_MASK_ALPHA : 0;

  if ((flags & SF_TEST_PNG_PALETTE) != 0)
    return PNG_COLOR_TYPE_PALETTE;

  return ((flags & SF_TEST_PNG_GREY) != 0 ? PNG_COLOR_TYPE_GRAY : PNG_COLOR_TYPE_RGB) | alpha;
}

static void
fill_png_row (const guint8 *rgb, SfTestPngFlags flags, int width, GByteArray *ret_row)
{
  gboolean grey = (flags & SF_TEST_PNG_GREY) != 0;

  g_byte_array_set_size (ret_row, 0);
  for (int x = 0; x < width; x++, rgb += 3) {
    guint8 samples[4] = {rgb[0], rgb[1], rgb[2], (guint8) (x * 255 / width)};
    guint8 index = (guint8) (rgb[0] >> 7 | rgb[1] >> 7 << 1 | rgb[2] >> 7 << 2);

    if ((flags & SF_TEST_PNG_PALETTE) != 0) {
      g_byte_array_append (ret_row, &index, 1);
      continue;
    }
    for (int c = grey ? 2 : 0; c < ((flags & SF_TEST_PNG_ALPHA) != 0 ? 4 : 3); c++) {
      guint8 sample = grey && c == 2 ? samples[1] : samples[c];

      g_byte_array_append (ret_row, &sample, 1);
      if ((flags & SF_TEST_PNG_16_BIT) != 0)
        g_byte_array_append (ret_row, &sample, 1);
    }
  }
}

static void
write_png_header (
  png_structp png, png_infop info, SfImage *image, SfTestPngFlags flags, int orientation)
{
  png_color palette[8];

  png_set_IHDR (png, info, (png_uint_32) image->width, (png_uint_32) image->height,
                (flags & SF_TEST_PNG_16_BIT) != 0 ? 16 : 8, get_colour_type (flags),
                (flags & SF_TEST_PNG_INTERLACED) != 0 ? PNG_INTERLACE_ADAM7 : PNG_INTERLACE_NONE,
                PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
  for (int i = 0; i < 8; i++)
    palette[i] = (png_color){i & 1 ? 255 : 0, i & 2 ? 255 : 0, i & 4 ? 255 : 0};
  if ((flags & SF_TEST_PNG_PALETTE) != 0)
    png_set_PLTE (png, info, palette, 8);
  if (orientation > 0) {
    g_autoptr (GBytes) exif = sf_test_exif_new (orientation, FALSE);

    png_set_eXIf_1 (png, info, (png_uint_32) g_bytes_get_size (exif),
                    (png_bytep) g_bytes_get_data (exif, NULL));
  }
  png_write_info (png, info);
}

GBytes *
sf_test_png_new (SfImage *image, SfTestPngFlags flags, int orientation)
{
  png_structp png = png_create_write_struct (PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
  png_infop info = png_create_info_struct (png);
  GByteArray *file = g_byte_array_new ();
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_byte_array_unref);
  g_autofree png_bytep *pointers = g_new (png_bytep, image->height);

  for (int y = 0; y < image->height; y++) {
    GByteArray *row = g_byte_array_new ();

    fill_png_row (image->pixels + y * image->stride, flags, image->width, row);
    g_ptr_array_add (rows, row);
    pointers[y] = row->data;
  }

  png_set_write_fn (png, file, on_png_write, NULL);
  write_png_header (png, info, image, flags, orientation);
  png_write_image (png, pointers);
  png_write_end (png, info);
  png_destroy_write_struct (&png, &info);
  g_ptr_array_unref (rows);

  return g_byte_array_free_to_bytes (file);
}
