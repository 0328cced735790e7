/* The picture: made of what both hold, compared, and made anew when another layout is chosen. */

#include "app/session/sf-session-private.h"

#include "app/session/sf-darkroom.h"
#include "app/session/sf-recipe-wire.h"

#include <string.h>

/* Whatever the other side asks for: the newest layout is made, and not more than one a second. */
#define RELAYOUT_PAUSE_US G_USEC_PER_SEC

/* What a worker's answer belongs to. */
typedef struct {
  SfSession *session;
  guint32 shot;
  SfRecipe recipe;
} Errand;

static Errand *
errand_new (SfSession *self, const SfRecipe *recipe)
{
  Errand *errand = g_new (Errand, 1);

  *errand = (Errand){g_object_ref (self), self->shot->proposal.id, *recipe};
  return errand;
}

static void
errand_free (Errand *errand)
{
  g_object_unref (errand->session);
  g_free (errand);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Errand, errand_free)

gboolean
sf_session_wants_relayout (SfSession *self)
{
  const SfRecipe *recipe = &self->agreement.recipe;

  return self->is_finished && self->agreement.revision > self->finished_revision &&
         sf_shot_can_relayout (self->shot, recipe) &&
         !sf_recipe_is_equal (recipe, &self->shot->recipe);
}

gboolean
sf_session_is_relayout_due (SfSession *self)
{
  return sf_session_wants_relayout (self) && !self->shot->is_composing &&
         self->relayout_pause == NULL;
}

/* Without the other side, which has gone on, gone away or failed, the picture is this side's
 * alone. */
gboolean
sf_session_is_complete (SfSession *self)
{
  gboolean has_failed = self->alone_revision == self->agreement.revision;
  gboolean is_alone = has_failed || self->peer_ready || self->is_peer_closed;

  if (!self->shot->has_own_hash || sf_session_wants_relayout (self))
    return FALSE;

  return sf_shot_is_complete (self->shot) || (self->is_finished && is_alone);
}

static void
send_hash (SfSession *self)
{
  SfSessionMessage message = {.type = SF_MESSAGE_HASH};

  message.hash.shot = self->shot->proposal.id;
  message.hash.recipe = self->shot->recipe;
  memcpy (message.hash.sha256, self->shot->own_hash, SF_DIGEST_SIZE);
  sf_session_send (self, &message);
}

static void
keep_picture (SfShot *shot, const SfRecipe *recipe, const SfPicture *picture)
{
  g_clear_pointer (&shot->picture, sf_image_unref);
  shot->picture = sf_image_ref (picture->image);
  if (picture->path != NULL) {
    g_free (shot->path);
    shot->path = g_strdup (picture->path);
  }
  shot->recipe = *recipe;
  memcpy (shot->own_hash, picture->sha256, SF_DIGEST_SIZE);
  shot->has_own_hash = TRUE;
}

static void
tell_picture (SfSession *self, const SfPicture *picture)
{
  if (self->state < SF_SESSION_STATE_CLOSING)
    send_hash (self);
  if (self->is_finished)
    sf_session_emit (self, SF_SESSION_SIGNAL_REMADE);
  else if (picture->path != NULL)
    sf_session_emit (self, SF_SESSION_SIGNAL_SAVED, picture->path);
}

static void
on_compose_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Errand) errand = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SfPicture) picture = sf_darkroom_compose_finish (result, &error);
  SfSession *self = errand->session;
  SfShot *shot = self->shot;

  self->n_developing--;
  if (shot != NULL && shot->proposal.id == errand->shot) {
    shot->is_composing = FALSE;
    if (picture != NULL) {
      keep_picture (shot, &errand->recipe, picture);
      tell_picture (self, picture);
    } else if (self->state == SF_SESSION_STATE_COMPOSING) {
      sf_session_fail_shot (self, SF_CANCEL_TROUBLE, g_steal_pointer (&error));
    }
    if (self->state >= SF_SESSION_STATE_CLOSING && picture != NULL &&
        sf_session_wants_relayout (self))
      sf_session_do_compose (self);
    sf_session_settle (self);
  }

  sf_session_maybe_end (self);
}

static gboolean
on_relayout_pause (gpointer user_data)
{
  SfSession *self = user_data;

  sf_session_stop_timer (&self->relayout_pause);
  sf_session_settle (self);
  return G_SOURCE_REMOVE;
}

static void
begin_relayout (SfSession *self)
{
  sf_session_stop_timer (&self->relayout_pause);
  self->relayout_pause = g_timeout_source_new (RELAYOUT_PAUSE_US / 1000);
  g_source_set_callback (self->relayout_pause, on_relayout_pause, self, NULL);
  g_source_attach (self->relayout_pause, NULL);
}

void
sf_session_do_compose (SfSession *self)
{
  SfShot *shot = self->shot;
  gboolean is_relayout = sf_session_wants_relayout (self);
  const SfRecipe *recipe = is_relayout ? &self->agreement.recipe : &shot->recipe;
  gboolean is_creator = sf_session_is_creator (self);
  g_autofree char *stem = sf_session_make_stem (self, "together");
  SfDarkroomPlace place = {
    .folder = self->folder,
    .stem = stem,
    .format = self->format,
    .when = shot->when,
    .path = is_relayout ? shot->path : NULL,
  };
  SfImage *own[SF_RECIPE_MAX_SHOTS];
  SfImage *theirs[SF_RECIPE_MAX_SHOTS];

  for (guint i = 0; i < shot->n_takes; i++) {
    own[i] = shot->own[i].photos[SF_PHOTO_FULL].image;
    theirs[i] = shot->theirs[i].photos[SF_PHOTO_FULL].image;
  }

  if (is_relayout)
    begin_relayout (self);
  shot->is_composing = TRUE;
  self->n_developing++;
  /* The file of a finished picture and what is known of it never part: nothing cancels that. */
  sf_darkroom_compose_async (recipe, is_creator ? own : theirs, is_creator ? theirs : own,
                             is_creator, &place, is_relayout ? NULL : self->shot_cancellable,
                             on_compose_ready, errand_new (self, recipe));
}

void
sf_session_relayout_alone (SfSession *self, const SfRecipe *recipe)
{
  if (!self->is_finished || !sf_shot_can_relayout (self->shot, recipe))
    return;

  sf_agreement_change (&self->agreement, recipe);
  sf_session_emit (self, SF_SESSION_SIGNAL_RECIPE_CHANGED, FALSE);
  if (sf_session_wants_relayout (self) && !self->shot->is_composing)
    sf_session_do_compose (self);
}

void
sf_session_on_hash (SfSession *self, const SfSessionMessage *message)
{
  gboolean may_come =
    self->state >= SF_SESSION_STATE_COUNTDOWN && self->state <= SF_SESSION_STATE_RESULT;

  if (may_come && self->shot != NULL && self->shot->proposal.id == message->hash.shot)
    sf_shot_hear_hash (self->shot, &message->hash.recipe, message->hash.sha256);
}

static void
take_path (SfShotPhoto *photo, GPtrArray *paths)
{
  if (photo->path != NULL)
    g_ptr_array_add (paths, g_steal_pointer (&photo->path));
}

static void
on_discard_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SfSession) self = user_data;

  self->n_developing--;
  sf_session_maybe_end (self);
}

/* Not before the picture is on the disk, and known to be the same on both computers. */
static void
drop_originals (SfSession *self)
{
  SfShot *shot = self->shot;
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < shot->n_takes; i++) {
    take_path (&shot->own[i].photos[SF_PHOTO_FULL], paths);
    take_path (&shot->theirs[i].photos[SF_PHOTO_FULL], paths);
  }
  self->n_developing++;
  sf_darkroom_discard_async (paths, on_discard_ready, g_object_ref (self));
}

void
sf_session_do_finish_shot (SfSession *self)
{
  if (self->is_finished)
    return;

  self->is_finished = TRUE;
  if (self->drops_originals && self->shot->recipe.mode == SF_MODE_SYNTHESIS &&
      sf_shot_is_identical (self->shot))
    drop_originals (self);
  self->finished_revision = self->agreement.revision;
  if (self->kept == NULL)
    self->n_complete++;
  g_clear_pointer (&self->kept, sf_shot_free);
}
