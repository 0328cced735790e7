/* A yes-or-no question on the terminal that leaves the main loop running. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _SfCliQuestion SfCliQuestion;

/* Anything but a yes is a no, the end of the input too. */
typedef void (*SfCliAnswerFunc) (gboolean yes, gpointer user_data);

/**
 * sf_cli_question_new:
 * @fd: where the answer comes from, a line
 *
 * The question itself is on standard error already, without a newline; when no Enter ends its line,
 * this does, so that the next sentence has a line of its own.
 *
 * @callback is called once, in the main context, unless the question is freed before.
 */
SfCliQuestion *sf_cli_question_new (int fd,
                                    SfCliAnswerFunc callback,
                                    gpointer user_data) G_GNUC_WARN_UNUSED_RESULT;
void sf_cli_question_free (SfCliQuestion *self);

G_END_DECLS
