/* The server's JSON reader takes what RFC 8259 takes, and nothing else. */

#include "net/server/sf-json-reader.h"

#include <json-glib/json-glib.h>

/* Returns: the number of members, or -1 */
static int
count (const char *text, gsize length)
{
  SfJsonReader reader;
  SfJsonSpan name, value;
  int n = 0;

  sf_json_reader_init (&reader, text, length);
  while (sf_json_reader_next (&reader, &name, &value))
    n++;

  return reader.is_complete ? n : -1;
}

static void
test_accepts (void)
{
  static const struct {
    const char *text;
    int n_members;
  } cases[] = {
    {"{}", 0},
    {" \t\r\n{ } \n", 0},
    {"{\"a\":1}", 1},
    {"{ \"a\" : -0.5e+10 , \"b\" : [ ] , \"c\":{ } }", 3},
    {"{\"a\":[1,[2,{\"x\":null}],true,false,\"]\"]}", 1},
    {"{\"a\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\ud83d\\ude00\"}", 1},
    {"{\"a\":1,\"a\":2}", 2},
    {"{\"\":0}", 1},
    {"{\"a\":\"\xc3\xa9\"}", 1},
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_test_message ("case %u", i);
    g_assert_cmpint (count (cases[i].text, strlen (cases[i].text)), ==, cases[i].n_members);
  }
}

static void
test_rejects (void)
{
  static const char *const cases[] = {
    "",
    " ",
    "null",
    "[]",
    "{",
    "}",
    "{\"a\"}",
    "{\"a\":}",
    "{\"a\":1",
    "{\"a\":1,}",
    "{,}",
    "{\"a\":1 \"b\":2}",
    "{\"a\":1}{}",
    "{\"a\":1}x",
    "{a:1}",
    "{'a':1}",
    "{\"a\":01}",
    "{\"a\":1.}",
    "{\"a\":.5}",
    "{\"a\":-}",
    "{\"a\":1e}",
    "{\"a\":+1}",
    "{\"a\":tru}",
    "{\"a\":True}",
    "{\"a\":nullx}",
    "{\"a\":[1,]}",
    "{\"a\":[1}",
    "{\"a\":\"}",
    "{\"a\":\"\\\"}",
    "{\"a\":\"\\x\"}",
    "{\"a\":\"\\u12\"}",
    "{\"a\":\"\\u12g4\"}",
    "{\"a\":\"\\u0000\"}",
    "{\"a\":\"\\ud83d\"}",
    "{\"a\":\"\\ude00\"}",
    "{\"a\":\"\\ud83d\\u0041\"}",
    "{\"a\":\"\\ud83d\\ud83d\"}",
    "{\"a\":\"\n\"}",
    "{\"a\":\"\xff\"}",
    "{\"a\":\"\xc3\"}",
    "{\"a\":/**/1}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_test_message ("case %u", i);
    g_assert_cmpint (count (cases[i], strlen (cases[i])), ==, -1);
  }
  g_assert_cmpint (count ("{\"a\":\"\0\"}", 9), ==, -1);
  g_assert_cmpint (count ("{}\0", 3), ==, -1);
}

/* Every prefix of a valid text is incomplete, and none is read beyond its end. */
static void
test_rejects_every_prefix (void)
{
  static const char text[] = "{\"a\":\"\\ud83d\\ude00\",\"b\":[-1.5e3,{\"c\":null}],\"d\":true}";

  for (gsize length = 0; length < strlen (text); length++) {
    g_autofree char *prefix = g_memdup2 (text, length);

    g_assert_cmpint (count (prefix, length), ==, -1);
  }
  g_assert_cmpint (count (text, strlen (text)), ==, 3);
}

static char *
nest (guint depth)
{
  GString *text = g_string_new ("{\"a\":");

  for (guint i = 0; i < depth; i++)
    g_string_append_c (text, '[');
  for (guint i = 0; i < depth; i++)
    g_string_append_c (text, ']');
  g_string_append_c (text, '}');

  return g_string_free (text, FALSE);
}

static void
test_depth (void)
{
  g_autofree char *deepest = nest (SF_JSON_READER_MAX_DEPTH);
  g_autofree char *deeper = nest (SF_JSON_READER_MAX_DEPTH + 1);
  g_autofree char *absurd = nest (1000000);

  g_assert_cmpint (count (deepest, strlen (deepest)), ==, 1);
  g_assert_cmpint (count (deeper, strlen (deeper)), ==, -1);
  g_assert_cmpint (count (absurd, strlen (absurd)), ==, -1);
}

static void
test_copies_strings (void)
{
  static const SfJsonSpan span = {"\"a\\\"\\u00e9\\ud83d\\ude00\\n\"", 25};
  static const char wanted[] = "a\"\xc3\xa9\xf0\x9f\x98\x80\n";
  char string[sizeof wanted];

  g_assert_true (sf_json_span_is_string (span));
  g_assert_true (sf_json_span_copy_string (span, string, sizeof string));
  g_assert_cmpstr (string, ==, wanted);
  for (gsize size = 1; size < sizeof wanted; size++)
    g_assert_false (sf_json_span_copy_string (span, string, size));
}

static void
test_is_string (void)
{
  g_assert_false (sf_json_span_is_string ((SfJsonSpan){"12", 2}));
  g_assert_false (sf_json_span_is_string ((SfJsonSpan){"null", 4}));
  g_assert_true (sf_json_span_is_string ((SfJsonSpan){"\"\"", 2}));
}

/* What is written is what another parser reads. */
static void
test_writes_strings (void)
{
  static const char string[] = "\x01\x1f \"quoted\" \\ \n\t \xc3\xa9 \xf0\x9f\x98\x80 </script>";
  g_autoptr (GString) json = g_string_new (NULL);
  g_autoptr (JsonNode) node = NULL;

  sf_json_append_string (json, string);
  node = json_from_string (json->str, NULL);
  g_assert_nonnull (node);
  g_assert_cmpstr (json_node_get_string (node), ==, string);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/net/server/json-reader/accepts", test_accepts);
  g_test_add_func ("/net/server/json-reader/rejects", test_rejects);
  g_test_add_func ("/net/server/json-reader/rejects-every-prefix", test_rejects_every_prefix);
  g_test_add_func ("/net/server/json-reader/depth", test_depth);
  g_test_add_func ("/net/server/json-reader/copies-strings", test_copies_strings);
  g_test_add_func ("/net/server/json-reader/is-string", test_is_string);
  g_test_add_func ("/net/server/json-reader/writes-strings", test_writes_strings);
  return g_test_run ();
}
