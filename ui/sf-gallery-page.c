/* The photos that were kept. */

#include "ui/sf-gallery-page.h"

#include "ui/sf-gallery-model.h"
#include "ui/sf-gallery-tile.h"
#include "ui/sf-photo-file.h"
#include "ui/sf-photo-trash.h"
#include "ui/sf-resources.h"

#include <glib/gi18n.h>

struct _SfGalleryPage {
  SfPage parent_instance;

  GtkStack *stack;
  GtkGridView *grid;

  SfGalleryModel *model;
  GtkSingleSelection *selection;
};

G_DEFINE_FINAL_TYPE (SfGalleryPage, sf_gallery_page, SF_TYPE_PAGE)

static void
on_setup (GtkSignalListItemFactory *factory, GtkListItem *row, SfGalleryPage *self)
{
  gtk_list_item_set_child (row, sf_gallery_tile_new ());
}

static void
on_bind (GtkSignalListItemFactory *factory, GtkListItem *row, SfGalleryPage *self)
{
  SfGalleryItem *item = gtk_list_item_get_item (row);

  sf_gallery_model_look_at (self->model, item);
  sf_gallery_tile_set_item (SF_GALLERY_TILE (gtk_list_item_get_child (row)), item);
}

static void
on_unbind (GtkSignalListItemFactory *factory, GtkListItem *row, SfGalleryPage *self)
{
  sf_gallery_tile_set_item (SF_GALLERY_TILE (gtk_list_item_get_child (row)), NULL);
}

static void
update (SfGalleryPage *self)
{
  static const char *const names[] = {"open", "copy", "folder", "discard"};
  gboolean has_photos = g_list_model_get_n_items (G_LIST_MODEL (self->model)) > 0;

  gtk_stack_set_visible_child_name (self->stack, has_photos ? "photos" : "empty");
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    sf_page_enable_action (SF_PAGE (self), names[i], has_photos);
}

/* While they were sought, there was nothing to take the focus. */
static void
on_loaded (SfGalleryPage *self)
{
  update (self);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    gtk_widget_child_focus (GTK_WIDGET (self->stack), GTK_DIR_TAB_FORWARD);
}

static SfGalleryItem *
get_selected (SfGalleryPage *self)
{
  return gtk_single_selection_get_selected_item (self->selection);
}

static void
activate_open (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SfGalleryItem *item = get_selected (user_data);

  if (item != NULL)
    sf_photo_file_open (user_data, sf_gallery_item_get_path (item));
}

static void
activate_copy (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SfGalleryItem *item = get_selected (user_data);

  if (item != NULL)
    sf_photo_file_copy (user_data, sf_gallery_item_get_path (item));
}

static void
activate_folder (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SfGalleryItem *item = get_selected (user_data);

  if (item != NULL)
    sf_photo_file_show_in_folder (user_data, sf_gallery_item_get_path (item));
}

/* What was thrown away, for as long as it can be had back. */
typedef struct {
  SfGalleryModel *model;
  SfGalleryItem *item;
} Discarded;

static void
discarded_free (gpointer data)
{
  Discarded *self = data;

  sf_gallery_model_forget (self->model, self->item);
  g_object_unref (self->model);
  g_object_unref (self->item);
  g_free (self);
}

static void
undo_discard (gpointer user_data)
{
  const Discarded *self = user_data;

  sf_gallery_model_restore (self->model, self->item);
}

static void
activate_discard (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SfGalleryPage *self = user_data;
  SfGalleryItem *item = get_selected (self);
  Discarded *discarded;

  if (item == NULL)
    return;

  discarded = g_new (Discarded, 1);
  *discarded = (Discarded){g_object_ref (self->model), g_object_ref (item)};
  sf_photo_trash_offer (GTK_WIDGET (self), sf_gallery_item_get_files (item),
                        _ ("Photo moved to the trash"), undo_discard, discarded, discarded_free);
  sf_gallery_model_hide (self->model, item);
}

static void
activate_back (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  gtk_widget_activate_action (user_data, "win.home", NULL);
}

static const GActionEntry actions[] = {
  {.name = "open", .activate = activate_open},
  {.name = "copy", .activate = activate_copy},
  {.name = "folder", .activate = activate_folder},
  {.name = "discard", .activate = activate_discard},
  {.name = "back", .activate = activate_back},
};

/* The folder may have changed since it was last looked at. */
static void
sf_gallery_page_map (GtkWidget *widget)
{
  SfGalleryPage *self = SF_GALLERY_PAGE (widget);
  g_autofree char *folder = sf_booth_dup_folder (sf_page_get_booth (SF_PAGE (self)));

  GTK_WIDGET_CLASS (sf_gallery_page_parent_class)->map (widget);
  sf_gallery_model_load (self->model, folder);
}

static void
on_activate (SfGalleryPage *self, guint position)
{
  activate_open (NULL, NULL, self);
}

static void
sf_gallery_page_constructed (GObject *object)
{
  SfGalleryPage *self = SF_GALLERY_PAGE (object);
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  G_OBJECT_CLASS (sf_gallery_page_parent_class)->constructed (object);

  sf_page_add_actions (SF_PAGE (self), actions, G_N_ELEMENTS (actions));
  g_signal_connect (factory, "setup", G_CALLBACK (on_setup), self);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind), self);
  g_signal_connect (factory, "unbind", G_CALLBACK (on_unbind), self);
  gtk_grid_view_set_factory (self->grid, factory);
  g_object_unref (factory);

  self->model = sf_gallery_model_new ();
  self->selection = gtk_single_selection_new (G_LIST_MODEL (g_object_ref (self->model)));
  gtk_grid_view_set_model (self->grid, GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_object (self->grid, "activate", G_CALLBACK (on_activate), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->model, "loaded", G_CALLBACK (on_loaded), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->model, "items-changed", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  gtk_stack_set_visible_child_name (self->stack, "loading");
}

static void
sf_gallery_page_dispose (GObject *object)
{
  SfGalleryPage *self = SF_GALLERY_PAGE (object);

  if (self->selection != NULL)
    gtk_grid_view_set_model (self->grid, NULL);
  g_clear_object (&self->selection);
  g_clear_object (&self->model);

  G_OBJECT_CLASS (sf_gallery_page_parent_class)->dispose (object);
}

static void
sf_gallery_page_class_init (SfGalleryPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = sf_gallery_page_constructed;
  object_class->dispose = sf_gallery_page_dispose;
  widget_class->map = sf_gallery_page_map;

  gtk_widget_class_set_template_from_resource (widget_class, SF_RESOURCES "sf-gallery-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SfGalleryPage, stack);
  gtk_widget_class_bind_template_child (widget_class, SfGalleryPage, grid);
}

static void
sf_gallery_page_init (SfGalleryPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
