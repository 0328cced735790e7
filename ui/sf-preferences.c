/* The window of settings. */

#include "ui/sf-preferences.h"

#include "ui/sf-camera-button.h"
#include "ui/sf-general-preferences.h"
#include "ui/sf-network-preferences.h"
#include "ui/sf-preference-rows.h"
#include "ui/sf-resources.h"

struct _SfPreferences {
  AdwPreferencesWindow parent_instance;

  SfGeneralPreferences *general;
  AdwActionRow *camera_row;
  SfCameraButton *camera_button;
  AdwComboRow *mode_row;
  SfNetworkPreferences *network;

  SfBooth *booth;
};

G_DEFINE_FINAL_TYPE (SfPreferences, sf_preferences, ADW_TYPE_PREFERENCES_WINDOW)

static const SfPreferenceRow rows[] = {
  {"mirror_switch", "active", "mirror-preview"},
  {"clipboard_switch", "active", "clipboard-detect"},
};

static void
show_camera (SfPreferences *self)
{
  SfCamera *camera = sf_booth_get_camera (self->booth);
  const char *name = camera != NULL ? sf_camera_device_get_name (sf_camera_get_device (camera))
                                    : "";
  g_autofree char *markup = g_markup_escape_text (name, -1);

  adw_action_row_set_subtitle (self->camera_row, markup);
}

static void
sf_preferences_dispose (GObject *object)
{
  g_clear_object (&SF_PREFERENCES (object)->booth);

  G_OBJECT_CLASS (sf_preferences_parent_class)->dispose (object);
}

static void
sf_preferences_class_init (SfPreferencesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sf_preferences_dispose;

  g_type_ensure (SF_TYPE_CAMERA_BUTTON);
  g_type_ensure (SF_TYPE_GENERAL_PREFERENCES);
  g_type_ensure (SF_TYPE_NETWORK_PREFERENCES);
  gtk_widget_class_set_template_from_resource (widget_class, SF_RESOURCES "sf-preferences.ui");
  gtk_widget_class_bind_template_child (widget_class, SfPreferences, general);
  gtk_widget_class_bind_template_child (widget_class, SfPreferences, camera_row);
  gtk_widget_class_bind_template_child (widget_class, SfPreferences, camera_button);
  gtk_widget_class_bind_template_child (widget_class, SfPreferences, mode_row);
  gtk_widget_class_bind_template_child (widget_class, SfPreferences, network);
  sf_preference_rows_install (widget_class, rows, G_N_ELEMENTS (rows));
}

static void
sf_preferences_init (SfPreferences *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* A dialog is not wider than what it lies over: a telephone has no more. */
static void
fit_width (GtkWindow *self, int room)
{
  int width, height;

  gtk_window_get_default_size (self, &width, &height);
  if (room > 0)
    gtk_window_set_default_size (self, MIN (width, room), height);
}

SfPreferences *
sf_preferences_new (GtkWindow *parent, SfBooth *booth)
{
  SfPreferences *self =
    g_object_new (SF_TYPE_PREFERENCES, "transient-for", parent, "modal", parent != NULL, NULL);
  GSettings *settings = sf_booth_get_settings (booth);

  if (parent != NULL)
    fit_width (GTK_WINDOW (self), gtk_widget_get_width (GTK_WIDGET (parent)));
  self->booth = g_object_ref (booth);
  sf_general_preferences_set_booth (self->general, booth);
  sf_network_preferences_set_settings (self->network, settings);
  sf_preference_rows_bind (GTK_WIDGET (self), SF_TYPE_PREFERENCES, rows, G_N_ELEMENTS (rows),
                           settings);
  sf_preference_rows_bind_enum (self->mode_row, settings, "network-mode");
  sf_camera_button_set_booth (self->camera_button, booth);
  g_signal_connect_object (booth, "notify::camera", G_CALLBACK (show_camera), self,
                           G_CONNECT_SWAPPED);
  show_camera (self);

  return self;
}
