/* A finished live picture for a window, in memory that is used again. */

#include "app/stage/sf-live-picture.h"

/* One is shown, one waits, one is drawn; a renderer may hold one more. */
#define MAX_SPARE 3

struct _SfLivePool {
  gatomicrefcount ref_count;
  GMutex lock;
  guint32 *spare[MAX_SPARE]; /* under the lock */
  guint n_spare;             /* under the lock */
  gsize spare_length;        /* under the lock; pixels of each */
};

SfLivePool *
sf_live_pool_new (void)
{
  SfLivePool *self = g_new0 (SfLivePool, 1);

  g_atomic_ref_count_init (&self->ref_count);
  g_mutex_init (&self->lock);
  return self;
}

static void
drop_spare (SfLivePool *self)
{
  while (self->n_spare > 0)
    g_free (self->spare[--self->n_spare]);
}

void
sf_live_pool_unref (SfLivePool *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  drop_spare (self);
  g_mutex_clear (&self->lock);
  g_free (self);
}

static guint32 *
take_pixels (SfLivePool *self, gsize length)
{
  guint32 *pixels = NULL;

  g_mutex_lock (&self->lock);
  if (self->spare_length != length)
    drop_spare (self);
  self->spare_length = length;
  if (self->n_spare > 0)
    pixels = self->spare[--self->n_spare];
  g_mutex_unlock (&self->lock);

  return pixels != NULL ? pixels : g_try_new (guint32, length);
}

static void
give_back (SfLivePool *self, guint32 *pixels, gsize length)
{
  g_mutex_lock (&self->lock);
  if (length == self->spare_length && self->n_spare < MAX_SPARE)
    self->spare[self->n_spare++] = g_steal_pointer (&pixels);
  g_mutex_unlock (&self->lock);

  g_free (pixels);
}

SfLivePicture *
sf_live_pool_take (SfLivePool *self, SySize size)
{
  guint32 *pixels = take_pixels (self, (gsize) size.width * (gsize) size.height);
  SfLivePicture *picture;

  if (pixels == NULL)
    return NULL;

  picture = g_new0 (SfLivePicture, 1);
  g_atomic_ref_count_init (&picture->ref_count);
  picture->size = size;
  picture->stride = (gsize) size.width * sizeof *pixels;
  picture->pixels = pixels;
  picture->luma = -1;
  g_atomic_ref_count_inc (&self->ref_count);
  picture->pool = self;
  return picture;
}

SfLivePicture *
sf_live_picture_ref (SfLivePicture *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
sf_live_picture_unref (SfLivePicture *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  give_back (self->pool, self->pixels, (gsize) self->size.width * (gsize) self->size.height);
  sf_live_pool_unref (self->pool);
  g_free (self);
}

static gboolean
contains (const SyRect *rect, double x, double y)
{
  return x >= rect->x && y >= rect->y && x < rect->x + rect->width && y < rect->y + rect->height;
}

int
sf_live_picture_find_part (const SfLivePicture *self, double x, double y)
{
  if (contains (&self->parts[self->upper].place, x, y))
    return self->upper;
  if (contains (&self->parts[1 - self->upper].place, x, y))
    return 1 - self->upper;

  return -1;
}
