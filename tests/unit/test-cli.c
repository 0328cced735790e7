/* The small parts of the command line: statuses, JSON lines, the bar, the question. */

#include "app/cli/sf-cli-json.h"
#include "app/cli/sf-cli-progress.h"
#include "app/cli/sf-cli-question.h"
#include "app/cli/sf-cli-status.h"
#include "app/cli/sf-cli-text.h"
#include "app/sf-error.h"
#include "net/sf-net-error.h"

#include <gio/gio.h>
#include <string.h>
#include <unistd.h>

/* The contract of exit statuses, and that each has a sentence. */
static void
test_statuses (void)
{
  const struct {
    GQuark domain;
    int code;
    int status;
  } rows[] = {
    {G_OPTION_ERROR, G_OPTION_ERROR_FAILED, 2},
    {SF_NET_ERROR, SF_NET_ERROR_BAD_CODE, 2},
    {SF_NET_ERROR, SF_NET_ERROR_BAD_ADDRESS, 2},
    {SF_NET_ERROR, SF_NET_ERROR_WRONG_CODE, 3},
    {SF_NET_ERROR, SF_NET_ERROR_CODE_USED, 3},
    {SF_ERROR, SF_ERROR_DECLINED, 4},
    {SF_NET_ERROR, SF_NET_ERROR_SERVER_UNREACHABLE, 5},
    {SF_NET_ERROR, SF_NET_ERROR_LAN_UNAVAILABLE, 5},
    {SF_NET_ERROR, SF_NET_ERROR_SERVER_REFUSED, 5},
    {SF_NET_ERROR, SF_NET_ERROR_NO_PATH, 6},
    {SF_NET_ERROR, SF_NET_ERROR_PEER_LEFT, 7},
    {SF_ERROR, SF_ERROR_PICTURE, 8},
    {SF_ERROR, SF_ERROR_LAYOUT, 8},
    {SF_ERROR, SF_ERROR_CAMERA, 8},
    {SF_ERROR, SF_ERROR_CAMERA_NONE, 8},
    {SF_ERROR, SF_ERROR_CAMERA_BUSY, 8},
    {SF_ERROR, SF_ERROR_CAMERA_LOST, 8},
    {SF_ERROR, SF_ERROR_CAMERA_DENIED, 8},
    {SF_ERROR, SF_ERROR_CAMERA_UNREACHABLE, 8},
    {G_IO_ERROR, G_IO_ERROR_TIMED_OUT, 9},
    {SF_ERROR, SF_ERROR_STORAGE, 10},
    {SF_NET_ERROR, SF_NET_ERROR_INCOMPATIBLE, 11},
    {SF_NET_ERROR, SF_NET_ERROR_PROTOCOL, 11},
    {SF_NET_ERROR, SF_NET_ERROR_TOO_LARGE, 11},
    {SF_ERROR, SF_ERROR_PROTOCOL, 11},
    {G_IO_ERROR, G_IO_ERROR_CANCELLED, 130},
    {G_IO_ERROR, G_IO_ERROR_FAILED, 1},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (GError) error = g_error_new_literal (rows[i].domain, rows[i].code, "why");
    g_autofree char *sentence = sf_cli_text_error (error);

    g_assert_cmpint (sf_cli_status_of (error), ==, rows[i].status);
    g_assert_nonnull (sf_cli_status_get_name (rows[i].status));
    g_assert_cmpuint (strlen (sentence), >, 0);
  }
}

/* The error of a camera says what to do about it, whatever the camera itself said. */
static void
test_camera_sentences (void)
{
  static const struct {
    SfError code;
    const char *advice;
  } rows[] = {
    {SF_ERROR_CAMERA, "sameframe-cli cameras"},   {SF_ERROR_CAMERA_NONE, "--image FILE"},
    {SF_ERROR_CAMERA_BUSY, "Close that one"},     {SF_ERROR_CAMERA_LOST, "Plug it in again"},
    {SF_ERROR_CAMERA_DENIED, "privacy settings"}, {SF_ERROR_CAMERA_UNREACHABLE, "PipeWire"},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (GError) error = g_error_new_literal (SF_ERROR, (int) rows[i].code, "why");
    g_autofree char *sentence = sf_cli_text_error (error);

    g_assert_nonnull (strstr (sentence, rows[i].advice));
  }
}

static void
test_json (void)
{
  JsonBuilder *json = sf_cli_json_begin ("test");
  g_autofree char *line = NULL;
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonObject *object;

  sf_cli_json_add_string (json, "text", "a \"b\" \\ \n\x01 ü\xff");
  sf_cli_json_add_string (json, "none", NULL);
  sf_cli_json_add_int (json, "most", G_MAXINT64);
  sf_cli_json_add_int (json, "least", -5);
  sf_cli_json_add_boolean (json, "yes", TRUE);
  sf_cli_json_add_null (json, "null");
  line = sf_cli_json_end (json);

  g_assert_true (g_str_has_prefix (line, "{\"event\":\"test\","));
  g_assert_null (strchr (line, '\n'));
  g_assert_true (json_parser_load_from_data (parser, line, -1, NULL));
  object = json_node_get_object (json_parser_get_root (parser));
  g_assert_cmpstr (json_object_get_string_member (object, "text"), ==,
                   "a \"b\" \\ \n\x01 ü\xef\xbf\xbd");
  g_assert_true (json_object_get_null_member (object, "none"));
  g_assert_cmpint (json_object_get_int_member (object, "most"), ==, G_MAXINT64);
  g_assert_cmpint (json_object_get_int_member (object, "least"), ==, -5);
  g_assert_true (json_object_get_boolean_member (object, "yes"));
  g_assert_true (json_object_get_null_member (object, "null"));
}

static void
test_bar (void)
{
  static const struct {
    guint percent;
    const char *bar;
  } rows[] = {
    {0, "Sending ░░░░   0 %"},
    {49, "Sending █░░░  49 %"},
    {100, "Sending ████ 100 %"},
    {250, "Sending ████ 100 %"},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *bar = sf_cli_progress_bar ("Sending", rows[i].percent, 4);

    g_assert_cmpstr (bar, ==, rows[i].bar);
  }
}

static GString *complained;

static void
on_complain (const char *text)
{
  g_string_append (complained, text);
}

static void
on_answer (gboolean yes, gpointer user_data)
{
  *(int *) user_data = yes;
}

/* Where no Enter ends the line of the question, the program does. */
static void
test_question (void)
{
  static const struct {
    const char *typed;
    int yes;
    const char *complained;
  } rows[] = {
    {"y\n", 1, ""},
    {" YES \n", 1, ""},
    {"yes please\n", 0, ""},
    {"n\n", 0, ""},
    {"\n", 0, ""},
    {"", 0, "\n"},    /* the end of the input */
    {"yes", 0, "\n"}, /* no line */
    {"yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy\n", 0, ""},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    int answer = -1;
    int pipe_fds[2];
    SfCliQuestion *question;

    g_assert_cmpint (pipe (pipe_fds), ==, 0);
    g_assert_cmpint (write (pipe_fds[1], rows[i].typed, strlen (rows[i].typed)), ==,
                     strlen (rows[i].typed));
    close (pipe_fds[1]);
    g_string_truncate (complained, 0);
    question = sf_cli_question_new (pipe_fds[0], on_answer, &answer);
    while (answer == -1)
      g_main_context_iteration (NULL, TRUE);
    g_assert_cmpint (answer, ==, rows[i].yes);
    sf_cli_question_free (question);
    g_assert_cmpstr (complained->str, ==, rows[i].complained);
    close (pipe_fds[0]);
  }
}

static void
test_question_withdrawn (void)
{
  int answer = -1;
  int pipe_fds[2];

  g_assert_cmpint (pipe (pipe_fds), ==, 0);
  g_string_truncate (complained, 0);
  sf_cli_question_free (sf_cli_question_new (pipe_fds[0], on_answer, &answer));
  g_assert_cmpint (answer, ==, -1);
  g_assert_cmpstr (complained->str, ==, "\n");
  close (pipe_fds[0]);
  close (pipe_fds[1]);
}

/* The shutter is pressed once, however many photographs a strip has. */
static void
test_countdown (void)
{
  static const struct {
    SfShot shot;
    gint64 in_ms;
    const char *sentence;
  } rows[] = {
    {{.n_takes = 1}, 999, "The shutter is pressed: now."},
    {{.n_takes = 1, .by_other = TRUE},
     2000,
     "The other person pressed the shutter: in 2.0 seconds."},
    {{.n_takes = 3}, 0, "The shutter is pressed: now."},
    {{.n_takes = 3, .n_taken = 1, .by_other = TRUE}, 0, "Photograph 2 of 3: now."},
    {{.n_takes = 3, .n_taken = 2}, 1500, "Photograph 3 of 3: in 1.5 seconds."},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *sentence = sf_cli_text_countdown (&rows[i].shot, rows[i].in_ms);

    g_assert_cmpstr (sentence, ==, rows[i].sentence);
  }
}

/* A name is somebody's own choice: it stands in quotes, and nobody is called nothing. */
static void
test_names (void)
{
  g_autofree char *name = sf_cli_text_name ("Creator");
  g_autofree char *nobody = sf_cli_text_name ("");

  g_assert_cmpstr (name, ==, "“Creator”");
  g_assert_cmpstr (nobody, ==, "Somebody");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  complained = g_string_new (NULL);
  g_set_printerr_handler (on_complain);
  g_test_add_func ("/cli/statuses", test_statuses);
  g_test_add_func ("/cli/camera-sentences", test_camera_sentences);
  g_test_add_func ("/cli/json", test_json);
  g_test_add_func ("/cli/bar", test_bar);
  g_test_add_func ("/cli/question", test_question);
  g_test_add_func ("/cli/question-withdrawn", test_question_withdrawn);
  g_test_add_func ("/cli/countdown", test_countdown);
  g_test_add_func ("/cli/names", test_names);
  return g_test_run ();
}
