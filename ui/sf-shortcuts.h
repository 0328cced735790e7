/* The keys: one table for what they do and for the window that tells of them. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef struct {
  const char *accel;
  const char *action; /* detailed, as g_action_parse_detailed_name() takes it */
  gboolean is_soft;   /* only where no entry has the focus and wants the key itself */
} SfShortcut;

/* Returns: (nullable): shortcut @i, %NULL behind the last */
const SfShortcut *sf_shortcuts_get (guint i);

/* The keys that hold everywhere. */
void sf_shortcuts_add_to_application (GtkApplication *application);
/* The soft ones, for whatever in @widget has the focus. */
void sf_shortcuts_add_to_widget (GtkWidget *widget);

/* The window that tells of them. */
void sf_shortcuts_show (GtkWindow *parent);

G_END_DECLS
