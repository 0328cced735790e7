/* The live picture worked out for a window: the engine of the result, the limits of the window. */
#pragma once

#include "app/session/sf-recipe.h"
#include "app/stage/sf-live-picture.h"

G_BEGIN_DECLS

typedef enum {
  SF_LIVE_VIEW_RECIPE, /* what the result will be: the composite, or both photographs together */
  SF_LIVE_VIEW_ALONE,  /* the creator's picture alone, just large enough to cover the window */
} SfLiveView;

/* Everything the canvas follows from. */
typedef struct {
  SfLiveView view;
  SfRecipe recipe;
  SySize images[2]; /* pixels, of the creator's and the joiner's */
  SySize limit;     /* pixels of the window */
} SfLiveSpec;

gboolean sf_live_spec_is_equal (const SfLiveSpec *a, const SfLiveSpec *b);

typedef struct _SfLiveCanvas SfLiveCanvas;

/**
 * sf_live_canvas_new:
 * @spec: sides of 1 and up
 *
 * Nothing is enlarged: that is for the window, which knows how.
 *
 * Returns: (nullable): %NULL when there is no memory
 */
SfLiveCanvas *sf_live_canvas_new (const SfLiveSpec *spec) G_GNUC_WARN_UNUSED_RESULT;
void sf_live_canvas_free (SfLiveCanvas *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SfLiveCanvas, sf_live_canvas_free)

const SfLiveSpec *sf_live_canvas_get_spec (const SfLiveCanvas *self);

/* How large a person's picture is drawn, 1 as it is: a much larger picture than that is a waste. */
double sf_live_canvas_get_scale (const SfLiveCanvas *self, int person);

/**
 * sf_live_canvas_draw:
 * @images: the creator's and the joiner's, of the sizes in the spec; the joiner's may be %NULL for
 *   %SF_LIVE_VIEW_ALONE
 *
 * Returns: (transfer full) (nullable): %NULL when there is no memory
 */
SfLivePicture *sf_live_canvas_draw (SfLiveCanvas *self,
                                    SfImage *const images[2],
                                    SfLivePool *pool) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
