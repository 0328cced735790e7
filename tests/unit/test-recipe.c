/* Recipes: one form on the wire, nothing invalid accepted, the same bytes on all threads. */

#include "app/session/sf-recipe.h"
#include "app/sf-error.h"
#include "app/synthesis/sy-layout.h"
#include "tests/support/sf-test-files.h"

#include <string.h>

static void
test_round_trip (void)
{
  static const guint8 expected[] = {1, 1, 4, 3, 0xfe, 0x0c, 0, 1, 0xff, 0x06, 1, 0xf4, 1};
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  SfRecipe recipe, parsed;

  sf_recipe_init (&recipe);
  sf_recipe_set_layout (&recipe, (guint8) sf_recipe_find_layout ("strip-3"));
  recipe.crop_x[0] = -500;
  recipe.crop_x[1] = 1;
  recipe.crop_y[1] = 500;
  recipe.swapped = TRUE;

  bytes = sf_recipe_serialize (&recipe);
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), expected,
                   sizeof expected);
  g_assert_true (sf_recipe_parse (&parsed, bytes, &error));
  g_assert_no_error (error);
  g_assert_cmpint (parsed.layout, ==, 4);
  g_assert_cmpint (parsed.n_shots, ==, 3);
  g_assert_cmpint (parsed.crop_x[0], ==, -500);
  g_assert_cmpint (parsed.crop_x[1], ==, 1);
  g_assert_cmpint (parsed.crop_y[1], ==, 500);
  g_assert_true (parsed.swapped);
}

/* Each row: a byte of a valid recipe made wrong. */
static void
test_refuses (void)
{
  static const struct {
    gsize offset;
    guint8 value;
    int code;
  } wrong[] = {
    {0, 0, SF_ERROR_LAYOUT},    {0, SF_RECIPE_ENGINE_VERSION + 1, SF_ERROR_LAYOUT},
    {1, 2, SF_ERROR_LAYOUT},    {2, 200, SF_ERROR_LAYOUT},
    {2, 4, SF_ERROR_LAYOUT},    {3, 0, SF_ERROR_LAYOUT},
    {3, 2, SF_ERROR_LAYOUT},    {3, 5, SF_ERROR_LAYOUT},
    {4, 2, SF_ERROR_LAYOUT},    {10, 0xfd, SF_ERROR_LAYOUT},
    {12, 2, SF_ERROR_PROTOCOL},
  };
  SfRecipe recipe;
  g_autoptr (GBytes) valid = NULL;

  sf_recipe_init (&recipe);
  valid = sf_recipe_serialize (&recipe);
  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (GBytes) bytes = NULL;
    gsize size;
    guint8 *data = g_bytes_unref_to_data (g_bytes_new (g_bytes_get_data (valid, NULL), 13), &size);

    data[wrong[i].offset] = wrong[i].value;
    bytes = g_bytes_new_take (data, size);
    g_assert_false (sf_recipe_parse (&recipe, bytes, &error));
    g_assert_error (error, SF_ERROR, wrong[i].code);
  }
}

static void
test_refuses_lengths (void)
{
  static const guint8 zeros[20] = {1, 1, 0, 1};

  for (gsize size = 0; size <= sizeof zeros; size++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (GBytes) bytes = g_bytes_new_static (zeros, size);
    SfRecipe recipe;

    g_assert_cmpint (sf_recipe_parse (&recipe, bytes, &error), ==, size == 13);
    if (size != 13)
      g_assert_error (error, SF_ERROR, SF_ERROR_PROTOCOL);
  }
}

static void
test_find_layout (void)
{
  for (int i = 0; i < sy_n_layouts; i++)
    g_assert_cmpint (sf_recipe_find_layout (sy_layouts[i].name), ==, i);
  g_assert_cmpint (sf_recipe_find_layout ("Side-by-side"), ==, -1);
  g_assert_cmpint (sf_recipe_find_layout (""), ==, -1);
}

static void
test_threads (void)
{
  SfImage *creator[SF_RECIPE_MAX_SHOTS], *joiner[SF_RECIPE_MAX_SHOTS];

  for (guint32 i = 0; i < SF_RECIPE_MAX_SHOTS; i++) {
    creator[i] = sf_test_image_new (320, 240, i);
    joiner[i] = sf_test_image_new (277, 301, i + 10);
  }

  for (int layout = 0; layout < sy_n_layouts; layout++) {
    guint8 alone[32], together[32];
    SfRecipe recipe;

    sf_recipe_init (&recipe);
    sf_recipe_set_layout (&recipe, (guint8) layout);
    for (guint n_threads = 1; n_threads <= 5; n_threads += 2) {
      g_autoptr (GError) error = NULL;
      g_autoptr (SfImage) composite =
        sf_recipe_compose_on (&recipe, creator, joiner, n_threads, &error);

      g_assert_no_error (error);
      sf_image_hash (&composite, 1, n_threads == 1 ? alone : together);
      if (n_threads > 1)
        g_assert_cmpmem (together, sizeof together, alone, sizeof alone);
    }
  }

  for (int i = 0; i < SF_RECIPE_MAX_SHOTS; i++) {
    sf_image_unref (creator[i]);
    sf_image_unref (joiner[i]);
  }
}

/* The crop and the place follow the person, not the side. */
static void
test_crop_and_places (void)
{
  g_autoptr (SfImage) creator = sf_test_image_new (300, 150, 1);
  g_autoptr (SfImage) joiner = sf_test_image_new (200, 150, 2);
  g_autoptr (SfImage) composite = NULL;
  g_autoptr (GError) error = NULL;
  SfRecipe recipe;

  sf_recipe_init (&recipe);
  recipe.crop_x[0] = 500;
  recipe.swapped = TRUE;
  composite = sf_recipe_compose (&recipe, &creator, &joiner, &error);
  g_assert_no_error (error);
  g_assert_cmpint (composite->width, ==, 400);
  g_assert_cmpint (composite->height, ==, 150);
  for (int y = 0; y < 150; y++) {
    const guint8 *row = composite->pixels + y * composite->stride;

    g_assert_cmpmem (row, 3 * 200, joiner->pixels + y * joiner->stride, 3 * 200);
    g_assert_cmpmem (row + 3 * 200, 3 * 200, creator->pixels + y * creator->stride + 3 * 100,
                     3 * 200);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session/recipe/round-trip", test_round_trip);
  g_test_add_func ("/session/recipe/refuses", test_refuses);
  g_test_add_func ("/session/recipe/refuses-lengths", test_refuses_lengths);
  g_test_add_func ("/session/recipe/find-layout", test_find_layout);
  g_test_add_func ("/session/recipe/threads", test_threads);
  g_test_add_func ("/session/recipe/crop-and-places", test_crop_and_places);
  return g_test_run ();
}
