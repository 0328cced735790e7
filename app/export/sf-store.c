/* Pictures on disk: written whole or not at all, over another only when that is meant. */

#include "app/export/sf-store.h"

#include "app/export/sf-publish.h"
#include "app/sf-error.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

/* Bytes of a name: 255 is what file systems hold, less a number and the extension. */
#define MAX_STEM_BYTES 200
/* Names tried; more of one second's pictures there are not. */
#define MAX_NUMBER 999

/* What a picture is called. */
typedef struct {
  const char *name; /* (nullable): this, in the place of what has it */
  const char *stem; /* else a new name that begins so */
  const char *extension;
} Target;

static void
set_error (GError **error, int failure, const char *folder)
{
  g_autofree char *shown = g_filename_display_name (folder);
  g_autofree char *sentence = NULL;

  switch (failure) {
  case ENOSPC:
  case EDQUOT:
    sentence = g_strdup_printf (
      "There is no room left in “%s”. Free some space or choose another folder.", shown);
    break;
  case EACCES:
  case EPERM:
  case EROFS:
    sentence = g_strdup_printf ("Nothing may be saved in “%s”. Choose another folder.", shown);
    break;
  case ENOTDIR:
  case EEXIST:
    sentence = g_strdup_printf ("“%s” is not a folder. Choose another.", shown);
    break;
  default:
    sentence =
      g_strdup_printf ("The picture could not be saved in “%s”: %s. Choose another folder.", shown,
                       g_strerror (failure));
  }

  g_set_error_literal (error, SF_ERROR, SF_ERROR_STORAGE, sentence);
}

/* What a name must not hold here or on the stick it may be copied to. */
static char *
clean_stem (const char *stem)
{
  g_autofree char *valid = g_utf8_make_valid (stem, -1);
  GString *clean = g_string_new (NULL);

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    if (clean->len + 6 > MAX_STEM_BYTES)
      break;
    if (g_unichar_iscntrl (c) || g_unichar_type (c) == G_UNICODE_FORMAT ||
        (c < 128 && strchr ("/\\:*?\"<>|", (int) c) != NULL))
      c = '_';
    if (clean->len == 0 && (c == '.' || c == ' '))
      continue;
    g_string_append_unichar (clean, c);
  }

  g_strchomp (clean->str);
  g_string_set_size (clean, strlen (clean->str));
  if (clean->len == 0)
    g_string_append (clean, "Photo");
  return g_string_free (clean, FALSE);
}

static int
write_all (int fd, GBytes *bytes)
{
  gsize left;
  const guint8 *data = g_bytes_get_data (bytes, &left);

  while (left > 0) {
    ssize_t n = write (fd, data, left);

    if (n < 0 && errno == EINTR)
      continue;
    if (n < 0)
      return errno;
    data += n;
    left -= (gsize) n;
  }

  return fsync (fd) == 0 ? 0 : errno;
}

/* Returns: 0 or an errno value, with nothing left behind */
static int
write_temporary (int folder, const char *name, GBytes *bytes)
{
  int fd = openat (folder, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0666);
  int failure;

  if (fd < 0)
    return errno;

  failure = write_all (fd, bytes);
  if (close (fd) != 0 && failure == 0)
    failure = errno;
  if (failure != 0)
    unlinkat (folder, name, 0);

  return failure;
}

/* Returns: 0 or an errno value */
static int
publish_numbered (
  int folder, const char *temporary, const char *stem, const char *extension, char **ret_name)
{
  for (int number = 1; number <= MAX_NUMBER; number++) {
    g_autofree char *name = number == 1 ? g_strdup_printf ("%s.%s", stem, extension)
                                        : g_strdup_printf ("%s (%d).%s", stem, number, extension);
    int failure = sf_publish (folder, temporary, name);

    if (failure == 0)
      *ret_name = g_steal_pointer (&name);
    if (failure != EEXIST)
      return failure;
  }

  return ENOSPC;
}

/* Gives the finished file its name. Returns: 0 or an errno value */
static int
publish (int folder, const char *temporary, const Target *target, char **ret_name)
{
  g_autofree char *clean = NULL;

  if (target->name != NULL)
    return renameat (folder, temporary, folder, target->name) == 0 ? 0 : errno;

  clean = clean_stem (target->stem);
  return publish_numbered (folder, temporary, clean, target->extension, ret_name);
}

/* Returns: 0 or an errno value */
static int
write_within (int folder, const Target *target, GBytes *bytes, char **ret_name)
{
  g_autofree char *temporary =
    g_strdup_printf (".sameframe-%08x%08x.part", g_random_int (), g_random_int ());
  int failure = write_temporary (folder, temporary, bytes);

  if (failure != 0)
    return failure;

  failure = publish (folder, temporary, target, ret_name);
  if (failure != 0) {
    unlinkat (folder, temporary, 0);
    return failure;
  }

  /* The name too has to survive a power cut. Some file systems cannot promise it; the picture is
   * there. */
  if (fsync (folder) != 0)
    g_debug ("The folder was not synchronised: %s", g_strerror (errno));
  return 0;
}

/* Returns: 0 or an errno value */
static int
write_to (const char *folder, const Target *target, GBytes *bytes, char **ret_name)
{
  int failure, fd;

  if (g_mkdir_with_parents (folder, 0755) != 0)
    return errno;

  fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0)
    return errno;

  failure = write_within (fd, target, bytes, ret_name);
  close (fd);
  return failure;
}

char *
sf_store_write (
  const char *folder, const char *stem, const char *extension, GBytes *bytes, GError **error)
{
  g_autofree char *name = NULL;
  int failure;

  g_return_val_if_fail (extension != NULL && strchr (extension, '/') == NULL, NULL);

  failure = write_to (folder, &(Target){.stem = stem, .extension = extension}, bytes, &name);
  if (failure != 0) {
    set_error (error, failure, folder);
    return NULL;
  }

  return g_build_filename (folder, name, NULL);
}

gboolean
sf_store_replace (const char *path, GBytes *bytes, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *name = g_path_get_basename (path);
  int failure = write_to (folder, &(Target){.name = name}, bytes, NULL);

  if (failure != 0)
    set_error (error, failure, folder);

  return failure == 0;
}

char *
sf_store_stem (GDateTime *when, const char *suffix)
{
  g_autofree char *time = g_date_time_format (when, "%Y-%m-%d %H.%M.%S");

  return suffix != NULL && *suffix != '\0' ? g_strconcat (time, " ", suffix, NULL)
                                           : g_steal_pointer (&time);
}
