/* Giving a finished file its name, never taking the name from another. */

#include "app/export/sf-publish.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

static int
rename_unless_there (int folder, const char *temporary, const char *name)
{
  return renameat2 (folder, temporary, folder, name, RENAME_NOREPLACE) == 0 ? 0 : errno;
}

static int
link_then_unlink (int folder, const char *temporary, const char *name)
{
  if (linkat (folder, temporary, folder, name, 0) != 0)
    return errno;

  unlinkat (folder, temporary, 0);
  return 0;
}

/* Takes the name with an empty file, and puts the finished one over that. */
static int
reserve_then_rename (int folder, const char *temporary, const char *name)
{
  int fd = openat (folder, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  int failure;

  if (fd < 0)
    return errno;

  close (fd);
  if (renameat (folder, temporary, folder, name) == 0)
    return 0;

  failure = errno;
  unlinkat (folder, name, 0);
  return failure;
}

const SfPublishFunc sf_publish_ways[] = {
  rename_unless_there,
  link_then_unlink,
  reserve_then_rename,
};

const guint sf_n_publish_ways = G_N_ELEMENTS (sf_publish_ways);

/* How kernels and file systems say that they cannot do such a thing at all. */
static gboolean
is_unsupported (int failure)
{
  return failure == EINVAL || failure == ENOSYS || failure == EPERM || failure == EOPNOTSUPP;
}

int
sf_publish (int folder, const char *temporary, const char *name)
{
  int failure = ENOSYS;

  for (guint i = 0; i < sf_n_publish_ways && is_unsupported (failure); i++)
    failure = sf_publish_ways[i](folder, temporary, name);

  return failure;
}
