/* What a side says of itself in the sealed version phase. */

#include "net/peer/sf-hello.h"
#include "net/sf-net-error.h"

#include <string.h>

static GBytes *
introduction_of (gsize size)
{
  guint8 *data = g_malloc (size);

  for (gsize i = 0; i < size; i++)
    data[i] = (guint8) i;
  return g_bytes_new_take (data, size);
}

static void
test_round_trip (gconstpointer data)
{
  const gsize size = GPOINTER_TO_SIZE (data);
  g_autoptr (GBytes) introduction = introduction_of (size);

  for (int is_creator = 0; is_creator <= 1; is_creator++) {
    g_autoptr (GBytes) json = sf_hello_build (is_creator, introduction);
    g_auto (SfHello) hello = {0};
    g_autoptr (GError) error = NULL;

    g_assert_cmpuint (g_bytes_get_size (json), <=, SF_HELLO_MAX_SIZE);
    g_assert_true (sf_hello_parse (&hello, json, is_creator, &error));
    g_assert_no_error (error);
    g_assert_true (g_bytes_equal (hello.introduction, introduction));
  }
}

static void
test_is_fresh (void)
{
  g_autoptr (GBytes) introduction = introduction_of (4);
  g_autoptr (GBytes) one = sf_hello_build (TRUE, introduction);
  g_autoptr (GBytes) two = sf_hello_build (TRUE, introduction);

  g_assert_false (g_bytes_equal (one, two));
}

static void
test_refuses (void)
{
  static const struct {
    const char *json;
    SfNetError code;
  } cases[] = {
    {"", SF_NET_ERROR_PROTOCOL},
    {"[]", SF_NET_ERROR_PROTOCOL},
    {"{\"app_versions\":{}", SF_NET_ERROR_PROTOCOL},
    {"{\"app_versions\":{}}", SF_NET_ERROR_INCOMPATIBLE},
    {"{\"app_versions\":7}", SF_NET_ERROR_INCOMPATIBLE},
    {"{\"app_versions\":{\"sameframe\":[]}}", SF_NET_ERROR_INCOMPATIBLE},
    {"{\"app_versions\":{\"sameframe\":{\"version\":2,\"role\":\"creator\",\"introduction\":\"AA=="
     "\"}}}",
     SF_NET_ERROR_INCOMPATIBLE},
    {"{\"app_versions\":{\"sameframe\":{\"version\":\"1\",\"role\":\"creator\",\"introduction\":"
     "\"AA==\"}}}",
     SF_NET_ERROR_INCOMPATIBLE},
    {"{\"app_versions\":{\"sameframe\":{\"version\":1,\"role\":\"joiner\",\"introduction\":\"AA=="
     "\"}}}",
     SF_NET_ERROR_INCOMPATIBLE},
    {"{\"app_versions\":{\"sameframe\":{\"version\":1,\"role\":\"creator\"}}}",
     SF_NET_ERROR_PROTOCOL},
    {"{\"app_versions\":{\"sameframe\":{\"version\":1,\"role\":\"creator\",\"introduction\":5}}}",
     SF_NET_ERROR_PROTOCOL},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GBytes) json = g_bytes_new_static (cases[i].json, strlen (cases[i].json));
    g_auto (SfHello) hello = {0};
    g_autoptr (GError) error = NULL;

    g_assert_false (sf_hello_parse (&hello, json, TRUE, &error));
    g_assert_error (error, SF_NET_ERROR, (int) cases[i].code);
    g_assert_null (hello.introduction);
  }
}

static void
test_refuses_large (void)
{
  g_autofree guint8 *zeros = g_malloc0 (SF_HELLO_MAX_INTRODUCTION_SIZE + 1);
  g_autofree char *encoded = g_base64_encode (zeros, SF_HELLO_MAX_INTRODUCTION_SIZE + 1);
  g_autofree char *text = g_strdup_printf ("{\"app_versions\":{\"sameframe\":{\"version\":1,"
                                           "\"role\":\"creator\",\"introduction\":\"%s\"}}}",
                                           encoded);
  g_autoptr (GBytes) json = g_bytes_new (text, strlen (text));
  g_auto (SfHello) hello = {0};
  g_autoptr (GError) error = NULL;

  g_assert_false (sf_hello_parse (&hello, json, TRUE, &error));
  g_assert_error (error, SF_NET_ERROR, SF_NET_ERROR_PROTOCOL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/net/hello/empty", GSIZE_TO_POINTER (0), test_round_trip);
  g_test_add_data_func ("/net/hello/usual", GSIZE_TO_POINTER (100), test_round_trip);
  g_test_add_data_func ("/net/hello/largest", GSIZE_TO_POINTER (SF_HELLO_MAX_INTRODUCTION_SIZE),
                        test_round_trip);
  g_test_add_func ("/net/hello/is-fresh", test_is_fresh);
  g_test_add_func ("/net/hello/refuses", test_refuses);
  g_test_add_func ("/net/hello/refuses-large", test_refuses_large);
  return g_test_run ();
}
