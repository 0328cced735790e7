/* No picture of one's own: why, and what to do about it. */

#include "ui/sf-camera-page.h"

#include "ui/sf-camera-button.h"
#include "ui/sf-details.h"
#include "ui/sf-error-text.h"
#include "ui/sf-resources.h"

#include <glib/gi18n.h>

struct _SfCameraPage {
  SfPage parent_instance;

  AdwStatusPage *status;
  GtkButton *action_button;
  SfCameraButton *camera_button;
  SfDetails *details;
};

G_DEFINE_FINAL_TYPE (SfCameraPage, sf_camera_page, SF_TYPE_PAGE)

/* Nobody has asked for a camera yet; all else is an error. */
static SfErrorText
get_text (const GError *error)
{
  if (error != NULL)
    return sf_error_text_of (error);

  return (SfErrorText){
    .title = _ ("The Camera Is Off"),
    .sentence = _ ("Only you see it, until both of you have said yes."),
    .label = _ ("Turn On Camera"),
    .action = "win.retry-camera",
  };
}

static void
update_choice (SfCameraPage *self)
{
  GListModel *cameras = sf_booth_get_cameras (sf_page_get_booth (SF_PAGE (self)));

  gtk_widget_set_visible (GTK_WIDGET (self->camera_button), g_list_model_get_n_items (cameras) > 1);
}

static void
update (SfCameraPage *self)
{
  SfBooth *booth = sf_page_get_booth (SF_PAGE (self));
  const GError *error = sf_booth_get_camera_error (booth);
  SfErrorText text = get_text (error);

  adw_status_page_set_title (self->status, text.title);
  adw_status_page_set_description (self->status, text.sentence);
  gtk_button_set_label (self->action_button, text.label);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->action_button), text.action);
  sf_details_set_error (self->details, error);
}

static void
sf_camera_page_constructed (GObject *object)
{
  SfCameraPage *self = SF_CAMERA_PAGE (object);
  SfBooth *booth = sf_page_get_booth (SF_PAGE (self));

  G_OBJECT_CLASS (sf_camera_page_parent_class)->constructed (object);

  sf_camera_button_set_booth (self->camera_button, booth);
  g_signal_connect_object (booth, "notify::camera-status", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (sf_booth_get_cameras (booth), "items-changed",
                           G_CALLBACK (update_choice), self, G_CONNECT_SWAPPED);
  update (self);
  update_choice (self);
}

static void
sf_camera_page_class_init (SfCameraPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->constructed = sf_camera_page_constructed;

  g_type_ensure (SF_TYPE_CAMERA_BUTTON);
  g_type_ensure (SF_TYPE_DETAILS);
  gtk_widget_class_set_template_from_resource (widget_class, SF_RESOURCES "sf-camera-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SfCameraPage, status);
  gtk_widget_class_bind_template_child (widget_class, SfCameraPage, action_button);
  gtk_widget_class_bind_template_child (widget_class, SfCameraPage, camera_button);
  gtk_widget_class_bind_template_child (widget_class, SfCameraPage, details);
}

static void
sf_camera_page_init (SfCameraPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
