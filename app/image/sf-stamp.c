/* What a kept picture says of itself: its date and this program, and nothing else. */

#include "app/image/sf-stamp.h"

#include "app/sf-error.h"

#include <string.h>
#include <webp/mux.h>

/* EXIF 2.32, sections 4.5 and 4.6: a TIFF of one directory, then the texts that it points at. */
#define DIRECTORY_SIZE 38
#define SOFTWARE "Sameframe"
#define DATE_SIZE 20 /* 2026:11:22 14:05:09, and a zero */
#define EXIF_SIZE (DIRECTORY_SIZE + sizeof SOFTWARE + DATE_SIZE)

/* Where it goes: behind the APP0 of JFIF, which libjpeg begins with; behind the IHDR. */
#define JPEG_OFFSET 20
#define PNG_OFFSET 33

static void
fill_exif (GDateTime *when, guint8 ret_exif[EXIF_SIZE])
{
  /* Little-endian; an entry is a tag, its type (2: text), its size, and where it is. */
  static const guint8 directory[DIRECTORY_SIZE] = {
    'I',  'I', 42, 0, 8,  0, 0, 0,              /* where the directory is */
    2,    0,                                    /* its entries */
    0x31, 1,   2,  0, 10, 0, 0, 0, 38, 0, 0, 0, /* Software */
    0x32, 1,   2,  0, 20, 0, 0, 0, 48, 0, 0, 0, /* DateTime */
  };
  g_autofree char *date = g_date_time_format (when, "%Y:%m:%d %H:%M:%S");
  guint8 *texts = ret_exif + DIRECTORY_SIZE;

  memset (ret_exif, 0, EXIF_SIZE);
  memcpy (ret_exif, directory, DIRECTORY_SIZE);
  memcpy (texts, SOFTWARE, sizeof SOFTWARE);
  g_strlcpy ((char *) texts + sizeof SOFTWARE, date, DATE_SIZE);
}

static void
append_u32 (GByteArray *part, guint32 number)
{
  guint32 big_endian = GUINT32_TO_BE (number);

  g_byte_array_append (part, (const guint8 *) &big_endian, sizeof big_endian);
}

/* That of PNG, ISO 3309, bit by bit: there is little of it. */
static guint32
get_crc (const guint8 *data, gsize size)
{
  guint32 crc = G_MAXUINT32;

  for (gsize i = 0; i < size; i++) {
    crc ^= data[i];
    for (int bit = 0; bit < 8; bit++)
      crc = crc >> 1 ^ ((crc & 1) != 0 ? 0xedb88320 : 0);
  }

  return ~crc;
}

/* Returns: (nullable) (transfer full) */
static GBytes *
insert (GBytes *file, gsize offset, const GByteArray *part)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (file, &size);
  GByteArray *whole;

  if (size < offset)
    return NULL;

  whole = g_byte_array_sized_new ((guint) (size + part->len));
  g_byte_array_append (whole, data, (guint) offset);
  g_byte_array_append (whole, part->data, part->len);
  g_byte_array_append (whole, data + offset, (guint) (size - offset));

  return g_byte_array_free_to_bytes (whole);
}

/* A marker, the size from there on, a name, the content. */
static GBytes *
stamp_jpeg (GBytes *file, const guint8 exif[EXIF_SIZE])
{
  static const guint8 header[] = {0xff, 0xe1, 0, 8 + EXIF_SIZE, 'E', 'x', 'i', 'f', 0, 0};
  g_autoptr (GByteArray) part = g_byte_array_new ();

  g_byte_array_append (part, header, sizeof header);
  g_byte_array_append (part, exif, EXIF_SIZE);

  return insert (file, JPEG_OFFSET, part);
}

/* The size of the content, a name, the content, a checksum of both. */
static GBytes *
stamp_png (GBytes *file, const guint8 exif[EXIF_SIZE])
{
  g_autoptr (GByteArray) part = g_byte_array_new ();

  append_u32 (part, EXIF_SIZE);
  g_byte_array_append (part, (const guint8 *) "eXIf", 4);
  g_byte_array_append (part, exif, EXIF_SIZE);
  append_u32 (part, get_crc (part->data + 4, part->len - 4));

  return insert (file, PNG_OFFSET, part);
}

/* The picture alone is taken over: what else a stranger's file holds stays behind. */
static GBytes *
stamp_webp (GBytes *file, const guint8 exif[EXIF_SIZE])
{
  WebPData picture = {g_bytes_get_data (file, NULL), g_bytes_get_size (file)};
  WebPData metadata = {exif, EXIF_SIZE};
  WebPData whole = {NULL, 0};
  WebPMux *mux = WebPMuxNew ();
  gboolean is_made = mux != NULL && WebPMuxSetImage (mux, &picture, 0) == WEBP_MUX_OK &&
                     WebPMuxSetChunk (mux, "EXIF", &metadata, 0) == WEBP_MUX_OK &&
                     WebPMuxAssemble (mux, &whole) == WEBP_MUX_OK;

  WebPMuxDelete (mux);
  if (!is_made)
    return NULL;

  return g_bytes_new_with_free_func (whole.bytes, whole.size, WebPFree, (gpointer) whole.bytes);
}

GBytes *
sf_stamp (SfFileFormat format, GBytes *file, GDateTime *when, GError **error)
{
  static GBytes *(*const stamps[SF_N_FILE_FORMATS]) (GBytes * file,
                                                     const guint8 exif[EXIF_SIZE]) = {
    [SF_FILE_FORMAT_WEBP] = stamp_webp,
    [SF_FILE_FORMAT_PNG] = stamp_png,
    [SF_FILE_FORMAT_JPEG] = stamp_jpeg,
  };
  guint8 exif[EXIF_SIZE];
  GBytes *stamped;

  g_return_val_if_fail (format < SF_N_FILE_FORMATS, NULL);

  fill_exif (when, exif);
  stamped = stamps[format](file, exif);
  if (stamped == NULL)
    g_set_error_literal (error, SF_ERROR, SF_ERROR_PICTURE,
                         "The picture could not be given its date.");

  return stamped;
}
