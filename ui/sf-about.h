/* The window that says what this program is. */
#pragma once

#include <gtk/gtk.h>

/* @parent: (nullable) */
void sf_about_show (GtkWindow *parent);

/* Of this program and of what it stands on, one a line. */
char *sf_about_dup_versions (void) G_GNUC_WARN_UNUSED_RESULT;
