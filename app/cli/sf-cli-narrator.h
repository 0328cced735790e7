/* Tells a report what happens in a session; what is to be done about it is the runner's. */
#pragma once

#include "app/cli/sf-cli-options.h"
#include "app/cli/sf-cli-report.h"

G_BEGIN_DECLS

/* Plain data; nothing in it is owned. */
typedef struct {
  SfSession *session;
  const SfCliOptions *options;
  SfCliReport *report;
  gboolean is_live_told; /* since the last connection */
} SfCliNarrator;

/* To be called before others watch the session, so that news come before what follows from them. */
void sf_cli_narrator_watch (SfCliNarrator *self);
void sf_cli_narrator_unwatch (SfCliNarrator *self);

G_END_DECLS
