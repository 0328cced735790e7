/* The layouts to choose from, each as a small picture of both people. */
#pragma once

#include "ui/sf-stage.h"

G_BEGIN_DECLS

#define SF_TYPE_LAYOUT_CHOOSER (sf_layout_chooser_get_type ())
G_DECLARE_FINAL_TYPE (SfLayoutChooser, sf_layout_chooser, SF, LAYOUT_CHOOSER, GtkWidget)

/* Each button activates "page.layout" with the layout's index, and shows that action's state. */
GtkWidget *sf_layout_chooser_new (void);

/* @stage: (nullable): whose pictures and recipe the small ones are made of; outlives this */
void sf_layout_chooser_set_stage (SfLayoutChooser *self, SfStage *stage);

/**
 * sf_layout_chooser_set_photos:
 * @recipe: whose crops and order hold
 *
 * The small pictures are made of two photographs, and of the layouts there are those for one
 * photograph of each.
 */
void sf_layout_chooser_set_photos (SfLayoutChooser *self,
                                   SfImage *creator,
                                   SfImage *joiner,
                                   const SfRecipe *recipe);

/* Returns: the translated name, e.g. "Side by side" */
const char *sf_layout_get_title (int layout);

G_END_DECLS
