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
    {SF_NET_ERROR, SF_NET_ERROR_SERVER_REFUSED, 5},
    {SF_NET_ERROR, SF_NET_ERROR_NO_PATH, 6},
    {SF_NET_ERROR, SF_NET_ERROR_PEER_LEFT, 7},
    {SF_ERROR, SF_ERROR_PICTURE, 8},
    {SF_ERROR, SF_ERROR_LAYOUT, 8},
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

static void
on_answer (gboolean yes, gpointer user_data)
{
  *(int *) user_data = yes;
}

static void
test_question (void)
{
  static const struct {
    const char *typed;
    int yes;
  } rows[] = {
    {"y\n", 1},
    {" YES \n", 1},
    {"yes please\n", 0},
    {"n\n", 0},
    {"\n", 0},
    {"", 0},    /* the end of the input */
    {"yes", 0}, /* no line */
    {"yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy\n", 0},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    int answer = -1;
    int pipe_fds[2];
    SfCliQuestion *question;

    g_assert_cmpint (pipe (pipe_fds), ==, 0);
    g_assert_cmpint (write (pipe_fds[1], rows[i].typed, strlen (rows[i].typed)), ==,
                     strlen (rows[i].typed));
    close (pipe_fds[1]);
    question = sf_cli_question_new (pipe_fds[0], on_answer, &answer);
    while (answer == -1)
      g_main_context_iteration (NULL, TRUE);
    g_assert_cmpint (answer, ==, rows[i].yes);
    sf_cli_question_free (question);
    close (pipe_fds[0]);
  }
}

/* A name is somebody's own choice: it stands in quotes, and nobody is called nothing. */
static void
test_names (void)
{
  g_autofree char *name = sf_cli_text_name ("Anna");
  g_autofree char *nobody = sf_cli_text_name ("");

  g_assert_cmpstr (name, ==, "“Anna”");
  g_assert_cmpstr (nobody, ==, "Somebody");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/statuses", test_statuses);
  g_test_add_func ("/cli/json", test_json);
  g_test_add_func ("/cli/bar", test_bar);
  g_test_add_func ("/cli/question", test_question);
  g_test_add_func ("/cli/names", test_names);
  return g_test_run ();
}
