/* Tells a report what happens in a session; what is to be done about it is the runner's. */

#include "app/cli/sf-cli-narrator.h"

#include "net/code/sf-share-code.h"

static void
on_code (SfSession *session, const char *code, SfCliNarrator *self)
{
  const SfCliOptions *options = self->options;
  const char *server = options->servers != NULL ? options->servers[0] : NULL;
  g_autofree char *uri = sf_share_code_to_uri (code, options->is_built_in ? NULL : server);
  const char *rendezvous = NULL;

  if (!options->is_built_in)
    rendezvous = server != NULL ? server : "lan";
  self->report->funcs->code (self->report, code, uri, rendezvous);
}

static void
on_reach (SfSession *session, guint reach, SfCliNarrator *self)
{
  self->report->funcs->reach (self->report, (SfReach) reach);
}

static void
on_waiting (SfSession *session, gboolean present, SfCliNarrator *self)
{
  self->report->funcs->waiting (self->report, sf_session_is_creator (session), present);
}

static void
on_reconnecting (SfSession *session, SfCliNarrator *self)
{
  self->is_live_told = FALSE;
  self->report->funcs->reconnecting (self->report);
}

/* The live picture rests behind each finished photograph; that it comes again is no news. */
static void
on_live (SfSession *session, gint64 first_frame_us, SfCliNarrator *self)
{
  if (self->is_live_told)
    return;

  self->is_live_told = TRUE;
  self->report->funcs->live (self->report, first_frame_us / 1000);
}

static void
on_frozen (SfSession *session, SfCliNarrator *self)
{
  self->report->funcs->frozen (self->report);
}

static void
on_resumed (SfSession *session, SfCliNarrator *self)
{
  self->report->funcs->resumed (self->report);
}

static void
on_clock (SfSession *session, SfCliNarrator *self)
{
  SfClockEstimate estimate;

  if (sf_session_get_clock (session, &estimate))
    self->report->funcs->clock (self->report, &estimate);
}

static void
on_taken (SfSession *session, guint take, SfCliNarrator *self)
{
  gint64 skew_us = 0;
  gint64 uncertainty_us = 0;
  gboolean is_known = sf_session_get_skew (session, take, &skew_us, &uncertainty_us);

  self->report->funcs->shot (self->report, is_known, skew_us, uncertainty_us);
}

static void
on_preview (SfSession *session, guint take, const SfImage *image, SfCliNarrator *self)
{
  self->report->funcs->preview (self->report, take, image->width, image->height);
}

static void
on_progress (SfSession *session, gboolean incoming, guint64 done, guint64 size, SfCliNarrator *self)
{
  self->report->funcs->progress (self->report, incoming, done, size);
}

static void
on_moved (
  SfSession *session, gboolean incoming, guint64 size, gint64 elapsed_us, SfCliNarrator *self)
{
  self->report->funcs->moved (self->report, incoming, size, elapsed_us / 1000);
}

static void
on_saved (SfSession *session, const char *path, SfCliNarrator *self)
{
  self->report->funcs->saved (self->report, path);
}

static const struct {
  const char *signal;
  GCallback callback;
} watches[] = {
  {"code", G_CALLBACK (on_code)},         {"reach", G_CALLBACK (on_reach)},
  {"waiting", G_CALLBACK (on_waiting)},   {"reconnecting", G_CALLBACK (on_reconnecting)},
  {"live", G_CALLBACK (on_live)},         {"frozen", G_CALLBACK (on_frozen)},
  {"resumed", G_CALLBACK (on_resumed)},   {"clock", G_CALLBACK (on_clock)},
  {"taken", G_CALLBACK (on_taken)},       {"preview", G_CALLBACK (on_preview)},
  {"progress", G_CALLBACK (on_progress)}, {"moved", G_CALLBACK (on_moved)},
  {"saved", G_CALLBACK (on_saved)},
};

void
sf_cli_narrator_watch (SfCliNarrator *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (watches); i++)
    g_signal_connect (self->session, watches[i].signal, watches[i].callback, self);
}

void
sf_cli_narrator_unwatch (SfCliNarrator *self)
{
  g_signal_handlers_disconnect_by_data (self->session, self);
}
