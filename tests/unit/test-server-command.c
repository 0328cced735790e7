/* What the server understands of a client's message. */

#include "net/server/sf-server-command.h"

static SfServerCommand command;

static gboolean
parse (const char *text)
{
  return sf_server_command_parse (&command, text, strlen (text));
}

static gboolean
is_span (SfJsonSpan span, const char *text)
{
  return span.length == strlen (text) && memcmp (span.text, text, span.length) == 0;
}

static void
test_types (void)
{
  static const struct {
    const char *name;
    SfServerCommandType type;
  } types[] = {
    {"ping", SF_SERVER_COMMAND_PING},
    {"bind", SF_SERVER_COMMAND_BIND},
    {"submit-permissions", SF_SERVER_COMMAND_SUBMIT_PERMISSIONS},
    {"submit-permission", SF_SERVER_COMMAND_SUBMIT_PERMISSIONS},
    {"list", SF_SERVER_COMMAND_LIST},
    {"allocate", SF_SERVER_COMMAND_ALLOCATE},
    {"claim", SF_SERVER_COMMAND_CLAIM},
    {"release", SF_SERVER_COMMAND_RELEASE},
    {"open", SF_SERVER_COMMAND_OPEN},
    {"add", SF_SERVER_COMMAND_ADD},
    {"close", SF_SERVER_COMMAND_CLOSE},
    {"", SF_SERVER_COMMAND_UNKNOWN},
    {"Claim", SF_SERVER_COMMAND_UNKNOWN},
  };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++) {
    g_autofree char *text = g_strdup_printf ("{\"type\":\"%s\"}", types[i].name);

    g_assert_true (parse (text));
    g_assert_cmpuint (command.type_name.length, >, 0);
    g_assert_cmpint (command.type, ==, types[i].type);
  }
}

static void
test_members (void)
{
  g_assert_true (
    parse ("{\"type\":\"add\",\"phase\":\"pake\",\"body\":\"00ff\",\"id\":\"x1\","
           "\"side\":\"5e\",\"appid\":\"example.org\\/a\",\"nameplate\":\"12\","
           "\"mailbox\":\"mm\",\"mood\":\"happy\",\"other\":[{}],\"ping\":{\"a\":1}}"));
  g_assert_cmpstr (command.problem, ==, NULL);
  g_assert_cmpstr (command.phase, ==, "pake");
  g_assert_cmpstr (command.side, ==, "5e");
  g_assert_cmpstr (command.appid, ==, "example.org/a");
  g_assert_cmpstr (command.nameplate, ==, "12");
  g_assert_cmpstr (command.mailbox, ==, "mm");
  g_assert_cmpstr (command.mood, ==, "happy");
  g_assert_true (is_span (command.body, "\"00ff\""));
  g_assert_true (is_span (command.id, "\"x1\""));
  g_assert_true (is_span (command.ping, "{\"a\":1}"));
}

static void
test_null_is_absent (void)
{
  g_assert_true (parse ("{\"type\":\"close\",\"mood\":null,\"mailbox\":null,\"body\":null}"));
  g_assert_cmpstr (command.problem, ==, NULL);
  g_assert_cmpstr (command.mood, ==, "");
  g_assert_cmpuint (command.body.length, ==, 0);
}

static void
test_no_type (void)
{
  g_assert_true (parse ("{\"foo\":1}"));
  g_assert_cmpuint (command.type_name.length, ==, 0);
}

static void
test_wrong_types (void)
{
  static const char *const texts[] = {
    "{\"nameplate\":12}",       "{\"side\":{}}",
    "{\"mailbox\":[]}",         "{\"body\":{\"any\":\"json\"}}",
    "{\"phase\":true}",         "{\"side\":\"a\\u0001b\"}",
    "{\"side\":\"a\\u007fb\"}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_assert_true (parse (texts[i]));
    g_assert_nonnull (command.problem);
  }
}

static gboolean
has_problem_with_length (const char *member, guint length)
{
  g_autofree char *value = g_strnfill (length, '1');
  g_autofree char *text = g_strdup_printf ("{\"type\":\"add\",\"%s\":\"%s\"}", member, value);

  g_assert_true (parse (text));

  return command.problem != NULL;
}

static void
test_lengths (void)
{
  static const struct {
    const char *member;
    guint max;
  } cases[] = {
    {"appid", SF_SERVER_MAX_APPID},         {"side", SF_SERVER_MAX_SIDE},
    {"nameplate", SF_SERVER_MAX_NAMEPLATE}, {"mailbox", SF_SERVER_MAX_MAILBOX},
    {"phase", SF_SERVER_MAX_PHASE},         {"mood", SF_SERVER_MAX_MOOD},
    {"id", SF_SERVER_MAX_ECHO - 2},         {"ping", SF_SERVER_MAX_ECHO - 2},
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_assert_false (has_problem_with_length (cases[i].member, cases[i].max));
    g_assert_true (has_problem_with_length (cases[i].member, cases[i].max + 1));
  }
  g_assert_false (has_problem_with_length ("body", 60000));
}

/* A type that is no string, or longer than all there are, is unknown but there. */
static void
test_odd_types (void)
{
  g_autofree char *value = g_strnfill (1000, 'x');
  g_autofree char *text = g_strdup_printf ("{\"type\":\"%s\"}", value);

  g_assert_true (parse ("{\"type\":17}"));
  g_assert_cmpint (command.type, ==, SF_SERVER_COMMAND_UNKNOWN);
  g_assert_true (is_span (command.type_name, "17"));
  g_assert_true (parse (text));
  g_assert_cmpint (command.type, ==, SF_SERVER_COMMAND_UNKNOWN);
  g_assert_true (is_span (command.type_name, "null"));
}

static void
test_not_json (void)
{
  g_assert_false (parse (""));
  g_assert_false (parse ("this is not json"));
  g_assert_false (parse ("[\"type\"]"));
  g_assert_false (parse ("{\"type\":\"ping\"} {}"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/net/server/command/types", test_types);
  g_test_add_func ("/net/server/command/members", test_members);
  g_test_add_func ("/net/server/command/null-is-absent", test_null_is_absent);
  g_test_add_func ("/net/server/command/no-type", test_no_type);
  g_test_add_func ("/net/server/command/wrong-types", test_wrong_types);
  g_test_add_func ("/net/server/command/lengths", test_lengths);
  g_test_add_func ("/net/server/command/odd-types", test_odd_types);
  g_test_add_func ("/net/server/command/not-json", test_not_json);
  return g_test_run ();
}
