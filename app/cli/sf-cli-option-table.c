/* The options of `share` and `join`, one by one: the table behind the parser and the help. */

#include "app/cli/sf-cli-option-table.h"

#include "app/cli/sf-cli-values.h"
#include "app/session/sf-introduction.h"
#include "app/session/sf-network.h"
#include "app/synthesis/sy-layout.h"

#include <string.h>

#define MAX_TIMEOUT_S 86400
#define HELP_INDENT "                           "

static gboolean
refuse (GError **error, const char *sentence)
{
  g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED, sentence);
  return FALSE;
}

static gboolean
take_image (SfCliParse *parse, const char *value, GError **error)
{
  if (parse->images->len >= SF_CLI_MAX_IMAGES)
    return refuse (error, "--image may be given sixteen times at most.");

  g_ptr_array_add (parse->images, g_strdup (value));
  return TRUE;
}

static gboolean
take_camera (SfCliParse *parse, const char *value, GError **error)
{
  SfCliCamera camera;

  if (!sf_cli_value_camera ("--camera", value, &camera, error))
    return FALSE;

  g_free (parse->options->camera.name);
  parse->options->camera = camera;
  parse->names_camera = TRUE;
  return TRUE;
}

static gboolean
take_mode (SfCliParse *parse, const char *value, GError **error)
{
  if (strcmp (value, "synthesis") == 0)
    parse->options->recipe.mode = SF_MODE_SYNTHESIS;
  else if (strcmp (value, "exchange") == 0)
    parse->options->recipe.mode = SF_MODE_EXCHANGE;
  else
    return refuse (error, "--mode takes synthesis or exchange.");

  return TRUE;
}

static gboolean
take_layout (SfCliParse *parse, const char *value, GError **error)
{
  g_autoptr (GString) names = NULL;
  int layout = sf_recipe_find_layout (value);

  if (layout >= 0) {
    sf_recipe_set_layout (&parse->options->recipe, (guint8) layout);
    return TRUE;
  }

  names = g_string_new ("--layout takes one of:");
  for (int i = 0; i < sy_n_layouts; i++)
    g_string_append_printf (names, " %s", sy_layouts[i].name);
  return refuse (error, names->str);
}

static gboolean
take_name (SfCliParse *parse, const char *value, GError **error)
{
  g_free (parse->options->name);
  parse->options->name = g_strdup (value);
  return TRUE;
}

static gboolean
take_request_image (SfCliParse *parse, const char *value, GError **error)
{
  g_free (parse->options->request_image);
  parse->options->request_image = g_strdup (value);
  return TRUE;
}

static gboolean
take_shots (SfCliParse *parse, const char *value, GError **error)
{
  return sf_cli_value_number ("--shots", value, 1, SF_INTRODUCTION_MAX_SHOTS,
                              &parse->options->shots, error);
}

static gboolean
take_countdown (SfCliParse *parse, const char *value, GError **error)
{
  guint seconds;

  if (!sf_cli_value_number ("--countdown", value, 0, SF_INTRODUCTION_MAX_COUNTDOWN_MS / 1000,
                            &seconds, error))
    return FALSE;

  parse->options->countdown_ms = seconds * 1000;
  return TRUE;
}

static gboolean
take_rendezvous (SfCliParse *parse, const char *value, GError **error)
{
  if (strcmp (value, "lan") == 0) {
    parse->names_lan = TRUE;
    return TRUE;
  }
  if (parse->server != NULL)
    return refuse (error, "--rendezvous takes one server, and the LAN beside it.");

  parse->server = sf_cli_value_server ("--rendezvous", value, error);
  return parse->server != NULL;
}

static gboolean
take_host_port (const char *option, const char *value, char **ret_value, GError **error)
{
  gboolean none = strcmp (value, "none") == 0;

  if (!none && !sf_cli_value_check_host_port (option, value, error))
    return FALSE;

  g_free (*ret_value);
  *ret_value = none ? NULL : g_strdup (value);
  return TRUE;
}

static gboolean
take_stun (SfCliParse *parse, const char *value, GError **error)
{
  return take_host_port ("--stun", value, &parse->options->stun, error);
}

static gboolean
take_transit (SfCliParse *parse, const char *value, GError **error)
{
  return take_host_port ("--transit", value, &parse->options->transit, error);
}

static gboolean
take_turn (SfCliParse *parse, const char *value, GError **error)
{
  if (parse->turn->len >= SF_CLI_MAX_TURN_SERVERS)
    return refuse (error, "--turn may be given four times at most.");
  if (!sf_cli_value_check_turn ("--turn", value, error))
    return FALSE;

  g_ptr_array_add (parse->turn, g_strdup (value));
  return TRUE;
}

static gboolean
take_credentials (SfCliParse *parse, const char *value, GError **error)
{
  g_free (parse->credentials);
  parse->credentials = g_strdup (value);
  return TRUE;
}

static gboolean
take_relay_only (SfCliParse *parse, const char *value, GError **error)
{
  parse->options->relay_only = TRUE;
  return TRUE;
}

static gboolean
take_accept (SfCliParse *parse, const char *value, GError **error)
{
  parse->accept = TRUE;
  return TRUE;
}

static gboolean
take_decline (SfCliParse *parse, const char *value, GError **error)
{
  parse->decline = TRUE;
  return TRUE;
}

static gboolean
take_output_dir (SfCliParse *parse, const char *value, GError **error)
{
  if (*value == '\0')
    return refuse (error, "--output-dir takes a folder.");

  g_free (parse->options->output_dir);
  parse->options->output_dir = g_strdup (value);
  return TRUE;
}

static gboolean
take_timeout (SfCliParse *parse, const char *value, GError **error)
{
  return sf_cli_value_number ("--timeout", value, 1, MAX_TIMEOUT_S, &parse->options->timeout_s,
                              error);
}

static gboolean
take_json (SfCliParse *parse, const char *value, GError **error)
{
  parse->options->json = TRUE;
  return TRUE;
}

static gboolean
take_help (SfCliParse *parse, const char *value, GError **error)
{
  parse->options->help = TRUE;
  return TRUE;
}

/* The order is that of --help. */
static const struct {
  const char *name;
  const char *argument; /* (nullable): %NULL for a flag */
  const char *help;
  gboolean (*take) (SfCliParse *parse, const char *value, GError **error);
} table[] = {
  {"--camera", "ID|test",
   "which camera, as sameframe-cli cameras lists them (the one used last, or\n"
   "the best there is). test, or test:SEED, draws a moving scene with the time\n"
   "in it; video:FILE plays a video over and over",
   take_camera},
  {"--image", "FILE",
   "a photograph instead of a camera: WebP, JPEG or PNG; several are used in turn", take_image},
  {"--name", "NAME", "what the other person sees of you (Somebody)", take_name},
  {"--request-image", "FILE", "a small picture to show with your request", take_request_image},
  {"--mode", "MODE", "synthesis: one picture of both; exchange: each gets the other's", take_mode},
  {"--layout", "NAME", "how the two are composed (side-by-side)", take_layout},
  {"--shots", "N", "how many pictures to take (1)", take_shots},
  {"--countdown", "SECONDS", "the least before each photograph (0)", take_countdown},
  {"--accept", NULL, "say yes to the other person without being asked", take_accept},
  {"--decline", NULL, "say no", take_decline},
  {"--rendezvous", "URL|lan",
   "where to meet: one server, the LAN, or both\n"
   "(the Magic Wormhole project's, and the LAN)",
   take_rendezvous},
  {"--stun", "HOST:PORT",
   "who tells this computer its address, or none (" SF_NETWORK_BUILT_IN_STUN ")", take_stun},
  {"--turn", "URL", "a relay for when there is no direct path: turn:HOST:PORT", take_turn},
  {"--turn-credentials", "FILE", "a file with USER:PASSWORD for it", take_credentials},
  {"--transit", "HOST:PORT",
   "a Magic Wormhole transit relay for when nothing else connects, or none\n"
   "(" SF_NETWORK_BUILT_IN_TRANSIT ")",
   take_transit},
  {"--relay-only", NULL, "never show this computer's address to the other person", take_relay_only},
  {"--output-dir", "DIR", "where pictures are saved (Sameframe in your pictures)", take_output_dir},
  {"--timeout", "SECONDS", "give up after this long (600)", take_timeout},
  {"--json", NULL, "one JSON object a line on standard output, for scripts", take_json},
  {"--help", NULL, "this text", take_help},
};

gboolean
sf_cli_option_take (
  SfCliParse *parse, const char *word, const char *next, gboolean *ret_used_next, GError **error)
{
  gsize size;
  const char *value;

  if (strcmp (word, "-h") == 0)
    word = "--help";
  size = strcspn (word, "=");
  value = word[size] == '=' ? word + size + 1 : NULL;

  *ret_used_next = FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (table); i++) {
    if (strlen (table[i].name) != size || strncmp (table[i].name, word, size) != 0)
      continue;

    if (table[i].argument != NULL && value == NULL) {
      value = next;
      *ret_used_next = TRUE;
    }
    if ((table[i].argument != NULL) != (value != NULL)) {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                   value == NULL ? "%s needs a value." : "%s takes no value.", table[i].name);
      return FALSE;
    }
    return table[i].take (parse, value, error);
  }

  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_UNKNOWN_OPTION, "There is no option %.*s.",
               (int) size, word);
  return FALSE;
}

/* What stands in brackets at the end is the default; each further line is indented. */
char *
sf_cli_option_dup_help (void)
{
  GString *help = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (table); i++) {
    g_autofree char *left =
      g_strjoin (" ", table[i].name, table[i].argument != NULL ? table[i].argument : "", NULL);
    g_auto (GStrv) lines = g_strsplit (table[i].help, "\n", -1);
    g_autofree char *right = g_strjoinv ("\n" HELP_INDENT, lines);

    g_string_append_printf (help, "  %-24s %s\n", g_strchomp (left), right);
  }

  return g_string_free (help, FALSE);
}
