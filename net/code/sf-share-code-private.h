/* What the parts of net/code know of a share code's form. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * sf_share_code_split:
 * @code: normalized text
 *
 * Returns: (transfer full) (nullable) (array zero-terminated=1): nameplate and words, when @code
 *   has the form of a code
 */
GStrv sf_share_code_split (const char *code) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
