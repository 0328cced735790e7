/* Where the photos of a strip are on it. */
#pragma once

#include "app/session/sf-recipe.h"

#include <graphene.h>

G_BEGIN_DECLS

/* For sf_strip_get_part(): both of them. */
#define SF_STRIP_BOTH 2

/**
 * sf_strip_get_part:
 * @take: which photo, from 0
 * @person: whose half of it: 0 the creator, 1 the joiner, or %SF_STRIP_BOTH
 *
 * Returns: relative to the strip, which is 1 wide and 1 high
 */
graphene_rect_t sf_strip_get_part (const SfRecipe *recipe, guint take, int person);

G_END_DECLS
