/* How much of a blob is done, and whether that is news enough to be told. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SF_PROGRESS_STEP (64 * 1024) /* bytes; also at most a hundred steps in all */

typedef struct {
  guint64 size; /* bytes */
  guint64 done;
  guint64 told;
} SfProgress;

/* Returns: TRUE when a step was made since it last returned TRUE, or the end was reached */
static inline gboolean
sf_progress_is_news (SfProgress *self)
{
  guint64 step = MAX (SF_PROGRESS_STEP, self->size / 100);

  if (self->done < self->told + step && (self->done < self->size || self->told == self->size))
    return FALSE;

  self->told = self->done;
  return TRUE;
}

G_END_DECLS
