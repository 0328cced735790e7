/* The one thing wanted from EXIF: which way up the picture is. */

#include "app/image/sf-exif.h"

#include <string.h>

#define TIFF_HEADER_SIZE 8
#define ENTRY_SIZE 12
#define TAG_ORIENTATION 0x0112
#define TYPE_SHORT 3

typedef struct {
  const guint8 *data;
  gsize size;
  gboolean little_endian;
} Tiff;

static guint
get_u16 (const Tiff *tiff, gsize offset)
{
  const guint8 *p = tiff->data + offset;

  if (offset + 2 > tiff->size)
    return 0;

  return tiff->little_endian ? p[0] | p[1] << 8 : p[0] << 8 | p[1];
}

static gsize
get_u32 (const Tiff *tiff, gsize offset)
{
  gsize first = get_u16 (tiff, offset);
  gsize second = get_u16 (tiff, offset + 2);

  return tiff->little_endian ? second << 16 | first : first << 16 | second;
}

/*
 *  0  "II" or "MM"   byte order          n entries of 12 bytes:
 *  2  42                                  0  tag
 *  4  offset of the directory ->  n       2  type
 *                                         4  count
 *                                         8  value, when it is short
 */
int
sf_exif_get_orientation (const guint8 *data, gsize size)
{
  Tiff tiff = {data, size, FALSE};
  gsize directory;
  guint n_entries;

  if (size < TIFF_HEADER_SIZE)
    return 1;
  if (memcmp (data, "II*\0", 4) == 0)
    tiff.little_endian = TRUE;
  else if (memcmp (data, "MM\0*", 4) != 0)
    return 1;

  directory = get_u32 (&tiff, 4);
  n_entries = get_u16 (&tiff, directory);
  for (guint i = 0; i < n_entries; i++) {
    gsize entry = directory + 2 + (gsize) i * ENTRY_SIZE;
    guint value = get_u16 (&tiff, entry + 8);

    if (get_u16 (&tiff, entry) == TAG_ORIENTATION && get_u16 (&tiff, entry + 2) == TYPE_SHORT)
      return value >= 1 && value <= 8 ? (int) value : 1;
  }

  return 1;
}
