/* From the instant to the pair of frames that both sides keep. */

#include "app/session/sf-session-private.h"
#include "app/sf-error.h"

#include <gio/gio.h>

static void
send_offer (SfSession *self, guint take)
{
  SfSessionMessage message = {.type = SF_MESSAGE_OFFER};

  message.offer = (SfStillOffer){
    .shot = self->shot->proposal.id, .take = take, .times = self->shot->own[take].times};
  sf_session_send (self, &message);
}

/* One of the candidates becomes a photograph. */
static void
develop (SfSession *self, guint take)
{
  guint chosen;
  g_autoptr (SfStills) stills = sf_shot_steal_stills (self->shot, take, &chosen);

  if (stills != NULL)
    sf_session_develop (self, stills, chosen, take);
}

static void
maybe_choose (SfSession *self, guint take)
{
  if (!sf_shot_choose (self->shot, take))
    return;

  sf_session_emit (self, SF_SESSION_SIGNAL_TAKEN, take);
  develop (self, take);
}

static void
on_collect_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SfSession) self = user_data;
  g_autoptr (GError) error = NULL;
  SfStills *stills = sf_still_source_collect_finish (SF_STILL_SOURCE (source), result, &error);
  SfShot *shot = self->shot;
  guint take;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (stills == NULL) {
    /* A camera may be plugged in again: who pressed may try again. */
    gboolean is_lost = g_error_matches (error, SF_ERROR, SF_ERROR_CAMERA_LOST);

    sf_session_fail_shot (self, is_lost ? SF_CANCEL_BUSY : SF_CANCEL_TROUBLE,
                          g_steal_pointer (&error));
    return;
  }

  if (shot->when == NULL)
    shot->when = g_date_time_new_now_local ();
  take = sf_shot_collect (shot, stills);
  send_offer (self, take);
  maybe_choose (self, take);
  sf_session_raise (self, shot->n_taken < shot->n_due ? SF_SESSION_EVENT_TAKEN
                                                      : SF_SESSION_EVENT_ALL_TAKEN);
}

void
sf_session_do_take (SfSession *self)
{
  sf_still_source_collect_async (self->source, sf_shot_get_next_us (self->shot),
                                 self->shot->proposal.window_us, self->shot_cancellable,
                                 on_collect_ready, g_object_ref (self));
}

void
sf_session_on_offer (SfSession *self, const SfSessionMessage *message)
{
  const SfStillOffer *offer = &message->offer;
  GError *error = NULL;

  if (!sf_session_is_in_shot (self, offer->shot))
    return;

  if (!sf_shot_offer (self->shot, offer, &error)) {
    sf_session_fail (self, error);
    return;
  }

  maybe_choose (self, offer->take);
}

void
sf_session_keep_taken (SfSession *self)
{
  for (guint i = 0; self->shot != NULL && i < self->shot->n_takes; i++)
    develop (self, i);
}
