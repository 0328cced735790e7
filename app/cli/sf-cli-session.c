/* `share` and `join`: a session from the arguments to the exit status. */

#include "app/cli/sf-cli-session.h"

#include "app/cli/sf-cli-help.h"
#include "app/cli/sf-cli-options.h"
#include "app/cli/sf-cli-report.h"
#include "app/cli/sf-cli-runner.h"
#include "app/cli/sf-cli-source.h"
#include "app/cli/sf-cli-status.h"
#include "app/session/sf-request-picture.h"

#include <unistd.h>

static gboolean
load_request_picture (const SfCliOptions *options, GBytes **ret_webp, GError **error)
{
  g_autoptr (SfImage) image = NULL;

  if (options->request_image == NULL)
    return TRUE;

  image = sf_image_load_file (options->request_image, error);
  if (image != NULL)
    *ret_webp = sf_request_picture_encode (image, error);
  if (*ret_webp == NULL)
    g_prefix_error (error, "%s: ", options->request_image);

  return *ret_webp != NULL;
}

static SfSession *
make_session (const SfCliOptions *options, SfCliSource *source, GError **error)
{
  g_autoptr (GBytes) request_picture = NULL;

  if (!load_request_picture (options, &request_picture, error) ||
      !sf_cli_source_open (source, options, error))
    return NULL;

  return sf_session_new (&(SfSessionConfig){
    .network =
      {
        .code = options->code,
        .server_urls = (const char *const *) options->servers,
        .use_lan = options->use_lan,
        .relay_only = options->relay_only,
        .stun_server = options->stun,
        .turn_servers = options->turn_servers,
        .n_turn_servers = options->n_turn_servers,
        .transit_relay = options->transit,
      },
    .name = options->name,
    .recipe = options->recipe,
    .countdown_ms = options->countdown_ms,
    .shots = options->shots,
    .request_picture = request_picture,
    .source = source->stills,
    .camera = source->camera,
    .folder = options->output_dir,
  });
}

static int
run (gboolean joins, int argc, char **argv)
{
  gint64 started_us = g_get_monotonic_time ();
  g_auto (SfCliOptions) options = {0};
  g_auto (SfCliSource) source = {0};
  g_autoptr (SfCliReport) report = NULL;
  g_autoptr (SfSession) session = NULL;
  g_autoptr (GError) error = NULL;
  gboolean is_valid =
    sf_cli_options_parse (&options, joins, argc, argv, isatty (STDIN_FILENO) == 1, &error);

  if (is_valid && options.help) {
    g_autofree char *help = sf_cli_help_dup_options (joins);

    g_print ("%s", help);
    return SF_CLI_STATUS_DONE;
  }

  report = options.json ? sf_cli_report_new_json () : sf_cli_report_new_text ();
  if (is_valid)
    session = make_session (&options, &source, &error);
  if (session == NULL) {
    report->funcs->error (report, error);
    return sf_cli_status_of (error);
  }

  return sf_cli_run (session, source.camera, &options, report, started_us);
}

int
sf_cli_share (int argc, char **argv)
{
  return run (FALSE, argc, argv);
}

int
sf_cli_join (int argc, char **argv)
{
  return run (TRUE, argc, argv);
}
