/* The live picture of both people, exactly as the photograph will be. */

#include "ui/sf-stage-private.h"

#include <glib/gi18n.h>
#include <math.h>

#define NATURAL_WIDTH 720
#define NATURAL_HEIGHT 480
#define MINIMUM_HEIGHT 120
#define TAG_MARGIN 10
#define TAG_MINIMUM_MARGIN 2 /* beside it, in a narrow part */
/* A picture that fits but for rounding is not worth scaling. */
#define SCALE_SLACK 1.02

G_DEFINE_FINAL_TYPE (SfStage, sf_stage, GTK_TYPE_WIDGET)

enum {
  SIGNAL_RECIPE_EDITED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const char *const person_classes[] = {"creator", "joiner"};

gboolean
sf_stage_get_view (SfStage *self, SfStageView *ret_view)
{
  const SfLivePicture *picture = sf_frame_paintable_get_picture (self->paintable);
  int device = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  int height = gtk_widget_get_height (GTK_WIDGET (self));
  double scale;

  if (picture == NULL || width <= 0 || height <= 0)
    return FALSE;

  scale = MIN ((double) width * device / picture->size.width,
               (double) height * device / picture->size.height);
  if (scale >= 1 && scale < SCALE_SLACK)
    scale = 1;
  scale /= device;
  *ret_view = (SfStageView){
    .x = floor ((width - picture->size.width * scale) / 2 * device) / device,
    .y = floor ((height - picture->size.height * scale) / 2 * device) / device,
    .scale = scale,
  };
  return TRUE;
}

/* In the composer's thread. */
static void
on_picture (SfLivePicture *picture, gpointer user_data)
{
  sf_frame_paintable_push (user_data, picture);
}

static void
on_contents (SfStage *self)
{
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
on_size (SfStage *self)
{
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

static void
sf_stage_measure (GtkWidget *widget,
                  GtkOrientation orientation,
                  int for_size,
                  int *minimum,
                  int *natural,
                  int *minimum_baseline,
                  int *natural_baseline)
{
  gboolean is_width = orientation == GTK_ORIENTATION_HORIZONTAL;

  *minimum = is_width ? 0 : MINIMUM_HEIGHT;
  *natural = is_width ? NATURAL_WIDTH : NATURAL_HEIGHT;
}

/* Within @part, in its middle at the foot, or in the middle of it. */
static void
allocate_label (GtkWidget *label, const graphene_rect_t *part, gboolean is_at_foot)
{
  GtkRequisition size;
  GtkAllocation allocation;
  int room = (int) part->size.width - 2 * TAG_MINIMUM_MARGIN;
  double y;

  if (!gtk_widget_should_layout (label))
    return;

  gtk_widget_get_preferred_size (label, NULL, &size);
  if (size.width > room) {
    gtk_widget_measure (label, GTK_ORIENTATION_HORIZONTAL, -1, &allocation.width, NULL, NULL, NULL);
    size.width = MAX (room, allocation.width);
    gtk_widget_measure (label, GTK_ORIENTATION_VERTICAL, size.width, NULL, &size.height, NULL,
                        NULL);
  }
  y = is_at_foot ? part->size.height - (float) size.height - TAG_MARGIN
                 : (part->size.height - (float) size.height) / 2;
  allocation = (GtkAllocation){
    (int) (part->origin.x + (part->size.width - (float) size.width) / 2),
    (int) (part->origin.y + y),
    size.width,
    size.height,
  };
  gtk_widget_size_allocate (label, &allocation, -1);
}

static void
sf_stage_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  SfStage *self = SF_STAGE (widget);
  const SfLivePicture *picture = sf_frame_paintable_get_picture (self->paintable);
  int scale = gtk_widget_get_scale_factor (widget);
  int half = width / 2;
  SfStageView view = {0};

  if (width > 0 && height > 0)
    sf_live_composer_set_limit (self->composer, width * scale, height * scale);

  for (int i = 0; i < 2; i++) {
    graphene_rect_t part = GRAPHENE_RECT_INIT ((float) (i * half), 0, (float) half, (float) height);

    if (sf_stage_get_view (self, &view)) {
      const SyRect *place = &picture->parts[i].place;

      part = GRAPHENE_RECT_INIT (
        (float) (view.x + place->x * view.scale), (float) (view.y + place->y * view.scale),
        (float) (place->width * view.scale), (float) (place->height * view.scale));
    }
    allocate_label (self->tags[i], &part, TRUE);
    allocate_label (self->notices[i], &part, FALSE);
  }
}

static void
sf_stage_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  SfStage *self = SF_STAGE (widget);
  const SfLivePicture *picture = sf_frame_paintable_get_picture (self->paintable);
  SfStageView view;

  if (sf_stage_get_view (self, &view)) {
    gtk_snapshot_save (snapshot);
    gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) view.x, (float) view.y));
    gdk_paintable_snapshot (GDK_PAINTABLE (self->paintable), snapshot,
                            picture->size.width * view.scale, picture->size.height * view.scale);
    sf_stage_snapshot_taken (self, snapshot, picture->size.width * view.scale,
                             picture->size.height * view.scale);
    gtk_snapshot_restore (snapshot);
  }

  GTK_WIDGET_CLASS (sf_stage_parent_class)->snapshot (widget, snapshot);
}

static void
sf_stage_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (sf_stage_parent_class)->map (widget);
  for (int i = 0; i < 2; i++)
    sf_live_feed_start (&SF_STAGE (widget)->feeds[i]);
}

static void
sf_stage_unmap (GtkWidget *widget)
{
  SfStage *self = SF_STAGE (widget);

  for (int i = 0; i < 2; i++)
    sf_live_feed_stop (&self->feeds[i]);
  sf_frame_paintable_clear (self->paintable);
  GTK_WIDGET_CLASS (sf_stage_parent_class)->unmap (widget);
}

static void
sf_stage_dispose (GObject *object)
{
  SfStage *self = SF_STAGE (object);

  sf_stage_stop_editing (self);
  for (int i = 0; i < 2; i++) {
    sf_live_feed_clear (&self->feeds[i]);
    g_clear_pointer (&self->tags[i], gtk_widget_unparent);
    g_clear_pointer (&self->notices[i], gtk_widget_unparent);
  }
  g_clear_pointer (&self->composer, sf_live_composer_free);
  g_clear_object (&self->paintable);
  g_clear_object (&self->taken);

  G_OBJECT_CLASS (sf_stage_parent_class)->dispose (object);
}

static void
sf_stage_class_init (SfStageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sf_stage_dispose;

  widget_class->measure = sf_stage_measure;
  widget_class->size_allocate = sf_stage_size_allocate;
  widget_class->snapshot = sf_stage_snapshot;
  widget_class->map = sf_stage_map;
  widget_class->unmap = sf_stage_unmap;

  signals[SIGNAL_RECIPE_EDITED] = g_signal_new ("recipe-edited", SF_TYPE_STAGE, G_SIGNAL_RUN_LAST,
                                                0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  sf_stage_add_move_keys (widget_class);
  gtk_widget_class_set_css_name (widget_class, "stage");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static GtkWidget *
add_label (SfStage *self, const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, css_class);
  gtk_widget_set_can_target (label, FALSE);
  gtk_widget_set_visible (label, FALSE);
  gtk_widget_set_parent (label, GTK_WIDGET (self));
  return label;
}

static void
sf_stage_init (SfStage *self)
{
  sf_recipe_init (&self->recipe);
  self->paintable = sf_frame_paintable_new ();
  g_signal_connect_object (self->paintable, "invalidate-contents", G_CALLBACK (on_contents), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->paintable, "invalidate-size", G_CALLBACK (on_size), self,
                           G_CONNECT_SWAPPED);
  self->composer = sf_live_composer_new (SF_LIVE_VIEW_RECIPE, on_picture, self->paintable);

  for (int i = 0; i < 2; i++) {
    self->tags[i] = add_label (self, "person");
    gtk_widget_add_css_class (self->tags[i], person_classes[i]);
    self->notices[i] = add_label (self, "notice");
  }
  sf_stage_add_controllers (self);
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_accessible_update_property (
    GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Live picture of both of you"),
    GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, _ ("The arrow keys move your part of it."), -1);
}

void
sf_stage_emit_edited (SfStage *self)
{
  g_signal_emit (self, signals[SIGNAL_RECIPE_EDITED], 0);
}

GtkWidget *
sf_stage_new (void)
{
  return g_object_new (SF_TYPE_STAGE, NULL);
}

void
sf_stage_set_people (SfStage *self, int own, const char *name)
{
  g_return_if_fail (SF_IS_STAGE (self));
  g_return_if_fail (own == 0 || own == 1);

  self->own = own;
  /* Translators: stands on one's own half of the picture. */
  gtk_label_set_label (GTK_LABEL (self->tags[own]), C_ ("whose half", "You"));
  gtk_label_set_label (GTK_LABEL (self->tags[1 - own]), name);
  gtk_widget_set_visible (self->tags[own], TRUE);
  gtk_widget_set_visible (self->tags[1 - own], name != NULL && *name != '\0');
}

static void
watch (SfStage *self, int person, SfCamera *camera, SfLive *live)
{
  SfLiveFeed *feed = &self->feeds[person];

  if (feed->camera == camera && feed->live == live)
    return;

  sf_live_feed_init (feed, self->composer, person, camera, live);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    sf_live_feed_start (feed);
}

void
sf_stage_watch_camera (SfStage *self, int person, SfCamera *camera)
{
  g_return_if_fail (SF_IS_STAGE (self));
  g_return_if_fail (person == 0 || person == 1);

  watch (self, person, camera, NULL);
}

void
sf_stage_watch_live (SfStage *self, int person, SfLive *live)
{
  g_return_if_fail (SF_IS_STAGE (self));
  g_return_if_fail (person == 0 || person == 1);

  watch (self, person, NULL, live);
}

void
sf_stage_set_recipe (SfStage *self, const SfRecipe *recipe)
{
  g_return_if_fail (SF_IS_STAGE (self));

  self->recipe = *recipe;
  sf_live_composer_set_recipe (self->composer, recipe);
}

const SfRecipe *
sf_stage_get_recipe (SfStage *self)
{
  g_return_val_if_fail (SF_IS_STAGE (self), NULL);

  return &self->recipe;
}

void
sf_stage_set_notice (SfStage *self, int person, const char *text)
{
  g_return_if_fail (SF_IS_STAGE (self));
  g_return_if_fail (person == 0 || person == 1);

  gtk_label_set_label (GTK_LABEL (self->notices[person]), text != NULL ? text : "");
  gtk_widget_set_visible (self->notices[person], text != NULL);
}

SfFrame *
sf_stage_dup_frame (SfStage *self, int person)
{
  g_return_val_if_fail (SF_IS_STAGE (self), NULL);

  return sf_live_composer_dup_frame (self->composer, person);
}

void
sf_stage_get_stats (SfStage *self, SfLiveComposerStats *ret_stats, guint64 *ret_n_shown)
{
  g_return_if_fail (SF_IS_STAGE (self));

  sf_live_composer_get_stats (self->composer, ret_stats);
  *ret_n_shown = sf_frame_paintable_get_n_shown (self->paintable);
}
