/* A yes-or-no question on the terminal that leaves the main loop running. */

#include "app/cli/sf-cli-question.h"

#include <glib-unix.h>
#include <unistd.h>

#define MAX_ANSWER_BYTES 64

struct _SfCliQuestion {
  SfCliAnswerFunc callback;
  gpointer user_data;
  guint watch;
  char answer[MAX_ANSWER_BYTES]; /* as far as it has come; what is longer is no yes */
  gsize size;
};

static gboolean
is_yes (const SfCliQuestion *self)
{
  g_autofree char *word = g_strstrip (g_strndup (self->answer, self->size));

  return g_ascii_strcasecmp (word, "y") == 0 || g_ascii_strcasecmp (word, "yes") == 0;
}

/* Where no Enter did. */
static void
end_line (void)
{
  g_printerr ("\n");
}

static gboolean
on_readable (int fd, GIOCondition condition, gpointer user_data)
{
  SfCliQuestion *self = user_data;
  char c = '\n';
  gssize n = read (fd, &c, 1);

  if (n == 1 && c != '\n' && self->size < MAX_ANSWER_BYTES) {
    self->answer[self->size++] = c;
    return G_SOURCE_CONTINUE;
  }

  self->watch = 0;
  if (n != 1)
    end_line ();
  self->callback (n == 1 && c == '\n' && is_yes (self), self->user_data);
  return G_SOURCE_REMOVE;
}

SfCliQuestion *
sf_cli_question_new (int fd, SfCliAnswerFunc callback, gpointer user_data)
{
  SfCliQuestion *self = g_new0 (SfCliQuestion, 1);

  self->callback = callback;
  self->user_data = user_data;
  self->watch = g_unix_fd_add (fd, G_IO_IN | G_IO_HUP | G_IO_ERR, on_readable, self);

  return self;
}

void
sf_cli_question_free (SfCliQuestion *self)
{
  if (self->watch != 0) {
    g_source_remove (self->watch);
    end_line ();
  }
  g_free (self);
}
