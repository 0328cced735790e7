/* Introductions: one form on the wire, every field held within its bounds. */

#include "app/session/sf-introduction.h"
#include "app/session/sf-request-picture.h"
#include "app/sf-error.h"
#include "net/sf-net-error.h"

#include <string.h>

static SfIntroduction
make (void)
{
  SfIntroduction introduction = {
    .name = g_strdup ("Creator"), .countdown_ms = 3000, .shots = 2, .picture_size = 1234};

  sf_recipe_init (&introduction.recipe);
  memset (introduction.picture_sha256, 0xab, SF_DIGEST_SIZE);
  return introduction;
}

static void
test_round_trip (void)
{
  g_auto (SfIntroduction) sent = make ();
  g_auto (SfIntroduction) got = {0};
  g_autoptr (GBytes) bytes = sf_introduction_serialize (&sent);
  g_autoptr (GBytes) again = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (sf_introduction_parse (&got, bytes, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (got.name, ==, "Creator");
  g_assert_cmpuint (got.countdown_ms, ==, 3000);
  g_assert_cmpuint (got.shots, ==, 2);
  g_assert_cmpuint (got.picture_size, ==, 1234);
  g_assert_cmpmem (got.picture_sha256, SF_DIGEST_SIZE, sent.picture_sha256, SF_DIGEST_SIZE);

  again = sf_introduction_serialize (&got);
  g_assert_true (g_bytes_equal (bytes, again));
}

static void
check (const SfIntroduction *introduction, gboolean is_valid)
{
  g_autoptr (GBytes) bytes = sf_introduction_serialize (introduction);
  g_auto (SfIntroduction) got = {0};
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (sf_introduction_parse (&got, bytes, &error), ==, is_valid);
  if (!is_valid)
    g_assert_error (error, SF_ERROR, SF_ERROR_PROTOCOL);
}

static void
test_bounds (void)
{
  g_auto (SfIntroduction) introduction = make ();

  introduction.countdown_ms = SF_INTRODUCTION_MAX_COUNTDOWN_MS;
  check (&introduction, TRUE);
  introduction.countdown_ms++;
  check (&introduction, FALSE);
  introduction.countdown_ms = 0;

  introduction.shots = SF_INTRODUCTION_MAX_SHOTS;
  check (&introduction, TRUE);
  introduction.shots++;
  check (&introduction, FALSE);
  introduction.shots = 0;
  check (&introduction, FALSE);
  introduction.shots = 1;

  introduction.picture_size = SF_REQUEST_PICTURE_MAX_BYTES;
  check (&introduction, TRUE);
  introduction.picture_size++;
  check (&introduction, FALSE);
  introduction.picture_size = 0;
  check (&introduction, TRUE);

  g_free (introduction.name);
  introduction.name = g_strnfill (255, 'x');
  check (&introduction, TRUE);
  g_free (introduction.name);
  introduction.name = g_strnfill (256, 'x');
  check (&introduction, FALSE);
}

static void
test_cleans_name (void)
{
  g_auto (SfIntroduction) sent = make ();
  g_auto (SfIntroduction) got = {0};
  g_autoptr (GBytes) bytes = NULL;

  g_free (sent.name);
  sent.name = g_strdup ("\xe2\x80\xae"
                        "Creat\x1bor");
  bytes = sf_introduction_serialize (&sent);

  g_assert_true (sf_introduction_parse (&got, bytes, NULL));
  g_assert_cmpstr (got.name, ==, "Creator");
}

/* The first bytes are the version; the recipe's first byte follows the name, that of the engine. */
static void
test_other_versions (void)
{
  g_auto (SfIntroduction) sent = make ();
  g_autoptr (GBytes) bytes = sf_introduction_serialize (&sent);
  static const struct {
    gsize offset;
    guint8 value;
  } rows[] = {{1, 2}, {0, 1}, {2 + 8 + 1, 2}, {2 + 8 + 3, 250}};

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (GByteArray) changed = g_byte_array_new ();
    g_autoptr (GBytes) changed_bytes = NULL;
    g_auto (SfIntroduction) got = {0};
    g_autoptr (GError) error = NULL;

    g_byte_array_append (changed, g_bytes_get_data (bytes, NULL), (guint) g_bytes_get_size (bytes));
    changed->data[rows[i].offset] = rows[i].value;
    changed_bytes = g_byte_array_free_to_bytes (g_steal_pointer (&changed));
    g_assert_false (sf_introduction_parse (&got, changed_bytes, &error));
    g_assert_error (error, SF_NET_ERROR, SF_NET_ERROR_INCOMPATIBLE);
    g_assert_null (got.name);
  }
}

static void
test_truncated (void)
{
  g_auto (SfIntroduction) sent = make ();
  g_autoptr (GBytes) bytes = sf_introduction_serialize (&sent);
  g_autoptr (GByteArray) longer = g_byte_array_new ();

  for (gsize size = 0; size < g_bytes_get_size (bytes); size++) {
    g_autoptr (GBytes) part = g_bytes_new_from_bytes (bytes, 0, size);
    g_auto (SfIntroduction) got = {0};
    g_autoptr (GError) error = NULL;

    g_assert_false (sf_introduction_parse (&got, part, &error));
    g_assert_error (error, SF_ERROR, SF_ERROR_PROTOCOL);
  }

  g_byte_array_append (longer, g_bytes_get_data (bytes, NULL), (guint) g_bytes_get_size (bytes));
  g_byte_array_append (longer, (const guint8 *) "x", 1);
  {
    g_autoptr (GBytes) longer_bytes = g_byte_array_free_to_bytes (g_steal_pointer (&longer));
    g_auto (SfIntroduction) got = {0};

    g_assert_false (sf_introduction_parse (&got, longer_bytes, NULL));
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/introduction/round-trip", test_round_trip);
  g_test_add_func ("/app/introduction/bounds", test_bounds);
  g_test_add_func ("/app/introduction/cleans-name", test_cleans_name);
  g_test_add_func ("/app/introduction/other-versions", test_other_versions);
  g_test_add_func ("/app/introduction/truncated", test_truncated);
  return g_test_run ();
}
