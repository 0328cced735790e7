/* Runs one session for somebody who is not there to press buttons, and tells what happens. */

#include "app/cli/sf-cli-runner.h"

#include "app/cli/sf-cli-narrator.h"
#include "app/cli/sf-cli-question.h"
#include "net/sf-net-error.h"

#include <gio/gio.h>
#include <glib-unix.h>
#include <unistd.h>

#define MAX_REFUSALS 5 /* of the shutter, in a row */
#define RETRY_S 1
#define LIVE_PATIENCE_S 2 /* for the other side's first picture, before the shutter */

typedef struct {
  SfSession *session;
  SfCamera *camera;
  const SfCliOptions *options;
  SfCliReport *report;
  SfCliNarrator narrator;
  GMainLoop *loop;
  gint64 started_us;

  SfCliQuestion *question; /* (nullable) */
  gint64 asked_us;         /* when */
  gint64 thinking_us;      /* how long a person took to answer */
  gboolean is_camera_lost; /* told */
  gboolean is_clock_told;  /* that it is not good enough */
  guint n_refusals;
  gboolean is_held; /* somebody cancelled: the next press is a person's */
  guint live_wait;  /* source ids */
  guint camera_retry;
  guint retry;
  guint timeout;
  guint interrupt;
  guint terminate;
  gboolean is_interrupted;
  GError *error; /* (nullable): why this side ends it */
} Runner;

/* Ends the session for a reason of this side's. Takes @error. */
static void
give_up (Runner *self, GError *error)
{
  if (self->error == NULL)
    self->error = error;
  else
    g_error_free (error);
  sf_session_leave (self->session);
}

static void
on_answer (gboolean yes, gpointer user_data)
{
  Runner *self = user_data;

  self->thinking_us += g_get_monotonic_time () - self->asked_us;
  g_clear_pointer (&self->question, sf_cli_question_free);
  if (yes)
    sf_session_accept (self->session);
  else
    sf_session_decline (self->session);
}

static void
answer (Runner *self)
{
  switch (self->options->answer) {
  case SF_CLI_ANSWER_ACCEPT:
    sf_session_accept (self->session);
    break;
  case SF_CLI_ANSWER_DECLINE:
    sf_session_decline (self->session);
    break;
  case SF_CLI_ANSWER_ASK:
    self->report->funcs->ask (self->report);
    self->asked_us = g_get_monotonic_time ();
    self->question = sf_cli_question_new (STDIN_FILENO, on_answer, self);
    break;
  }
}

/* The creator presses; when the clocks are not known just now, or a camera is gone, it waits. */
static void
maybe_press (Runner *self)
{
  gboolean is_waiting =
    self->retry != 0 || self->live_wait != 0 || self->is_held || self->is_camera_lost;
  SfCancelReason reason;

  if (sf_session_get_state (self->session) != SF_SESSION_STATE_LIVE || is_waiting ||
      !sf_session_is_creator (self->session) ||
      sf_session_press (self->session, self->options->countdown_ms, &reason))
    return;

  if (!self->is_clock_told)
    self->report->funcs->cancelled (self->report, FALSE, reason);
  self->is_clock_told = TRUE;
}

static gboolean
on_live_patience (gpointer user_data)
{
  Runner *self = user_data;

  self->live_wait = 0;
  maybe_press (self);
  return G_SOURCE_REMOVE;
}

static gboolean
on_retry (gpointer user_data)
{
  Runner *self = user_data;

  self->retry = 0;
  maybe_press (self);
  return G_SOURCE_REMOVE;
}

static void
show_result (Runner *self)
{
  self->n_refusals = 0;
  self->is_held = FALSE;
  self->report->funcs->composite (self->report, sf_session_get_shot (self->session));
  if (sf_session_get_n_complete (self->session) < sf_session_get_shots (self->session))
    sf_session_again (self->session);
  else
    sf_session_leave (self->session);
}

static void
show_countdown (Runner *self)
{
  const SfShot *shot = sf_session_get_shot (self->session);
  gint64 in_us = sf_shot_get_next_us (shot) - g_get_monotonic_time ();

  self->report->funcs->countdown (self->report, shot, MAX (0, in_us) / 1000);
}

static void
on_state_changed (SfSession *session, GParamSpec *pspec, Runner *self)
{
  SfSessionState state = sf_session_get_state (session);

  /* A question is worth nothing once it is about something else. */
  if (self->question != NULL && state != SF_SESSION_STATE_PERMITTED)
    g_clear_pointer (&self->question, sf_cli_question_free);

  switch (state) {
  case SF_SESSION_STATE_REQUEST:
    self->report->funcs->request (self->report, session);
    answer (self);
    break;
  case SF_SESSION_STATE_AWAITING:
    self->report->funcs->awaiting (self->report);
    break;
  case SF_SESSION_STATE_CONNECTING:
    self->report->funcs->accepted (self->report);
    sf_camera_start (self->camera);
    break;
  case SF_SESSION_STATE_LIVE:
    maybe_press (self);
    break;
  case SF_SESSION_STATE_ASKED:
    self->report->funcs->mode_change (self->report, session);
    answer (self);
    break;
  case SF_SESSION_STATE_COUNTDOWN:
    show_countdown (self);
    break;
  case SF_SESSION_STATE_RESULT:
    show_result (self);
    break;
  case SF_SESSION_STATE_CLOSING:
    /* Why it ends is known, and the goodbye has a patience of its own. */
    g_clear_handle_id (&self->timeout, g_source_remove);
    break;
  default:
    break;
  }
}

static void
on_connected (SfSession *session, SfPathKind kind, Runner *self)
{
  gint64 elapsed_us = g_get_monotonic_time () - self->started_us - self->thinking_us;

  self->report->funcs->connected (self->report, kind, elapsed_us / 1000);
  if (self->live_wait == 0)
    self->live_wait = g_timeout_add_seconds (LIVE_PATIENCE_S, on_live_patience, self);
}

static void
on_live (SfSession *session, gint64 first_frame_us, Runner *self)
{
  g_clear_handle_id (&self->live_wait, g_source_remove);
  maybe_press (self);
}

static gboolean
on_camera_retry (gpointer user_data)
{
  Runner *self = user_data;

  self->camera_retry = 0;
  sf_camera_start (self->camera);
  return G_SOURCE_REMOVE;
}

/* The session goes on without it, for it may be plugged in again. */
static void
on_camera_changed (SfCamera *camera, GParamSpec *pspec, Runner *self)
{
  SfCameraState state = sf_camera_get_state (camera);

  if (state == SF_CAMERA_STATE_FAILED) {
    if (!self->is_camera_lost)
      self->report->funcs->camera (self->report, sf_camera_get_error (camera));
    self->is_camera_lost = TRUE;
    if (self->camera_retry == 0)
      self->camera_retry = g_timeout_add_seconds (RETRY_S, on_camera_retry, self);
  } else if (state == SF_CAMERA_STATE_RUNNING && self->is_camera_lost) {
    self->is_camera_lost = FALSE;
    self->report->funcs->camera (self->report, NULL);
    maybe_press (self);
  }
}

static void
on_clock (SfSession *session, Runner *self)
{
  maybe_press (self);
}

/* A refusal may pass: the other side was not ready for a moment. Trouble of this side's own does
 * not. */
static void
on_shot_dropped (
  SfSession *session, gboolean by_other, SfCancelReason reason, const GError *error, Runner *self)
{
  gboolean is_refusal = reason != SF_CANCEL_PERSON && reason != SF_CANCEL_TROUBLE;

  self->report->funcs->cancelled (self->report, by_other, reason);
  if (!is_refusal && error != NULL)
    give_up (self, g_error_copy (error));
  else if (!is_refusal)
    self->is_held = TRUE;
  else if (++self->n_refusals > MAX_REFUSALS)
    give_up (self, error != NULL ? g_error_copy (error)
                                 : g_error_new_literal (G_IO_ERROR, G_IO_ERROR_TIMED_OUT,
                                                        "The other side does not get ready"));
  else if (self->retry == 0)
    self->retry = g_timeout_add_seconds (RETRY_S, on_retry, self);
}

static void
on_ended (SfSession *session, const GError *error, Runner *self)
{
  if (self->error == NULL && error != NULL)
    self->error = g_error_copy (error);
  if (self->error == NULL && !self->is_interrupted &&
      sf_session_get_n_complete (session) < sf_session_get_shots (session))
    self->error =
      g_error_new_literal (SF_NET_ERROR, SF_NET_ERROR_PEER_LEFT, "The other person left");

  g_main_loop_quit (self->loop);
}

static gboolean
on_timeout (gpointer user_data)
{
  Runner *self = user_data;

  self->timeout = 0;
  give_up (self, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_TIMED_OUT, "Out of time"));
  return G_SOURCE_REMOVE;
}

/* The first time politely; the second time at once. */
static gboolean
on_interrupted (gpointer user_data)
{
  Runner *self = user_data;

  if (self->is_interrupted) {
    g_main_loop_quit (self->loop);
    return G_SOURCE_CONTINUE;
  }

  self->is_interrupted = TRUE;
  g_clear_pointer (&self->question, sf_cli_question_free);
  self->report->funcs->leaving (self->report);
  give_up (self, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "Interrupted"));
  return G_SOURCE_CONTINUE;
}

static void
watch (Runner *self)
{
  const struct {
    const char *signal;
    GCallback callback;
  } signals[] = {
    {"notify::state", G_CALLBACK (on_state_changed)},
    {"connected", G_CALLBACK (on_connected)},
    {"live", G_CALLBACK (on_live)},
    {"clock", G_CALLBACK (on_clock)},
    {"shot-dropped", G_CALLBACK (on_shot_dropped)},
    {"ended", G_CALLBACK (on_ended)},
  };

  sf_cli_narrator_watch (&self->narrator);
  for (gsize i = 0; i < G_N_ELEMENTS (signals); i++)
    g_signal_connect (self->session, signals[i].signal, signals[i].callback, self);
  if (self->options->images == NULL)
    g_signal_connect (self->camera, "notify::state", G_CALLBACK (on_camera_changed), self);
  self->timeout = g_timeout_add_seconds (self->options->timeout_s, on_timeout, self);
  self->interrupt = g_unix_signal_add (SIGINT, on_interrupted, self);
  self->terminate = g_unix_signal_add (SIGTERM, on_interrupted, self);
}

static void
unwatch (Runner *self)
{
  g_signal_handlers_disconnect_by_data (self->session, self);
  sf_cli_narrator_unwatch (&self->narrator);
  g_signal_handlers_disconnect_by_data (self->camera, self);
  g_clear_pointer (&self->question, sf_cli_question_free);
  g_clear_handle_id (&self->live_wait, g_source_remove);
  g_clear_handle_id (&self->camera_retry, g_source_remove);
  g_clear_handle_id (&self->retry, g_source_remove);
  g_clear_handle_id (&self->timeout, g_source_remove);
  g_clear_handle_id (&self->interrupt, g_source_remove);
  g_clear_handle_id (&self->terminate, g_source_remove);
}

SfCliStatus
sf_cli_run (SfSession *session,
            SfCamera *camera,
            const SfCliOptions *options,
            SfCliReport *report,
            gint64 started_us)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  Runner self = {
    .session = session,
    .camera = camera,
    .options = options,
    .report = report,
    .narrator = {session, options, report},
    .loop = loop,
    .started_us = started_us,
  };
  SfCliStatus status = SF_CLI_STATUS_DONE;

  watch (&self);
  sf_session_start (session);
  g_main_loop_run (loop);
  unwatch (&self);

  if (self.error != NULL) {
    status = sf_cli_status_of (self.error);
    report->funcs->error (report, self.error);
    g_error_free (self.error);
  }
  report->funcs->closed (report);

  return status;
}
