/* `--help`: what there is, and how it is used. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Returns: (transfer full): the help of `share` or `join`, ending in a newline */
char *sf_cli_help_dup_options (gboolean joins) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
