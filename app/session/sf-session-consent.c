/* Who asks what of whom, and both yeses: the request before a connection, the mode after it. */

#include "app/session/sf-session-private.h"

#include "app/session/sf-darkroom.h"
#include "app/session/sf-recipe-wire.h"
#include "app/sf-error.h"

#include <string.h>

/* Both sides know both introductions now, and take the same from them. */
static void
settle_terms (SfSession *self)
{
  gboolean is_creator = sf_session_is_creator (self);
  const SfIntroduction *creator = is_creator ? &self->own : &self->theirs;

  sf_agreement_init (&self->agreement, is_creator, &creator->recipe);
  sf_shutter_init (&self->shutter, is_creator);
  self->shots = creator->shots;
  self->countdown_ms = MAX (self->own.countdown_ms, self->theirs.countdown_ms);
}

void
sf_session_on_introduced (SfSession *self, GBytes *introduction)
{
  GError *error = NULL;

  if (self->peer_introduction != NULL)
    return;

  if (!sf_introduction_parse (&self->theirs, introduction, &error)) {
    sf_session_fail (self, error);
    return;
  }

  self->peer_introduction = g_bytes_ref (introduction);
  self->has_request_picture = self->theirs.picture_size == 0;
  settle_terms (self);
  if (self->request_picture != NULL)
    sf_session_send_sealed (
      self, &(SfSessionMessage){.type = SF_MESSAGE_PICTURE, .picture = self->request_picture});
  sf_session_raise (self, SF_SESSION_EVENT_MET);
}

static void
on_look_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SfSession) self = user_data;
  g_autoptr (GError) error = NULL;
  SfImage *image = sf_darkroom_look_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (image == NULL) {
    sf_session_fail (self, g_error_new (SF_ERROR, SF_ERROR_PROTOCOL,
                                        "The picture of the request: %s", error->message));
    return;
  }

  self->request_image = image;
  self->has_request_picture = TRUE;
  sf_session_settle (self);
}

void
sf_session_on_picture (SfSession *self, const SfSessionMessage *message)
{
  guint8 sha256[SF_DIGEST_SIZE];

  if (self->state != SF_SESSION_STATE_MEETING || self->has_picture_come)
    return;

  sf_digest (message->picture, sha256);
  if (g_bytes_get_size (message->picture) != self->theirs.picture_size ||
      memcmp (sha256, self->theirs.picture_sha256, SF_DIGEST_SIZE) != 0) {
    sf_session_fail (self,
                     g_error_new_literal (SF_ERROR, SF_ERROR_PROTOCOL,
                                          "The picture of the request is not the one announced"));
    return;
  }

  self->has_picture_come = TRUE;
  sf_darkroom_look_async (message->picture, self->cancellable, on_look_ready, g_object_ref (self));
}

void
sf_session_on_accept (SfSession *self, const SfSessionMessage *message)
{
  guint8 sha256[SF_DIGEST_SIZE];

  sf_digest (self->introduction, sha256);
  if (memcmp (sha256, message->sha256, SF_DIGEST_SIZE) != 0) {
    sf_session_fail (self, g_error_new_literal (SF_ERROR, SF_ERROR_PROTOCOL,
                                                "A yes to something that was not asked"));
    return;
  }

  if (self->peer_answer == SF_ANSWER_NONE)
    self->peer_answer = SF_ANSWER_ACCEPTED;
}

void
sf_session_on_decline (SfSession *self, const SfSessionMessage *message)
{
  if (self->peer_answer == SF_ANSWER_NONE)
    self->peer_answer = SF_ANSWER_DECLINED;
}

void
sf_session_do_accept_request (SfSession *self)
{
  SfSessionMessage message = {.type = SF_MESSAGE_ACCEPT};

  sf_digest (self->peer_introduction, message.sha256);
  sf_session_send_sealed (self, &message);
}

void
sf_session_do_decline_request (SfSession *self)
{
  sf_session_send_sealed (self, &(SfSessionMessage){.type = SF_MESSAGE_DECLINE});
}

/* A message has one encoding, so what was received gives the hash of what was sent. */
static void
hash_message (const SfSessionMessage *message, guint8 ret_sha256[SF_DIGEST_SIZE])
{
  g_autoptr (GBytes) bytes = sf_session_message_serialize (message);

  sf_digest (bytes, ret_sha256);
}

/* Tells the other side yes to its newest change. */
static void
send_agree (SfSession *self)
{
  SfSessionMessage message = {.type = SF_MESSAGE_AGREE};

  memcpy (message.sha256, self->peer_change, SF_DIGEST_SIZE);
  sf_session_send (self, &message);
}

void
sf_session_on_recipe (SfSession *self, const SfSessionMessage *message)
{
  SfAgreementNews news;

  if (self->state < SF_SESSION_STATE_CONNECTING)
    return;

  news = sf_agreement_receive (&self->agreement, message->change.revision, &message->change.recipe);
  if (news == SF_AGREEMENT_STALE)
    return;

  hash_message (message, self->peer_change);
  if (news == SF_AGREEMENT_CROSSED)
    send_agree (self);
  sf_session_emit (self, SF_SESSION_SIGNAL_RECIPE_CHANGED, TRUE);
}

void
sf_session_on_agree (SfSession *self, const SfSessionMessage *message)
{
  if (memcmp (message->sha256, self->own_change, SF_DIGEST_SIZE) == 0 &&
      self->agreement.by_creator == self->agreement.is_creator)
    sf_agreement_hear_yes (&self->agreement);
}

static void
change_recipe (SfSession *self, const SfRecipe *recipe)
{
  SfSessionMessage message = {.type = SF_MESSAGE_RECIPE};

  sf_agreement_change (&self->agreement, recipe);
  message.change.revision = self->agreement.revision;
  message.change.recipe = *recipe;
  hash_message (&message, self->own_change);
  sf_session_send (self, &message);
  sf_session_emit (self, SF_SESSION_SIGNAL_RECIPE_CHANGED, FALSE);
}

/* It holds already, for the next picture and for the one that is there. */
static gboolean
is_settled (SfSession *self, const SfRecipe *recipe)
{
  return sf_recipe_is_equal (recipe, &self->agreement.recipe) &&
         (!self->is_finished || sf_recipe_is_equal (recipe, &self->shot->recipe));
}

static gboolean
may_change (SfSession *self, const SfRecipe *recipe)
{
  return self->state == SF_SESSION_STATE_LIVE ||
         (self->state == SF_SESSION_STATE_RESULT && sf_shot_can_relayout (self->shot, recipe));
}

void
sf_session_change_recipe (SfSession *self, const SfRecipe *recipe)
{
  gboolean asks;

  g_return_if_fail (SF_IS_SESSION (self));
  g_return_if_fail (sf_recipe_validate (recipe, NULL));

  if (self->agreement.revision >= SF_SESSION_MAX_REVISION || is_settled (self, recipe))
    return;
  if (self->state >= SF_SESSION_STATE_CLOSING) {
    sf_session_relayout_alone (self, recipe);
    return;
  }
  if (!may_change (self, recipe))
    return;

  asks = recipe->mode != self->agreement.agreed_mode;
  change_recipe (self, recipe);
  if (asks)
    sf_session_raise (self, SF_SESSION_EVENT_CHANGE_MODE);
  else
    sf_session_settle (self);
}

void
sf_session_do_accept_mode (SfSession *self)
{
  sf_agreement_say_yes (&self->agreement);
  send_agree (self);
}

void
sf_session_do_revert_mode (SfSession *self)
{
  SfRecipe recipe = self->agreement.recipe;

  recipe.mode = self->agreement.agreed_mode;
  change_recipe (self, &recipe);
}
