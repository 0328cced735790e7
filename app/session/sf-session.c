/* Two people, one code, one picture: a session from the code to the result, and the next one. */

#include "app/session/sf-session-private.h"

#include "app/session/sf-person-name.h"

#include <string.h>

G_DEFINE_FINAL_TYPE (SfSession, sf_session, G_TYPE_OBJECT)

enum {
  PROP_0,
  PROP_STATE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];
static guint signals[SF_SESSION_N_SIGNALS];

static void
sf_session_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  SfSession *self = SF_SESSION (object);

  switch (prop_id) {
  case PROP_STATE:
    g_value_set_enum (value, self->state);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
sf_session_dispose (GObject *object)
{
  SfSession *self = SF_SESSION (object);

  sf_session_stop_timer (&self->state_timer);
  sf_session_stop_timer (&self->shot_timer);
  sf_session_stop_timer (&self->relayout_pause);
  if (self->peer != NULL)
    sf_session_unwatch_peer (self);
  sf_session_end_live (self);
  g_clear_object (&self->peer);
  g_clear_object (&self->source);
  sf_session_watch_camera (self, NULL);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->shot_cancellable);

  G_OBJECT_CLASS (sf_session_parent_class)->dispose (object);
}

static void
sf_session_finalize (GObject *object)
{
  SfSession *self = SF_SESSION (object);

  g_free (self->folder);
  g_clear_pointer (&self->introduction, g_bytes_unref);
  g_clear_pointer (&self->peer_introduction, g_bytes_unref);
  g_clear_pointer (&self->request_picture, g_bytes_unref);
  g_clear_pointer (&self->request_image, sf_image_unref);
  sf_introduction_clear (&self->own);
  sf_introduction_clear (&self->theirs);
  g_clear_pointer (&self->next_shot, sf_shot_free);
  g_clear_pointer (&self->shot, sf_shot_free);
  g_clear_pointer (&self->kept, sf_shot_free);
  g_clear_error (&self->error);
  g_clear_error (&self->network_error);
  g_clear_error (&self->drop.error);

  G_OBJECT_CLASS (sf_session_parent_class)->finalize (object);
}

static void
add_signal (SfSessionSignal signal, const char *name, guint n_params, ...)
{
  va_list types;

  va_start (types, n_params);
  signals[signal] = g_signal_new_valist (name, SF_TYPE_SESSION, G_SIGNAL_RUN_LAST, NULL, NULL, NULL,
                                         NULL, G_TYPE_NONE, n_params, types);
  va_end (types);
}

static void
sf_session_class_init (SfSessionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = sf_session_get_property;
  object_class->dispose = sf_session_dispose;
  object_class->finalize = sf_session_finalize;

  properties[PROP_STATE] =
    g_param_spec_enum ("state", NULL, NULL, SF_TYPE_SESSION_STATE, SF_SESSION_STATE_READY,
                       G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  add_signal (SF_SESSION_SIGNAL_CODE, "code", 1, G_TYPE_STRING);
  add_signal (SF_SESSION_SIGNAL_REACH, "reach", 1, G_TYPE_UINT);
  add_signal (SF_SESSION_SIGNAL_WAITING, "waiting", 1, G_TYPE_BOOLEAN);
  add_signal (SF_SESSION_SIGNAL_CONNECTED, "connected", 1, G_TYPE_INT);
  add_signal (SF_SESSION_SIGNAL_RECONNECTING, "reconnecting", 0);
  add_signal (SF_SESSION_SIGNAL_LIVE, "live", 1, G_TYPE_INT64);
  add_signal (SF_SESSION_SIGNAL_LIVE_FAILED, "live-failed", 1, G_TYPE_ERROR);
  add_signal (SF_SESSION_SIGNAL_FROZEN, "frozen", 0);
  add_signal (SF_SESSION_SIGNAL_RESUMED, "resumed", 0);
  add_signal (SF_SESSION_SIGNAL_PEER_CAMERA, "peer-camera", 0);
  add_signal (SF_SESSION_SIGNAL_CLOCK, "clock", 0);
  add_signal (SF_SESSION_SIGNAL_RECIPE_CHANGED, "recipe-changed", 1, G_TYPE_BOOLEAN);
  add_signal (SF_SESSION_SIGNAL_TAKEN, "taken", 1, G_TYPE_UINT);
  add_signal (SF_SESSION_SIGNAL_PREVIEW, "preview", 2, G_TYPE_UINT, G_TYPE_POINTER);
  add_signal (SF_SESSION_SIGNAL_PROGRESS, "progress", 3, G_TYPE_BOOLEAN, G_TYPE_UINT64,
              G_TYPE_UINT64);
  add_signal (SF_SESSION_SIGNAL_MOVED, "moved", 3, G_TYPE_BOOLEAN, G_TYPE_UINT64, G_TYPE_INT64);
  add_signal (SF_SESSION_SIGNAL_SAVED, "saved", 1, G_TYPE_STRING);
  add_signal (SF_SESSION_SIGNAL_REMADE, "remade", 0);
  add_signal (SF_SESSION_SIGNAL_PEER_READY, "peer-ready", 0);
  add_signal (SF_SESSION_SIGNAL_SHOT_DROPPED, "shot-dropped", 3, G_TYPE_BOOLEAN, G_TYPE_INT,
              G_TYPE_ERROR);
  add_signal (SF_SESSION_SIGNAL_ENDED, "ended", 1, G_TYPE_ERROR);
}

static void
sf_session_init (SfSession *self)
{
  self->cancellable = g_cancellable_new ();
}

void
sf_session_emit (SfSession *self, SfSessionSignal signal, ...)
{
  va_list arguments;

  va_start (arguments, signal);
  g_signal_emit_valist (self, signals[signal], 0, arguments);
  va_end (arguments);
}

void
sf_session_notify_state (SfSession *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

static void
introduce (SfSession *self, const SfSessionConfig *config)
{
  self->own.name = sf_person_name_clean (config->name);
  self->own.recipe = config->recipe;
  self->own.countdown_ms = config->countdown_ms;
  self->own.shots = config->shots;
  if (config->request_picture != NULL) {
    self->request_picture = g_bytes_ref (config->request_picture);
    self->own.picture_size = g_bytes_get_size (config->request_picture);
    sf_digest (config->request_picture, self->own.picture_sha256);
  }
  self->introduction = sf_introduction_serialize (&self->own);
}

SfSession *
sf_session_new (const SfSessionConfig *config)
{
  SfSession *self;
  SfPeerConfig network;

  g_return_val_if_fail (SF_IS_STILL_SOURCE (config->source), NULL);
  g_return_val_if_fail (sf_recipe_validate (&config->recipe, NULL), NULL);

  self = g_object_new (SF_TYPE_SESSION, NULL);
  self->source = g_object_ref (config->source);
  sf_session_watch_camera (self, config->camera);
  self->folder = g_strdup (config->folder);
  self->format = config->format;
  self->drops_originals = config->drops_originals;
  introduce (self, config);
  network = config->network;
  network.introduction = self->introduction;
  self->peer = sf_peer_new (&network);
  sf_session_watch_peer (self);

  return self;
}

void
sf_session_start (SfSession *self)
{
  g_return_if_fail (SF_IS_SESSION (self));

  sf_session_raise (self,
                    sf_session_is_creator (self) ? SF_SESSION_EVENT_INVITE : SF_SESSION_EVENT_JOIN);
}

void
sf_session_accept (SfSession *self)
{
  g_return_if_fail (SF_IS_SESSION (self));

  sf_session_raise (self, SF_SESSION_EVENT_ACCEPT);
}

void
sf_session_decline (SfSession *self)
{
  g_return_if_fail (SF_IS_SESSION (self));

  sf_session_raise (self, SF_SESSION_EVENT_DECLINE);
}

void
sf_session_again (SfSession *self)
{
  g_return_if_fail (SF_IS_SESSION (self));

  sf_session_raise (self, SF_SESSION_EVENT_AGAIN);
}

void
sf_session_leave (SfSession *self)
{
  g_return_if_fail (SF_IS_SESSION (self));

  sf_session_raise (self, SF_SESSION_EVENT_LEAVE);
}

void
sf_session_change_folder (SfSession *self, const char *folder)
{
  g_return_if_fail (SF_IS_SESSION (self));
  g_return_if_fail (folder != NULL);

  g_free (self->folder);
  self->folder = g_strdup (folder);
}

SfSessionState
sf_session_get_state (SfSession *self)
{
  g_return_val_if_fail (SF_IS_SESSION (self), SF_SESSION_STATE_READY);

  return self->state;
}

gboolean
sf_session_is_creator (SfSession *self)
{
  g_return_val_if_fail (SF_IS_SESSION (self), FALSE);

  return sf_peer_is_creator (self->peer);
}

char *
sf_session_dup_compare_words (SfSession *self)
{
  g_return_val_if_fail (SF_IS_SESSION (self), NULL);

  return sf_peer_dup_compare_words (self->peer);
}

const SfIntroduction *
sf_session_get_peer_introduction (SfSession *self)
{
  g_return_val_if_fail (SF_IS_SESSION (self), NULL);

  return self->peer_introduction != NULL ? &self->theirs : NULL;
}

SfImage *
sf_session_get_request_picture (SfSession *self)
{
  g_return_val_if_fail (SF_IS_SESSION (self), NULL);

  return self->request_image;
}

const SfRecipe *
sf_session_get_recipe (SfSession *self)
{
  g_return_val_if_fail (SF_IS_SESSION (self), NULL);

  return self->peer_introduction != NULL ? &self->agreement.recipe : &self->own.recipe;
}

guint
sf_session_get_shots (SfSession *self)
{
  g_return_val_if_fail (SF_IS_SESSION (self), 0);

  return self->peer_introduction != NULL ? self->shots : self->own.shots;
}

guint
sf_session_get_n_complete (SfSession *self)
{
  g_return_val_if_fail (SF_IS_SESSION (self), 0);

  return self->n_complete;
}

const SfShot *
sf_session_get_shot (SfSession *self)
{
  g_return_val_if_fail (SF_IS_SESSION (self), NULL);

  return self->shot;
}

gboolean
sf_session_get_clock (SfSession *self, SfClockEstimate *ret_estimate)
{
  g_return_val_if_fail (SF_IS_SESSION (self), FALSE);

  return sf_peer_get_clock (self->peer, ret_estimate);
}

gboolean
sf_session_get_path (SfSession *self, SfPathKind *ret_kind)
{
  g_return_val_if_fail (SF_IS_SESSION (self), FALSE);

  if (self->is_connected)
    *ret_kind = self->path_kind;

  return self->is_connected;
}

SfLive *
sf_session_get_live (SfSession *self)
{
  g_return_val_if_fail (SF_IS_SESSION (self), NULL);

  return self->live;
}

gboolean
sf_session_get_skew (SfSession *self, guint take, gint64 *ret_skew_us, gint64 *ret_uncertainty_us)
{
  g_return_val_if_fail (SF_IS_SESSION (self), FALSE);

  return self->shot != NULL && take < self->shot->n_takes &&
         sf_shot_get_skew (self->shot, take, ret_skew_us, ret_uncertainty_us);
}
