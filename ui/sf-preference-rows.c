/* Rows of the preferences that are a setting and no more. */

#include "ui/sf-preference-rows.h"

#include "ui/sf-accessible.h"

typedef struct {
  GSettings *settings;
  char *key;
} Choice;

static void
choice_free (gpointer data, GClosure *closure)
{
  Choice *self = data;

  g_object_unref (self->settings);
  g_free (self->key);
  g_free (self);
}

void
sf_preference_rows_install (GtkWidgetClass *klass, const SfPreferenceRow *rows, gsize n_rows)
{
  for (gsize i = 0; i < n_rows; i++)
    gtk_widget_class_bind_template_child_full (klass, rows[i].id, FALSE, 0);
}

void
sf_preference_rows_bind (
  GtkWidget *widget, GType type, const SfPreferenceRow *rows, gsize n_rows, GSettings *settings)
{
  for (gsize i = 0; i < n_rows; i++) {
    GObject *row = gtk_widget_get_template_child (widget, type, rows[i].id);

    g_settings_bind (settings, rows[i].key, row, rows[i].property, G_SETTINGS_BIND_DEFAULT);
    if (ADW_IS_ENTRY_ROW (row))
      sf_accessible_mend_entry_row (ADW_ENTRY_ROW (row));
  }
}

static void
on_selected (AdwComboRow *row, GParamSpec *pspec, Choice *choice)
{
  g_settings_set_enum (choice->settings, choice->key, (int) adw_combo_row_get_selected (row));
}

void
sf_preference_rows_bind_enum (AdwComboRow *row, GSettings *settings, const char *key)
{
  Choice *choice = g_new (Choice, 1);

  *choice = (Choice){g_object_ref (settings), g_strdup (key)};
  adw_combo_row_set_selected (row, (guint) g_settings_get_enum (settings, key));
  g_signal_connect_data (row, "notify::selected", G_CALLBACK (on_selected), choice, choice_free, 0);
}
