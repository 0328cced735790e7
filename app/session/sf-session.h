/* Two people, one code, one picture: a session from the code to the result, and the next one. */
#pragma once

#include "app/capture/sf-camera.h"
#include "app/image/sf-file-format.h"
#include "app/media/sf-live.h"
#include "app/session/sf-introduction.h"
#include "app/session/sf-session-message.h"
#include "app/session/sf-session-state.h"
#include "app/session/sf-shot.h"
#include "app/session/sf-still-source.h"
#include "net/peer/sf-peer.h"

G_BEGIN_DECLS

typedef struct {
  SfPeerConfig network;    /* `introduction` is filled in by the session */
  const char *name;        /* what the other person sees; cleaned */
  SfRecipe recipe;         /* the creator's holds */
  guint countdown_ms;      /* the least before a photograph of this side */
  guint shots;             /* how many pictures are meant, at least 1; the creator's holds */
  GBytes *request_picture; /* (nullable): from sf_request_picture_encode() */
  SfStillSource *source;
  SfCamera *camera;   /* (nullable): shown live; started and stopped by the program */
  const char *folder; /* where photographs and pictures are written */
  SfFileFormat format;
  gboolean drops_originals; /* of a composite that both have alike, the photographs are removed */
} SfSessionConfig;

#define SF_TYPE_SESSION (sf_session_get_type ())
G_DECLARE_FINAL_TYPE (SfSession, sf_session, SF, SESSION, GObject)

/*
 * Lives in the main context; nothing it does blocks. Calls that the state does not allow are
 * ignored, for a person may press a button just as the other side makes it meaningless.
 *
 * Properties:
 *   state (SfSessionState)
 *
 * Signals:
 *   code (const char *code)
 *   reach (SfReach reach)              the creator's: from where somebody can come to the code;
 *                                      before `code`, and when it changes
 *   waiting (gboolean present)         somebody else is there, or nobody under this number
 *   connected (SfPathKind kind)        and again after every `reconnecting`
 *   reconnecting ()
 *   live (gint64 first_frame_us)       the other side's first picture, so long after `connected`
 *   live-failed (GError *error)        %SF_ERROR_LIVE: no live picture of either; all else goes on
 *   frozen ()                          no picture of the other side for 1.5 s
 *   resumed ()
 *   peer-camera ()                     see sf_session_has_peer_camera()
 *   clock ()                           see sf_session_get_clock()
 *   recipe-changed (gboolean by_other)
 *   taken (guint take)                 of both sides; see sf_session_get_skew()
 *   preview (guint take, SfImage *image)   the other side's, small, ahead of the photograph
 *   progress (gboolean incoming, guint64 done, guint64 size)
 *   moved (gboolean incoming, guint64 size, gint64 elapsed_us)   a photograph arrived, or was sent
 *   saved (const char *path)
 *   remade ()                          the finished picture, in another layout, where it was; it is
 *                                      compared by the time the state is RESULT again
 *   peer-ready ()                      the other person waits for the next picture
 *   shot-dropped (gboolean by_other, SfCancelReason reason, GError *error)
 *                                      the error is this side's own, (nullable)
 *   ended (GError *error)              (nullable): %NULL when nothing went wrong. The last signal
 */
SfSession *sf_session_new (const SfSessionConfig *config) G_GNUC_WARN_UNUSED_RESULT;

/* Invites, or joins when there is a code. */
void sf_session_start (SfSession *self);

/* The request, or a change of mode. */
void sf_session_accept (SfSession *self);
void sf_session_decline (SfSession *self);

/* When live; another mode is asked of the other person first. With a result, another layout with as
 * many photographs has both sides make their picture anew, at most once a second; when the session
 * is over, this side alone. */
void sf_session_change_recipe (SfSession *self, const SfRecipe *recipe);

/**
 * sf_session_press:
 * @countdown_ms: at most %SF_INTRODUCTION_MAX_COUNTDOWN_MS; it is made longer when either side
 * wants more
 *
 * @ret_reason: (nullable): why not: %SF_CANCEL_BUSY when not live, %SF_CANCEL_CLOCK when the clocks
 *   are not known well enough for one instant (sf_clock_estimate_is_sure()); `clock` tells of a
 *   change
 *
 * Proposes an instant for the photograph to the other side.
 *
 * Returns: %FALSE when it cannot be now
 */
gboolean sf_session_press (SfSession *self, guint countdown_ms, SfCancelReason *ret_reason);
/* Whether one photograph of the strip that is there may be taken anew. */
gboolean sf_session_can_retake (SfSession *self);

/**
 * sf_session_retake:
 * @take: which photograph of the strip, from 0
 * @countdown_ms: as in sf_session_press()
 * @ret_reason: (nullable): %SF_CANCEL_BUSY when there is no strip, or the other person has gone on
 *
 * Proposes to take one photograph of the strip anew; the others stay. The result is a new picture,
 * in a file of its own. When nothing comes of it, the strip that is there is the result again.
 *
 * Returns: %FALSE when it cannot be now
 */
gboolean sf_session_retake (SfSession *self,
                            guint take,
                            guint countdown_ms,
                            SfCancelReason *ret_reason);

/* A countdown, or one's own change of mode. Once the instant has come it is too late. */
void sf_session_cancel (SfSession *self);
/* After a result: ready for the next picture. */
void sf_session_again (SfSession *self);

/* Another camera, or a picture, in place of what the session was made with: for the live picture at
 * once, for the next photograph. @source and @camera are as in SfSessionConfig. */
void sf_session_change_source (SfSession *self, SfStillSource *source, SfCamera *camera);

/* Where photographs and pictures are written from now on. */
void sf_session_change_folder (SfSession *self, const char *folder);

/* Says bye; `ended` follows within 2 s, or when the photograph being written is on the disk. */
void sf_session_leave (SfSession *self);

SfSessionState sf_session_get_state (SfSession *self);
gboolean sf_session_is_creator (SfSession *self);
char *sf_session_dup_compare_words (SfSession *self) G_GNUC_WARN_UNUSED_RESULT;

/* Returns: (nullable) (transfer none): %NULL before the request */
const SfIntroduction *sf_session_get_peer_introduction (SfSession *self);
/* Returns: (nullable) (transfer none): the picture that came with it */
SfImage *sf_session_get_request_picture (SfSession *self);

/* What holds now, and how many pictures are meant. */
const SfRecipe *sf_session_get_recipe (SfSession *self);
guint sf_session_get_shots (SfSession *self);
/* How many pictures are complete. */
guint sf_session_get_n_complete (SfSession *self);

/* Returns: (nullable) (transfer none): the picture in the making, or the last; until the next
 * one begins */
const SfShot *sf_session_get_shot (SfSession *self);
/* Returns: FALSE while there is no way to the other computer */
gboolean sf_session_get_path (SfSession *self, SfPathKind *ret_kind);
gboolean sf_session_get_clock (SfSession *self, SfClockEstimate *ret_estimate);
/* Returns: (nullable) (transfer none): the live picture, once connected */
SfLive *sf_session_get_live (SfSession *self);
/* Returns: FALSE while the other side says that its camera gives no pictures: it was lost, or
 * another one is being started */
gboolean sf_session_has_peer_camera (SfSession *self);
/* Returns: FALSE when one of the two times is not known; see sf_shot_get_skew() */
gboolean sf_session_get_skew (SfSession *self,
                              guint take,
                              gint64 *ret_skew_us,
                              gint64 *ret_uncertainty_us);

G_END_DECLS
