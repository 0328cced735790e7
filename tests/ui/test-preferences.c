/* The window of settings: what a row shows is the setting, and what a person chooses becomes it. */

#include "ui/sf-application.h"
#include "ui/sf-booth.h"
#include "ui/sf-preferences.h"

#define G_SETTINGS_ENABLE_BACKEND
#include <adwaita.h>
#include <gio/gsettingsbackend.h>
#include <string.h>

typedef struct {
  GSettings *settings;
  GtkWidget *window;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GSettingsBackend) backend = g_memory_settings_backend_new ();
  g_autoptr (SfBooth) booth = NULL;

  self->settings = g_settings_new_with_backend (SF_APPLICATION_ID, backend);
  booth = sf_booth_new (self->settings);
  self->window = g_object_ref_sink (GTK_WIDGET (sf_preferences_new (NULL, booth)));
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (self->window));
  g_clear_object (&self->window);
  g_clear_object (&self->settings);
}

/* Returns: (nullable): the row of that title below @widget */
static GtkWidget *
find_row (GtkWidget *widget, const char *title)
{
  GtkWidget *found = NULL;

  if (ADW_IS_PREFERENCES_ROW (widget) &&
      g_str_equal (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), title))
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_row (child, title);

  return found;
}

static void
test_format (Fixture *self, gconstpointer data)
{
  static const struct {
    const char *nick;
    const char *word; /* of the hint */
  } formats[] = {{"webp", "smallest"}, {"png", "Every pixel"}, {"jpeg", "lost"}};
  GtkWidget *row = find_row (self->window, "Format of Photos");

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++) {
    g_autofree char *nick = NULL;

    adw_combo_row_set_selected (ADW_COMBO_ROW (row), i);
    nick = g_settings_get_string (self->settings, "save-format");
    g_assert_cmpstr (nick, ==, formats[i].nick);
    g_assert_nonnull (strstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), formats[i].word));
  }
}

static void
test_originals (Fixture *self, gconstpointer data)
{
  GtkWidget *row = find_row (self->window, "Keep the Originals");

  g_assert_true (g_settings_get_boolean (self->settings, "keep-originals"));
  adw_action_row_activate (ADW_ACTION_ROW (row));
  g_assert_false (g_settings_get_boolean (self->settings, "keep-originals"));
}

static void
test_countdown (Fixture *self, gconstpointer data)
{
  AdwComboRow *row = ADW_COMBO_ROW (find_row (self->window, "Countdown"));

  adw_combo_row_set_selected (row, 2);
  g_assert_cmpint (g_settings_get_int (self->settings, "countdown"), ==, 10);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add ("/ui/preferences/format", Fixture, NULL, set_up, test_format, tear_down);
  g_test_add ("/ui/preferences/originals", Fixture, NULL, set_up, test_originals, tear_down);
  g_test_add ("/ui/preferences/countdown", Fixture, NULL, set_up, test_countdown, tear_down);
  return g_test_run ();
}
