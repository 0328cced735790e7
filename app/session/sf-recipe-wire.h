/* A recipe within a message. */
#pragma once

#include "app/session/sf-recipe.h"
#include "net/wire/sf-reader.h"
#include "net/wire/sf-writer.h"

G_BEGIN_DECLS

#define SF_RECIPE_MAX_BYTES 64 /* serialized */

/* A block: its length as a varint, then what sf_recipe_serialize() makes. */
void sf_recipe_write (const SfRecipe *self, SfWriter *writer);

/**
 * sf_recipe_read:
 * @self: (out caller-allocates): untouched on failure
 *
 * Returns: %FALSE with an error of sf_recipe_parse() or %SF_ERROR_PROTOCOL
 */
gboolean sf_recipe_read (SfRecipe *self, SfReader *reader, GError **error);

gboolean sf_recipe_is_equal (const SfRecipe *a, const SfRecipe *b);

G_END_DECLS
