/* Recipes: what is accepted is valid, and has this one form. */

#include "app/session/sf-recipe.h"

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, size);
  g_autoptr (GBytes) again = NULL;
  g_autoptr (GError) error = NULL;
  SfRecipe recipe;

  if (!sf_recipe_parse (&recipe, bytes, &error)) {
    g_assert_nonnull (error);
    return 0;
  }

  g_assert_true (sf_recipe_validate (&recipe, NULL));
  again = sf_recipe_serialize (&recipe);
  g_assert_true (g_bytes_equal (again, bytes));

  return 0;
}
