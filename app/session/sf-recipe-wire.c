/* A recipe within a message. */

#include "app/session/sf-recipe-wire.h"

#include "app/sf-error.h"

void
sf_recipe_write (const SfRecipe *self, SfWriter *writer)
{
  g_autoptr (GBytes) bytes = sf_recipe_serialize (self);
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  sf_writer_block (writer, data, size);
}

gboolean
sf_recipe_read (SfRecipe *self, SfReader *reader, GError **error)
{
  g_autoptr (GBytes) bytes = NULL;
  gsize size;
  const guint8 *data = sf_reader_block (reader, SF_RECIPE_MAX_BYTES, &size);

  if (data == NULL) {
    g_set_error_literal (error, SF_ERROR, SF_ERROR_PROTOCOL, "A message without its recipe");
    return FALSE;
  }

  bytes = g_bytes_new (data, size);
  return sf_recipe_parse (self, bytes, error);
}

gboolean
sf_recipe_is_equal (const SfRecipe *a, const SfRecipe *b)
{
  g_autoptr (GBytes) a_bytes = sf_recipe_serialize (a);
  g_autoptr (GBytes) b_bytes = sf_recipe_serialize (b);

  return g_bytes_equal (a_bytes, b_bytes);
}
