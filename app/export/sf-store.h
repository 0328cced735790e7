/* Pictures on disk: written whole or not at all, over another only when that is meant. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * sf_store_write:
 * @folder: made when it is not there
 * @stem: the name without extension; cleaned of what a file name must not hold
 * @extension: e.g. "webp"
 *
 * Temporary file in the same folder, fsync, rename without overwriting (a number is added to the
 * name), fsync of the folder.
 *
 * Returns: (nullable) (transfer full): the path written; %NULL with %SF_ERROR_STORAGE, the sentence
 *   naming what to do
 */
char *sf_store_write (const char *folder,
                      const char *stem,
                      const char *extension,
                      GBytes *bytes,
                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * sf_store_replace:
 * @path: a picture that sf_store_write() wrote; it may be gone meanwhile
 *
 * Whoever looks there finds the earlier picture or this one, whole.
 *
 * Returns: %FALSE with %SF_ERROR_STORAGE, the earlier picture as it was
 */
gboolean sf_store_replace (const char *path, GBytes *bytes, GError **error);

/* `2026-11-22 14.05.09`, a space and @suffix (nullable): sorts by time. */
char *sf_store_stem (GDateTime *when, const char *suffix) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
