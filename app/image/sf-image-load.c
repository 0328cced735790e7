/* Pictures from files of three formats, known by their first bytes. */

#include "app/image/sf-image-format.h"
#include "app/sf-error.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* More than the largest picture takes in any of the formats, short of 16-bit PNG of noise. */
#define MAX_FILE_BYTES (256 * 1024 * 1024)

static const struct {
  const char *magic;
  gsize magic_length;
  gsize offset; /* of the magic in the file */
  SfPictureReader read;
} formats[] = {
  {"WEBP", 4, 8, sf_webp_read},
  {"\xff\xd8\xff", 3, 0, sf_jpeg_read},
  {"\x89PNG\r\n\x1a\n", 8, 0, sf_png_read},
};

void
sf_image_set_cut_short (GError **error)
{
  g_set_error_literal (
    error, SF_ERROR, SF_ERROR_PICTURE,
    "The picture is cut short. Copy or download the file again, or choose another.");
}

void
sf_image_set_damaged (GError **error)
{
  g_set_error_literal (
    error, SF_ERROR, SF_ERROR_PICTURE,
    "The picture is damaged. Save it again in another program, or choose another.");
}

static SfPictureReader
find_reader (const guint8 *data, gsize size, GError **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++)
    if (size >= formats[i].offset + formats[i].magic_length &&
        memcmp (data + formats[i].offset, formats[i].magic, formats[i].magic_length) == 0)
      return formats[i].read;

  g_set_error_literal (error, SF_ERROR, SF_ERROR_PICTURE,
                       "This is not a WebP, JPEG or PNG picture. Choose one of those.");
  return NULL;
}

gboolean
sf_image_peek_size (GBytes *bytes, int *ret_width, int *ret_height, GError **error)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  SfPictureReader read = find_reader (data, size, error);
  SfPictureHeader header;

  if (read == NULL || !read (data, size, &header, NULL, error))
    return FALSE;

  *ret_width = header.orientation >= 5 ? header.height : header.width;
  *ret_height = header.orientation >= 5 ? header.width : header.height;
  return TRUE;
}

SfImage *
sf_image_load (GBytes *bytes, GError **error)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  SfPictureReader read = find_reader (data, size, error);
  g_autoptr (SfImage) image = NULL;
  SfPictureHeader header;

  if (read == NULL || !read (data, size, &header, &image, error))
    return NULL;

  return sf_image_orient (image, header.orientation, error);
}

static gboolean
set_file_error (int number, GError **error)
{
  g_set_error (error, SF_ERROR, SF_ERROR_PICTURE,
               "The file cannot be read: %s. Choose another picture.", g_strerror (number));
  return FALSE;
}

/* Regular files alone: a pipe or device may give no end of bytes, or none at all. */
static gboolean
check_file (int fd, gsize *ret_size, GError **error)
{
  struct stat info;

  if (fstat (fd, &info) < 0)
    return set_file_error (errno, error);
  if (!S_ISREG (info.st_mode))
    return set_file_error (S_ISDIR (info.st_mode) ? EISDIR : EINVAL, error);
  if (info.st_size > MAX_FILE_BYTES) {
    g_set_error (error, SF_ERROR, SF_ERROR_PICTURE,
                 "The file is larger than %d MiB. Choose a smaller picture.", MAX_FILE_BYTES >> 20);
    return FALSE;
  }

  *ret_size = (gsize) info.st_size;
  return TRUE;
}

static GBytes *
read_whole (int fd, gsize size, GError **error)
{
  g_autofree guint8 *data = g_try_malloc (size + 1);
  gsize length = 0;

  if (data == NULL) {
    set_file_error (ENOMEM, error);
    return NULL;
  }

  while (length < size) {
    ssize_t n = read (fd, data + length, size - length);

    if (n < 0 && errno == EINTR)
      continue;
    if (n < 0) {
      set_file_error (errno, error);
      return NULL;
    }
    if (n == 0)
      break;
    length += (gsize) n;
  }

  return g_bytes_new_take (g_steal_pointer (&data), length);
}

SfImage *
sf_image_load_file (const char *path, GError **error)
{
  g_autoptr (GBytes) bytes = NULL;
  gsize size;
  int fd = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);

  if (fd < 0) {
    set_file_error (errno, error);
    return NULL;
  }
  if (check_file (fd, &size, error))
    bytes = read_whole (fd, size, error);
  close (fd);

  return bytes != NULL ? sf_image_load (bytes, error) : NULL;
}
