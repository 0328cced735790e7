/* A finished live picture for a window, in memory that is used again. */
#pragma once

#include "app/synthesis/sy-image.h"

#include <glib.h>

G_BEGIN_DECLS

/* Where one person is on the picture. */
typedef struct {
  SyRect place;  /* pixels; around all of this person's pieces */
  SySize hidden; /* pixels of their camera's picture, at the size it has here, that are cut off */
} SfLivePart;

/* Immutable once it is shared; counted atomically. */
typedef struct {
  gatomicrefcount ref_count;
  SySize size;
  gsize stride;        /* bytes, 4 x width */
  guint32 *pixels;     /* 0xaarrggbb in the machine's order, alpha multiplied in */
  SfLivePart parts[2]; /* of the creator, the joiner */
  int upper;           /* which of the two lies above the other */
  int luma;            /* 0..255: how bright the creator's picture is on average; -1 if not known */
  gpointer pool;
} SfLivePicture;

SfLivePicture *sf_live_picture_ref (SfLivePicture *self);
void sf_live_picture_unref (SfLivePicture *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SfLivePicture, sf_live_picture_unref)

/* Returns: whose part is at @x, @y: 0, 1, or -1 */
int sf_live_picture_find_part (const SfLivePicture *self, double x, double y);

/* Where pictures come from. For any threads; pictures may outlive it. */
typedef struct _SfLivePool SfLivePool;

SfLivePool *sf_live_pool_new (void) G_GNUC_WARN_UNUSED_RESULT;
void sf_live_pool_unref (SfLivePool *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SfLivePool, sf_live_pool_unref)

/* Returns: (transfer full) (nullable): %NULL when there is no memory. The pixels are not
 * initialised. */
SfLivePicture *sf_live_pool_take (SfLivePool *self, SySize size) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
