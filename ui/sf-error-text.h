/* Every sentence that says to a person what went wrong, and the one thing to do about it. */
#pragma once

#include "app/session/sf-trouble.h"

G_BEGIN_DECLS

typedef struct {
  const char *title;
  const char *sentence;
  const char *label;  /* of the button */
  const char *action; /* what it does, the name of an action without a target */
} SfErrorText;

/* Translated. */
SfErrorText sf_error_text_get (SfTrouble trouble);
SfErrorText sf_error_text_of (const GError *error);

/**
 * sf_error_text_dup_details:
 *
 * Returns: (transfer full): what somebody who helps wants to know: versions and the word of
 *   sf_trouble_get_word(), not translated. No message: it may name a file or a server
 */
char *sf_error_text_dup_details (const GError *error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
