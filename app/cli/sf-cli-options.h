/* What `share` and `join` are told on the command line. */
#pragma once

#include "app/cli/sf-cli-values.h"
#include "app/session/sf-recipe.h"
#include "net/ice/sf-ice-path.h"

G_BEGIN_DECLS

#define SF_CLI_MAX_IMAGES 16
#define SF_CLI_MAX_TURN_SERVERS 4

typedef enum {
  SF_CLI_ANSWER_ASK,
  SF_CLI_ANSWER_ACCEPT,
  SF_CLI_ANSWER_DECLINE,
} SfCliAnswer;

typedef struct {
  gboolean joins;
  char *code;          /* (nullable): the joiner's, normalized */
  GStrv images;        /* (nullable): files instead of a camera, at least one */
  SfCliCamera camera;  /* when there are no images */
  char *request_image; /* (nullable): a file */
  char *name;
  SfRecipe recipe;
  guint shots;
  guint countdown_ms;
  GStrv servers; /* (nullable): of one rendezvous, in the order to try; %NULL: the LAN alone */
  gboolean is_built_in; /* nobody named another */
  gboolean use_lan;
  char *stun;    /* (nullable) */
  char *transit; /* (nullable) */
  gboolean relay_only;
  SfTurnServer turn_servers[SF_CLI_MAX_TURN_SERVERS];
  gsize n_turn_servers;
  SfCliAnswer answer;
  char *output_dir;
  guint timeout_s;
  gboolean json;
  gboolean help; /* nothing else was checked */
} SfCliOptions;

void sf_cli_options_clear (SfCliOptions *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SfCliOptions, sf_cli_options_clear)

/**
 * sf_cli_options_parse:
 * @self: (out caller-allocates): to be cleared on failure, too; `json` is right even then
 * @argv: (array length=argc): the command's own name first
 * @has_terminal: somebody can be asked
 *
 * Checks everything that can be checked without opening a picture or asking a server.
 *
 * Returns: %FALSE with a %G_OPTION_ERROR or %SF_NET_ERROR_BAD_CODE, the sentence for a person
 */
gboolean sf_cli_options_parse (
  SfCliOptions *self, gboolean joins, int argc, char **argv, gboolean has_terminal, GError **error);

G_END_DECLS
