/* JSON from strangers: what is read, what is refused, and where the limits are. */

#include "net/sf-net-error.h"
#include "net/wire/sf-json.h"

#include <string.h>

static JsonObject *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  JsonObject *object = sf_json_parse (text, strlen (text), &error);

  g_assert_no_error (error);
  return object;
}

static void
test_reads_types (void)
{
  g_autoptr (JsonObject) object =
    parse ("{\"s\": \"caf\\u00e9\", \"t\": true, \"n\": -7, \"o\": {\"x\": 1}, \"z\": null}");
  gboolean flag = FALSE;
  gint64 number = 0;

  g_assert_cmpstr (sf_json_get_string (object, "s", 5), ==, "café");
  g_assert_null (sf_json_get_string (object, "s", 4));
  g_assert_null (sf_json_get_string (object, "n", 100));
  g_assert_null (sf_json_get_string (object, "z", 100));
  g_assert_null (sf_json_get_string (object, "missing", 100));
  g_assert_true (sf_json_get_boolean (object, "t", &flag));
  g_assert_true (flag);
  g_assert_false (sf_json_get_boolean (object, "n", &flag));
  g_assert_true (sf_json_get_integer (object, "n", &number));
  g_assert_cmpint (number, ==, -7);
  g_assert_false (sf_json_get_integer (object, "s", &number));
  g_assert_nonnull (sf_json_get_object (object, "o"));
  g_assert_null (sf_json_get_object (object, "s"));
}

static void
test_refuses_invalid (void)
{
  static const char *const texts[] = {"",  "null",     "[]",           "7",
                                      "{", "{\"a\":1", "{\"\xff\":1}", "hello"};

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (sf_json_parse (texts[i], strlen (texts[i]), &error));
    g_assert_error (error, SF_NET_ERROR, SF_NET_ERROR_PROTOCOL);
  }
}

static void
test_refuses_nul (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (sf_json_parse ("{\"a\":\0 1}", 9, &error));
  g_assert_error (error, SF_NET_ERROR, SF_NET_ERROR_PROTOCOL);
}

static void
test_refuses_lone_surrogate (void)
{
  static const char text[] = "{\"s\": \"\\ud800x\"}";
  g_autoptr (JsonObject) object = sf_json_parse (text, strlen (text), NULL);

  /* json-glib 1.10 refuses all of it. */
  g_assert_true (object == NULL || sf_json_get_string (object, "s", 100) == NULL);
}

/* 128 containers are read, 129 are not; nor are they when a string pretends to close some. */
static void
test_limits_nesting (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) object = NULL;
  GString *text = g_string_new ("{\"a\":");

  for (guint i = 1; i < SF_JSON_MAX_CONTAINERS; i++)
    g_string_append_c (text, '[');
  for (guint i = 1; i < SF_JSON_MAX_CONTAINERS; i++)
    g_string_append_c (text, ']');
  g_string_append_c (text, '}');
  object = sf_json_parse (text->str, text->len, &error);
  g_assert_no_error (error);
  g_assert_nonnull (object);

  g_string_insert (text, 1, "\"]]]]\":\"[\",");
  g_assert_null (sf_json_parse (text->str, text->len, &error));
  g_assert_error (error, SF_NET_ERROR, SF_NET_ERROR_TOO_LARGE);
  g_string_free (text, TRUE);
}

static void
test_limits_size (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) object = NULL;
  GString *text = g_string_new ("{}");

  while (text->len < SF_JSON_MAX_SIZE)
    g_string_append_c (text, ' ');
  object = sf_json_parse (text->str, text->len, &error);
  g_assert_no_error (error);
  g_assert_nonnull (object);

  g_string_append_c (text, ' ');
  g_assert_null (sf_json_parse (text->str, text->len, &error));
  g_assert_error (error, SF_NET_ERROR, SF_NET_ERROR_TOO_LARGE);
  g_string_free (text, TRUE);
}

static void
test_writes (void)
{
  g_autoptr (JsonObject) object = parse ("{ \"a\" : \"\\\"\" }");
  g_autofree char *text = sf_json_to_text (object);

  g_assert_cmpstr (text, ==, "{\"a\":\"\\\"\"}");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/net/json/reads-types", test_reads_types);
  g_test_add_func ("/net/json/refuses-invalid", test_refuses_invalid);
  g_test_add_func ("/net/json/refuses-nul", test_refuses_nul);
  g_test_add_func ("/net/json/refuses-lone-surrogate", test_refuses_lone_surrogate);
  g_test_add_func ("/net/json/limits-nesting", test_limits_nesting);
  g_test_add_func ("/net/json/limits-size", test_limits_size);
  g_test_add_func ("/net/json/writes", test_writes);
  return g_test_run ();
}
