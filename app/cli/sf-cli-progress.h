/* Two bars on one line of a terminal: what goes out, and what comes in. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Plain data; zero-initialised draws nothing. */
typedef struct {
  gboolean is_terminal;
  gboolean is_drawn;
  guint percent[2]; /* sent, received */
} SfCliProgress;

void sf_cli_progress_init (SfCliProgress *self);

void sf_cli_progress_update (SfCliProgress *self, gboolean incoming, guint64 done, guint64 size);

/* Removes the line, so that something else can be said. The next update draws it again. */
void sf_cli_progress_clear (SfCliProgress *self);
/* Removes the line and forgets the figures. */
void sf_cli_progress_finish (SfCliProgress *self);

/* Returns: (transfer full): `Sending ██████░░░░  60 %`, of @width cells */
char *sf_cli_progress_bar (const char *label, guint percent, guint width) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
