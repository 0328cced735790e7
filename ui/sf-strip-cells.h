/* The photos of a strip, each a button that takes it anew. */
#pragma once

#include "app/session/sf-recipe.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SF_TYPE_STRIP_CELLS (sf_strip_cells_get_type ())
G_DECLARE_FINAL_TYPE (SfStripCells, sf_strip_cells, SF, STRIP_CELLS, GtkWidget)

/* Its buttons are the action `page.retake-one`, with the number of the photo, from 0. */
GtkWidget *sf_strip_cells_new (void);

/* @strip: the picture of all of it */
void sf_strip_cells_show (SfStripCells *self, GdkTexture *strip, const SfRecipe *recipe);

G_END_DECLS
