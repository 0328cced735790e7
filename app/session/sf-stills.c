/* What a camera saw around one instant: candidates for one photograph, of which one is kept. */

#include "app/session/sf-stills.h"

/* Of either kind. */
typedef struct {
  gint64 taken_us;
  SfFrame *frame; /* (nullable) */
  SfImage *image; /* (nullable) */
} Still;

struct _SfStills {
  gatomicrefcount ref_count;
  guint n;
  Still stills[SF_STILLS_MAX];
};

SfStills *
sf_stills_new (void)
{
  SfStills *self = g_new0 (SfStills, 1);

  g_atomic_ref_count_init (&self->ref_count);
  return self;
}

SfStills *
sf_stills_ref (SfStills *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
sf_stills_unref (SfStills *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  for (guint i = 0; i < self->n; i++) {
    g_clear_pointer (&self->stills[i].frame, sf_frame_unref);
    g_clear_pointer (&self->stills[i].image, sf_image_unref);
  }
  g_free (self);
}

void
sf_stills_add_frame (SfStills *self, SfFrame *frame)
{
  g_return_if_fail (self->n < SF_STILLS_MAX);

  self->stills[self->n++] = (Still){.taken_us = frame->taken_us, .frame = sf_frame_ref (frame)};
}

void
sf_stills_add_image (SfStills *self, SfImage *image, gint64 taken_us)
{
  g_return_if_fail (self->n < SF_STILLS_MAX);
  g_return_if_fail (taken_us != SF_PHOTO_TIME_UNKNOWN || self->n == 0);

  self->stills[self->n++] = (Still){.taken_us = taken_us, .image = sf_image_ref (image)};
}

guint
sf_stills_get_n (const SfStills *self)
{
  return self->n;
}

gint64
sf_stills_get_time (const SfStills *self, guint i)
{
  g_return_val_if_fail (i < self->n, SF_PHOTO_TIME_UNKNOWN);

  return self->stills[i].taken_us;
}

void
sf_stills_get_times (const SfStills *self, SfStillTimes *ret_times)
{
  *ret_times = (SfStillTimes){0};

  for (guint i = 0; i < self->n && self->stills[i].taken_us != SF_PHOTO_TIME_UNKNOWN; i++)
    ret_times->times_us[ret_times->n++] = self->stills[i].taken_us;
}

SfImage *
sf_stills_dup_image (const SfStills *self, guint i, GError **error)
{
  const Still *still;

  g_return_val_if_fail (i < self->n, NULL);

  still = &self->stills[i];
  return still->image != NULL ? sf_image_ref (still->image)
                              : sf_frame_to_image (still->frame, error);
}
