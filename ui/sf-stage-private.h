/* The inside of SfStage: the widget, and how the person moves their part of it. */
#pragma once

#include "ui/sf-frame-paintable.h"
#include "ui/sf-live-feed.h"
#include "ui/sf-stage.h"

G_BEGIN_DECLS

struct _SfStage {
  GtkWidget parent_instance;

  GtkWidget *tags[2];
  GtkWidget *notices[2];

  int own;
  SfRecipe recipe;
  SfFramePaintable *paintable;
  SfLiveComposer *composer;
  SfLiveFeed feeds[2];
  GdkTexture *taken;    /* (nullable): a strip, as far as it is taken */
  guint taken_takes[2]; /* bit n: photo n of the creator, of the joiner, is on it */

  gint16 drag_x; /* the crop where a drag began */
  gint16 drag_y;
  guint edit_timer;
  gboolean is_edited; /* since the timer began */
};

/* Where the picture lies on the widget. */
typedef struct {
  double x;
  double y;
  double scale; /* from the picture's pixels to the widget's */
} SfStageView;

/* Returns: FALSE when there is no picture yet */
gboolean sf_stage_get_view (SfStage *self, SfStageView *ret_view);
void sf_stage_emit_edited (SfStage *self);

/* sf-stage-taken.c: at the origin, in the size that the picture has */
void sf_stage_snapshot_taken (SfStage *self, GtkSnapshot *snapshot, double width, double height);

/* sf-stage-crop.c */
void sf_stage_add_move_keys (GtkWidgetClass *widget_class);
void sf_stage_add_controllers (SfStage *self);
void sf_stage_stop_editing (SfStage *self);

G_END_DECLS
