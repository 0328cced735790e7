/* What `share` and `join` are told on the command line. */

#include "app/cli/sf-cli-options.h"

#include "app/cli/sf-cli-code.h"
#include "app/cli/sf-cli-option-table.h"
#include "app/cli/sf-cli-values.h"
#include "app/session/sf-network.h"

#include <string.h>

static gboolean
refuse (GError **error, const char *sentence)
{
  g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED, sentence);
  return FALSE;
}

static gboolean
take_words (SfCliParse *parse, int argc, char **argv, GError **error)
{
  for (int i = 1; i < argc; i++) {
    gboolean is_option = argv[i][0] == '-' && argv[i][1] != '\0';
    gboolean used_next = FALSE;

    if (!is_option && (parse->code != NULL || !parse->options->joins)) {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED, "“%s” is one word too many.",
                   argv[i]);
      return FALSE;
    }
    if (!is_option)
      parse->code = g_strdup (argv[i]);
    else if (!sf_cli_option_take (parse, argv[i], i + 1 < argc ? argv[i + 1] : NULL, &used_next,
                                  error))
      return FALSE;
    i += used_next;
  }

  return TRUE;
}

/* A server in a link is somebody's claim: it is used when this person names it, too. */
static gboolean
check_claimed_server (SfCliParse *parse, const char *server, GError **error)
{
  if (server == NULL || parse->server != NULL)
    return TRUE;
  if (parse->options->relay_only)
    return refuse (error,
                   "With --relay-only a link may not name a server. Give --rendezvous yourself.");

  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED,
               "The link asks you to use the server %s. If you trust whoever sent it, say so: "
               "--rendezvous %s",
               server, server);
  return FALSE;
}

static gboolean
check_code (SfCliParse *parse, GError **error)
{
  g_autofree char *line = NULL;
  g_autofree char *server = NULL;

  if (!parse->options->joins)
    return TRUE;
  if (parse->code == NULL)
    return refuse (error, "Which code? As in: sameframe-cli join 482-crossover-clockwork-adviser");

  if (strcmp (parse->code, "-") == 0) {
    line = sf_cli_code_read (error);
    if (line == NULL)
      return FALSE;
  }

  parse->options->code = sf_cli_code_find (line != NULL ? line : parse->code, &server, error);
  return parse->options->code != NULL && check_claimed_server (parse, server, error);
}

static gboolean
check_turn (SfCliParse *parse, GError **error)
{
  SfCliOptions *options = parse->options;
  g_autofree char *user = NULL;
  g_autofree char *password = NULL;

  if ((parse->turn->len > 0) != (parse->credentials != NULL))
    return refuse (error, "--turn and --turn-credentials belong together.");
  if (parse->credentials == NULL)
    return TRUE;
  if (!sf_cli_value_credentials ("--turn-credentials", parse->credentials, &user, &password, error))
    return FALSE;

  for (guint i = 0; i < parse->turn->len; i++)
    options->turn_servers[options->n_turn_servers++] = (SfTurnServer){
      .uri = g_strdup (g_ptr_array_index (parse->turn, i)),
      .username = g_strdup (user),
      .password = g_strdup (password),
    };
  explicit_bzero (password, strlen (password));

  return TRUE;
}

static gboolean
check_rendezvous (SfCliParse *parse, GError **error)
{
  SfCliOptions *options = parse->options;

  if (options->relay_only && parse->names_lan)
    return refuse (
      error,
      "On the LAN addresses are visible: --relay-only and --rendezvous lan exclude each other.");

  options->is_built_in = parse->server == NULL && !parse->names_lan;
  options->use_lan = (options->is_built_in || parse->names_lan) && !options->relay_only;
  if (options->is_built_in)
    options->servers = g_strdupv ((char **) sf_network_built_in_servers);
  else if (parse->server != NULL)
    options->servers = g_strsplit (parse->server, "\n", 1);

  return TRUE;
}

static gboolean
check_answer (SfCliParse *parse, gboolean has_terminal, GError **error)
{
  if (parse->accept && parse->decline)
    return refuse (error, "--accept and --decline exclude each other.");
  if (!parse->accept && !parse->decline && !has_terminal)
    return refuse (error, "Nobody can be asked here: say --accept or --decline.");

  parse->options->answer = parse->accept    ? SF_CLI_ANSWER_ACCEPT
                           : parse->decline ? SF_CLI_ANSWER_DECLINE
                                            : SF_CLI_ANSWER_ASK;
  return TRUE;
}

static gboolean
check_source (SfCliParse *parse, GError **error)
{
  if (parse->images->len > 0 && parse->names_camera)
    return refuse (error, "--camera and --image exclude each other.");
  if (parse->images->len == 0)
    return TRUE;

  g_ptr_array_add (parse->images, NULL);
  parse->options->images = (GStrv) g_ptr_array_steal (parse->images, NULL);
  return TRUE;
}

static void
set_defaults (SfCliOptions *self, gboolean joins, int argc, char **argv)
{
  const char *pictures = g_get_user_special_dir (G_USER_DIRECTORY_PICTURES);

  *self = (SfCliOptions){.joins = joins, .shots = 1, .timeout_s = 600};
  sf_recipe_init (&self->recipe);
  self->name = g_strdup ("");
  self->stun = g_strdup (SF_NETWORK_BUILT_IN_STUN);
  self->transit = g_strdup (SF_NETWORK_BUILT_IN_TRANSIT);
  self->output_dir = pictures != NULL
                       ? g_build_filename (pictures, "Sameframe", NULL)
                       : g_build_filename (g_get_home_dir (), "Pictures", "Sameframe", NULL);
  /* Known before anything that may be wrong, so that the error is told in the way that was asked
   * for. */
  for (int i = 1; i < argc; i++)
    self->json = self->json || strcmp (argv[i], "--json") == 0;
}

static void
finish_recipe (SfRecipe *recipe)
{
  if (recipe->mode == SF_MODE_EXCHANGE) {
    recipe->layout = 0;
    recipe->n_shots = 1;
  }
}

gboolean
sf_cli_options_parse (
  SfCliOptions *self, gboolean joins, int argc, char **argv, gboolean has_terminal, GError **error)
{
  SfCliParse parse = {.options = self};
  gboolean is_valid;

  set_defaults (self, joins, argc, argv);
  parse.images = g_ptr_array_new_with_free_func (g_free);
  parse.turn = g_ptr_array_new_with_free_func (g_free);

  is_valid = take_words (&parse, argc, argv, error) &&
             (self->help || (check_answer (&parse, has_terminal, error) &&
                             check_source (&parse, error) && check_rendezvous (&parse, error) &&
                             check_turn (&parse, error) && check_code (&parse, error)));
  finish_recipe (&self->recipe);

  g_ptr_array_unref (parse.images);
  g_ptr_array_unref (parse.turn);
  g_free (parse.code);
  g_free (parse.server);
  g_free (parse.credentials);

  return is_valid;
}

void
sf_cli_options_clear (SfCliOptions *self)
{
  for (gsize i = 0; i < self->n_turn_servers; i++) {
    SfTurnServer *server = &self->turn_servers[i];

    g_free (server->uri);
    g_free (server->username);
    explicit_bzero (server->password, strlen (server->password));
    g_free (server->password);
  }
  g_clear_pointer (&self->code, g_free);
  g_clear_pointer (&self->images, g_strfreev);
  g_clear_pointer (&self->camera.name, g_free);
  g_clear_pointer (&self->request_image, g_free);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->servers, g_strfreev);
  g_clear_pointer (&self->stun, g_free);
  g_clear_pointer (&self->transit, g_free);
  g_clear_pointer (&self->output_dir, g_free);
  self->n_turn_servers = 0;
}
