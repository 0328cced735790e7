/* The options of `share` and `join`, one by one: the table behind the parser and the help. */
#pragma once

#include "app/cli/sf-cli-options.h"

G_BEGIN_DECLS

/* What was said, before it is looked at as a whole. */
typedef struct {
  SfCliOptions *options;
  char *code;
  GPtrArray *images;
  gboolean names_camera;
  char *server;
  gboolean names_lan;
  GPtrArray *turn;
  char *credentials;
  gboolean accept;
  gboolean decline;
} SfCliParse;

/**
 * sf_cli_option_take:
 * @word: `--name` or `--name=value`
 * @next: (nullable): the word after it
 * @ret_used_next: whether that was the value
 *
 * Returns: %FALSE with a %G_OPTION_ERROR
 */
gboolean sf_cli_option_take (
  SfCliParse *parse, const char *word, const char *next, gboolean *ret_used_next, GError **error);

/* Returns: (transfer full): a line or more for each option */
char *sf_cli_option_dup_help (void) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
