/* The live picture of both people, exactly as the photograph will be. */
#pragma once

#include "app/capture/sf-camera.h"
#include "app/media/sf-live.h"
#include "app/session/sf-recipe.h"
#include "app/stage/sf-live-composer.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SF_TYPE_STAGE (sf_stage_get_type ())
G_DECLARE_FINAL_TYPE (SfStage, sf_stage, SF, STAGE, GtkWidget)

/*
 * Draws while it is mapped. One's own part can be dragged, or moved with the arrow keys: that
 * changes which part of one's picture the photograph shows.
 *
 * Signals:
 *   recipe-edited ()   by the person, see sf_stage_get_recipe(); at most ten times a second
 */
GtkWidget *sf_stage_new (void);

/**
 * sf_stage_set_people:
 * @own: which of the two sits here: 0 the creator, 1 the joiner
 * @name: what the other person is called
 */
void sf_stage_set_people (SfStage *self, int own, const char *name);

/* Where each one's picture comes from: (nullable). */
void sf_stage_watch_camera (SfStage *self, int person, SfCamera *camera);
void sf_stage_watch_live (SfStage *self, int person, SfLive *live);

void sf_stage_set_recipe (SfStage *self, const SfRecipe *recipe);
const SfRecipe *sf_stage_get_recipe (SfStage *self);

/* Words over one person's picture that say why it does not move; NULL: it does. */
void sf_stage_set_notice (SfStage *self, int person, const char *text);

/**
 * sf_stage_set_taken:
 * @strip: (nullable): the strip by the stage's recipe, as far as it is taken
 * @takes: of the creator and the joiner, bit n: photo n is on it, and covers what is live
 */
void sf_stage_set_taken (SfStage *self, GdkTexture *strip, const guint takes[2]);

/* The newest frame. Returns: (nullable) (transfer full) */
SfFrame *sf_stage_dup_frame (SfStage *self, int person);

/* For measuring. */
void sf_stage_get_stats (SfStage *self, SfLiveComposerStats *ret_stats, guint64 *ret_n_shown);

G_END_DECLS
