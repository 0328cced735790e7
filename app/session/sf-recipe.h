/* Everything that determines the composite. Both sides hold the same one. */
#pragma once

#include "app/image/sf-image.h"

G_BEGIN_DECLS

#define SF_RECIPE_ENGINE_VERSION 1
#define SF_RECIPE_MAX_SHOTS 4

typedef enum {
  SF_MODE_EXCHANGE,
  SF_MODE_SYNTHESIS,
} SfMode;

typedef struct {
  guint8 engine_version;
  SfMode mode;
  guint8 layout;  /* index into sy_layouts[] */
  guint8 n_shots; /* 1..4; what the layout needs, in synthesis */
  gint16 crop_x
    [2]; /* thousandths, -500..500: how the creator's and joiner's crop is moved; 0 is centred */
  gint16 crop_y[2];
  gboolean swapped; /* FALSE: the creator stands left / above / first */
} SfRecipe;

void sf_recipe_init (SfRecipe *self);
/* Returns: FALSE with SF_ERROR_LAYOUT */
gboolean sf_recipe_validate (const SfRecipe *self, GError **error);

GBytes *sf_recipe_serialize (const SfRecipe *self) G_GNUC_WARN_UNUSED_RESULT;
/* Refuses what sf_recipe_validate() refuses, and other engine versions. */
gboolean sf_recipe_parse (SfRecipe *self, GBytes *bytes, GError **error);

/* Returns: the layout's index, or -1 */
int sf_recipe_find_layout (const char *name);

/* Sets the number of shots too. @layout: what sf_recipe_find_layout() returned */
void sf_recipe_set_layout (SfRecipe *self, guint8 layout);

/**
 * sf_recipe_compose:
 * @creator: (array length=n_shots): the creator's photographs, decoded by sf_image_decode_exact()
 * @joiner: (array length=n_shots): the joiner's
 *
 * The same bits on every computer, by row bands on all processors. For %SF_MODE_SYNTHESIS only.
 */
SfImage *sf_recipe_compose (const SfRecipe *self,
                            SfImage *const *creator,
                            SfImage *const *joiner,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The same, on @n_threads threads. */
SfImage *sf_recipe_compose_on (const SfRecipe *self,
                               SfImage *const *creator,
                               SfImage *const *joiner,
                               guint n_threads,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
