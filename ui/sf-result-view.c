/* A photo as large as there is room for it; a new one slides together from two halves. */

#include "ui/sf-result-view.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#define NATURAL_WIDTH 720
#define NATURAL_HEIGHT 480
#define MINIMUM_HEIGHT 120
#define SLIDE_MS 450
#define SLIDE_WAY 0.12 /* of the photo's width, for each half */

struct _SfResultView {
  GtkWidget parent_instance;

  GdkTexture *texture; /* (nullable) */
  AdwAnimation *slide;
  double apart; /* 1 when the halves begin, 0 when they are together */
};

G_DEFINE_FINAL_TYPE (SfResultView, sf_result_view, GTK_TYPE_WIDGET)

static void
on_slide (double value, gpointer user_data)
{
  SfResultView *self = user_data;

  self->apart = value;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
sf_result_view_measure (GtkWidget *widget,
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

/* Never enlarged beyond its pixels: that would promise more than there is. */
static graphene_rect_t
get_place (SfResultView *self)
{
  int device = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  float width = (float) gtk_widget_get_width (GTK_WIDGET (self));
  float height = (float) gtk_widget_get_height (GTK_WIDGET (self));
  float own_width = (float) gdk_texture_get_width (self->texture) / (float) device;
  float own_height = (float) gdk_texture_get_height (self->texture) / (float) device;
  float scale = MIN (MIN (width / own_width, height / own_height), 1);

  return GRAPHENE_RECT_INIT ((float) (int) ((width - own_width * scale) / 2),
                             (float) (int) ((height - own_height * scale) / 2), own_width * scale,
                             own_height * scale);
}

static void
append_half (SfResultView *self, GtkSnapshot *snapshot, const graphene_rect_t *place, int side)
{
  float half = place->size.width / 2;
  float way = (float) (self->apart * SLIDE_WAY) * place->size.width;
  graphene_rect_t clip = GRAPHENE_RECT_INIT (place->origin.x + (side < 0 ? 0 : half),
                                             place->origin.y, half, place->size.height);

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) side * way, 0));
  gtk_snapshot_push_clip (snapshot, &clip);
  gtk_snapshot_append_texture (snapshot, self->texture, place);
  gtk_snapshot_pop (snapshot);
  gtk_snapshot_restore (snapshot);
}

static void
sf_result_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  SfResultView *self = SF_RESULT_VIEW (widget);
  graphene_rect_t place;

  if (self->texture == NULL)
    return;

  place = get_place (self);
  if (self->apart <= 0) {
    gtk_snapshot_append_texture (snapshot, self->texture, &place);
    return;
  }

  gtk_snapshot_push_opacity (snapshot, 1 - self->apart);
  append_half (self, snapshot, &place, -1);
  append_half (self, snapshot, &place, 1);
  gtk_snapshot_pop (snapshot);
}

static void
sf_result_view_dispose (GObject *object)
{
  SfResultView *self = SF_RESULT_VIEW (object);

  if (self->slide != NULL)
    adw_animation_reset (self->slide);
  g_clear_object (&self->slide);
  g_clear_object (&self->texture);

  G_OBJECT_CLASS (sf_result_view_parent_class)->dispose (object);
}

static void
sf_result_view_class_init (SfResultViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sf_result_view_dispose;
  widget_class->measure = sf_result_view_measure;
  widget_class->snapshot = sf_result_view_snapshot;

  gtk_widget_class_set_css_name (widget_class, "resultview");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
sf_result_view_init (SfResultView *self)
{
  self->slide = adw_timed_animation_new (GTK_WIDGET (self), 1, 0, SLIDE_MS,
                                         adw_callback_animation_target_new (on_slide, self, NULL));
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("The photo"), -1);
}

GtkWidget *
sf_result_view_new (void)
{
  return g_object_new (SF_TYPE_RESULT_VIEW, NULL);
}

/* A better version of what is sliding goes on from where that is. */
void
sf_result_view_show (SfResultView *self, GdkTexture *texture, gboolean slides)
{
  g_return_if_fail (SF_IS_RESULT_VIEW (self));

  g_set_object (&self->texture, texture);
  if (slides && texture != NULL)
    adw_animation_play (self->slide);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

GdkTexture *
sf_result_view_get_texture (SfResultView *self)
{
  g_return_val_if_fail (SF_IS_RESULT_VIEW (self), NULL);

  return self->texture;
}
