/* The button that says which camera is used, and lets another be chosen. */

#include "ui/sf-camera-button.h"

#include <glib/gi18n.h>

struct _SfCameraButton {
  GtkWidget parent_instance;

  GtkWidget *button;
  GMenu *cameras;
  SfBooth *booth;
  GSimpleActionGroup *actions;
};

G_DEFINE_FINAL_TYPE (SfCameraButton, sf_camera_button, GTK_TYPE_WIDGET)

/* An underscore of the name is not the mark of a key. */
static char *
dup_label (SfCameraDevice *device)
{
  GString *label = g_string_new (sf_camera_device_get_name (device));

  g_string_replace (label, "_", "__", 0);
  return g_string_free (label, FALSE);
}

static void
fill_menu (SfCameraButton *self)
{
  GListModel *cameras = sf_booth_get_cameras (self->booth);

  g_menu_remove_all (self->cameras);
  for (guint i = 0; i < g_list_model_get_n_items (cameras); i++) {
    g_autoptr (SfCameraDevice) device = g_list_model_get_item (cameras, i);
    g_autofree char *label = dup_label (device);
    g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

    g_menu_item_set_action_and_target (item, "cameras.use", "s", sf_camera_device_get_id (device));
    g_menu_append_item (self->cameras, item);
  }
}

/* The one that is used is marked in the menu. */
static void
update_current (SfCameraButton *self)
{
  SfCamera *camera = sf_booth_get_camera (self->booth);
  const char *id = camera != NULL ? sf_camera_device_get_id (sf_camera_get_device (camera)) : "";

  g_action_group_change_action_state (G_ACTION_GROUP (self->actions), "use",
                                      g_variant_new_string (id));
}

static void
on_use (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SfCameraButton *self = user_data;

  sf_booth_use_camera (self->booth, g_variant_get_string (parameter, NULL));
}

static void
on_use_state (GSimpleAction *action, GVariant *state, gpointer user_data)
{
  g_simple_action_set_state (action, state);
}

static void
sf_camera_button_dispose (GObject *object)
{
  SfCameraButton *self = SF_CAMERA_BUTTON (object);

  g_clear_pointer (&self->button, gtk_widget_unparent);
  g_clear_object (&self->cameras);
  g_clear_object (&self->booth);
  g_clear_object (&self->actions);

  G_OBJECT_CLASS (sf_camera_button_parent_class)->dispose (object);
}

static void
sf_camera_button_class_init (SfCameraButtonClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sf_camera_button_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static GMenuModel *
make_menu (SfCameraButton *self)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) others = g_menu_new ();
  g_autoptr (GMenuItem) photo = g_menu_item_new (_ ("Use a Photo Instead…"), "win.choose-photo");

  /* The preferences are a window of their own, which has no such action. */
  g_menu_item_set_attribute (photo, "hidden-when", "s", "action-missing");
  g_menu_append_item (others, photo);
  g_menu_append_section (menu, _ ("Camera"), G_MENU_MODEL (self->cameras));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (others));

  return G_MENU_MODEL (menu);
}

/* Not before somebody opens it: its items would cost every start. */
static void
make_popup (GtkMenuButton *button, gpointer user_data)
{
  g_autoptr (GMenuModel) menu = NULL;

  if (gtk_menu_button_get_menu_model (button) != NULL)
    return;

  menu = make_menu (user_data);
  gtk_menu_button_set_menu_model (button, menu);
}

static void
sf_camera_button_init (SfCameraButton *self)
{
  static const GActionEntry actions[] = {
    {.name = "use",
     .activate = on_use,
     .parameter_type = "s",
     .state = "''",
     .change_state = on_use_state},
  };

  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), actions, G_N_ELEMENTS (actions),
                                   self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "cameras", G_ACTION_GROUP (self->actions));

  self->cameras = g_menu_new ();
  self->button = gtk_menu_button_new ();
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (self->button), "camera-web-symbolic");
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (self->button), make_popup, self, NULL);
  gtk_widget_set_tooltip_text (self->button, _ ("Choose a Camera"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Choose a Camera"), -1);
  gtk_widget_set_parent (self->button, GTK_WIDGET (self));
}

void
sf_camera_button_set_booth (SfCameraButton *self, SfBooth *booth)
{
  g_return_if_fail (SF_IS_CAMERA_BUTTON (self));
  g_return_if_fail (self->booth == NULL);

  self->booth = g_object_ref (booth);
  g_signal_connect_object (sf_booth_get_cameras (booth), "items-changed", G_CALLBACK (fill_menu),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (booth, "notify::camera", G_CALLBACK (update_current), self,
                           G_CONNECT_SWAPPED);
  fill_menu (self);
  update_current (self);
}
