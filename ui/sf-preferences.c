/* The window of settings. */

#include "ui/sf-preferences.h"

#include "ui/sf-accessible.h"
#include "ui/sf-camera-button.h"
#include "ui/sf-error-text.h"
#include "ui/sf-general-preferences.h"
#include "ui/sf-preference-rows.h"
#include "ui/sf-resources.h"

#include "app/session/sf-network-test.h"

#include <glib/gi18n.h>

struct _SfPreferences {
  AdwPreferencesWindow parent_instance;

  SfGeneralPreferences *general;
  AdwActionRow *camera_row;
  SfCameraButton *camera_button;
  AdwActionRow *test_row;
  GtkSpinner *test_spinner;

  SfBooth *booth;
  GSettings *settings;
  GCancellable *testing; /* (nullable) */
};

G_DEFINE_FINAL_TYPE (SfPreferences, sf_preferences, ADW_TYPE_PREFERENCES_WINDOW)

static const SfPreferenceRow rows[] = {
  {"mirror_switch", "active", "mirror-preview"},
  {"clipboard_switch", "active", "clipboard-detect"},
};

/* The rows that may be left empty, and must be right otherwise. */
static gboolean
is_server (const char *text)
{
  g_autofree char *url = sf_network_normalize_server (text);

  return url != NULL;
}

static const struct {
  const char *id;
  const char *key;
  gboolean (*is_right) (const char *text);
} addresses[] = {
  {"server_row", "rendezvous", is_server},
  {"stun_row", "stun-server", sf_network_is_host_port},
  {"relay_row", "transit-relay", sf_network_is_host_port},
};

static GtkWidget *
get_child (SfPreferences *self, const char *id)
{
  return GTK_WIDGET (gtk_widget_get_template_child (GTK_WIDGET (self), SF_TYPE_PREFERENCES, id));
}

static void
on_address_apply (SfPreferences *self, GtkWidget *row)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (row));

  for (gsize i = 0; i < G_N_ELEMENTS (addresses); i++) {
    g_autofree char *url = NULL;

    if (get_child (self, addresses[i].id) != row)
      continue;
    if (*text != '\0' && !addresses[i].is_right (text)) {
      gtk_widget_add_css_class (row, "error");
      adw_preferences_window_add_toast (
        ADW_PREFERENCES_WINDOW (self),
        adw_toast_new (sf_error_text_get (SF_TROUBLE_BAD_ADDRESS).title));
      return;
    }

    gtk_widget_remove_css_class (row, "error");
    url = sf_network_normalize_server (text);
    g_settings_set_string (self->settings, addresses[i].key, url != NULL ? url : text);
  }
}

static void
bind_addresses (SfPreferences *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (addresses); i++) {
    GtkWidget *row = get_child (self, addresses[i].id);
    g_autofree char *text = g_settings_get_string (self->settings, addresses[i].key);

    gtk_editable_set_text (GTK_EDITABLE (row), text);
    sf_accessible_mend_entry_row (ADW_ENTRY_ROW (row));
    g_signal_connect_object (row, "apply", G_CALLBACK (on_address_apply), self, G_CONNECT_SWAPPED);
  }
}

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
on_network_test_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SfPreferences) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean is_fine = sf_network_test_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  gtk_spinner_stop (self->test_spinner);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "preferences.test-connection", TRUE);
  adw_action_row_set_subtitle (self->test_row, is_fine ? _ ("The server answers: codes can meet.")
                                                       : sf_error_text_of (error).sentence);
}

static void
on_test_connection (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SfPreferences *self = SF_PREFERENCES (widget);
  g_autofree char *server = g_settings_get_string (self->settings, "rendezvous");
  SfNetworkChoice choice = {
    .mode = (SfNetworkMode) g_settings_get_enum (self->settings, "network-mode"),
    .server = server,
  };

  if (choice.mode == SF_NETWORK_MODE_LOCAL_ONLY) {
    adw_action_row_set_subtitle (self->test_row, _ ("On the local network no server is needed."));
    return;
  }

  gtk_spinner_start (self->test_spinner);
  gtk_widget_action_set_enabled (widget, "preferences.test-connection", FALSE);
  adw_action_row_set_subtitle (self->test_row, _ ("Asking the server…"));
  sf_network_test_async (&choice, self->testing, on_network_test_ready, g_object_ref (self));
}

static void
sf_preferences_dispose (GObject *object)
{
  SfPreferences *self = SF_PREFERENCES (object);

  if (self->testing != NULL)
    g_cancellable_cancel (self->testing);
  g_clear_object (&self->testing);
  g_clear_object (&self->booth);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (sf_preferences_parent_class)->dispose (object);
}

static void
sf_preferences_class_init (SfPreferencesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sf_preferences_dispose;

  g_type_ensure (SF_TYPE_CAMERA_BUTTON);
  g_type_ensure (SF_TYPE_GENERAL_PREFERENCES);
  gtk_widget_class_set_template_from_resource (widget_class, SF_RESOURCES "sf-preferences.ui");
  gtk_widget_class_bind_template_child (widget_class, SfPreferences, general);
  gtk_widget_class_bind_template_child (widget_class, SfPreferences, camera_row);
  gtk_widget_class_bind_template_child (widget_class, SfPreferences, camera_button);
  gtk_widget_class_bind_template_child (widget_class, SfPreferences, test_row);
  gtk_widget_class_bind_template_child (widget_class, SfPreferences, test_spinner);
  gtk_widget_class_bind_template_child_full (widget_class, "mode_row", FALSE, 0);
  sf_preference_rows_install (widget_class, rows, G_N_ELEMENTS (rows));
  for (gsize i = 0; i < G_N_ELEMENTS (addresses); i++)
    gtk_widget_class_bind_template_child_full (widget_class, addresses[i].id, FALSE, 0);

  gtk_widget_class_install_action (widget_class, "preferences.test-connection", NULL,
                                   on_test_connection);
}

static void
sf_preferences_init (SfPreferences *self)
{
  self->testing = g_cancellable_new ();
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

  if (parent != NULL)
    fit_width (GTK_WINDOW (self), gtk_widget_get_width (GTK_WIDGET (parent)));
  self->booth = g_object_ref (booth);
  self->settings = g_object_ref (sf_booth_get_settings (booth));
  sf_general_preferences_set_booth (self->general, booth);
  sf_preference_rows_bind (GTK_WIDGET (self), SF_TYPE_PREFERENCES, rows, G_N_ELEMENTS (rows),
                           self->settings);
  sf_preference_rows_bind_enum (ADW_COMBO_ROW (get_child (self, "mode_row")), self->settings,
                                "network-mode");
  bind_addresses (self);
  sf_camera_button_set_booth (self->camera_button, booth);
  g_signal_connect_object (booth, "notify::camera", G_CALLBACK (show_camera), self,
                           G_CONNECT_SWAPPED);
  show_camera (self);

  return self;
}
