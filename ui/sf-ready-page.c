/* One's own picture, as in a mirror, and the two ways on. */

#include "ui/sf-ready-page.h"

#include "ui/sf-accessible.h"
#include "ui/sf-camera-button.h"
#include "ui/sf-preview.h"
#include "ui/sf-resources.h"

/* Below this mean luma, of 255, a face is hard to see; the hint goes where it is clearly better. */
#define DARK_BELOW 40
#define BRIGHT_FROM 52

struct _SfReadyPage {
  SfPage parent_instance;

  GtkWidget *preview;
  GtkSpinner *spinner;
  GtkRevealer *dark_hint;
  SfCameraButton *camera_button;
  GtkWidget *mirror_button;
  GtkWidget *invite_button;
};

G_DEFINE_FINAL_TYPE (SfReadyPage, sf_ready_page, SF_TYPE_PAGE)

static void
update_status (SfReadyPage *self)
{
  SfCameraStatus status = sf_booth_get_camera_status (sf_page_get_booth (SF_PAGE (self)));

  gtk_spinner_set_spinning (self->spinner, status == SF_CAMERA_STATUS_LOADING);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), status == SF_CAMERA_STATUS_LOADING);
  gtk_widget_set_sensitive (self->mirror_button, status != SF_CAMERA_STATUS_PHOTO);
}

static void
update_hint (SfReadyPage *self)
{
  int luma = sf_preview_get_luma (SF_PREVIEW (self->preview));
  int limit = gtk_revealer_get_reveal_child (self->dark_hint) ? BRIGHT_FROM : DARK_BELOW;

  gtk_revealer_set_reveal_child (self->dark_hint, luma >= 0 && luma < limit);
}

static void
sf_ready_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (sf_ready_page_parent_class)->map (widget);

  gtk_widget_grab_focus (SF_READY_PAGE (widget)->invite_button);
}

static void
sf_ready_page_constructed (GObject *object)
{
  SfReadyPage *self = SF_READY_PAGE (object);
  SfBooth *booth = sf_page_get_booth (SF_PAGE (self));

  G_OBJECT_CLASS (sf_ready_page_parent_class)->constructed (object);

  sf_camera_button_set_booth (self->camera_button, booth);
  g_settings_bind (sf_booth_get_settings (booth), "mirror-preview", self->mirror_button, "active",
                   G_SETTINGS_BIND_DEFAULT);
  g_object_bind_property (booth, "camera", self->preview, "camera", G_BINDING_SYNC_CREATE);
  g_object_bind_property (booth, "mirrored", self->preview, "mirrored", G_BINDING_SYNC_CREATE);
  g_signal_connect_object (self->preview, "notify::luma", G_CALLBACK (update_hint), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (booth, "notify::camera-status", G_CALLBACK (update_status), self,
                           G_CONNECT_SWAPPED);
  update_status (self);
}

static void
sf_ready_page_class_init (SfReadyPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->constructed = sf_ready_page_constructed;
  widget_class->map = sf_ready_page_map;

  g_type_ensure (SF_TYPE_CAMERA_BUTTON);
  g_type_ensure (SF_TYPE_PREVIEW);
  gtk_widget_class_set_template_from_resource (widget_class, SF_RESOURCES "sf-ready-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SfReadyPage, preview);
  gtk_widget_class_bind_template_child (widget_class, SfReadyPage, spinner);
  gtk_widget_class_bind_template_child (widget_class, SfReadyPage, dark_hint);
  gtk_widget_class_bind_template_child (widget_class, SfReadyPage, camera_button);
  gtk_widget_class_bind_template_child (widget_class, SfReadyPage, mirror_button);
  gtk_widget_class_bind_template_child (widget_class, SfReadyPage, invite_button);
}

static void
sf_ready_page_init (SfReadyPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  sf_accessible_follow_revealer (self->dark_hint);
}
