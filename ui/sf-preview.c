/* One's own camera, as in a mirror. */

#include "ui/sf-preview.h"

#include "ui/sf-frame-paintable.h"
#include "ui/sf-live-feed.h"

#include <glib/gi18n.h>

#define NATURAL_WIDTH 640
#define NATURAL_HEIGHT 480
/* Smaller changes of brightness are the camera's noise. */
#define LUMA_STEP 4

struct _SfPreview {
  GtkWidget parent_instance;

  SfCamera *camera; /* (nullable) */
  gboolean is_mirrored;
  int luma;

  SfFramePaintable *paintable;
  SfLiveComposer *composer;
  SfLiveFeed feed;
};

G_DEFINE_FINAL_TYPE (SfPreview, sf_preview, GTK_TYPE_WIDGET)

enum {
  PROP_0,
  PROP_CAMERA,
  PROP_MIRRORED,
  PROP_LUMA,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

/* In the composer's thread. */
static void
on_picture (SfLivePicture *picture, gpointer user_data)
{
  sf_frame_paintable_push (user_data, picture);
}

static void
set_luma (SfPreview *self, int luma)
{
  gboolean is_known = luma >= 0;

  if (is_known == (self->luma >= 0) && ABS (luma - self->luma) < LUMA_STEP)
    return;

  self->luma = luma;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LUMA]);
}

static void
on_contents (SfPreview *self)
{
  const SfLivePicture *picture = sf_frame_paintable_get_picture (self->paintable);

  set_luma (self, picture != NULL ? picture->luma : -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
sf_preview_measure (GtkWidget *widget,
                    GtkOrientation orientation,
                    int for_size,
                    int *minimum,
                    int *natural,
                    int *minimum_baseline,
                    int *natural_baseline)
{
  *minimum = 0;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? NATURAL_WIDTH : NATURAL_HEIGHT;
}

static void
sf_preview_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  SfPreview *self = SF_PREVIEW (widget);
  int scale = gtk_widget_get_scale_factor (widget);

  if (width > 0 && height > 0)
    sf_live_composer_set_limit (self->composer, width * scale, height * scale);
}

static void
sf_preview_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  SfPreview *self = SF_PREVIEW (widget);
  const SfLivePicture *picture = sf_frame_paintable_get_picture (self->paintable);
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  double factor, drawn_width, drawn_height;

  if (picture == NULL)
    return;

  factor = MAX ((double) width / picture->size.width, (double) height / picture->size.height);
  drawn_width = picture->size.width * factor;
  drawn_height = picture->size.height * factor;
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot,
                          &GRAPHENE_POINT_INIT ((float) (int) ((width - drawn_width) / 2),
                                                (float) (int) ((height - drawn_height) / 2)));
  gdk_paintable_snapshot (GDK_PAINTABLE (self->paintable), snapshot, drawn_width, drawn_height);
  gtk_snapshot_restore (snapshot);
}

static void
sf_preview_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (sf_preview_parent_class)->map (widget);
  sf_live_feed_start (&SF_PREVIEW (widget)->feed);
}

static void
sf_preview_unmap (GtkWidget *widget)
{
  SfPreview *self = SF_PREVIEW (widget);

  sf_live_feed_stop (&self->feed);
  sf_frame_paintable_clear (self->paintable);
  GTK_WIDGET_CLASS (sf_preview_parent_class)->unmap (widget);
}

static void
sf_preview_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  SfPreview *self = SF_PREVIEW (object);

  switch (prop_id) {
  case PROP_CAMERA:
    g_value_set_object (value, self->camera);
    break;
  case PROP_MIRRORED:
    g_value_set_boolean (value, self->is_mirrored);
    break;
  case PROP_LUMA:
    g_value_set_int (value, self->luma);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
sf_preview_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  SfPreview *self = SF_PREVIEW (object);

  switch (prop_id) {
  case PROP_CAMERA:
    sf_preview_set_camera (self, g_value_get_object (value));
    break;
  case PROP_MIRRORED:
    sf_preview_set_mirrored (self, g_value_get_boolean (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
sf_preview_dispose (GObject *object)
{
  SfPreview *self = SF_PREVIEW (object);

  sf_live_feed_clear (&self->feed);
  g_clear_pointer (&self->composer, sf_live_composer_free);
  g_clear_object (&self->paintable);
  g_clear_object (&self->camera);

  G_OBJECT_CLASS (sf_preview_parent_class)->dispose (object);
}

static void
sf_preview_class_init (SfPreviewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = sf_preview_get_property;
  object_class->set_property = sf_preview_set_property;
  object_class->dispose = sf_preview_dispose;

  widget_class->measure = sf_preview_measure;
  widget_class->size_allocate = sf_preview_size_allocate;
  widget_class->snapshot = sf_preview_snapshot;
  widget_class->map = sf_preview_map;
  widget_class->unmap = sf_preview_unmap;

  properties[PROP_CAMERA] =
    g_param_spec_object ("camera", NULL, NULL, SF_TYPE_CAMERA,
                         G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_MIRRORED] =
    g_param_spec_boolean ("mirrored", NULL, NULL, TRUE,
                          G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_LUMA] =
    g_param_spec_int ("luma", NULL, NULL, -1, 255, -1,
                      G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_css_name (widget_class, "preview");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
sf_preview_init (SfPreview *self)
{
  self->is_mirrored = TRUE;
  self->luma = -1;
  self->paintable = sf_frame_paintable_new ();
  sf_frame_paintable_set_mirrored (self->paintable, TRUE);
  g_signal_connect_object (self->paintable, "invalidate-contents", G_CALLBACK (on_contents), self,
                           G_CONNECT_SWAPPED);
  self->composer = sf_live_composer_new (SF_LIVE_VIEW_ALONE, on_picture, self->paintable);

  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Your camera"), -1);
}

GtkWidget *
sf_preview_new (void)
{
  return g_object_new (SF_TYPE_PREVIEW, NULL);
}

void
sf_preview_set_camera (SfPreview *self, SfCamera *camera)
{
  g_return_if_fail (SF_IS_PREVIEW (self));

  if (!g_set_object (&self->camera, camera))
    return;

  sf_live_feed_init (&self->feed, self->composer, 0, camera, NULL);
  sf_frame_paintable_clear (self->paintable);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    sf_live_feed_start (&self->feed);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAMERA]);
}

void
sf_preview_set_mirrored (SfPreview *self, gboolean mirrored)
{
  g_return_if_fail (SF_IS_PREVIEW (self));

  if (self->is_mirrored == mirrored)
    return;

  self->is_mirrored = mirrored;
  sf_frame_paintable_set_mirrored (self->paintable, mirrored);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MIRRORED]);
}

int
sf_preview_get_luma (SfPreview *self)
{
  g_return_val_if_fail (SF_IS_PREVIEW (self), -1);

  return self->luma;
}
