/* Work on the rows of a picture, shared among threads. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* @scratch: memory of its own for each thread, aligned to 64 bytes */
typedef void (*SfBandFunc) (int begin, int end, gpointer scratch, gpointer user_data);

/**
 * sf_bands_run:
 * @n_rows: each belongs to exactly one band
 * @n_threads: 1 and up, the caller among them; fewer when the system gives no more
 * @scratch_size: bytes
 *
 * Returns when all bands are done.
 */
void sf_bands_run (
  int n_rows, guint n_threads, gsize scratch_size, SfBandFunc func, gpointer user_data);

G_END_DECLS
