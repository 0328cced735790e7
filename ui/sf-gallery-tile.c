/* One photo of the gallery: its small picture and its date. */

#include "ui/sf-gallery-tile.h"

#include "ui/sf-photo-file.h"

#include <glib/gi18n.h>

#define WIDTH 140
#define PICTURE_HEIGHT 120

struct _SfGalleryTile {
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkPicture *picture;
  GtkLabel *date;

  SfGalleryItem *item; /* (nullable) */
};

G_DEFINE_FINAL_TYPE (SfGalleryTile, sf_gallery_tile, GTK_TYPE_WIDGET)

static void
on_thumbnail (SfGalleryTile *self)
{
  gtk_picture_set_paintable (self->picture,
                             GDK_PAINTABLE (sf_gallery_item_get_thumbnail (self->item)));
}

static GdkContentProvider *
on_drag_prepare (GtkDragSource *source, double x, double y, SfGalleryTile *self)
{
  if (self->item == NULL)
    return NULL;

  gtk_drag_source_set_icon (source, GDK_PAINTABLE (sf_gallery_item_get_thumbnail (self->item)), 0,
                            0);
  return sf_photo_file_new_content (sf_gallery_item_get_path (self->item));
}

static void
forget_item (SfGalleryTile *self)
{
  if (self->item != NULL)
    g_signal_handlers_disconnect_by_data (self->item, self);
  g_clear_object (&self->item);
}

static void
sf_gallery_tile_dispose (GObject *object)
{
  SfGalleryTile *self = SF_GALLERY_TILE (object);

  forget_item (self);
  g_clear_pointer (&self->box, gtk_widget_unparent);

  G_OBJECT_CLASS (sf_gallery_tile_parent_class)->dispose (object);
}

static void
sf_gallery_tile_class_init (SfGalleryTileClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sf_gallery_tile_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "gallerytile");
}

static void
sf_gallery_tile_init (SfGalleryTile *self)
{
  GtkDragSource *drag = gtk_drag_source_new ();

  self->picture = GTK_PICTURE (gtk_picture_new ());
  gtk_picture_set_content_fit (self->picture, GTK_CONTENT_FIT_CONTAIN);
  gtk_widget_set_size_request (GTK_WIDGET (self->picture), -1, PICTURE_HEIGHT);
  self->date = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_ellipsize (self->date, PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (GTK_WIDGET (self->date), "caption");

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_widget_set_size_request (self->box, WIDTH, -1);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->picture));
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->date));
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));

  g_signal_connect_object (drag, "prepare", G_CALLBACK (on_drag_prepare), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
}

GtkWidget *
sf_gallery_tile_new (void)
{
  return g_object_new (SF_TYPE_GALLERY_TILE, NULL);
}

/* Of a grid it is the cell, not what is in it, that takes the focus. */
static void
name_cell (SfGalleryTile *self, const char *label)
{
  GtkWidget *cell = gtk_widget_get_parent (GTK_WIDGET (self));

  if (cell != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (cell), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                    -1);
}

void
sf_gallery_tile_set_item (SfGalleryTile *self, SfGalleryItem *item)
{
  g_autofree char *date = NULL;
  g_autofree char *label = NULL;

  g_return_if_fail (SF_IS_GALLERY_TILE (self));

  forget_item (self);
  if (item == NULL) {
    gtk_picture_set_paintable (self->picture, NULL);
    return;
  }

  self->item = g_object_ref (item);
  g_signal_connect_swapped (item, "notify::thumbnail", G_CALLBACK (on_thumbnail), self);
  on_thumbnail (self);
  date = sf_gallery_item_dup_date (item);
  gtk_label_set_label (self->date, date);
  /* Translators: %s is a date and time. */
  label = g_strdup_printf (_ ("Photo of %s"), date);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->picture), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label, -1);
  name_cell (self, label);
}
