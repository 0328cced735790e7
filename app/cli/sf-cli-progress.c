/* Two bars on one line of a terminal: what goes out, and what comes in. */

#include "app/cli/sf-cli-progress.h"

#include <unistd.h>

#define BAR_CELLS 16
#define ERASE_LINE "\r\033[K"

void
sf_cli_progress_init (SfCliProgress *self)
{
  *self = (SfCliProgress){.is_terminal = isatty (STDERR_FILENO) == 1};
}

char *
sf_cli_progress_bar (const char *label, guint percent, guint width)
{
  GString *bar = g_string_new (label);
  guint full = MIN (percent, 100) * width / 100;

  g_string_append_c (bar, ' ');
  for (guint i = 0; i < width; i++)
    g_string_append (bar, i < full ? "█" : "░");
  g_string_append_printf (bar, " %3u %%", MIN (percent, 100));

  return g_string_free (bar, FALSE);
}

static void
draw (SfCliProgress *self)
{
  g_autofree char *sent = sf_cli_progress_bar ("Sending", self->percent[0], BAR_CELLS);
  g_autofree char *received = sf_cli_progress_bar ("Receiving", self->percent[1], BAR_CELLS);

  g_printerr (ERASE_LINE "%s   %s", sent, received);
  self->is_drawn = TRUE;
}

void
sf_cli_progress_update (SfCliProgress *self, gboolean incoming, guint64 done, guint64 size)
{
  guint percent = size > 0 ? (guint) (100.0 * (double) done / (double) size) : 0;
  guint *shown = &self->percent[incoming ? 1 : 0];

  if (!self->is_terminal || (self->is_drawn && *shown == percent))
    return;

  *shown = percent;
  draw (self);
}

void
sf_cli_progress_clear (SfCliProgress *self)
{
  if (self->is_drawn)
    g_printerr (ERASE_LINE);
  self->is_drawn = FALSE;
}

void
sf_cli_progress_finish (SfCliProgress *self)
{
  sf_cli_progress_clear (self);
  self->percent[0] = 0;
  self->percent[1] = 0;
}
