/* Which part of one's own picture is shown: by pointer and by keys. */

#include "ui/sf-stage-private.h"

#include <math.h>

#define EDIT_INTERVAL_MS 100
#define CROP_MOST 500 /* thousandths, see SfRecipe */
#define CROP_KEY_STEP 25

static void
emit_edited (SfStage *self)
{
  self->is_edited = FALSE;
  sf_stage_emit_edited (self);
}

static gboolean
on_edit_timer (gpointer user_data)
{
  SfStage *self = user_data;

  if (self->is_edited) {
    emit_edited (self);
    return G_SOURCE_CONTINUE;
  }

  self->edit_timer = 0;
  return G_SOURCE_REMOVE;
}

/* The first change is told at once, the last one within the interval. */
static void
set_own_crop (SfStage *self, double x, double y)
{
  gint16 crop_x = (gint16) CLAMP (round (x), -CROP_MOST, CROP_MOST);
  gint16 crop_y = (gint16) CLAMP (round (y), -CROP_MOST, CROP_MOST);

  if (crop_x == self->recipe.crop_x[self->own] && crop_y == self->recipe.crop_y[self->own])
    return;

  self->recipe.crop_x[self->own] = crop_x;
  self->recipe.crop_y[self->own] = crop_y;
  sf_live_composer_set_recipe (self->composer, &self->recipe);

  self->is_edited = TRUE;
  if (self->edit_timer == 0) {
    emit_edited (self);
    self->edit_timer = g_timeout_add (EDIT_INTERVAL_MS, on_edit_timer, self);
  }
}

/* Returns: (nullable): one's own part, where it can be moved at all */
static const SfLivePart *
get_movable_part (SfStage *self)
{
  const SfLivePicture *picture = sf_frame_paintable_get_picture (self->paintable);
  const SfLivePart *part = picture != NULL ? &picture->parts[self->own] : NULL;

  return part != NULL && part->hidden.width + part->hidden.height > 0 ? part : NULL;
}

static gboolean
is_on_movable_part (SfStage *self, double x, double y)
{
  const SfLivePicture *picture = sf_frame_paintable_get_picture (self->paintable);
  SfStageView view;

  return get_movable_part (self) != NULL && sf_stage_get_view (self, &view) &&
         sf_live_picture_find_part (picture, (x - view.x) / view.scale,
                                    (y - view.y) / view.scale) == self->own;
}

static void
on_drag_begin (GtkGestureDrag *gesture, double x, double y, SfStage *self)
{
  if (!is_on_movable_part (self, x, y)) {
    gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_DENIED);
    return;
  }

  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), "grabbing");
  self->drag_x = self->recipe.crop_x[self->own];
  self->drag_y = self->recipe.crop_y[self->own];
}

/* The picture follows the pointer, so the crop goes the other way. */
static void
on_drag_update (GtkGestureDrag *gesture, double offset_x, double offset_y, SfStage *self)
{
  const SfLivePart *part = get_movable_part (self);
  double x = self->drag_x, y = self->drag_y;
  SfStageView view;

  if (part == NULL || !sf_stage_get_view (self, &view))
    return;

  if (part->hidden.width > 0)
    x -= 2 * CROP_MOST * offset_x / view.scale / part->hidden.width;
  if (part->hidden.height > 0)
    y -= 2 * CROP_MOST * offset_y / view.scale / part->hidden.height;
  set_own_crop (self, x, y);
}

static void
on_drag_end (GtkGestureDrag *gesture, double offset_x, double offset_y, SfStage *self)
{
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), NULL);
}

static void
on_motion (GtkEventControllerMotion *motion, double x, double y, SfStage *self)
{
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self),
                                   is_on_movable_part (self, x, y) ? "grab" : NULL);
}

static void
on_move (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SfStage *self = SF_STAGE (widget);
  int x, y;

  if (get_movable_part (self) == NULL)
    return;

  g_variant_get (parameter, "(ii)", &x, &y);
  set_own_crop (self, self->recipe.crop_x[self->own] - x * CROP_KEY_STEP,
                self->recipe.crop_y[self->own] - y * CROP_KEY_STEP);
}

void
sf_stage_add_move_keys (GtkWidgetClass *widget_class)
{
  static const struct {
    guint key;
    int x;
    int y;
  } keys[] = {
    {GDK_KEY_Left, -1, 0},
    {GDK_KEY_Right, 1, 0},
    {GDK_KEY_Up, 0, -1},
    {GDK_KEY_Down, 0, 1},
  };

  gtk_widget_class_install_action (widget_class, "stage.move", "(ii)", on_move);
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_widget_class_add_binding_action (widget_class, keys[i].key, 0, "stage.move", "(ii)",
                                         keys[i].x, keys[i].y);
}

void
sf_stage_add_controllers (SfStage *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();

  g_signal_connect (drag, "drag-begin", G_CALLBACK (on_drag_begin), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (on_drag_update), self);
  g_signal_connect (drag, "drag-end", G_CALLBACK (on_drag_end), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
  g_signal_connect (motion, "motion", G_CALLBACK (on_motion), self);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
}

void
sf_stage_stop_editing (SfStage *self)
{
  g_clear_handle_id (&self->edit_timer, g_source_remove);
}
