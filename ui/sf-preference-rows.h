/* Rows of the preferences that are a setting and no more. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* A child of a template, and the setting that its property shows. */
typedef struct {
  const char *id;
  const char *property;
  const char *key;
} SfPreferenceRow;

/* In class_init: makes the rows children of the template. */
void sf_preference_rows_install (GtkWidgetClass *klass, const SfPreferenceRow *rows, gsize n_rows);

/* @type: whose template holds the rows */
void sf_preference_rows_bind (
  GtkWidget *widget, GType type, const SfPreferenceRow *rows, gsize n_rows, GSettings *settings);

/* The choices of @row are in the order of the enum of @key. */
void sf_preference_rows_bind_enum (AdwComboRow *row, GSettings *settings, const char *key);

G_END_DECLS
