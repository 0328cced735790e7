/* The page of the preferences for oneself, the photos and the countdown. */

#include "ui/sf-general-preferences.h"

#include "ui/sf-preference-rows.h"
#include "ui/sf-resources.h"

#include <glib/gi18n.h>

struct _SfGeneralPreferences {
  AdwPreferencesPage parent_instance;

  AdwActionRow *folder_row;
  AdwComboRow *format_row;
  AdwComboRow *countdown_row;

  SfBooth *booth;
  GtkFileChooserNative *chooser; /* (nullable) */
};

G_DEFINE_FINAL_TYPE (SfGeneralPreferences, sf_general_preferences, ADW_TYPE_PREFERENCES_PAGE)

static const SfPreferenceRow rows[] = {
  {"name_row", "text", "display-name"},
  {"originals_switch", "active", "keep-originals"},
  {"countdown_sound_switch", "active", "countdown-sound"},
  {"shutter_sound_switch", "active", "shutter-sound"},
  {"flash_switch", "active", "screen-flash"},
};

static const int countdowns[] = {3, 5, 10};

static const char *const format_hints[SF_N_FILE_FORMATS] = {
  [SF_FILE_FORMAT_WEBP] = N_ ("Smallest files"),
  [SF_FILE_FORMAT_PNG] = N_ ("Every pixel, large files"),
  [SF_FILE_FORMAT_JPEG] = N_ ("Opens everywhere"),
};

static GSettings *
get_settings (SfGeneralPreferences *self)
{
  return sf_booth_get_settings (self->booth);
}

static void
on_countdown_selected (SfGeneralPreferences *self)
{
  guint selected = adw_combo_row_get_selected (self->countdown_row);

  if (selected < G_N_ELEMENTS (countdowns))
    g_settings_set_int (get_settings (self), "countdown", countdowns[selected]);
}

static void
bind_countdown (SfGeneralPreferences *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (countdowns); i++)
    if (countdowns[i] == g_settings_get_int (get_settings (self), "countdown"))
      adw_combo_row_set_selected (self->countdown_row, i);
  g_signal_connect_object (self->countdown_row, "notify::selected",
                           G_CALLBACK (on_countdown_selected), self, G_CONNECT_SWAPPED);
}

static void
show_format (SfGeneralPreferences *self)
{
  guint selected = adw_combo_row_get_selected (self->format_row);

  if (selected < G_N_ELEMENTS (format_hints))
    adw_action_row_set_subtitle (ADW_ACTION_ROW (self->format_row), _ (format_hints[selected]));
}

static void
bind_format (SfGeneralPreferences *self)
{
  sf_preference_rows_bind_enum (self->format_row, get_settings (self), "save-format");
  g_signal_connect_object (self->format_row, "notify::selected", G_CALLBACK (show_format), self,
                           G_CONNECT_SWAPPED);
  show_format (self);
}

static void
show_folder (SfGeneralPreferences *self)
{
  g_autofree char *folder = sf_booth_dup_folder (self->booth);
  g_autofree char *shown = g_filename_display_name (folder);
  g_autofree char *markup = g_markup_escape_text (shown, -1);

  adw_action_row_set_subtitle (self->folder_row, markup);
}

static void
on_folder_response (SfGeneralPreferences *self, int response)
{
  g_autoptr (GFile) folder = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (self->chooser));
  g_autofree char *path = folder != NULL ? g_file_get_path (folder) : NULL;

  if (response == GTK_RESPONSE_ACCEPT && path != NULL)
    sf_booth_set_folder (self->booth, path);
  gtk_native_dialog_destroy (GTK_NATIVE_DIALOG (self->chooser));
  g_clear_object (&self->chooser);
  show_folder (self);
}

static void
on_choose_folder (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SfGeneralPreferences *self = SF_GENERAL_PREFERENCES (widget);
  GtkRoot *window = gtk_widget_get_root (widget);

  g_clear_object (&self->chooser);
  self->chooser = gtk_file_chooser_native_new (_ ("Choose a Folder"), GTK_WINDOW (window),
                                               GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER,
                                               C_ ("button", "_Choose"), C_ ("button", "_Cancel"));
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (on_folder_response), self,
                           G_CONNECT_SWAPPED);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
sf_general_preferences_dispose (GObject *object)
{
  SfGeneralPreferences *self = SF_GENERAL_PREFERENCES (object);

  g_clear_object (&self->chooser);
  g_clear_object (&self->booth);

  G_OBJECT_CLASS (sf_general_preferences_parent_class)->dispose (object);
}

static void
sf_general_preferences_class_init (SfGeneralPreferencesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sf_general_preferences_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               SF_RESOURCES "sf-general-preferences.ui");
  gtk_widget_class_bind_template_child (widget_class, SfGeneralPreferences, folder_row);
  gtk_widget_class_bind_template_child (widget_class, SfGeneralPreferences, format_row);
  gtk_widget_class_bind_template_child (widget_class, SfGeneralPreferences, countdown_row);
  sf_preference_rows_install (widget_class, rows, G_N_ELEMENTS (rows));
  gtk_widget_class_install_action (widget_class, "preferences.choose-folder", NULL,
                                   on_choose_folder);
}

static void
sf_general_preferences_init (SfGeneralPreferences *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
sf_general_preferences_set_booth (SfGeneralPreferences *self, SfBooth *booth)
{
  g_return_if_fail (SF_IS_GENERAL_PREFERENCES (self));
  g_return_if_fail (self->booth == NULL);

  self->booth = g_object_ref (booth);
  sf_preference_rows_bind (GTK_WIDGET (self), SF_TYPE_GENERAL_PREFERENCES, rows,
                           G_N_ELEMENTS (rows), get_settings (self));
  bind_format (self);
  bind_countdown (self);
  show_folder (self);
}
