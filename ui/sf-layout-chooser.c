/* The layouts to choose from, each as a small picture of both people. */

#include "ui/sf-layout-chooser.h"

#include "ui/sf-texture.h"

#include "app/stage/sf-live-thumbnails.h"
#include "app/synthesis/sy-layout.h"

#include <glib/gi18n.h>

#define MAX_LAYOUTS 16
#define WIDTH 72 /* of a small picture, where there is room */
#define HEIGHT 48
#define MINIMUM_WIDTH 38 /* so that all fit into a narrow window */
#define SPACING 2
#define INTERVAL_S 1

struct _SfLayoutChooser {
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkWidget *buttons[MAX_LAYOUTS];
  GtkWidget *pictures[MAX_LAYOUTS];

  SfStage *stage; /* (nullable) */
  guint timer;
  GCancellable *cancellable; /* (nullable): of the pictures that are being made */
};

G_DEFINE_FINAL_TYPE (SfLayoutChooser, sf_layout_chooser, GTK_TYPE_WIDGET)

/* In the order of sy_layouts[]. */
static const char *const titles[] = {
  NC_ ("layout", "Side by Side"), NC_ ("layout", "Stacked"),        NC_ ("layout", "Diagonal"),
  NC_ ("layout", "Inset"),        NC_ ("layout", "Strip of Three"), NC_ ("layout", "Strip of Four"),
};

const char *
sf_layout_get_title (int layout)
{
  g_return_val_if_fail (layout >= 0 && layout < sy_n_layouts, "");

  if (layout >= (int) G_N_ELEMENTS (titles))
    return sy_layouts[layout].title;

  return g_dpgettext2 (NULL, "layout", titles[layout]);
}

/* As large as any other, however it is shaped and however dense the screen is. */
static GdkPaintable *
frame_texture (GdkTexture *texture)
{
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  double ratio = gdk_paintable_get_intrinsic_aspect_ratio (GDK_PAINTABLE (texture));
  float width = (float) MIN (WIDTH, HEIGHT * ratio);
  float height = (float) (width / ratio);
  graphene_rect_t place =
    GRAPHENE_RECT_INIT ((WIDTH - width) / 2, (HEIGHT - height) / 2, width, height);

  gtk_snapshot_append_texture (snapshot, texture, &place);
  return gtk_snapshot_free_to_paintable (snapshot, &GRAPHENE_SIZE_INIT (WIDTH, HEIGHT));
}

static void
on_thumbnails_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SfLayoutChooser) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) pictures = sf_live_thumbnails_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->cancellable);
  for (guint i = 0; pictures != NULL && i < MIN (pictures->len, MAX_LAYOUTS); i++) {
    g_autoptr (GdkTexture) texture = sf_texture_new_for_picture (g_ptr_array_index (pictures, i));
    g_autoptr (GdkPaintable) framed = frame_texture (texture);

    gtk_picture_set_paintable (GTK_PICTURE (self->pictures[i]), framed);
  }
}

static SySize
get_limit (SfLayoutChooser *self)
{
  int scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));

  return (SySize){WIDTH * scale, HEIGHT * scale};
}

/* One round at a time: a slow computer gets fewer, never a queue of them. */
static gboolean
on_timer (gpointer user_data)
{
  SfLayoutChooser *self = user_data;
  SfFrame *frames[2];

  if (self->cancellable != NULL)
    return G_SOURCE_CONTINUE;

  for (int i = 0; i < 2; i++)
    frames[i] = sf_stage_dup_frame (self->stage, i);
  self->cancellable = g_cancellable_new ();
  sf_live_thumbnails_async (frames[0], frames[1], sf_stage_get_recipe (self->stage),
                            get_limit (self), self->cancellable, on_thumbnails_ready,
                            g_object_ref (self));
  for (int i = 0; i < 2; i++)
    g_clear_pointer (&frames[i], sf_frame_unref);

  return G_SOURCE_CONTINUE;
}

static void
sf_layout_chooser_map (GtkWidget *widget)
{
  SfLayoutChooser *self = SF_LAYOUT_CHOOSER (widget);

  GTK_WIDGET_CLASS (sf_layout_chooser_parent_class)->map (widget);
  if (self->stage == NULL)
    return;

  self->timer = g_timeout_add_seconds (INTERVAL_S, on_timer, self);
  on_timer (self);
}

static void
stop_drawing (SfLayoutChooser *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static void
sf_layout_chooser_unmap (GtkWidget *widget)
{
  SfLayoutChooser *self = SF_LAYOUT_CHOOSER (widget);

  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->stage != NULL)
    stop_drawing (self);
  GTK_WIDGET_CLASS (sf_layout_chooser_parent_class)->unmap (widget);
}

static void
sf_layout_chooser_dispose (GObject *object)
{
  SfLayoutChooser *self = SF_LAYOUT_CHOOSER (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  stop_drawing (self);
  g_clear_object (&self->stage);
  g_clear_pointer (&self->box, gtk_widget_unparent);

  G_OBJECT_CLASS (sf_layout_chooser_parent_class)->dispose (object);
}

static void
sf_layout_chooser_class_init (SfLayoutChooserClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sf_layout_chooser_dispose;
  widget_class->map = sf_layout_chooser_map;
  widget_class->unmap = sf_layout_chooser_unmap;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "layoutchooser");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static GtkWidget *
make_picture (void)
{
  g_autoptr (GdkPaintable) empty = gdk_paintable_new_empty (WIDTH, HEIGHT);
  GtkWidget *picture = gtk_picture_new_for_paintable (empty);

  gtk_picture_set_can_shrink (GTK_PICTURE (picture), TRUE);
  gtk_picture_set_content_fit (GTK_PICTURE (picture), GTK_CONTENT_FIT_CONTAIN);
  gtk_widget_set_size_request (picture, MINIMUM_WIDTH, HEIGHT);
  gtk_widget_set_can_target (picture, FALSE);
  return picture;
}

static GtkWidget *
make_button (SfLayoutChooser *self, int layout)
{
  GtkWidget *button = gtk_toggle_button_new ();
  const char *title = sf_layout_get_title (layout);

  self->buttons[layout] = button;
  self->pictures[layout] = make_picture ();
  gtk_button_set_child (GTK_BUTTON (button), self->pictures[layout]);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "page.layout");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "i", layout);
  gtk_widget_set_tooltip_text (button, title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                  -1);
  return button;
}

/* Left and right never flip with the language, nor does the order that the keys 1 to 6 have. */
static GtkWidget *
make_row (SfLayoutChooser *self)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, SPACING);

  gtk_widget_set_direction (row, GTK_TEXT_DIR_LTR);
  gtk_box_set_homogeneous (GTK_BOX (row), TRUE);
  for (int i = 0; i < MIN (sy_n_layouts, MAX_LAYOUTS); i++)
    gtk_box_append (GTK_BOX (row), make_button (self, i));

  return row;
}

static void
sf_layout_chooser_init (SfLayoutChooser *self)
{
  self->box = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->box), GTK_POLICY_AUTOMATIC,
                                  GTK_POLICY_NEVER);
  gtk_scrolled_window_set_propagate_natural_width (GTK_SCROLLED_WINDOW (self->box), TRUE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->box), make_row (self));
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Layout"), -1);
}

GtkWidget *
sf_layout_chooser_new (void)
{
  return g_object_new (SF_TYPE_LAYOUT_CHOOSER, NULL);
}

void
sf_layout_chooser_set_stage (SfLayoutChooser *self, SfStage *stage)
{
  g_return_if_fail (SF_IS_LAYOUT_CHOOSER (self));

  g_set_object (&self->stage, stage);
}

void
sf_layout_chooser_set_photos (SfLayoutChooser *self,
                              SfImage *creator,
                              SfImage *joiner,
                              const SfRecipe *recipe)
{
  g_return_if_fail (SF_IS_LAYOUT_CHOOSER (self));

  stop_drawing (self);
  for (int i = 0; i < MIN (sy_n_layouts, MAX_LAYOUTS); i++)
    gtk_widget_set_visible (self->buttons[i], sy_layouts[i].n_shots == 1);
  self->cancellable = g_cancellable_new ();
  sf_live_thumbnails_of_photos_async (creator, joiner, recipe, get_limit (self), self->cancellable,
                                      on_thumbnails_ready, g_object_ref (self));
}
