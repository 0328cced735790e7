/* The photos of a strip, each a button that takes it anew. */

#include "ui/sf-strip-cells.h"

#include "ui/sf-strip.h"

#include <glib/gi18n.h>

#define WIDTH 64
#define HEIGHT 48
#define SPACING 2

struct _SfStripCells {
  GtkWidget parent_instance;

  GtkWidget *buttons[SF_RECIPE_MAX_SHOTS];
  GtkWidget *pictures[SF_RECIPE_MAX_SHOTS];
};

G_DEFINE_FINAL_TYPE (SfStripCells, sf_strip_cells, GTK_TYPE_WIDGET)

static void
sf_strip_cells_dispose (GObject *object)
{
  SfStripCells *self = SF_STRIP_CELLS (object);

  for (guint i = 0; i < SF_RECIPE_MAX_SHOTS; i++)
    g_clear_pointer (&self->buttons[i], gtk_widget_unparent);

  G_OBJECT_CLASS (sf_strip_cells_parent_class)->dispose (object);
}

static void
sf_strip_cells_class_init (SfStripCellsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sf_strip_cells_dispose;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "stripcells");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static GtkWidget *
make_badge (void)
{
  GtkWidget *badge = g_object_new (GTK_TYPE_IMAGE, "icon-name", "view-refresh-symbolic",
                                   "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);

  gtk_widget_set_halign (badge, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (badge, GTK_ALIGN_CENTER);
  return badge;
}

static void
add_button (SfStripCells *self, guint take)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *overlay = gtk_overlay_new ();
  GtkWidget *picture = gtk_picture_new ();

  gtk_widget_set_size_request (picture, WIDTH, HEIGHT);
  gtk_widget_set_can_target (overlay, FALSE);
  gtk_overlay_set_child (GTK_OVERLAY (overlay), picture);
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), make_badge ());
  gtk_button_set_child (GTK_BUTTON (button), overlay);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "page.retake-one");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "i", (int) take);
  gtk_widget_set_parent (button, GTK_WIDGET (self));
  self->buttons[take] = button;
  self->pictures[take] = picture;
}

static void
sf_strip_cells_init (SfStripCells *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), SPACING);
  for (guint i = 0; i < SF_RECIPE_MAX_SHOTS; i++)
    add_button (self, i);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Photos of the strip"), -1);
}

GtkWidget *
sf_strip_cells_new (void)
{
  return g_object_new (SF_TYPE_STRIP_CELLS, NULL);
}

static GdkPaintable *
cut_out (GdkTexture *strip, const graphene_rect_t *part)
{
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  float width = WIDTH / part->size.width;
  float height = HEIGHT / part->size.height;

  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (0, 0, WIDTH, HEIGHT));
  gtk_snapshot_append_texture (
    snapshot, strip,
    &GRAPHENE_RECT_INIT (-part->origin.x * width, -part->origin.y * height, width, height));
  gtk_snapshot_pop (snapshot);
  return gtk_snapshot_free_to_paintable (snapshot, &GRAPHENE_SIZE_INIT (WIDTH, HEIGHT));
}

void
sf_strip_cells_show (SfStripCells *self, GdkTexture *strip, const SfRecipe *recipe)
{
  g_return_if_fail (SF_IS_STRIP_CELLS (self));

  for (guint i = 0; i < SF_RECIPE_MAX_SHOTS; i++) {
    graphene_rect_t part = sf_strip_get_part (recipe, i, SF_STRIP_BOTH);
    g_autoptr (GdkPaintable) picture = NULL;
    g_autofree char *name = NULL;

    gtk_widget_set_visible (self->buttons[i], i < recipe->n_shots);
    if (i >= recipe->n_shots)
      continue;

    picture = cut_out (strip, &part);
    gtk_picture_set_paintable (GTK_PICTURE (self->pictures[i]), picture);
    /* Translators: of a strip, e.g. "Retake Photo 2 of 4". */
    name = g_strdup_printf (_ ("Retake Photo %u of %u"), i + 1, recipe->n_shots);
    gtk_widget_set_tooltip_text (self->buttons[i], name);
    gtk_accessible_update_property (GTK_ACCESSIBLE (self->buttons[i]),
                                    GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  }
}
