/* From a photograph taken to one that both have: write, send, receive. */

#include "app/session/sf-session-private.h"

#include "app/export/sf-store.h"
#include "app/session/sf-darkroom.h"
#include "app/sf-error.h"

#include <gio/gio.h>
#include <string.h>

/* Among what is sent: the small ones overtake the full ones. */
static const guint priorities[] = {[SF_PHOTO_PREVIEW] = 0, [SF_PHOTO_FULL] = 1};

/* What a worker's answer belongs to. A shot may have been dropped, and another begun, meanwhile. */
typedef struct {
  SfSession *session;
  guint32 shot;
  guint take;
} Errand;

static Errand *
errand_new (SfSession *self, guint take)
{
  Errand *errand = g_new (Errand, 1);

  errand->session = g_object_ref (self);
  errand->shot = self->shot->proposal.id;
  errand->take = take;

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
sf_session_is_in_shot (SfSession *self, guint32 shot)
{
  return self->state >= SF_SESSION_STATE_COUNTDOWN && self->state <= SF_SESSION_STATE_COMPOSING &&
         self->shot != NULL && self->shot->proposal.id == shot;
}

static gboolean
errand_is_current (const Errand *errand)
{
  return sf_session_is_in_shot (errand->session, errand->shot);
}

char *
sf_session_make_stem (SfSession *self, const char *suffix)
{
  if (self->shot->when == NULL)
    self->shot->when = g_date_time_new_now_local ();

  return sf_store_stem (self->shot->when, suffix);
}

/* `2026-11-22 14.05.09 mine`, and with a number when the picture has several photographs of
 * each. */
static char *
make_take_stem (SfSession *self, const char *whose, guint take)
{
  g_autofree char *numbered = NULL;

  if (self->shot->n_takes == 1)
    return sf_session_make_stem (self, whose);

  numbered = g_strdup_printf ("%s %u", whose, take + 1);
  return sf_session_make_stem (self, numbered);
}

static void
send_photo (SfSession *self, SfShotPhoto *photo)
{
  SfSessionMessage message = {.type = SF_MESSAGE_PHOTO, .photo = photo->note};

  photo->started_us = g_get_monotonic_time ();
  sf_session_send (self, &message);
  sf_peer_send_blob (self->peer, sf_photo_note_get_blob_id (&photo->note), photo->file,
                     priorities[photo->note.kind]);
}

static void
keep_own (SfShotTake *own, SfPhotoKind kind, const SfPhotograph *photograph)
{
  SfShotPhoto *photo = &own->photos[kind];

  photo->file = g_bytes_ref (photograph->file);
  photo->image = sf_image_ref (photograph->image);
  photo->path = g_strdup (photograph->path);
  photo->note.size = g_bytes_get_size (photograph->file);
  photo->note.taken_us = sf_shot_take_get_time (own);
  memcpy (photo->note.sha256, photograph->sha256, SF_DIGEST_SIZE);
}

static void
keep_and_send (SfSession *self, SfShotTake *own, const SfPhotograph *photograph)
{
  if (photograph->preview != NULL) {
    keep_own (own, SF_PHOTO_PREVIEW, photograph->preview);
    send_photo (self, &own->photos[SF_PHOTO_PREVIEW]);
  }
  keep_own (own, SF_PHOTO_FULL, photograph);
  send_photo (self, &own->photos[SF_PHOTO_FULL]);
}

static void
on_develop_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Errand) errand = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SfPhotograph) photograph = sf_darkroom_photograph_finish (result, &error);
  SfSession *self = errand->session;
  gboolean is_current = errand_is_current (errand);

  self->n_developing--;
  if (is_current && photograph == NULL) {
    sf_session_fail_shot (self, SF_CANCEL_TROUBLE, g_steal_pointer (&error));
    return;
  }

  if (is_current)
    keep_and_send (self, &self->shot->own[errand->take], photograph);
  if (photograph != NULL)
    sf_session_emit (self, SF_SESSION_SIGNAL_SAVED, photograph->path);
  if (is_current)
    sf_session_settle (self);
  sf_session_maybe_end (self);
}

void
sf_session_develop (SfSession *self, SfStills *stills, guint chosen, guint take)
{
  g_autofree char *stem = make_take_stem (self, "mine", take);
  SfDarkroomPlace place = {
    .folder = self->folder,
    .stem = stem,
    .format = self->format,
    .when = self->shot->when,
  };

  /* Nothing cancels it: a photograph that was taken reaches the disk. */
  self->n_developing++;
  sf_darkroom_develop_async (stills, chosen, &place, NULL, on_develop_ready,
                             errand_new (self, take));
}

/* What is wrong with the other side's bytes ends the session; what is wrong here, the shot. */
static void
fail_receive (SfSession *self, GError *error)
{
  if (g_error_matches (error, SF_ERROR, SF_ERROR_PROTOCOL))
    sf_session_fail (self, error);
  else
    sf_session_fail_shot (self, SF_CANCEL_TROUBLE, error);
}

static void
keep_theirs (SfShot *shot, guint take, const SfPhotograph *photograph)
{
  SfShotPhoto *photo = &shot->theirs[take].photos[SF_PHOTO_FULL];

  photo->image = sf_image_ref (photograph->image);
  photo->path = g_strdup (photograph->path);
  if (shot->recipe.mode == SF_MODE_EXCHANGE) {
    g_free (shot->path);
    shot->path = g_strdup (photograph->path);
  }
}

static void
on_receive_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Errand) errand = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SfPhotograph) photograph = sf_darkroom_photograph_finish (result, &error);
  SfSession *self = errand->session;
  gboolean is_current = errand_is_current (errand);

  self->n_developing--;
  if (is_current && photograph == NULL) {
    fail_receive (self, g_steal_pointer (&error));
    return;
  }

  if (is_current)
    keep_theirs (self->shot, errand->take, photograph);
  if (photograph != NULL)
    sf_session_emit (self, SF_SESSION_SIGNAL_SAVED, photograph->path);
  if (is_current)
    sf_session_settle (self);
  sf_session_maybe_end (self);
}

static void
on_glance_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Errand) errand = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SfPhotograph) photograph = sf_darkroom_photograph_finish (result, &error);
  SfSession *self = errand->session;

  if (!errand_is_current (errand))
    return;
  if (photograph == NULL) {
    fail_receive (self, g_steal_pointer (&error));
    return;
  }

  self->shot->theirs[errand->take].photos[SF_PHOTO_PREVIEW].image =
    sf_image_ref (photograph->image);
  sf_session_emit (self, SF_SESSION_SIGNAL_PREVIEW, errand->take, photograph->image);
}

/* Once a photograph of the other side and its announcement are both here, in whichever order
 * they came. */
static void
maybe_receive (SfSession *self, const SfShotPhoto *photo)
{
  SfDarkroomPlace place = {.folder = self->folder, .format = self->format};
  g_autofree char *stem = NULL;
  Errand *errand;

  if (photo->file == NULL || photo->note.size == 0)
    return;

  errand = errand_new (self, photo->note.take);
  if (photo->note.kind == SF_PHOTO_PREVIEW) {
    sf_darkroom_glance_async (photo->file, photo->note.sha256, self->shot_cancellable,
                              on_glance_ready, errand);
    return;
  }

  place.stem = stem = make_take_stem (self, "theirs", photo->note.take);
  place.when = self->shot->when;
  /* Nor does anything cancel this: a photograph that came whole is kept. */
  self->n_developing++;
  sf_darkroom_receive_async (photo->file, photo->note.sha256, &place, NULL, on_receive_ready,
                             errand);
}

void
sf_session_on_photo (SfSession *self, const SfSessionMessage *message)
{
  const SfPhotoNote *note = &message->photo;
  GError *error = NULL;

  if (!sf_session_is_in_shot (self, note->shot))
    return;

  if (!sf_shot_announce (self->shot, note, &error)) {
    sf_session_fail (self, error);
    return;
  }

  maybe_receive (self, &self->shot->theirs[note->take].photos[note->kind]);
}

gboolean
sf_session_on_blob_offered (SfSession *self, guint64 id, guint64 size)
{
  SfShotPhoto *photo;

  if (self->shot == NULL || !sf_session_is_in_shot (self, self->shot->proposal.id) ||
      !sf_shot_expects (self->shot, id, size))
    return FALSE;

  photo = sf_shot_find (self->shot, id, TRUE);
  photo->started_us = g_get_monotonic_time ();
  return TRUE;
}

void
sf_session_on_blob_progress (
  SfSession *self, guint64 id, guint64 done, guint64 size, gboolean incoming)
{
  const SfShotPhoto *photo = self->shot != NULL ? sf_shot_find (self->shot, id, incoming) : NULL;

  if (photo == NULL)
    return;

  if (self->state == SF_SESSION_STATE_EXCHANGING)
    sf_session_restart_timer (self);
  if (photo->note.kind == SF_PHOTO_FULL)
    sf_session_emit (self, SF_SESSION_SIGNAL_PROGRESS, incoming, done, size);
}

static void
finish_moving (SfSession *self, SfShotPhoto *photo, gsize size, gboolean incoming)
{
  photo->is_moved = TRUE;
  if (photo->note.kind != SF_PHOTO_FULL)
    return;

  sf_session_emit (self, SF_SESSION_SIGNAL_MOVED, incoming, (guint64) size,
                   g_get_monotonic_time () - photo->started_us);
}

void
sf_session_on_blob_received (SfSession *self, guint64 id, GBytes *bytes)
{
  SfShotPhoto *photo = self->shot != NULL ? sf_shot_find (self->shot, id, TRUE) : NULL;

  if (photo == NULL || photo->is_moved)
    return;

  photo->file = g_bytes_ref (bytes);
  maybe_receive (self, photo);
  finish_moving (self, photo, g_bytes_get_size (bytes), TRUE);
}

void
sf_session_on_blob_sent (SfSession *self, guint64 id)
{
  SfShotPhoto *photo = self->shot != NULL ? sf_shot_find (self->shot, id, FALSE) : NULL;

  if (photo != NULL && !photo->is_moved)
    finish_moving (self, photo, photo->note.size, FALSE);
}
