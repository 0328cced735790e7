/* What the parts of a session share: consent, shot, exchange and more are files of their own. */
#pragma once

#include "app/session/sf-agreement.h"
#include "app/session/sf-session.h"

G_BEGIN_DECLS

typedef enum {
  SF_ANSWER_NONE,
  SF_ANSWER_ACCEPTED,
  SF_ANSWER_DECLINED,
} SfAnswer;

struct _SfSession {
  GObject parent_instance;

  /* what it was made with */
  SfPeer *peer;
  SfStillSource *source;
  SfCamera *camera; /* (nullable) */
  char *folder;
  SfFileFormat format;
  gboolean drops_originals;
  GBytes *introduction;    /* serialized */
  GBytes *request_picture; /* (nullable) */
  SfIntroduction own;

  /* where it stands */
  SfSessionState state;
  GSource *state_timer;      /* the patience of this state */
  GError *error;             /* (nullable): why it ends */
  GError *network_error;     /* (nullable): what the peer said when it failed */
  GCancellable *cancellable; /* of all work but the writing of photographs */
  guint n_developing;        /* pictures being written: the session does not end before */
  gboolean has_ended;        /* told */

  /* the other side */
  GBytes *peer_introduction; /* (nullable): serialized, what an accept is bound to */
  SfIntroduction theirs;
  gboolean has_picture_come;    /* being decoded, or decoded */
  gboolean has_request_picture; /* decoded, or none was announced */
  SfImage *request_image;       /* (nullable) */
  SfAnswer peer_answer;
  gboolean is_connected;
  SfPathKind path_kind; /* while connected */
  gboolean is_peer_closed;
  SfLive *live;         /* (nullable): while both agree to be seen */
  gint64 live_since_us; /* 0: it does not run */
  gboolean has_camera_run;
  gboolean is_camera_lost;      /* told to the other side */
  gboolean is_peer_camera_lost; /* told by it */

  /* what holds between the two */
  SfAgreement agreement;
  guint8 own_change
    [SF_DIGEST_SIZE]; /* of this side's newest RECIPE message: what an AGREE is bound to */
  guint8 peer_change[SF_DIGEST_SIZE]; /* of theirs */
  guint countdown_ms;
  guint shots;

  /* the picture in the making */
  SfShutter shutter;
  gboolean own_ready;
  gboolean peer_ready;
  struct {
    guint countdown_ms;
    SfRetake retake;
  } press;           /* what the person presses for, filled in before */
  SfShot *next_shot; /* (nullable): proposed and agreed, to be armed */
  SfShot *shot;      /* (nullable) */
  SfShot *kept;      /* (nullable): a finished one, while a photograph of it is taken anew */
  GSource *shot_timer;
  GCancellable *shot_cancellable; /* (nullable) */
  struct {
    gboolean by_other;
    SfCancelReason reason;
    GError *error; /* (nullable) */
  } drop;          /* why the shot is dropped, filled in before */
  guint n_complete;

  /* the picture that is there; until this person goes on, another layout may be chosen for it */
  gboolean is_finished;
  guint32 finished_revision; /* of the recipe then: a change before was for the next picture */
  guint32 alone_revision;    /* of the newest recipe that the other side failed to make it by */
  GSource *relayout_pause;   /* (nullable): after one the next has to wait */
};

typedef enum {
  SF_SESSION_SIGNAL_CODE,
  SF_SESSION_SIGNAL_REACH,
  SF_SESSION_SIGNAL_WAITING,
  SF_SESSION_SIGNAL_CONNECTED,
  SF_SESSION_SIGNAL_RECONNECTING,
  SF_SESSION_SIGNAL_LIVE,
  SF_SESSION_SIGNAL_LIVE_FAILED,
  SF_SESSION_SIGNAL_FROZEN,
  SF_SESSION_SIGNAL_RESUMED,
  SF_SESSION_SIGNAL_PEER_CAMERA,
  SF_SESSION_SIGNAL_CLOCK,
  SF_SESSION_SIGNAL_RECIPE_CHANGED,
  SF_SESSION_SIGNAL_TAKEN,
  SF_SESSION_SIGNAL_PREVIEW,
  SF_SESSION_SIGNAL_PROGRESS,
  SF_SESSION_SIGNAL_MOVED,
  SF_SESSION_SIGNAL_SAVED,
  SF_SESSION_SIGNAL_REMADE,
  SF_SESSION_SIGNAL_PEER_READY,
  SF_SESSION_SIGNAL_SHOT_DROPPED,
  SF_SESSION_SIGNAL_ENDED,
  SF_SESSION_N_SIGNALS,
} SfSessionSignal;

/* sf-session.c */
void sf_session_emit (SfSession *self, SfSessionSignal signal, ...);
void sf_session_notify_state (SfSession *self);

/* sf-session-machine.c: the one place that changes the state */
void sf_session_raise (SfSession *self, SfSessionEvent event);
/* Does what follows from what is known now, e.g. that both are ready. */
void sf_session_settle (SfSession *self);
/* Ends the session. Takes @error, (nullable); the first one stays. */
void sf_session_fail (SfSession *self, GError *error);
/* Drops the shot; the session goes on. Takes @error. */
void sf_session_fail_shot (SfSession *self, SfCancelReason reason, GError *error);
/* The state's patience begins anew: something moved. */
void sf_session_restart_timer (SfSession *self);
void sf_session_stop_timer (GSource **timer);
void sf_session_maybe_end (SfSession *self);

/* sf-session-peer.c: to and from the connection */
void sf_session_watch_peer (SfSession *self);
void sf_session_unwatch_peer (SfSession *self);
void sf_session_send (SfSession *self, const SfSessionMessage *message);
void sf_session_send_sealed (SfSession *self, const SfSessionMessage *message);

/* sf-session-live.c: what is known decides whether it is there, runs, and makes room */
void sf_session_follow_live (SfSession *self);
void sf_session_end_live (SfSession *self);

/* sf-session-camera.c: whether this side's camera gives pictures, and theirs */
void sf_session_watch_camera (SfSession *self, SfCamera *camera);
void sf_session_tell_camera (SfSession *self);
void sf_session_on_camera (SfSession *self, const SfSessionMessage *message);

/* sf-session-consent.c */
void sf_session_on_introduced (SfSession *self, GBytes *introduction);
void sf_session_on_picture (SfSession *self, const SfSessionMessage *message);
void sf_session_on_accept (SfSession *self, const SfSessionMessage *message);
void sf_session_on_decline (SfSession *self, const SfSessionMessage *message);
void sf_session_on_recipe (SfSession *self, const SfSessionMessage *message);
void sf_session_on_agree (SfSession *self, const SfSessionMessage *message);
void sf_session_do_accept_request (SfSession *self);
void sf_session_do_decline_request (SfSession *self);
void sf_session_do_accept_mode (SfSession *self);
void sf_session_do_revert_mode (SfSession *self);

/* sf-session-shot.c */
void sf_session_on_ready (SfSession *self, const SfSessionMessage *message);
void sf_session_on_propose (SfSession *self, const SfSessionMessage *message);
void sf_session_on_cancel (SfSession *self, const SfSessionMessage *message);
void sf_session_do_send_ready (SfSession *self);
void sf_session_do_propose (SfSession *self);
void sf_session_do_arm (SfSession *self);
void sf_session_do_send_cancel (SfSession *self);
void sf_session_do_drop_shot (SfSession *self);
/* The shot that was kept is the result again. */
void sf_session_bring_back (SfSession *self);

/* sf-session-capture.c */
void sf_session_on_offer (SfSession *self, const SfSessionMessage *message);
void sf_session_do_take (SfSession *self);
/* Of what was collected and not chosen from, the frame nearest to its instant goes to the disk: the
 * photograph is taken, even if nobody gets it. */
void sf_session_keep_taken (SfSession *self);

/* sf-session-exchange.c */
gboolean sf_session_is_in_shot (SfSession *self, guint32 shot);
void sf_session_develop (SfSession *self, SfStills *stills, guint chosen, guint take);
void sf_session_on_photo (SfSession *self, const SfSessionMessage *message);
gboolean sf_session_on_blob_offered (SfSession *self, guint64 id, guint64 size);
void sf_session_on_blob_progress (
  SfSession *self, guint64 id, guint64 done, guint64 size, gboolean incoming);
void sf_session_on_blob_received (SfSession *self, guint64 id, GBytes *bytes);
void sf_session_on_blob_sent (SfSession *self, guint64 id);
/* The name of a file of this picture. */
char *sf_session_make_stem (SfSession *self, const char *suffix) G_GNUC_WARN_UNUSED_RESULT;

/* sf-session-compose.c */
void sf_session_on_hash (SfSession *self, const SfSessionMessage *message);
void sf_session_do_compose (SfSession *self);
void sf_session_do_finish_shot (SfSession *self);
/* Another recipe holds than the finished picture is made by, and its photographs are enough. */
gboolean sf_session_wants_relayout (SfSession *self);
/* The finished picture is to be made anew, now. */
gboolean sf_session_is_relayout_due (SfSession *self);
/* The picture is there, and compared if there is anybody to compare it with. */
gboolean sf_session_is_complete (SfSession *self);
/* When the session is over. */
void sf_session_relayout_alone (SfSession *self, const SfRecipe *recipe);

G_END_DECLS
