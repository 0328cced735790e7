/* What the result page says of a photo. */
#pragma once

#include "app/session/sf-shot.h"

G_BEGIN_DECLS

/* How far apart the two sides took it, the farthest of a strip: "Taken 6 ms apart".
 * Returns: (nullable): NULL where a time is not known
 * @ret_hint: (out) (transfer full): how sure that is */
char *sf_result_words_dup_skew (const SfShot *shot, char **ret_hint) G_GNUC_WARN_UNUSED_RESULT;

/* Whether both computers have the same. @ret_hint: (out) (transfer none) */
const char *sf_result_words_get_proof (const SfShot *shot, const char **ret_hint);

char *sf_result_words_dup_size (const SfImage *image) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
