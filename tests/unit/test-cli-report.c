/* What a session's events are told as: the lines for a script, the sentences for a person. */

#include "app/cli/sf-cli-report.h"

#include "app/sf-error.h"

#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define MAX_TOLD 1024 /* bytes */

/* Standard error. JSON goes to standard output past GLib, because it is UTF-8 in every locale. */
static GString *complained;

static void
on_complain (const char *text)
{
  g_string_append (complained, text);
}

static void
tell_live (SfCliReport *report)
{
  report->funcs->live (report, 83);
}

static void
tell_frozen (SfCliReport *report)
{
  report->funcs->frozen (report);
}

static void
tell_resumed (SfCliReport *report)
{
  report->funcs->resumed (report);
}

static void
tell_camera_lost (SfCliReport *report)
{
  g_autoptr (GError) error = g_error_new_literal (SF_ERROR, SF_ERROR_CAMERA_LOST, "why");

  report->funcs->camera (report, error);
}

static void
tell_camera_back (SfCliReport *report)
{
  report->funcs->camera (report, NULL);
}

static void
tell_clock (SfCliReport *report)
{
  report->funcs->clock (
    report, &(SfClockEstimate){.offset_us = -1234567, .uncertainty_us = 52, .rtt_us = 98});
}

static void
tell_drift (SfCliReport *report)
{
  report->funcs->clock (report, &(SfClockEstimate){.has_drift = TRUE, .drift_ppm = -2.5});
}

static void
tell_shot (SfCliReport *report)
{
  report->funcs->shot (report, TRUE, 5801, 240);
}

static void
tell_preview (SfCliReport *report)
{
  report->funcs->preview (report, 2, 640, 360);
}

static void
tell_unknown_shot (SfCliReport *report)
{
  report->funcs->shot (report, FALSE, 0, 0);
}

/* What does not end with a newline may go on in any way. */
static const struct {
  const char *name;
  void (*tell) (SfCliReport *report);
  const char *json;
  const char *text;
} rows[] = {
  {"live", tell_live, "{\"event\":\"live\",\"first_frame_ms\":83}\n",
   "Their live picture is here.\n"},
  {"frozen", tell_frozen, "{\"event\":\"frozen\"}\n", "Their picture stands still…\n"},
  {"resumed", tell_resumed, "{\"event\":\"resumed\"}\n", "Their picture moves again.\n"},
  {"camera-lost", tell_camera_lost,
   "{\"event\":\"camera\",\"running\":false,\"message\":\"The camera is gone",
   "The camera is gone"},
  {"camera-back", tell_camera_back, "{\"event\":\"camera\",\"running\":true,\"message\":null}\n",
   "Your camera is back.\n"},
  {"clock", tell_clock,
   "{\"event\":\"clock\",\"offset_us\":-1234567,\"uncertainty_us\":52,\"rtt_us\":98,\"drift_ppm\":"
   "null}\n",
   ""},
  {"drift", tell_drift,
   "{\"event\":\"clock\",\"offset_us\":0,\"uncertainty_us\":0,\"rtt_us\":0,\"drift_ppm\":-2.5}\n",
   ""},
  {"preview", tell_preview, "{\"event\":\"preview\",\"take\":2,\"width\":640,\"height\":360}\n",
   ""},
  {"shot", tell_shot, "{\"event\":\"shot\",\"skew_us\":5801,\"uncertainty_us\":240}\n",
   "Taken 6 ms apart (give or take 1).\n"},
  {"unknown-shot", tell_unknown_shot,
   "{\"event\":\"shot\",\"skew_us\":null,\"uncertainty_us\":null}\n", ""},
};

/* Returns: (transfer full): what came to standard output meanwhile */
static char *
listen_to (void (*tell) (SfCliReport *report), SfCliReport *report)
{
  int output = dup (STDOUT_FILENO);
  int file = memfd_create ("output", MFD_CLOEXEC);
  char *text = g_malloc0 (MAX_TOLD);

  g_assert_cmpint (output, >=, 0);
  g_assert_cmpint (file, >=, 0);
  (void) fflush (stdout);
  g_assert_cmpint (dup2 (file, STDOUT_FILENO), ==, STDOUT_FILENO);
  tell (report);
  g_assert_cmpint (dup2 (output, STDOUT_FILENO), ==, STDOUT_FILENO);
  g_assert_cmpint (pread (file, text, MAX_TOLD - 1, 0), >=, 0);
  close (output);
  close (file);

  return text;
}

static void
assert_told (const char *told, const char *wanted)
{
  g_autofree char *begin = g_strndup (told, strlen (wanted));

  g_assert_cmpstr (g_str_has_suffix (wanted, "\n") || *wanted == '\0' ? told : begin, ==, wanted);
}

static void
test_report (gconstpointer data)
{
  gsize row = GPOINTER_TO_SIZE (data);
  g_autoptr (SfCliReport) json = sf_cli_report_new_json ();
  g_autoptr (SfCliReport) text = sf_cli_report_new_text ();
  g_autofree char *printed = NULL;
  g_autofree char *nothing = NULL;

  g_string_truncate (complained, 0);
  printed = listen_to (rows[row].tell, json);
  assert_told (printed, rows[row].json);
  g_assert_cmpstr (complained->str, ==, "");

  nothing = listen_to (rows[row].tell, text);
  assert_told (complained->str, rows[row].text);
  g_assert_cmpstr (nothing, ==, "");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  complained = g_string_new (NULL);
  g_set_printerr_handler (on_complain);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *path = g_strconcat ("/cli/report/", rows[i].name, NULL);

    g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_report);
  }
  return g_test_run ();
}
