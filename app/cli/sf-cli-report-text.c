/* What happens in a session, in sentences on standard error. */

#include "app/cli/sf-cli-progress.h"
#include "app/cli/sf-cli-report.h"
#include "app/cli/sf-cli-text.h"

typedef struct {
  SfCliReport report;
  SfCliProgress progress;
} TextReport;

/* Takes @sentence. */
static void
say (SfCliReport *self, char *sentence)
{
  sf_cli_progress_clear (&((TextReport *) self)->progress);
  g_printerr ("%s\n", sentence);
  g_free (sentence);
}

static void
report_code (SfCliReport *self, const char *code, const char *uri, const char *rendezvous)
{
  say (self, sf_cli_text_code (code, rendezvous));
}

static void
report_reach (SfCliReport *self, SfReach reach)
{
  if (sf_cli_text_reach (reach) != NULL)
    say (self, g_strdup (sf_cli_text_reach (reach)));
}

static void
report_waiting (SfCliReport *self, gboolean is_creator, gboolean present)
{
  /* That nobody has come yet is no news to who has just made the code. */
  if (present || !is_creator)
    say (self, g_strdup (sf_cli_text_waiting (present)));
}

static void
report_request (SfCliReport *self, SfSession *session)
{
  say (self, sf_cli_text_request (session));
}

static void
report_mode_change (SfCliReport *self, SfSession *session)
{
  say (self, sf_cli_text_mode_change (session));
}

static void
report_ask (SfCliReport *self)
{
  g_printerr ("%s", sf_cli_text_question ());
}

static void
report_awaiting (SfCliReport *self)
{
  say (self, g_strdup (sf_cli_text_awaiting ()));
}

static void
report_accepted (SfCliReport *self)
{
  say (self, g_strdup (sf_cli_text_accepted ()));
}

static void
report_connected (SfCliReport *self, SfPathKind kind, gint64 elapsed_ms)
{
  say (self, g_strdup (sf_cli_text_connected (kind)));
}

static void
report_live (SfCliReport *self, gint64 first_frame_ms)
{
  say (self, g_strdup (sf_cli_text_live ()));
}

static void
report_frozen (SfCliReport *self)
{
  say (self, g_strdup (sf_cli_text_frozen ()));
}

static void
report_resumed (SfCliReport *self)
{
  say (self, g_strdup (sf_cli_text_resumed ()));
}

static void
report_camera (SfCliReport *self, const GError *error)
{
  say (self, error != NULL ? sf_cli_text_error (error) : g_strdup (sf_cli_text_camera_back ()));
}

static void
report_reconnecting (SfCliReport *self)
{
  say (self, g_strdup (sf_cli_text_reconnecting ()));
}

static void
report_clock (SfCliReport *self, const SfClockEstimate *estimate)
{
}

static void
report_countdown (SfCliReport *self, const SfShot *shot, gint64 in_ms)
{
  say (self, sf_cli_text_countdown (shot, in_ms));
}

static void
report_shot (SfCliReport *self, gboolean is_known, gint64 skew_us, gint64 uncertainty_us)
{
  if (is_known)
    say (self, sf_cli_text_taken (skew_us, uncertainty_us));
}

/* On a terminal there is nothing to see yet. */
static void
report_preview (SfCliReport *self, guint take, int width, int height)
{
}

static void
report_progress (SfCliReport *self, gboolean incoming, guint64 done, guint64 size)
{
  sf_cli_progress_update (&((TextReport *) self)->progress, incoming, done, size);
}

static void
report_moved (SfCliReport *self, gboolean incoming, guint64 size, gint64 elapsed_ms)
{
}

static void
report_saved (SfCliReport *self, const char *path)
{
  say (self, sf_cli_text_saved (path));
}

static void
report_cancelled (SfCliReport *self, gboolean by_other, SfCancelReason reason)
{
  say (self, g_strdup (sf_cli_text_cancelled (by_other, reason)));
}

static void
report_composite (SfCliReport *self, const SfShot *shot)
{
  sf_cli_progress_finish (&((TextReport *) self)->progress);
  say (self, g_strdup (sf_cli_text_identical (sf_shot_is_identical (shot))));
}

static void
report_leaving (SfCliReport *self)
{
  say (self, g_strdup (sf_cli_text_leaving ()));
}

static void
report_error (SfCliReport *self, const GError *error)
{
  say (self, sf_cli_text_error (error));
}

static void
report_closed (SfCliReport *self)
{
  sf_cli_progress_finish (&((TextReport *) self)->progress);
}

static void
report_free (SfCliReport *self)
{
  g_free (self);
}

static const SfCliReportFuncs funcs = {
  .code = report_code,
  .reach = report_reach,
  .waiting = report_waiting,
  .request = report_request,
  .mode_change = report_mode_change,
  .ask = report_ask,
  .awaiting = report_awaiting,
  .accepted = report_accepted,
  .connected = report_connected,
  .live = report_live,
  .frozen = report_frozen,
  .resumed = report_resumed,
  .camera = report_camera,
  .reconnecting = report_reconnecting,
  .clock = report_clock,
  .countdown = report_countdown,
  .shot = report_shot,
  .preview = report_preview,
  .progress = report_progress,
  .moved = report_moved,
  .saved = report_saved,
  .cancelled = report_cancelled,
  .composite = report_composite,
  .leaving = report_leaving,
  .error = report_error,
  .closed = report_closed,
  .free = report_free,
};

SfCliReport *
sf_cli_report_new_text (void)
{
  TextReport *self = g_new0 (TextReport, 1);

  self->report.funcs = &funcs;
  sf_cli_progress_init (&self->progress);

  return &self->report;
}
