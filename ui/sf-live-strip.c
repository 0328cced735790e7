/* While a strip is taken, its photos fill on the stage. */

#include "ui/sf-live-strip.h"

#include "ui/sf-shot-picture.h"

struct _SfLiveStrip {
  SfStage *stage;
  GCancellable *cancellable; /* (nullable): of the picture that is being made */
  guint takes[2];            /* that are on it */
};

SfLiveStrip *
sf_live_strip_new (SfStage *stage)
{
  SfLiveStrip *self = g_new0 (SfLiveStrip, 1);

  self->stage = g_object_ref (stage);
  return self;
}

static void
stop (SfLiveStrip *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

void
sf_live_strip_free (SfLiveStrip *self)
{
  stop (self);
  g_object_unref (self->stage);
  g_free (self);
}

/* Returns: whether there is anything of a strip to be seen */
static gboolean
look (SfSession *session, guint ret_takes[2])
{
  const SfShot *shot = session != NULL ? sf_session_get_shot (session) : NULL;
  SfSessionState state = session != NULL ? sf_session_get_state (session) : SF_SESSION_STATE_ENDED;
  gboolean is_taken = state == SF_SESSION_STATE_COUNTDOWN || state == SF_SESSION_STATE_CAPTURING;

  ret_takes[0] = ret_takes[1] = 0;
  if (!is_taken || shot == NULL || shot->recipe.mode != SF_MODE_SYNTHESIS || shot->n_takes < 2)
    return FALSE;

  for (guint i = 0; i < shot->n_takes; i++) {
    const SfShotTake *creator = shot->is_creator ? &shot->own[i] : &shot->theirs[i];
    const SfShotTake *joiner = shot->is_creator ? &shot->theirs[i] : &shot->own[i];

    ret_takes[0] |= (creator->photos[SF_PHOTO_PREVIEW].image != NULL ? 1u : 0) << i;
    ret_takes[1] |= (joiner->photos[SF_PHOTO_PREVIEW].image != NULL ? 1u : 0) << i;
  }

  return (ret_takes[0] | ret_takes[1]) != 0;
}

/* Cancelled, the strip may be gone. */
static void
on_picture_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture = sf_shot_picture_finish (result, &error);
  SfLiveStrip *self = user_data;

  if (texture != NULL)
    sf_stage_set_taken (self->stage, texture, self->takes);
}

void
sf_live_strip_follow (SfLiveStrip *self, SfSession *session)
{
  guint takes[2];
  gboolean is_there = look (session, takes);

  if (takes[0] == self->takes[0] && takes[1] == self->takes[1])
    return;

  stop (self);
  self->takes[0] = takes[0];
  self->takes[1] = takes[1];
  if (!is_there) {
    sf_stage_set_taken (self->stage, NULL, takes);
    return;
  }

  self->cancellable = g_cancellable_new ();
  sf_shot_picture_async (sf_session_get_shot (session), SF_SHOT_PICTURE_TAKEN, self->cancellable,
                         on_picture_ready, self);
}
