/* A window of a test on the screen, in the program's own style. */
#pragma once

#include <gtk/gtk.h>

/* As the application does. */
void sf_ui_load_style (void);

/* Shows the window and waits until it was drawn: only then it is measured, allocated and styled. */
void sf_ui_present (GtkWidget *window);

/* Returns: (transfer full): what the window shows, pixel by pixel */
GdkTexture *sf_ui_render (GtkWidget *window);

/* Whether a label in @widget, or @widget itself, can be seen with that text. */
gboolean sf_ui_says (GtkWidget *widget, const char *text);

/* Begins to drag @widget, or the first in it that can be dragged, to another program.
 * Returns: (transfer full) (nullable): what that is given */
GdkContentProvider *sf_ui_drag (GtkWidget *widget);
/* Returns: (transfer full): the path of the one file that is dragged */
char *sf_ui_dup_dragged (GdkContentProvider *content);
