/* One picture in the making: what was taken, sent, received, composed and compared. Pure. */

#include "app/session/sf-shot.h"

#include "app/sf-error.h"

#include <string.h>

static void
clear_photo (SfShotPhoto *photo)
{
  g_clear_pointer (&photo->file, g_bytes_unref);
  g_clear_pointer (&photo->image, sf_image_unref);
}

SfShot *
sf_shot_new (const SfProposal *proposal, gint64 at_us, gboolean by_other)
{
  SfShot *self = g_new0 (SfShot, 1);

  self->proposal = *proposal;
  self->at_us = at_us;
  self->by_other = by_other;
  self->n_takes = proposal->recipe.n_shots;

  return self;
}

void
sf_shot_free (SfShot *self)
{
  for (guint i = 0; i < SF_RECIPE_MAX_SHOTS; i++) {
    clear_photo (&self->own[i]);
    clear_photo (&self->theirs[i]);
  }
  g_clear_pointer (&self->when, g_date_time_unref);
  g_clear_pointer (&self->picture, sf_image_unref);
  g_free (self->path);
  g_free (self);
}

gint64
sf_shot_get_next_us (const SfShot *self)
{
  return self->at_us + self->n_taken * self->proposal.interval_us;
}

gboolean
sf_shot_announce (SfShot *self, const SfPhotoNote *note, GError **error)
{
  if (note->take >= self->n_takes || self->theirs[note->take].note.size != 0) {
    g_set_error (error, SF_ERROR, SF_ERROR_PROTOCOL, "Photograph %u was not expected", note->take);
    return FALSE;
  }

  self->theirs[note->take].note = *note;
  return TRUE;
}

SfShotPhoto *
sf_shot_find (SfShot *self, guint64 blob_id, gboolean incoming)
{
  SfShotPhoto *photos = incoming ? self->theirs : self->own;

  for (guint i = 0; i < self->n_takes; i++)
    if (blob_id == sf_photo_blob_id (self->proposal.id, i, SF_PHOTO_FULL))
      return &photos[i];

  return NULL;
}

gboolean
sf_shot_expects (const SfShot *self, guint64 blob_id, guint64 size)
{
  const SfShotPhoto *photo = sf_shot_find ((SfShot *) self, blob_id, TRUE);

  return photo != NULL && photo->started_us == 0 && size > 0 && size <= SF_PHOTO_MAX_BYTES;
}

gboolean
sf_shot_is_all_here (const SfShot *self)
{
  for (guint i = 0; i < self->n_takes; i++)
    if (self->own[i].image == NULL || self->theirs[i].image == NULL)
      return FALSE;

  return TRUE;
}

gboolean
sf_shot_is_complete (const SfShot *self)
{
  return self->has_own_hash && self->has_peer_hash;
}

gboolean
sf_shot_is_identical (const SfShot *self)
{
  return sf_shot_is_complete (self) &&
         memcmp (self->own_hash, self->peer_hash, SF_DIGEST_SIZE) == 0;
}

gboolean
sf_shot_get_skew (const SfShot *self, guint take, const SfClockEstimate *clock, gint64 *ret_skew_us)
{
  const SfPhotoNote *own = &self->own[take].note;
  const SfPhotoNote *theirs = &self->theirs[take].note;

  if (own->size == 0 || theirs->size == 0 || own->taken_us == SF_PHOTO_TIME_UNKNOWN ||
      theirs->taken_us == SF_PHOTO_TIME_UNKNOWN)
    return FALSE;

  *ret_skew_us = ABS (theirs->taken_us - clock->offset_us - own->taken_us);
  return TRUE;
}
