/* What to invite to: one photo together, or swapped photos. */

#include "ui/sf-invite-page.h"

#include "ui/sf-error-text.h"
#include "ui/sf-picture-file.h"
#include "ui/sf-resources.h"
#include "ui/sf-texture.h"

#include "app/session/sf-request-picture.h"

struct _SfInvitePage {
  SfPage parent_instance;

  GtkToggleButton *together_button;
  GtkToggleButton *swap_button;
  GtkPicture *thumbnail;
  GtkWidget *remove_button;
  GtkWidget *picture_row;
  GtkWidget *camera_label; /* why there is no code yet */

  GBytes *picture; /* (nullable): as it goes with the request */
};

G_DEFINE_FINAL_TYPE (SfInvitePage, sf_invite_page, SF_TYPE_PAGE)

/* Shows what the other person will see: the picture after it was made small. */
static void
set_picture (SfInvitePage *self, GBytes *picture)
{
  g_autoptr (SfImage) image = picture != NULL ? sf_request_picture_decode (picture, NULL) : NULL;
  g_autoptr (GdkTexture) texture = image != NULL ? sf_texture_new_for_image (image) : NULL;

  g_clear_pointer (&self->picture, g_bytes_unref);
  self->picture = picture;
  gtk_picture_set_paintable (self->thumbnail, GDK_PAINTABLE (texture));
  gtk_widget_set_visible (GTK_WIDGET (self->thumbnail), texture != NULL);
  gtk_widget_set_visible (self->remove_button, picture != NULL);
}

static void
on_load_request_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SfInvitePage) self = user_data;
  g_autoptr (GError) error = NULL;
  GBytes *picture = sf_picture_file_load_request_finish (result, &error);

  if (picture != NULL)
    set_picture (self, picture);
  else
    sf_page_toast (SF_PAGE (self), sf_error_text_of (error).title);
}

static void
on_picture_chosen (GFile *file, gpointer user_data)
{
  sf_picture_file_load_request_async (file, on_load_request_ready, g_object_ref (user_data));
}

static void
on_choose_picture (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  sf_picture_file_choose (GTK_WIDGET (user_data), on_picture_chosen, user_data);
}

static void
on_remove_picture (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  set_picture (user_data, NULL);
}

static gboolean
on_drop (GtkDropTarget *target, const GValue *value, double x, double y, SfInvitePage *self)
{
  on_picture_chosen (g_value_get_object (value), self);
  return TRUE;
}

static void
on_create (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SfInvitePage *self = user_data;
  gboolean is_together = gtk_toggle_button_get_active (self->together_button);

  sf_booth_invite (sf_page_get_booth (SF_PAGE (self)),
                   is_together ? SF_MODE_SYNTHESIS : SF_MODE_EXCHANGE, self->picture);
  set_picture (self, NULL);
}

static void
on_back (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  gtk_widget_activate_action (user_data, "win.home", NULL);
}

static void
update_create (SfInvitePage *self)
{
  SfPage *page = SF_PAGE (self);
  gboolean has_picture = sf_booth_has_picture (sf_page_get_booth (page));

  sf_page_enable_action (page, "create", has_picture);
  gtk_widget_set_visible (self->camera_label, !has_picture);
}

static void
sf_invite_page_constructed (GObject *object)
{
  SfInvitePage *self = SF_INVITE_PAGE (object);
  SfBooth *booth = sf_page_get_booth (SF_PAGE (self));
  GtkDropTarget *drop_target = gtk_drop_target_new (G_TYPE_FILE, GDK_ACTION_COPY);

  G_OBJECT_CLASS (sf_invite_page_parent_class)->constructed (object);

  if (g_settings_get_enum (sf_booth_get_settings (booth), "last-mode") == SF_MODE_EXCHANGE)
    gtk_toggle_button_set_active (self->swap_button, TRUE);
  g_signal_connect_object (booth, "notify::camera-status", G_CALLBACK (update_create), self,
                           G_CONNECT_SWAPPED);
  update_create (self);

  g_signal_connect_object (drop_target, "drop", G_CALLBACK (on_drop), self, 0);
  gtk_widget_add_controller (self->picture_row, GTK_EVENT_CONTROLLER (drop_target));
}

static void
sf_invite_page_finalize (GObject *object)
{
  g_clear_pointer (&SF_INVITE_PAGE (object)->picture, g_bytes_unref);

  G_OBJECT_CLASS (sf_invite_page_parent_class)->finalize (object);
}

static void
sf_invite_page_class_init (SfInvitePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->constructed = sf_invite_page_constructed;
  G_OBJECT_CLASS (klass)->finalize = sf_invite_page_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, SF_RESOURCES "sf-invite-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SfInvitePage, together_button);
  gtk_widget_class_bind_template_child (widget_class, SfInvitePage, swap_button);
  gtk_widget_class_bind_template_child (widget_class, SfInvitePage, thumbnail);
  gtk_widget_class_bind_template_child (widget_class, SfInvitePage, remove_button);
  gtk_widget_class_bind_template_child (widget_class, SfInvitePage, picture_row);
  gtk_widget_class_bind_template_child (widget_class, SfInvitePage, camera_label);
}

static void
sf_invite_page_init (SfInvitePage *self)
{
  static const GActionEntry actions[] = {
    {.name = "back", .activate = on_back},
    {.name = "choose-picture", .activate = on_choose_picture},
    {.name = "create", .activate = on_create},
    {.name = "remove-picture", .activate = on_remove_picture},
  };

  gtk_widget_init_template (GTK_WIDGET (self));
  sf_page_add_actions (SF_PAGE (self), actions, G_N_ELEMENTS (actions));
}
