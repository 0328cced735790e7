/* One picture in the making: what was taken, sent, received, composed and compared. Pure. */

#include "app/session/sf-shot.h"

#include "app/session/sf-recipe-wire.h"
#include "app/sf-error.h"

#include <string.h>

static void
clear_take (SfShotTake *take)
{
  for (guint kind = 0; kind < SF_PHOTO_N_KINDS; kind++) {
    g_clear_pointer (&take->photos[kind].file, g_bytes_unref);
    g_clear_pointer (&take->photos[kind].image, sf_image_unref);
    g_free (take->photos[kind].path);
  }
  g_clear_pointer (&take->stills, sf_stills_unref);
}

static void
init_take (SfShotTake *take, guint32 shot, guint number)
{
  for (guint kind = 0; kind < SF_PHOTO_N_KINDS; kind++)
    take->photos[kind].note = (SfPhotoNote){.shot = shot, .take = number, .kind = kind};
}

static void
init_takes (SfShot *self, guint first, guint n)
{
  self->first_due = first;
  self->n_due = n;
  for (guint i = first; i < first + n; i++) {
    init_take (&self->own[i], self->proposal.id, i);
    init_take (&self->theirs[i], self->proposal.id, i);
  }
}

static SfShot *
shot_new (const SfProposal *proposal, gboolean is_creator, gboolean by_other)
{
  SfShot *self = g_new0 (SfShot, 1);

  self->proposal = *proposal;
  self->recipe = proposal->recipe;
  self->at_us = by_other ? sf_proposal_get_receiver_us (proposal) : proposal->at_us;
  self->is_creator = is_creator;
  self->by_other = by_other;
  self->n_takes = proposal->recipe.n_shots;

  return self;
}

SfShot *
sf_shot_new (const SfProposal *proposal, gboolean is_creator, gboolean by_other)
{
  SfShot *self = shot_new (proposal, is_creator, by_other);

  init_takes (self, 0, self->n_takes);
  return self;
}

gboolean
sf_shot_can_retake (const SfShot *self, const SfProposal *proposal)
{
  return proposal->retake.shot == self->proposal.id && proposal->retake.take < self->n_takes &&
         self->n_takes > 1 && self->recipe.mode == SF_MODE_SYNTHESIS &&
         sf_recipe_is_equal (&self->recipe, &proposal->recipe);
}

/* Its bytes have gone where they were to go. */
static void
take_over (SfShotTake *take, const SfShotTake *kept)
{
  *take = *kept;
  take->stills = NULL;
  for (guint kind = 0; kind < SF_PHOTO_N_KINDS; kind++) {
    SfShotPhoto *photo = &take->photos[kind];

    photo->file = NULL;
    photo->image = photo->image != NULL ? sf_image_ref (photo->image) : NULL;
    photo->path = g_strdup (photo->path);
  }
}

SfShot *
sf_shot_new_retake (const SfShot *kept, const SfProposal *proposal, gboolean by_other)
{
  SfShot *self = shot_new (proposal, kept->is_creator, by_other);

  init_takes (self, proposal->retake.take, 1);
  for (guint i = 0; i < self->n_takes; i++)
    if (!sf_shot_is_due (self, i)) {
      take_over (&self->own[i], &kept->own[i]);
      take_over (&self->theirs[i], &kept->theirs[i]);
      self->pairs[i] = kept->pairs[i];
      self->uncertainties_us[i] = kept->uncertainties_us[i];
    }

  return self;
}

void
sf_shot_free (SfShot *self)
{
  for (guint i = 0; i < SF_RECIPE_MAX_SHOTS; i++) {
    clear_take (&self->own[i]);
    clear_take (&self->theirs[i]);
  }
  g_clear_pointer (&self->when, g_date_time_unref);
  g_clear_pointer (&self->picture, sf_image_unref);
  g_free (self->path);
  g_free (self);
}

/* The clock of the other side less this side's, as the proposal says. */
static gint64
get_offset_us (const SfShot *self)
{
  return self->by_other ? -self->proposal.offset_us : self->proposal.offset_us;
}

static gint64
get_elapsed_us (const SfShot *self, guint take)
{
  return (take - self->first_due) * self->proposal.interval_us;
}

static gint64
get_instant_us (const SfShot *self, guint take)
{
  return self->at_us + get_elapsed_us (self, take);
}

guint
sf_shot_get_next (const SfShot *self)
{
  return self->first_due + self->n_taken;
}

gint64
sf_shot_get_next_us (const SfShot *self)
{
  return get_instant_us (self, sf_shot_get_next (self));
}

gboolean
sf_shot_is_due (const SfShot *self, guint take)
{
  return take >= self->first_due && take < self->first_due + self->n_due;
}

guint
sf_shot_collect (SfShot *self, SfStills *stills)
{
  guint take = sf_shot_get_next (self);
  SfShotTake *own = &self->own[take];

  self->n_taken++;
  own->stills = stills;
  own->is_offered = TRUE;
  sf_stills_get_times (stills, &own->times);
  return take;
}

static gboolean
set_unexpected (guint take, GError **error)
{
  g_set_error (error, SF_ERROR, SF_ERROR_PROTOCOL, "Photograph %u was not expected", take);
  return FALSE;
}

gboolean
sf_shot_offer (SfShot *self, const SfStillOffer *offer, GError **error)
{
  SfShotTake *theirs = &self->theirs[offer->take];

  if (!sf_shot_is_due (self, offer->take) || theirs->is_offered)
    return set_unexpected (offer->take, error);

  if (!sf_still_times_are_around (&offer->times,
                                  get_instant_us (self, offer->take) + get_offset_us (self),
                                  self->proposal.window_us)) {
    g_set_error (error, SF_ERROR, SF_ERROR_PROTOCOL,
                 "Photograph %u was not taken when it was to be", offer->take);
    return FALSE;
  }

  theirs->is_offered = TRUE;
  theirs->times = offer->times;
  return TRUE;
}

gboolean
sf_shot_choose (SfShot *self, guint take)
{
  SfShotTake *own = &self->own[take];
  SfShotTake *theirs = &self->theirs[take];
  SfShotTake *creator = self->is_creator ? own : theirs;
  SfShotTake *joiner = self->is_creator ? theirs : own;
  gint64 offset_us = get_offset_us (self);
  gint64 at_us = get_instant_us (self, take);
  SfStillPair *pair = &self->pairs[take];

  if (!own->is_offered || !theirs->is_offered)
    return FALSE;

  *pair = self->is_creator
            ? sf_still_pair_choose (&own->times, &theirs->times, offset_us, at_us)
            : sf_still_pair_choose (&theirs->times, &own->times, -offset_us, at_us + offset_us);
  creator->chosen = pair->creator;
  joiner->chosen = pair->joiner;
  own->is_chosen = TRUE;
  theirs->is_chosen = TRUE;
  self->uncertainties_us[take] =
    self->proposal.uncertainty_us + sf_clock_drift_us (get_elapsed_us (self, take));
  return TRUE;
}

SfStills *
sf_shot_steal_stills (SfShot *self, guint take, guint *ret_chosen)
{
  SfShotTake *own = &self->own[take];

  *ret_chosen = own->is_chosen ? own->chosen
                               : sf_still_times_nearest (&own->times, get_instant_us (self, take));
  return g_steal_pointer (&own->stills);
}

gint64
sf_shot_take_get_time (const SfShotTake *take)
{
  return take->times.n > 0 ? take->times.times_us[take->chosen] : SF_PHOTO_TIME_UNKNOWN;
}

gboolean
sf_shot_announce (SfShot *self, const SfPhotoNote *note, GError **error)
{
  SfShotTake *theirs = &self->theirs[note->take];
  SfShotPhoto *photo = &theirs->photos[note->kind];

  if (!sf_shot_is_due (self, note->take) || !theirs->is_chosen || photo->note.size != 0)
    return set_unexpected (note->take, error);

  if (note->taken_us != sf_shot_take_get_time (theirs)) {
    g_set_error (error, SF_ERROR, SF_ERROR_PROTOCOL, "Photograph %u is not the one that was chosen",
                 note->take);
    return FALSE;
  }

  photo->note = *note;
  return TRUE;
}

SfShotPhoto *
sf_shot_find (SfShot *self, guint64 blob_id, gboolean incoming)
{
  SfShotTake *takes = incoming ? self->theirs : self->own;

  for (guint i = 0; i < self->n_takes; i++)
    for (guint kind = 0; kind < SF_PHOTO_N_KINDS; kind++)
      if (blob_id == sf_photo_note_get_blob_id (&takes[i].photos[kind].note))
        return &takes[i].photos[kind];

  return NULL;
}

gboolean
sf_shot_expects (const SfShot *self, guint64 blob_id, guint64 size)
{
  const SfShotPhoto *photo = sf_shot_find ((SfShot *) self, blob_id, TRUE);

  return photo != NULL && photo->started_us == 0 && size > 0 &&
         size <= sf_photo_get_max_bytes (photo->note.kind);
}

gboolean
sf_shot_is_all_here (const SfShot *self)
{
  for (guint i = 0; i < self->n_takes; i++)
    if (self->own[i].photos[SF_PHOTO_FULL].image == NULL ||
        self->theirs[i].photos[SF_PHOTO_FULL].image == NULL)
      return FALSE;

  return TRUE;
}

gboolean
sf_shot_can_relayout (const SfShot *self, const SfRecipe *recipe)
{
  return self->recipe.mode == SF_MODE_SYNTHESIS && recipe->mode == SF_MODE_SYNTHESIS &&
         recipe->n_shots == self->n_takes;
}

void
sf_shot_hear_hash (SfShot *self, const SfRecipe *recipe, const guint8 sha256[SF_DIGEST_SIZE])
{
  if (self->has_peer_hash && sf_recipe_is_equal (recipe, &self->peer_recipe))
    return;

  self->has_peer_hash = TRUE;
  self->peer_recipe = *recipe;
  memcpy (self->peer_hash, sha256, SF_DIGEST_SIZE);
}

gboolean
sf_shot_is_complete (const SfShot *self)
{
  return self->has_own_hash && self->has_peer_hash &&
         sf_recipe_is_equal (&self->recipe, &self->peer_recipe);
}

gboolean
sf_shot_is_identical (const SfShot *self)
{
  return sf_shot_is_complete (self) &&
         memcmp (self->own_hash, self->peer_hash, SF_DIGEST_SIZE) == 0;
}

gboolean
sf_shot_get_skew (const SfShot *self, guint take, gint64 *ret_skew_us, gint64 *ret_uncertainty_us)
{
  if (!self->pairs[take].has_skew)
    return FALSE;

  *ret_skew_us = self->pairs[take].skew_us;
  *ret_uncertainty_us = self->uncertainties_us[take];
  return TRUE;
}
